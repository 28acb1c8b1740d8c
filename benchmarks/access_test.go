package benchmarks

import (
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"saavu/internal/format/ttm"
	"saavu/pkg/access"
	"saavu/pkg/travel"
)

// The world of the measures: 13,000 cells on a plane of 40 km and 50
// facilities, times by distance with noise, in whole seconds; one pair in fifty
// is not reached.
const (
	accessCells      = 13_000
	accessFacilities = 50
)

func accessWorld(cells, facilities int) *access.Input {
	r := rand.New(rand.NewPCG(3, 4))
	x, y := make([]float64, cells), make([]float64, cells)
	in := &access.Input{Demand: make([]float64, cells), Supply: make([]float64, facilities)}
	for i := range x {
		x[i], y[i] = 40*r.Float64(), 40*r.Float64()
		in.Demand[i] = float64(r.IntN(300))
	}
	for j := range in.Supply {
		in.Supply[j] = float64(1 + r.IntN(10))
		at, up := 40*r.Float64(), 40*r.Float64()
		column := make([]travel.Seconds, cells)
		noise := rand.New(rand.NewPCG(5, uint64(j)))
		for i := range column {
			v := noise.Uint32()
			if v%50 == 0 {
				column[i] = travel.Unreached
				continue
			}
			column[i] = travel.Seconds(300 + 150*math.Hypot(x[i]-at, y[i]-up) + float64(v>>22))
		}
		in.Columns = append(in.Columns, column)
	}
	return in
}

// naiveSum is Σ over pairs in a naive form: the decay is computed for every
// pair.
func naiveSum(in *access.Input, d access.Decay, of func(cell, facility int, f float64)) {
	for j, c := range in.Columns {
		for i, t := range c {
			if t != travel.Unreached {
				of(i, j, d.Weight(t.Minutes()))
			}
		}
	}
}

func naiveTwoStep(in *access.Input, d access.Decay) []float64 {
	demand, out := make([]float64, len(in.Supply)), make([]float64, len(in.Demand))
	naiveSum(in, d, func(i, j int, f float64) { demand[j] += in.Demand[i] * f })
	naiveSum(in, d, func(i, j int, f float64) {
		if demand[j] > 0 {
			out[i] += in.Supply[j] / demand[j] * f
		}
	})
	return out
}

func naiveThreeStep(in *access.Input, d access.Decay) []float64 {
	reach, demand, out := make([]float64, len(in.Demand)), make([]float64, len(in.Supply)), make([]float64, len(in.Demand))
	naiveSum(in, d, func(i, _ int, f float64) { reach[i] += f })
	naiveSum(in, d, func(i, j int, f float64) {
		if reach[i] > 0 {
			demand[j] += in.Demand[i] * f * f / reach[i]
		}
	})
	naiveSum(in, d, func(i, j int, f float64) {
		if reach[i] > 0 && demand[j] > 0 {
			out[i] += in.Supply[j] / demand[j] * f * f / reach[i]
		}
	})
	return out
}

func naiveBalanced(in *access.Input, d access.Decay) []float64 {
	reach, sum, load, out := make([]float64, len(in.Demand)), make([]float64, len(in.Supply)), make([]float64, len(in.Supply)), make([]float64, len(in.Demand))
	naiveSum(in, d, func(i, j int, f float64) { reach[i] += f; sum[j] += f })
	naiveSum(in, d, func(i, j int, f float64) {
		if reach[i] > 0 {
			load[j] += in.Demand[i] * f / reach[i]
		}
	})
	naiveSum(in, d, func(i, j int, f float64) {
		if load[j] > 0 {
			out[i] += in.Supply[j] / load[j] * f / sum[j]
		}
	})
	return out
}

func naiveGravity(in *access.Input, d access.Decay) []float64 {
	out := make([]float64, len(in.Demand))
	naiveSum(in, d, func(i, j int, f float64) { out[i] += in.Supply[j] * f })
	return out
}

func naiveNearest(in *access.Input) []float64 {
	out := make([]float64, len(in.Demand))
	for i := range out {
		out[i] = math.Inf(1)
		for _, c := range in.Columns {
			out[i] = math.Min(out[i], c[i].Minutes())
		}
	}
	return out
}

// kernelBar is one measure with its naive twin.
type kernelBar struct {
	name  string
	run   func(k *access.Kernel, in *access.Input, out []float64)
	naive func(in *access.Input) []float64
}

func kernelBars() []kernelBar {
	steps := access.Stepped([]access.Step{{Until: 10, Weight: 1}, {Until: 20, Weight: 0.68}, {Until: 30, Weight: 0.22}}, true)
	bars := []kernelBar{
		{"cumulative", func(k *access.Kernel, in *access.Input, out []float64) {
			k.Use(access.Binary(30))
			k.Gravity(in.Supply, out)
		}, func(in *access.Input) []float64 { return naiveGravity(in, access.Binary(30)) }},
	}
	for _, text := range []string{"exponential:0.05/min", "gaussian:20m", "power:1.5", "logistic:40m,10m"} {
		d, err := access.ParseDecay(text)
		if err != nil {
			panic(err)
		}
		bars = append(bars, kernelBar{"gravity/" + d.String(), func(k *access.Kernel, in *access.Input, out []float64) {
			k.Use(d)
			k.Gravity(in.Supply, out)
		}, func(in *access.Input) []float64 { return naiveGravity(in, d) }})
	}
	gauss := access.Gaussian(20)
	return append(bars,
		kernelBar{"2sfca", func(k *access.Kernel, in *access.Input, out []float64) {
			k.Use(access.Binary(30))
			k.TwoStep(in.Demand, in.Supply, out)
		}, func(in *access.Input) []float64 { return naiveTwoStep(in, access.Binary(30)) }},
		kernelBar{"e2sfca", func(k *access.Kernel, in *access.Input, out []float64) {
			k.Use(gauss)
			k.TwoStep(in.Demand, in.Supply, out)
		}, func(in *access.Input) []float64 { return naiveTwoStep(in, gauss) }},
		kernelBar{"spatial-availability", func(k *access.Kernel, in *access.Input, out []float64) {
			k.Use(gauss)
			k.SpatialAvailability(in.Demand, in.Supply, 1, out)
		}, func(in *access.Input) []float64 {
			out := naiveTwoStep(in, gauss)
			for i, p := range in.Demand {
				out[i] *= p
			}
			return out
		}},
		kernelBar{"3sfca", func(k *access.Kernel, in *access.Input, out []float64) {
			k.Use(steps)
			k.ThreeStep(in.Demand, in.Supply, out)
		}, func(in *access.Input) []float64 { return naiveThreeStep(in, steps) }},
		kernelBar{"bfca", func(k *access.Kernel, in *access.Input, out []float64) {
			k.Use(gauss)
			k.Balanced(in.Demand, in.Supply, out)
		}, func(in *access.Input) []float64 { return naiveBalanced(in, gauss) }},
	)
}

// BenchmarkMeasures times each measure from times in memory to values, on one
// core, including the tabulation of its decay. It fails on a wrong answer, or
// on a kernel that needs more than half of its naive twin's work.
func BenchmarkMeasures(b *testing.B) {
	in := accessWorld(accessCells, accessFacilities)
	b.Run("nearest", func(b *testing.B) {
		out, best := make([]float64, accessCells), make([]uint32, accessCells)
		for b.Loop() {
			access.NearestMinutes(in.Columns, best, out)
		}
		took := workOf(b, func() { access.NearestMinutes(in.Columns, best, out) })
		start := work(b)
		want := naiveNearest(in)
		if naive := work(b) - start; naive < 2*took {
			b.Errorf("nearest takes %v of work, its naive twin %v: expected at most half", took, naive)
		}
		sameValues(b, "nearest", out, want)
	})
	for _, bar := range kernelBars() {
		b.Run(bar.name, func(b *testing.B) {
			out := make([]float64, accessCells)
			once := func() {
				k, err := access.NewKernel(accessCells, in.Columns, nil) // finds the longest time
				if err != nil {
					b.Fatal(err)
				}
				bar.run(k, in, out)
			}
			for b.Loop() {
				once()
			}
			took := workOf(b, once)
			start := work(b)
			want := bar.naive(in)
			naive := work(b) - start
			sameValues(b, bar.name, out, want)
			if naive < 2*took {
				b.Errorf("%s takes %v of work, its naive twin %v: expected at most half", bar.name, took, naive)
			}
		})
	}
}

func sameValues(tb testing.TB, name string, got, want []float64) {
	tb.Helper()
	for i := range want {
		if got[i] != want[i] && !(math.Abs(got[i]-want[i]) <= 1e-9*math.Abs(want[i])) {
			tb.Fatalf("%s: cell %d has %g, the naive twin %g", name, i, got[i], want[i])
		}
	}
}

// BenchmarkLosses times the losses for every single facility closing, all
// together, next to one evaluation of the measure. Both go from times in memory
// to values, as in BenchmarkMeasures.
func BenchmarkLosses(b *testing.B) {
	in := accessWorld(accessCells, accessFacilities)
	steps := access.Stepped([]access.Step{{Until: 10, Weight: 1}, {Until: 20, Weight: 0.68}, {Until: 30, Weight: 0.22}}, true)
	kernel := func() *access.Kernel {
		k, err := access.NewKernel(accessCells, in.Columns, nil)
		if err != nil {
			b.Fatal(err)
		}
		k.Use(steps)
		return k
	}
	out, best := make([]float64, accessCells), make([]uint32, accessCells)
	for _, x := range []struct {
		name string
		once func()
		all  func() []access.Loss
	}{
		{"nearest", func() { access.NearestMinutes(in.Columns, best, out) }, func() []access.Loss { return access.NearestLosses(in.Columns, in.Demand, 30*60) }},
		{"2sfca", func() { kernel().TwoStep(in.Demand, in.Supply, out) }, func() []access.Loss { return kernel().TwoStepLosses(in.Demand, in.Supply, 0.001) }},
		{"3sfca", func() { kernel().ThreeStep(in.Demand, in.Supply, out) }, func() []access.Loss { return kernel().ThreeStepLosses(in.Demand, in.Supply, 0.001) }},
	} {
		b.Run(x.name, func(b *testing.B) {
			var losses []access.Loss
			for b.Loop() {
				losses = x.all()
			}
			once, all := workOf(b, x.once), workOf(b, func() { x.all() })
			b.ReportMetric(float64(all)/float64(once), "evaluations")
			if all > accessFacilities/2*once {
				b.Errorf("%s: all losses take %v of work, running the measure %d times again %v", x.name, all, accessFacilities, accessFacilities*once)
			}
			checkLoss(b, x.name, in, steps, losses)
		})
	}
}

// workOf is the work of a call, averaged over many: the machine's counter is
// coarse.
func workOf(tb testing.TB, do func()) time.Duration {
	const calls = 50
	start := work(tb)
	for range calls {
		do()
	}
	return (work(tb) - start) / calls
}

// checkLoss computes the measure again without one facility.
func checkLoss(tb testing.TB, name string, in *access.Input, d access.Decay, losses []access.Loss) {
	tb.Helper()
	const gone = 7
	rest := &access.Input{Demand: in.Demand, Columns: slices.Delete(slices.Clone(in.Columns), gone, gone+1), Supply: slices.Delete(slices.Clone(in.Supply), gone, gone+1)}
	var before, after []float64
	beyond := func(b, a float64) bool { return b >= 0.001 && a < 0.001 }
	switch name {
	case "nearest":
		before, after = naiveNearest(in), naiveNearest(rest)
		beyond = func(b, a float64) bool { return b <= 30 && a > 30 }
	case "2sfca":
		before, after = naiveTwoStep(in, d), naiveTwoStep(rest, d)
	case "3sfca":
		before, after = naiveThreeStep(in, d), naiveThreeStep(rest, d)
	}
	people := 0.0
	for i, p := range in.Demand {
		if beyond(before[i], after[i]) {
			people += p
		}
	}
	if math.Abs(people-losses[gone].Beyond) > 1e-6 {
		tb.Errorf("%s: %g people are beyond without facility %d, recomputed %g", name, losses[gone].Beyond, gone, people)
	}
}

// BenchmarkRational times the equilibrium to a relative gap of a millionth, on
// one core and on all.
func BenchmarkRational(b *testing.B) {
	for _, world := range []struct {
		name string
		make func(testing.TB) *access.Input
	}{{"synthetic", func(testing.TB) *access.Input { return accessWorld(accessCells, accessFacilities) }}, {"real", realTransit}, {"hexagons", beloJobs}} {
		for cores, run := range map[string]access.Runner{"one": nil, "all": onAllCores} {
			b.Run(world.name+"/cores="+cores, func(b *testing.B) {
				in := world.make(b)
				in.Run = run
				b.ResetTimer()
				var e *access.Equilibrium
				for b.Loop() {
					var err error
					if e, err = access.Rational(in, access.DefaultRAAM()); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(e.Gap*1e9, "gap/1e9")
				checkGap(b, in, e)
			})
		}
	}
}

// checkGap computes the gap again from the loads and the scores.
func checkGap(tb testing.TB, in *access.Input, e *access.Equilibrium) {
	tb.Helper()
	all, least := 0.0, 0.0
	for i, p := range in.Demand {
		best := math.Inf(1)
		for j, c := range in.Columns {
			if in.Supply[j] == 0 || c[i] == travel.Unreached {
				continue
			}
			best = min(best, e.Load[j]/(in.Supply[j]*e.Rho)+c[i].Minutes()/60)
		}
		if p > 0 && !math.IsInf(best, 1) {
			all += p * e.Score[i]
			least += p * best
		}
	}
	if gap := (all - least) / all; !(gap <= 1.01e-6) {
		tb.Errorf("the gap is %g, stated as %g", gap, e.Gap)
	}
}

// beloJobs is 898 hexagons, 811 of them as facilities, each with its jobs: few
// cells with many people and supplies from one job to tens of thousands, for
// which the search converges slowly.
func beloJobs(tb testing.TB) *access.Input {
	tb.Helper()
	r := makeLongRun(tb)
	r.fast(tb)
	in := &access.Input{Columns: r.matrix.Tables[0].Times}
	land := map[string][]string{}
	for i, name := range r.grid.Names {
		land[name] = r.land[i]
	}
	number := func(text string) float64 {
		v, err := strconv.ParseFloat(text, 64)
		if err != nil {
			tb.Fatal(err)
		}
		return v
	}
	for _, row := range r.land {
		in.Demand = append(in.Demand, number(row[1]))
	}
	for _, name := range r.matrix.Names {
		in.Supply = append(in.Supply, number(land[name][2]))
	}
	return in
}

// realTransit is rush-hour transit to 50 places of the real matrix.
func realTransit(tb testing.TB) *access.Input {
	tb.Helper()
	names, err := filepath.Glob(filepath.Join(region(tb), "ttm-2018", "*", "*.txt"))
	if err != nil || len(names) < 50 {
		tb.Fatal(len(names), err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	in := &access.Input{}
	for _, name := range names[:50] {
		text, err := os.ReadFile(name)
		if err != nil {
			tb.Fatal(err)
		}
		var f ttm.File
		if err := ttm.Parse(text, name, &f); err != nil {
			tb.Fatal(err)
		}
		minutes, _ := f.Column("pt_r_tt")
		column := make([]travel.Seconds, len(minutes))
		for i, v := range minutes {
			if column[i] = travel.Unreached; v >= 0 {
				column[i] = travel.Seconds(v * 60)
			}
		}
		in.Columns, in.Supply = append(in.Columns, column), append(in.Supply, float64(1+r.IntN(10)))
	}
	for range in.Columns[0] {
		in.Demand = append(in.Demand, float64(r.IntN(300)))
	}
	return in
}
