package benchmarks

import (
	"fmt"
	"math/bits"
	"path/filepath"
	"runtime"
	"testing"

	"saavu/data"
	"saavu/internal/app"
	"saavu/internal/realdata"
	"saavu/internal/source"
	"saavu/pkg/scenario"
	"saavu/scenarios"
)

// session is an open county with some of its facilities, which plans close.
type session struct {
	*app.Session
	request app.Request
	closing []string
}

// openSession reads the embedded county, or the real one.
func openSession(b *testing.B, real bool) session {
	b.Helper()
	s := session{request: app.Request{Source: app.Source{Embedded: source.Embedded(data.FS, scenarios.FS)}, Frame: "staff", Seed: 1, Service: "all"},
		closing: []string{"hs_korso", "hs_lansimaki", "hs_martinlaakso", "hs_myyrmaki", "hs_tikkurila", "nv_kivisto", "nv_koivukyla", "nv_korso", "nv_myyrmaki", "nv_hakunila", "nv_tikkurila"}}
	if real {
		s.request.County, s.request.Data = filepath.Join("..", "scenarios", "helsinki-region", "county.yaml"), realdata.Dir(b)
		s.closing = []string{"demo_hs_korso", "demo_hs_hakunila", "demo_hs_myyrmaki", "hs_tikkurila", "demo_nv_aviapolis", "demo_nv_hakunila", "demo_nv_kivisto", "demo_nv_korso",
			"demo_nv_myyrmaki", "demo_nv_vantaankoski", "nv_tikkurila"}
	}
	var err error
	if s.Session, err = app.Open(b.Context(), s.request); err != nil {
		b.Fatal(err)
	}
	return s
}

// without compares today with the county without some of the facilities, and
// checks that reach does not rise.
func (s *session) without(b *testing.B, draws int, closed uint) {
	b.Helper()
	q := s.request
	q.Draws = draws
	for i, f := range s.closing {
		if closed&(1<<i) != 0 {
			q.WhatIf = append(q.WhatIf, &scenario.Close{Facility: f})
		}
	}
	out, err := s.Compare(b.Context(), q)
	if err != nil {
		b.Fatal(err)
	}
	fewer := 0
	for _, v := range out.Report.Services {
		before, after := &v.Rows[0], &v.Rows[1]
		fewer += before.Points - after.Points
		if after.There.V > before.There.V+1e-6 || after.Lose.V-before.There.V+after.There.V > 1e-6 {
			b.Fatalf("%s: %v get there, with fewer points %v; %v lose", v.ID, before.There, after.There, after.Lose)
		}
	}
	if fewer < bits.OnesCount(closed) {
		b.Fatalf("%d points less", fewer)
	}
}

// BenchmarkSession is one more option of an open session, all services and the report
// included. Bars: 12 ms of processor time without draws, 40 ms with 200.
func BenchmarkSession(b *testing.B) {
	for _, real := range []bool{false, true} {
		name := map[bool]string{false: "embedded", true: "real"}[real]
		s := openSession(b, real)
		for _, draws := range []int{0, 200} {
			b.Run(fmt.Sprintf("%s/draws=%d", name, draws), func(b *testing.B) {
				s.without(b, draws, 1)
				start := work(b)
				for b.Loop() {
					s.without(b, draws, 1)
				}
				b.ReportMetric(float64((work(b)-start).Microseconds())/1000/float64(b.N), "CPU-ms/op")
			})
		}
	}
}

// BenchmarkSessionThousand is 1,000 different options of an open session, one
// after the other. Memory must not grow with them.
func BenchmarkSessionThousand(b *testing.B) {
	s := openSession(b, false)
	heap := func() float64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return float64(m.HeapAlloc) / 1e6
	}
	for b.Loop() {
		s.without(b, 0, 1)
		before := heap()
		for k := range uint(1000) {
			s.without(b, 0, k+2)
		}
		after := heap()
		b.ReportMetric(after, "MB-heap")
		if after > before+2 {
			b.Fatalf("%.1f MB after one option, %.1f MB after a thousand more", before, after)
		}
	}
}
