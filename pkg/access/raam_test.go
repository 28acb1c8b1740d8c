package access

import (
	"math"
	"math/rand/v2"
	"reflect"
	"sync"
	"testing"

	"saavu/pkg/travel"
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

// TestRationalOnSeveralCores: the cells are listed in parts at the same time, and
// every figure is the same to the bit.
func TestRationalOnSeveralCores(t *testing.T) {
	cols, p, s := madeUp(700, 40)
	for _, cells := range []int{1, 7, 33, 700} {
		in := &Input{Demand: p[:cells], Supply: s}
		for _, c := range cols {
			in.Columns = append(in.Columns, c[:cells])
		}
		want, err := Rational(in, DefaultRAAM())
		if err != nil {
			t.Fatal(err)
		}
		in.Run = func(tasks int, do func(int)) {
			var group sync.WaitGroup
			for k := range tasks {
				group.Go(func() { do(k) })
			}
			group.Wait()
		}
		if got, err := Rational(in, DefaultRAAM()); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%d cells: %v, another result", cells, err)
		}
	}
}

// uneven makes a world whose supplies and people differ by many orders of
// magnitude.
func uneven(cells, facilities int, digits float64) *Input {
	r := rand.New(rand.NewPCG(4, 9))
	in := &Input{}
	for range facilities {
		times := make([]travel.Seconds, cells)
		for i := range times {
			times[i] = travel.Seconds(r.IntN(7200))
		}
		in.Columns = append(in.Columns, times)
		in.Supply = append(in.Supply, math.Pow(10, digits*(r.Float64()-0.5)))
	}
	for range cells {
		in.Demand = append(in.Demand, math.Pow(10, digits*(r.Float64()-0.5)))
	}
	return in
}

// TestRationalKeepsAllPeople: few people next to many, and facilities far smaller
// than others, keep their digits. No cost is below the least at the crowds of
// the loads, the loads sum to all people, and the gap is as stated.
func TestRationalKeepsAllPeople(t *testing.T) {
	for _, digits := range []float64{4, 9, 16} {
		in := uneven(60, 20, digits)
		e, err := Rational(in, RAAM{Tau: 60, Gap: 1e-6, Most: 1000})
		if err != nil {
			t.Errorf("%g digits: %v", digits, err)
		}
		people, load, all, least := 0.0, 0.0, 0.0, 0.0
		for _, l := range e.Load {
			load += l
		}
		for i, p := range in.Demand {
			cost := math.Inf(1)
			for j, s := range in.Supply {
				cost = min(cost, e.Load[j]/(s*e.Rho)+float64(in.Columns[j][i])/3600)
			}
			if !(e.Score[i] >= cost*(1-1e-9)) {
				t.Errorf("%g digits: %g people have the cost %g, less than the least, %g", digits, p, e.Score[i], cost)
			}
			people, all, least = people+p, all+p*e.Score[i], least+p*cost
		}
		if math.Abs(load-people) > 1e-9*people || math.Abs((all-least)/all-e.Gap) > 1e-9 {
			t.Errorf("%g digits: %g of %g people are assigned; gap %g, stated %g", digits, load, people, (all-least)/all, e.Gap)
		}
	}
}

// TestRationalEndsWithoutProgress: where rounding prevents progress, the search
// ends soon and returns its best result.
func TestRationalEndsWithoutProgress(t *testing.T) {
	e, err := Rational(uneven(60, 20, 16), RAAM{Tau: 60, Gap: 1e-300, Most: 1 << 30})
	if e == nil || e.Gap > 1e-6 || err == nil && e.Gap > 1e-300 {
		t.Errorf("got %v", err)
	}
}

// TestRationalOfNumbersTooSmall: a supply so small that its average crowd cannot be
// represented is an error, and the gap is never NaN.
func TestRationalOfNumbersTooSmall(t *testing.T) {
	in := toy()
	in.Supply[0] = 1e-300
	in.Supply[1] = 1e300
	const want = "access: RAAM with a supply of 1e-300 and rho 1.6e-298: their product, the people of an average crowd, cannot be represented"
	if e, err := Rational(in, DefaultRAAM()); e != nil || err == nil || err.Error() != want {
		t.Errorf("got %v, %v", e, err)
	}
}
