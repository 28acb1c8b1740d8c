package app_test

import (
	"math"
	"testing"

	"saavu/internal/app"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
	"saavu/pkg/waiting"
)

// waitsOf asks for the waits of doctors in the embedded county.
func waitsOf(t *testing.T, change func(q *app.WaitingRequest)) *report.Waits {
	t.Helper()
	q := app.WaitingRequest{Request: request(), Target: 14}
	q.Seed, q.Draws = 1, 40
	change(&q)
	s, err := app.Open(t.Context(), q.Request)
	if err != nil {
		t.Fatal(err)
	}
	r, _, err := s.Waiting(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// An option that changes nothing at the points of a service changes no gap and no share
// within a limit; closing a point moves its people and loses none; a later limit and more
// staff never make it worse.
func TestWaitingInOptions(t *testing.T) {
	r := waitsOf(t, func(q *app.WaitingRequest) {
		q.WhatIf = []scenario.Change{&scenario.Close{Facility: "nv_kivisto"}}
	})
	booked := 0.0
	for _, p := range r.Points {
		if p.Law != nil && p.ID != waiting.Remote {
			booked += p.Law.Booked(p.Quick.Value)
		}
	}
	people := func(r *report.Waits) float64 {
		sum := 0.0
		for _, c := range r.Options[0].Points {
			if !math.IsNaN(c.Moved) {
				sum += c.Moved
			}
		}
		return sum
	}
	for _, c := range r.Options[0].Points {
		if c.Known == 0 {
			continue
		}
		if math.Abs(c.Change.Value) > 1e-9 || math.Abs(c.Change.Low) > 1e-9 || math.Abs(c.Change.High) > 1e-9 {
			t.Errorf("%s: the gap changes by %v", c.ID, c.Change)
		}
		if !c.Unclear() {
			t.Errorf("%s: the queue grows by %v, and that is not known", c.ID, c.Gap)
		}
	}
	if got := people(r); math.Abs(got-booked) > 1e-6*booked {
		t.Errorf("%g people wait, counts say %g", got, booked)
	}
	closed := waitsOf(t, func(q *app.WaitingRequest) {
		q.WhatIf = []scenario.Change{&scenario.Close{Facility: "hs_lansimaki"}}
	})
	if got := people(closed); math.Abs(got-booked) > 1e-6*booked {
		t.Errorf("%g people wait after a closing, counts say %g", got, booked)
	}
	for _, c := range closed.Options[0].Points {
		before := waiting.Range{}
		for i, share := range c.Shares {
			if share.Low < before.Low-1e-12 || share.Value < before.Value-1e-12 || share.High < before.High-1e-12 {
				t.Errorf("%s: %v within %d days after %v", c.ID, share, waiting.Limits()[i], before)
			}
			before = share
		}
	}
	o := closed.Options[0]
	if !(o.InTime > 0 && o.InTime+o.Unknown <= o.Reach) {
		t.Errorf("%g in time and %g not known of %g who get there", o.InTime, o.Unknown, o.Reach)
	}
}
