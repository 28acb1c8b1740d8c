package access

import (
	"math"
	"slices"
	"testing"

	"saavu/pkg/travel"
)

// naiveWorst computes the mean of the worst tenth by sorting from the worst.
func naiveWorst(values, people []float64, worstFirst func(a, b float64) bool) float64 {
	type pair struct{ v, p float64 }
	var all []pair
	total := 0.0
	for i, v := range values {
		all = append(all, pair{v, people[i]})
		total += people[i]
	}
	slices.SortFunc(all, func(a, b pair) int {
		if worstFirst(a.v, b.v) {
			return -1
		} else if worstFirst(b.v, a.v) {
			return 1
		}
		return 0
	})
	got, sum := 0.0, 0.0
	for _, x := range all {
		part := math.Min(x.p, total/10-got)
		if part > 0 {
			got += part
			sum += part * x.v
		}
	}
	return sum / got
}

// Every loss must equal what computing the measure again without the facility
// gives.
func TestLossesAreReruns(t *testing.T) {
	cols, p, s := madeUp(300, 7)
	for _, c := range cols[:6] {
		for i := range 20 { // some cells reach only the last facility
			c[i] = travel.Unreached
		}
	}
	const limit = 2400
	nearest := func(cols [][]travel.Seconds) []float64 {
		out := make([]float64, 300)
		NearestMinutes(cols, make([]uint32, 300), out)
		return out
	}
	before := nearest(cols)
	for j, got := range NearestLosses(cols, p, limit) {
		after := nearest(without(cols, j))
		var want Loss
		for i := range p {
			if before[i] <= 40 && after[i] > 40 {
				want.Beyond += p[i]
			}
			if !math.IsInf(before[i], 1) && math.IsInf(after[i], 1) {
				want.LoseAll += p[i]
			} else if !math.IsInf(before[i], 1) {
				want.Minutes += p[i] * (after[i] - before[i])
			}
		}
		slow := func(a, b float64) bool { return a > b }
		want.WorstTenth = naiveWorst(after, p, slow) - naiveWorst(before, p, slow)
		if math.IsInf(naiveWorst(before, p, slow), 1) {
			want.WorstTenth = 0
		}
		want.Users = got.Users
		sameLoss(t, "nearest", j, got, want)
	}
	k, err := NewKernel(300, cols, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range []Decay{Binary(30), Gaussian(20), Stepped([]Step{{10, 1}, {30, 0.4}}, true)} {
		k.Use(d)
		access, ratio := make([]float64, 300), make([]float64, 7)
		k.TwoStep(p, s, access)
		k.Gather(p, ratio)
		over(s, ratio, ratio)
		for j, got := range k.TwoStepLosses(p, s, 0.001) {
			after := make([]float64, 300)
			rest, _ := NewKernel(300, without(cols, j), nil)
			rest.Use(d)
			rest.TwoStep(p, slices.Delete(slices.Clone(s), j, j+1), after)
			sameLoss(t, "2SFCA "+d.String(), j, got, rerun(access, after, p, 0.001, got.Users))
		}
		k.ThreeStep(p, s, access)
		for j, got := range k.ThreeStepLosses(p, s, 0.001) {
			after := make([]float64, 300)
			rest, _ := NewKernel(300, without(cols, j), nil)
			rest.Use(d)
			rest.ThreeStep(p, slices.Delete(slices.Clone(s), j, j+1), after)
			sameLoss(t, "3SFCA "+d.String(), j, got, rerun(access, after, p, 0.001, got.Users))
		}
	}
}

func rerun(before, after, p []float64, threshold, users float64) Loss {
	want := Loss{Users: users}
	for i := range p {
		if before[i] >= threshold && after[i] < threshold {
			want.Beyond += p[i]
		}
		if before[i] > 0 && after[i] == 0 {
			want.LoseAll += p[i]
		}
	}
	least := func(a, b float64) bool { return a < b }
	want.WorstTenth = naiveWorst(after, p, least) - naiveWorst(before, p, least)
	return want
}

func sameLoss(t *testing.T, what string, j int, got, want Loss) {
	t.Helper()
	near := func(a, b float64) bool { return a == b || math.Abs(a-b) <= 1e-9*(1+math.Abs(b)) }
	if !near(got.Beyond, want.Beyond) || !near(got.Minutes, want.Minutes) || !near(got.LoseAll, want.LoseAll) || !near(got.WorstTenth, want.WorstTenth) {
		t.Errorf("%s, facility %d: %+v, recomputed without it %+v", what, j, got, want)
	}
}

func without(cols [][]travel.Seconds, j int) [][]travel.Seconds {
	return slices.Delete(slices.Clone(cols), j, j+1)
}
