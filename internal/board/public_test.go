package board

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"saavu/internal/property"
	"saavu/pkg/network"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// attacker knows published numbers and how they are added up, and solves for the others.
type attacker struct {
	index map[string]int
	truth []float64
	rows  [][]float64
	found []bool // numbers that are published
}

// number is a number by its name: known if it is published.
func (x *attacker) number(name string, truth, published float64) {
	if _, twice := x.index[name]; twice {
		panic(name)
	}
	x.index[name] = len(x.truth)
	x.truth, x.found = append(x.truth, truth), append(x.found, !math.IsNaN(published))
}

// sum is a fact: the numbers of names times their signs are together 0.
func (x *attacker) sum(signs map[string]float64) {
	row := make([]float64, len(x.truth))
	for name, sign := range signs {
		at, ok := x.index[name]
		if !ok {
			panic(name)
		}
		row[at] += sign
	}
	x.rows = append(x.rows, row)
}

// given lists the numbers of few people that are not published and can be computed.
func (x *attacker) given() []string {
	n := len(x.truth)
	m := make([][]float64, len(x.rows))
	for i, row := range x.rows {
		m[i] = make([]float64, n)
		for c, v := range row {
			if !x.found[c] {
				m[i][c] = v
			}
		}
	}
	pivots := reduced(m)
	var out []string
	for i, c := range pivots {
		others := 0
		for k, v := range m[i] {
			if k != c && math.Abs(v) > 1e-9 {
				others++
			}
		}
		if others == 0 && small(x.truth[c]) {
			for name, at := range x.index {
				if at == c {
					out = append(out, fmt.Sprintf("%s = %g", name, x.truth[c]))
				}
			}
		}
	}
	slices.Sort(out)
	return out
}

// drawnCounty is a county of a few cells in three areas, with services whose ages overlap,
// and options that are compared with each other.
func drawnCounty(t *rapid.T) *Result {
	cells := rapid.IntRange(6, 20).Draw(t, "cells")
	g := population.NewGrid(make([]int64, cells), make([]orb.Point, cells), 250)
	g.Areas = []population.Area{{ID: "a", Name: "A"}, {ID: "b", Name: "B"}, {ID: "c", Name: "C"}}
	for i := range cells {
		g.Area[i] = int32(i) // a county of one area has no other numbers than its own
		if i > 2 {
			g.Area[i] = int32(rapid.IntRange(0, 2).Draw(t, "area"))
		}
		for _, age := range []int{3, 10, 40} {
			n := rapid.SampledFrom([]int{0, 0, 3, 12, 40, 90, 150, 300}).Draw(t, "people")
			g.Spread(i, age, age, float64(n))
		}
	}
	res := &Result{Grid: g}
	base := &scenario.Base{Network: &network.Network{}}
	for k, against := range []int{-1, 0, 1} {
		res.Report.Options = append(res.Report.Options, report.Option{ID: fmt.Sprint(k), Year: 2026, Against: against})
		res.Surfaces = append(res.Surfaces, report.Surface{Option: fmt.Sprint(k)})
		res.Counties = append(res.Counties, base)
	}
	for _, ages := range []population.Group{{From: 0, To: 6}, {From: 7, To: 17}, {From: 0, To: 17}, {From: 0, To: 100}} {
		s := report.Service{ID: ages.String(), Group: ages}
		var before []float64
		for k := range res.Report.Options {
			l := report.Layer{Service: s.ID, Target: g.Sum(ages)}
			for i, n := range l.Target {
				now, gain, lose := rapid.SampledFrom([]float64{0, math.Floor(n / 2), n}).Draw(t, "there"), 0.0, 0.0
				switch {
				case k > 0 && before[i] == n && rapid.Bool().Draw(t, "all lose"):
					now, lose = 0, n
				case k > 0:
					gain = float64(rapid.IntRange(0, int(n-before[i])).Draw(t, "gain"))
					lose = float64(rapid.IntRange(0, int(before[i])).Draw(t, "lose") * rapid.IntRange(0, 1).Draw(t, "some"))
					now = before[i] + gain - lose
				}
				l.There, l.Gain, l.Lose = append(l.There, now), append(l.Gain, gain), append(l.Lose, lose)
				l.FewerDays, l.LoseLast = append(l.FewerDays, math.Floor(lose/3)), append(l.LoseLast, math.Floor(lose/2))
			}
			before = l.There
			row := report.Row{}
			for a := range g.Areas {
				x := report.Area{ID: g.Areas[a].ID, Name: g.Areas[a].Name}
				there := 0.0
				for i := range l.Target {
					if g.Area[i] == int32(a) {
						x.People, there = x.People+l.Target[i], there+l.There[i]
						x.Gain, x.Lose, x.FewerDays = x.Gain+l.Gain[i], x.Lose+l.Lose[i], x.FewerDays+l.FewerDays[i]
					}
				}
				x.GetsThere = report.Exact(there / x.People)
				row.Areas = append(row.Areas, x)
			}
			s.Rows = append(s.Rows, row)
			res.Surfaces[k].Layers = append(res.Surfaces[k].Layers, l)
		}
		res.Report.Services = append(res.Report.Services, s)
	}
	return res
}

// inAreas adds the cells of a figure up to areas and the county: those that are published
// and those that are not.
func (x *attacker) inAreas(g *population.Grid, figure string, truth, cells []float64, area func(a int) bool) {
	county := map[string]float64{figure + " county": -1}
	total := 0.0
	for i := range truth {
		x.number(fmt.Sprint(figure, " cell ", i), truth[i], cells[i])
		total += truth[i]
	}
	x.number(figure+" county", total, total)
	for a := range g.Areas {
		name := fmt.Sprint(figure, " area ", a)
		signs, sum := map[string]float64{name: -1}, 0.0
		for i := range truth {
			if g.Area[i] == int32(a) {
				signs[fmt.Sprint(figure, " cell ", i)], sum = 1, sum+truth[i]
			}
		}
		published := sum
		if !area(a) {
			published = math.NaN()
		}
		x.number(name, sum, published)
		x.sum(signs)
		county[name] = 1
	}
	x.sum(county)
}

// solve makes room for numbers that came after a sum.
func (x *attacker) solve() []string {
	for i := range x.rows {
		x.rows[i] = append(x.rows[i], make([]float64, len(x.truth)-len(x.rows[i]))...)
	}
	return x.given()
}

// No number of few people can be computed from what is published: by sums over cells and
// areas, by what an option changes, and by ages of which some are the sum of others.
func TestPublishedNumbersGiveNoSmallOneBack(t *testing.T) {
	hidden, all := 0, 0
	property.Check(t, func(t *rapid.T) {
		res := drawnCounty(t)
		public := res.Protected()
		g := res.Grid
		people := &attacker{index: map[string]int{}}
		everybody := g.Sum(population.Everyone())
		people.inAreas(g, "people", everybody, unknownWhere(everybody, public.Left), func(a int) bool { return !public.LeftAreas[a] })
		for _, s := range res.Report.Services {
			truth, shown := res.Layer(0, s.ID), public.Layer(0, s.ID)
			rows := public.Report.Services[slices.IndexFunc(res.Report.Services, func(v report.Service) bool { return v.ID == s.ID })].Rows
			people.inAreas(g, s.ID, truth.Target, shown.Target, func(a int) bool { return !math.IsNaN(rows[0].Areas[a].People) })
			reach, days := &attacker{index: map[string]int{}}, &attacker{index: map[string]int{}}
			for k := range rows {
				truth, shown := res.Layer(k, s.ID), public.Layer(k, s.ID)
				for i := range shown.Target {
					if everybody[i] > 0 && small(everybody[i]) != (public.Left[i] && small(everybody[i])) || small(truth.Target[i]) && !math.IsNaN(shown.Target[i]) || small(truth.Gain[i]) && !math.IsNaN(shown.Gain[i]) {
						t.Fatalf("a number of few people in cell %d is published", i)
					}
					all++
					if math.IsNaN(shown.There[i]) {
						hidden++
					}
				}
				name := fmt.Sprint("there ", k)
				area := func(a int) bool { return rows[k].Areas[a].GetsThere.Known }
				reach.inAreas(g, name, truth.There, shown.There, area)
				days.inAreas(g, fmt.Sprint("days ", k), truth.FewerDays, shown.FewerDays, func(a int) bool { return !math.IsNaN(rows[k].Areas[a].FewerDays) })
				days.inAreas(g, fmt.Sprint("last ", k), truth.LoseLast, shown.LoseLast, func(int) bool { return false })
				if k == 0 {
					continue
				}
				reach.inAreas(g, fmt.Sprint("gain ", k), truth.Gain, shown.Gain, func(a int) bool { return !math.IsNaN(rows[k].Areas[a].Gain) })
				reach.inAreas(g, fmt.Sprint("lose ", k), truth.Lose, shown.Lose, func(a int) bool { return !math.IsNaN(rows[k].Areas[a].Lose) })
				for i := range truth.There {
					at := fmt.Sprint(" cell ", i)
					reach.sum(map[string]float64{name + at: -1, fmt.Sprint("there ", k-1) + at: 1, fmt.Sprint("gain ", k) + at: 1, fmt.Sprint("lose ", k) + at: -1})
				}
			}
			for _, x := range []*attacker{reach, days} {
				if found := x.solve(); found != nil {
					t.Fatalf("service %s: from what is published follows %q", s.ID, found)
				}
			}
		}
		for i := range everybody {
			at := fmt.Sprint(" cell ", i)
			people.sum(map[string]float64{"0-6" + at: 1, "7-17" + at: 1, "0-17" + at: -1})
			people.sum(map[string]float64{"all ages" + at: 1, "people" + at: -1})
		}
		if found := people.solve(); found != nil {
			t.Fatalf("from what is published follows %q", found)
		}
	})
	if hidden == 0 || hidden == all {
		t.Errorf("%d of %d numbers are hidden", hidden, all)
	}
	t.Logf("%d of %d numbers are hidden", hidden, all)
}

// Where the rules do not protect, the attacker of the test finds it.
func TestTheAttackerFindsWhatIsNotProtected(t *testing.T) {
	property.Check(t, func(t *rapid.T) {
		res := drawnCounty(t)
		x := &attacker{index: map[string]int{}}
		n := res.Grid.Sum(population.Everyone())
		at := slices.IndexFunc(n, small)
		if at < 0 {
			t.Skip()
		}
		hide := make([]bool, len(n))
		hide[at] = true
		x.inAreas(res.Grid, "people", n, unknownWhere(n, hide), func(int) bool { return true })
		if found := x.solve(); len(found) != 1 {
			t.Fatalf("one hidden cell: %q", found)
		}
	})
}

// What is left of an area when its cells are subtracted, also with the cells of which the map
// says that all lose (class -2): if numbers of few people alone were hidden, it gives them
// back; if others are hidden too, only the map does; if all are rounded, nothing does.
func TestAnAreaLessItsCells(t *testing.T) {
	found := map[string]int{}
	property.Check(t, func(t *rapid.T) {
		res := drawnCounty(t)
		public := res.Protected()
		for v, s := range res.Report.Services {
			for k := 1; k < len(res.Report.Options); k++ {
				truth, shown, before := res.Layer(k, s.ID), public.Layer(k, s.ID), res.Layer(res.Report.Options[k].Against, s.ID)
				for a := range res.Grid.Areas {
					total, published := s.Rows[k].Areas[a].Lose, public.Report.Services[v].Rows[k].Areas[a].Lose
					primary, secondary, rounded := total, total, published
					class, classRounded, few, unknown := total, published, 0.0, 0.0
					for i, area := range res.Grid.Area {
						if area != int32(a) {
							continue
						}
						lose := truth.Lose[i]
						if small(lose) {
							few += lose
						} else {
							primary -= lose
						}
						switch {
						case !math.IsNaN(shown.Lose[i]):
							secondary, rounded = secondary-lose, rounded-shown.Lose[i]
							class, classRounded = class-lose, classRounded-shown.Lose[i]
						case !math.IsNaN(shown.Target[i]) && before.There[i] == truth.Target[i] && truth.There[i] == 0:
							class, classRounded = class-truth.Target[i], classRounded-shown.Target[i]
						default:
							unknown += lose
						}
					}
					if math.IsNaN(published) {
						continue
					}
					for method, x := range map[string][2]float64{"primary": {primary, few}, "secondary": {secondary, secondary},
						"secondary and class": {class, unknown}} {
						if small(x[1]) && math.Abs(x[0]-x[1]) < 1e-6 {
							found[method]++
						}
					}
					for method, x := range map[string]float64{"rounded": rounded, "rounded and class": classRounded} {
						if x != Rounded(x) {
							t.Fatalf("%s: service %s, option %d, area %d: %g", method, s.ID, k, a, x)
						}
						found[method]++
					}
				}
			}
		}
	})
	if found["primary"] == 0 || found["secondary"] != 0 || found["secondary and class"] == 0 || found["rounded"] == 0 || found["rounded and class"] == 0 {
		t.Error(found)
	}
	t.Log(found)
}

// The needs of three services with their rates are three equations for three ages of an
// area. Exact needs give the ages back; those that are published leave many numbers of each
// age that is not published.
func TestNeedsDoNotGiveAgesBack(t *testing.T) {
	rates := [3][3]float64{{0.6, 0.4, 1.7}, {0.5, 1.2, 0.8}, {0.1, 1.2, 0.7}} // of a service, by age group
	ages := []population.Group{{From: 0, To: 6}, {From: 7, To: 17}, {From: 18, To: 100}}
	needs := func(x [3]float64) (n [3]float64) {
		for s := range n {
			for g := range x {
				n[s] += rates[s][g] * x[g]
			}
		}
		return n
	}
	few, hidden, shown := 0, 0, 0
	property.Check(t, func(t *rapid.T) {
		res := drawnCounty(t)
		truth := make([][3]float64, len(res.Grid.Areas))
		for g, group := range ages {
			for i, n := range res.Grid.Sum(group) {
				truth[res.Grid.Area[i]][g] += n
			}
		}
		for v := range res.Report.Services[:3] {
			for k := range res.Report.Services[v].Rows {
				for a := range truth {
					area := &res.Report.Services[v].Rows[k].Areas[a]
					area.Need = needs(truth[a])[v]
					area.Visits = area.Need
				}
			}
		}
		public := res.Protected()
		for a, x := range truth {
			var published [3]float64
			for s := range published {
				published[s] = public.Report.Services[s].Rows[0].Areas[a].Need
			}
			m := make([][]float64, 3) // exact needs have one solution, the truth
			for s, n := range needs(x) {
				m[s] = append(slices.Clone(rates[s][:]), n)
			}
			reduced(m)
			for g := range x {
				if math.Abs(m[g][3]-x[g]) > 1e-6 {
					t.Fatalf("area %d: exact needs give %g, the ages are %v", a, m, x)
				}
			}
			for g := range x {
				if !small(x[g]) {
					continue
				}
				few++
				if math.IsNaN(published[0]) && math.IsNaN(published[1]) && math.IsNaN(published[2]) {
					hidden++
					continue
				}
				shown++
				fits := 0 // numbers of this age for which others exist that give what is published
				for n := 0.0; n < 30; n++ {
					if others(x, g, n, func(y [3]float64) bool {
						for s, need := range needs(y) {
							if !math.IsNaN(published[s]) && math.Abs(need-published[s]) > publicContacts/2 {
								return false
							}
						}
						return true
					}) {
						fits++
					}
				}
				if fits < PublicLeast {
					t.Fatalf("area %d, %v people by age: needs %v leave %d numbers of people of %s", a, x, published, fits, ages[g])
				}
			}
		}
	})
	if few == 0 || hidden == 0 || shown == 0 {
		t.Errorf("%d numbers of few people: needs of %d are hidden, of %d published", few, hidden, shown)
	}
	t.Logf("%d numbers of few people: needs of %d are hidden, of %d published", few, hidden, shown)
}

// others reports whether n people in group g and some numbers near x in the other groups fit.
func others(x [3]float64, g int, n float64, fit func(y [3]float64) bool) bool {
	y := x
	y[g] = n
	b, c := (g+1)%3, (g+2)%3
	for y[b] = max(0, x[b]-60); y[b] <= x[b]+60; y[b] += 2 {
		for y[c] = max(0, x[c]-60); y[c] <= x[c]+60; y[c] += 2 {
			if fit(y) {
				return true
			}
		}
	}
	return false
}
