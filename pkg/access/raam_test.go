package access

import (
	"math"
	"testing"
)

func TestRationalToy(t *testing.T) {
	e, err := Rational(toy(), RAAM{Tau: 60, Gap: 1e-9, Most: 100})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []float64{1.138889, 1.388889, 1.305556} {
		if math.Abs(e.Score[i]-want) > 1e-6 {
			t.Errorf("score %v", e.Score)
		}
	}
	if math.Abs(e.Load[0]-103.703704) > 1e-6 || math.Abs(e.Load[1]-56.296296) > 1e-6 {
		t.Errorf("load %v", e.Load)
	}
}

func BenchmarkRational(b *testing.B) {
	cols, p, s := madeUp(13000, 50)
	in := &Input{Columns: cols, Demand: p, Supply: s}
	for b.Loop() {
		e, err := Rational(in, DefaultRAAM())
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(e.Rounds), "rounds")
		b.ReportMetric(e.Gap, "gap")
	}
}
