package app_test

import (
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"saavu/internal/app"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// wideRange reports whether a figure has a low below its high.
func wideRange(r report.Range) bool { return r.Known && r.Lo < r.Hi }

// With drawn networks, sweeps and stress tests have the ranges of both sources: of who
// gets there those of the networks, of all else those of the draws. They are those of
// the comparison itself, and of a separate comparison at another value.
func TestSweepsAndStressTestsHaveTheRangesOfTheNetworks(t *testing.T) {
	if testing.Short() {
		return // race runs: it checks figures, and others run the same goroutines
	}
	q := request("local")
	q.Draws, q.Networks = 4, 3
	session := fresh(t, q)
	compared := func(q app.Request) report.Report {
		out, err := session.Compare(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		return out.Report
	}
	q.Sweeps, q.Stress = sweeps(t, "people.korso=1..1.5 step 0.5", "travel.low_mobility_walk_kmh=2.5..3 step 0.5"), true
	r := compared(q)
	both := func(what string, rows []report.SweepRow) {
		t.Helper()
		for o, row := range rows {
			gp := row.Services[1]
			if !wideRange(gp.GetsThere) || !wideRange(gp.There) || !wideRange(gp.Visits) || o == 1 && !wideRange(gp.County) {
				t.Errorf("%s, option %d: a range of one source only: %+v", what, o, gp)
			}
		}
	}
	for _, step := range r.Sweeps[0].Steps {
		both("sweep", step.Rows)
	}
	for _, test := range r.Stress.Tests {
		if test.Rows != nil {
			both(string(test.Test), test.Rows)
		}
	}
	for k, o := range r.Options {
		sameCounts(t, "as planned, "+o.ID, r.Stress.Tests[0].Rows[k], r, o.ID)
	}

	// the present values are those of the comparison, the range of the pace aside, which
	// a value of a sweep takes away
	q.Sweeps, q.Stress = sweeps(t, "people.korso=1..1.5 step 0.5"), false
	people := compared(q)
	for k, o := range people.Options {
		sameCounts(t, "now, "+o.ID, people.Sweeps[0].Steps[0].Rows[k], r, o.ID)
	}
	// more people of an area: the networks of another request with the same people
	more := r.Sweeps[0].Steps[2].Rows[1].Services[1].There
	if now := rowOf(&r, 1, 1).There; more.V <= now.V || more.Lo <= now.Lo || more.Hi <= now.Hi {
		t.Errorf("with half as many people more in Korso %+v, now %+v get there", more, now)
	}
	// a slower pace reaches less, in each network
	slow, fast := r.Sweeps[0].Steps[0].Rows[1].Services[1].There, r.Sweeps[0].Steps[1].Rows[1].Services[1].There
	if slow.V >= fast.V || slow.Lo >= fast.Lo || slow.Hi >= fast.Hi {
		t.Errorf("at 2.5 km/h %+v, at 3 km/h %+v get there", slow, fast)
	}

	// the site lost is the same loss by hand, in the same networks
	var lost []scenario.Change
	for _, test := range r.Stress.Tests {
		if test.Test == report.SiteLost {
			for _, id := range test.Lost[0].Facilities {
				lost = append(lost, &scenario.Close{Facility: id})
			}
			hand := request("today")
			hand.Draws, hand.Networks, hand.WhatIf = 4, 3, lost
			h := compared(hand)
			for s := range h.Services {
				if got, want := test.Rows[0].Services[s].There, rowOf(&h, s, len(h.Options)-1).There; got != want {
					t.Errorf("site lost, %s: %+v get there, by hand %+v", h.Services[s].ID, got, want)
				}
			}
		}
	}
	if lost == nil {
		t.Error("no site is lost")
	}
}

func rowOf(r *report.Report, service, option int) *report.Row {
	return &r.Services[service].Rows[option]
}

// A search by who gets there has the range of the networks, one by visits that of the
// draws; both in one request. Without networks, the first has none.
func TestSearchesHaveTheRangesOfTheirSource(t *testing.T) {
	if testing.Short() {
		return // race runs: it checks figures, and others run the same goroutines
	}
	const networks, draws = 3, 4
	q := request("local", "mobile")
	q.Draws, q.Networks = draws, networks
	session := fresh(t, q)
	q.Finds = finds(t, "travel.threshold_min.district=20..26: local > mobile by reach.nurse_reception", "staff.fill_rate.gp=0.8..1: local > today by visits.gp_reception")
	out, err := session.Compare(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	reach, visits := out.Report.Finds[0], out.Report.Finds[1]
	if reach.Draws != networks || visits.Draws != draws || len(reach.Crossings) == 0 || len(visits.Crossings) == 0 {
		t.Fatalf("%+v and %+v", reach, visits)
	}
	last := reach.Crossings[len(reach.Crossings)-1]
	if !last.Holds || last.LowOpen || last.HighOpen || !(last.Low < last.At && last.At < last.High) {
		t.Errorf("a crossing without the range of the networks: %+v", last)
	}
	q.Networks = 0
	if out, err = session.Compare(t.Context(), q); err != nil {
		t.Fatal(err)
	}
	if f := out.Report.Finds[0]; f.Draws != 0 || len(f.Crossings) != len(reach.Crossings) || f.Crossings[0].At != reach.Crossings[0].At {
		t.Errorf("without networks %+v", f)
	}
	if d := cmp.Diff(visits, out.Report.Finds[1]); d != "" {
		t.Errorf("the search by visits depends on the networks:\n%s", d)
	}
}

// A tornado counts, for who gets there, the drawn networks in which more people do, and
// for all else the draws. Its bars are those without networks: a bar moves one parameter
// of the draws.
func TestATornadoCountsTheNetworks(t *testing.T) {
	if testing.Short() {
		return // race runs: it checks figures, and others run the same goroutines
	}
	q := request("local", "mobile")
	q.Draws, q.Movers = 4, true
	plain, err := compare(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	q.Networks = 3
	drawn, err := compare(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	some := false
	for s := range plain.Report.Services {
		for k := range plain.Report.Options {
			if k == 0 {
				continue
			}
			a, b := rowOf(&plain.Report, s, k), rowOf(&drawn.Report, s, k)
			if !reflect.DeepEqual(a.Tornado, b.Tornado) {
				t.Errorf("%s: other bars with networks", plain.Report.Services[s].ID)
			}
			if a.Odds[0].Draws != 0 || b.Odds[0].Draws != 3 || b.Odds[1].Draws != 4 || a.Odds[1] != b.Odds[1] {
				t.Errorf("%s: %+v, with networks %+v", plain.Report.Services[s].ID, a.Odds, b.Odds)
			}
			some = some || b.Odds[0].Better == 3 && len(b.Tornado) > 0
		}
	}
	if !some {
		t.Error("no option brings more people within the limit: the test shows nothing")
	}
}
