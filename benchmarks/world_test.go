package benchmarks

import (
	"math"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"

	"saavu/pkg/access"
	"saavu/pkg/travel"
)

// A country: as many cells as Finland's grid of 250 m has with people, and
// 2,000 facilities: 700 million pairs, 1.4 GB.
const (
	bigCells      = 350_000
	bigFacilities = 2_000
)

// bigWorld is that size once for all benchmarks of a process: times by a cheap
// generator, in whole minutes and more, one pair in sixteen not reached.
var bigWorld = sync.OnceValue(func() *access.Input {
	in := &access.Input{Demand: make([]float64, bigCells), Supply: make([]float64, bigFacilities), Run: onAllCores}
	for i := range in.Demand {
		in.Demand[i] = float64(i * 7919 % 300)
	}
	block := make([]travel.Seconds, bigCells*bigFacilities)
	for j := range in.Supply {
		in.Supply[j] = float64(1 + j*31%10)
		in.Columns = append(in.Columns, block[j*bigCells:(j+1)*bigCells:(j+1)*bigCells])
	}
	onAllCores(bigFacilities, func(j int) {
		x := uint64(j)*0x9E3779B97F4A7C15 + 1
		column := in.Columns[j]
		for i := range column {
			x ^= x << 13
			x ^= x >> 7
			x ^= x << 17
			if column[i] = travel.Seconds(x >> 51); x&15 == 0 { // up to 8191 s
				column[i] = travel.Unreached
			}
		}
	})
	return in
})

// onAllCores runs tasks on two goroutines.
func onAllCores(tasks int, do func(int)) {
	var next atomic.Int64
	var group sync.WaitGroup
	for range 2 {
		group.Go(func() {
			for {
				k := int(next.Add(1)) - 1
				if k >= tasks {
					return
				}
				do(k)
			}
		})
	}
	group.Wait()
}

// BenchmarkBig times the measures on the country, on two cores. It checks
// conservation, which fails if any pair is left out, and the memory of the
// process.
func BenchmarkBig(b *testing.B) {
	if testing.Short() {
		b.Skip("1.4 GB")
	}
	in := bigWorld()
	d := access.Gaussian(20)
	supply := 0.0
	for _, s := range in.Supply {
		supply += s
	}
	conserved := func(b *testing.B, out []float64) {
		got := 0.0
		for i, p := range in.Demand {
			got += p * out[i]
		}
		if math.Abs(got-supply) > 1e-9*supply {
			b.Errorf("%g of a total supply of %g", got, supply)
		}
	}
	for _, x := range []struct {
		name  string
		run   func(k *access.Kernel, out []float64)
		check func(b *testing.B, out []float64)
	}{
		{"2sfca", func(k *access.Kernel, out []float64) { k.TwoStep(in.Demand, in.Supply, out) }, conserved},
		{"3sfca", func(k *access.Kernel, out []float64) { k.ThreeStep(in.Demand, in.Supply, out) }, conserved},
		{"bfca", func(k *access.Kernel, out []float64) { k.Balanced(in.Demand, in.Supply, out) }, nil},
		{"v2sfca", func(k *access.Kernel, out []float64) {
			if err := k.VariableCatchment(in.Demand, in.Supply, access.Variable{Sizes: []float64{10, 20, 30, 40, 50, 60}, BasePeople: 5e6, BaseRatio: 1e-5}, out); err != nil {
				b.Fatal(err)
			}
		}, nil},
	} {
		b.Run(x.name, func(b *testing.B) {
			out := make([]float64, bigCells)
			for b.Loop() {
				k, err := access.NewKernel(bigCells, in.Columns, onAllCores)
				if err != nil {
					b.Fatal(err)
				}
				k.Use(d)
				x.run(k, out)
			}
			if x.check != nil {
				x.check(b, out)
			}
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			b.ReportMetric(float64(m.HeapSys-m.HeapReleased)/1e6, "MB-heap")
		})
	}
}

// BenchmarkBigDoubly times the doubly constrained interaction on the country,
// to all totals within a billionth, and reports the passes.
func BenchmarkBigDoubly(b *testing.B) {
	if testing.Short() {
		b.Skip("1.4 GB")
	}
	in := bigWorld()
	k, err := access.NewKernel(bigCells, in.Columns, onAllCores)
	if err != nil {
		b.Fatal(err)
	}
	k.Use(access.Gaussian(20))
	people, supply := 0.0, 0.0
	for _, p := range in.Demand {
		people += p
	}
	for _, s := range in.Supply {
		supply += s
	}
	equal := make([]float64, bigFacilities)
	for j, s := range in.Supply {
		equal[j] = s * people / supply
	}
	var d *access.Doubly
	for b.Loop() {
		if d, err = k.DoublyConstrained(in.Demand, equal, 1e-9, 1000); err != nil {
			b.Fatal(err)
		}
	}
	if d.Error > 1e-9 {
		b.Errorf("a total is off by a relative %g", d.Error)
	}
	b.ReportMetric(float64(d.Passes), "passes")
}

// BenchmarkBigRational times RAAM on the country, to a relative gap of a
// millionth, and reports rounds and gap. It takes most of a minute and 6 GB: it
// runs only if SAAVU_LONG is set.
func BenchmarkBigRational(b *testing.B) {
	if os.Getenv("SAAVU_LONG") == "" {
		b.Skip("a minute and 6 GB: set SAAVU_LONG=1")
	}
	in := bigWorld()
	var e *access.Equilibrium
	for b.Loop() {
		var err error
		if e, err = access.Rational(in, access.RAAM{Tau: 60, Gap: 1e-6, Most: 1000}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(e.Rounds), "rounds")
	b.ReportMetric(e.Gap*1e6, "gap/1e6")
}
