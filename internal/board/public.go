package board

import (
	"math"
	"slices"

	"saavu/pkg/lang"
	"saavu/pkg/population"
	"saavu/pkg/report"
)

// PublicLeast is the number of people below which a figure is not published.
const PublicLeast = 10

// Public reports whether numbers of few people are hidden (see Protected).
func (res *Result) Public() bool { return res.Left != nil }

// Protected returns a copy that may be published: numbers of people above 0 and below
// PublicLeast in a cell or an area are unknown, and so are others, chosen by size, until
// no sum or difference of published numbers gives one of them back. Then every number of
// people that is left is Rounded, also those of the whole county, and shares are those of
// rounded numbers. Cells whose people are hidden are Left out. Contacts of areas are
// rounded to hundreds. Figures of a station and minutes stay.
// docs/FORMATS.md has the rules. It needs the surfaces.
func (res *Result) Protected() Result {
	out, g := *res, res.Grid
	t := &tree{area: g.Area, cells: make([][]int, len(g.Areas))}
	for i, a := range g.Area {
		if a >= 0 {
			t.cells[a] = append(t.cells[a], i)
		}
	}
	var people [][]float64
	for k := range res.Report.Options {
		if k == 0 || res.People(k) != res.People(k-1) {
			people = append(people, res.People(k).Sum(population.Everyone()))
		}
	}
	everybody := t.hidden(people)
	out.Left, out.LeftAreas = everybody.cells, everybody.areas
	out.Surfaces = slices.Clone(res.Surfaces)
	for k := range out.Surfaces {
		out.Surfaces[k].Layers = slices.Clone(res.Surfaces[k].Layers)
	}
	out.Report.Services = slices.Clone(res.Report.Services)
	out.Report.Allocated = nil // contacts by area follow from people and rates
	out.Report.Contracts = nil // and so do those of a contract for an area
	targets := res.hiddenTargets(t, everybody)
	for v := range out.Report.Services {
		s := &out.Report.Services[v]
		s.Rows = slices.Clone(s.Rows)
		reach := make([]*hidden, len(s.Rows))
		for k := range s.Rows {
			out.protect(t, v, k, targets[v], res.hiddenReach(t, v, k, targets[v], reach))
		}
	}
	out.round()
	out.Report.Scores = report.Tidy(&out.Report)
	for i, s := range report.Tidy(&res.Report) {
		if x := &out.Report.Scores[i]; math.IsNaN(x.Value) && !math.IsNaN(s.Value) {
			x.People = math.NaN()
		}
	}
	return out
}

// Residents are the people of the cells of an option, rounded in a public result. Whom it
// hides is in Left.
func (res *Result) Residents(option int) []float64 {
	people := res.People(option).Sum(population.Everyone())
	if res.Public() {
		roundedCells(people)
	}
	return people
}

// ResidentsOfAreas are the people of the county's areas, rounded in a public result. Whom
// it hides is in LeftAreas.
func (res *Result) ResidentsOfAreas() []float64 {
	people := inAreas(res.Grid)
	if res.Public() {
		roundedCells(people)
	}
	return people
}

// inAreas are the people of each area of a grid.
func inAreas(g *population.Grid) []float64 {
	people := make([]float64, len(g.Areas))
	for i, n := range g.Sum(population.Everyone()) {
		if a := g.Area[i]; a >= 0 {
			people[a] += n
		}
	}
	return people
}

// hidden are the cells and areas without a figure.
type hidden struct{ cells, areas []bool }

// tree is the county with its areas and their cells.
type tree struct {
	area  []int32
	cells [][]int // of each area
}

// hidden chooses the cells and areas in which figures that are published together are
// hidden, with those of others from which they could be computed.
//
//  1. An area or a cell is hidden if one of the figures there is above 0 and below the limit.
//  2. What the hidden areas have together is at least the limit, or 0, in every figure:
//     else the area with the smallest number is hidden too. If the number of the whole
//     county is below the limit, all areas are hidden.
//  3. All cells of a hidden area are hidden.
//  4. What the hidden cells of an area have together is at least the limit, or 0: else the
//     cell with the smallest number is hidden too.
//
// So every hidden number is part of exactly one published sum less published parts, and
// what is left of that sum is no small number.
func (t *tree) hidden(figures [][]float64, others ...*hidden) *hidden {
	h := &hidden{make([]bool, len(t.area)), make([]bool, len(t.cells))}
	for _, o := range others {
		for i := range o.cells {
			h.cells[i] = h.cells[i] || o.cells[i]
		}
		for a := range o.areas {
			h.areas[a] = h.areas[a] || o.areas[a]
		}
	}
	sums := make([][]float64, len(figures))
	for f, values := range figures {
		sums[f] = make([]float64, len(t.cells))
		for i, a := range t.area {
			if a >= 0 {
				sums[f][a] += values[i]
				h.cells[i] = h.cells[i] || small(values[i])
			}
		}
		for a, n := range sums[f] {
			h.areas[a] = h.areas[a] || small(n)
		}
	}
	all := make([]int, len(t.cells))
	for a := range all {
		all[a] = a
	}
	complement(sums, h.areas, all)
	for a, members := range t.cells {
		if h.areas[a] {
			for _, i := range members {
				h.cells[i] = true
			}
		} else {
			complement(figures, h.cells, members)
		}
	}
	return h
}

// noise is what sums of people may be off by.
const noise = 1e-6

// small reports whether a number of people is one that is not published.
func small(n float64) bool { return n > noise && n < PublicLeast-noise }

// complement hides members, those with the smallest numbers first, until the hidden ones
// have no small number together, in any figure. If all who have any are hidden, the
// others are too.
func complement(figures [][]float64, hidden []bool, members []int) {
	for again := true; again; {
		again = false
		for _, values := range figures {
			sum, least := 0.0, -1
			for _, i := range members {
				switch {
				case hidden[i]:
					sum += values[i]
				case values[i] > noise && (least < 0 || values[i] < values[least]):
					least = i
				}
			}
			if !small(sum) {
				continue
			}
			if least < 0 {
				for _, i := range members {
					hidden[i] = true
				}
				return
			}
			hidden[least], again = true, true
		}
	}
}

// hiddenTargets are the cells and areas in which the target group of each service is
// hidden, in all options. Groups that stand in one sum of ages are hidden together.
func (res *Result) hiddenTargets(t *tree, everybody *hidden) []*hidden {
	links := linkedAges(res.Report.Services)
	figures := map[int][][]float64{}
	for v, s := range res.Report.Services {
		for k := range res.Report.Options {
			if l := res.Layer(k, s.ID); l != nil && (k == 0 || res.People(k) != res.People(k-1)) {
				figures[links[v]] = append(figures[links[v]], l.Target)
			}
		}
	}
	done := map[int]*hidden{}
	var out []*hidden
	for _, n := range links {
		if done[n] == nil {
			done[n] = t.hidden(figures[n], everybody)
		}
		out = append(out, done[n])
	}
	return out
}

// hiddenReach are the cells and areas in which the people who get there, gain and lose
// are hidden. What an option changes is the difference of two numbers: where one of the
// reference is hidden, so is that of the option.
func (res *Result) hiddenReach(t *tree, v, option int, target *hidden, done []*hidden) *hidden {
	if done[option] != nil {
		return done[option]
	}
	done[option] = target // of options that are compared in a circle, which does not happen
	l := res.Layer(option, res.Report.Services[v].ID)
	if l == nil {
		return target
	}
	figures, others := [][]float64{l.There}, []*hidden{target}
	if ref := res.Report.Options[option].Against; ref >= 0 {
		figures, others = append(figures, l.Gain, l.Lose), append(others, res.hiddenReach(t, v, ref, target, done))
	}
	done[option] = t.hidden(figures, others...)
	return done[option]
}

// protect takes hidden numbers out of an option's row and surface of a service.
func (res *Result) protect(t *tree, v, option int, target, reach *hidden) {
	s := &res.Report.Services[v]
	row := &s.Rows[option]
	row.Areas = slices.Clone(row.Areas)
	days := target
	if l := res.Layer(option, s.ID); l != nil {
		days = t.hidden([][]float64{l.FewerDays}, target)
		last := t.hidden([][]float64{l.LoseLast}, target)
		for _, x := range []struct {
			values *[]float64
			by     *hidden
		}{{&l.Target, target}, {&l.There, reach}, {&l.Gain, reach}, {&l.Lose, reach}, {&l.FewerDays, days}, {&l.LoseLast, last}} {
			*x.values = unknownWhere(*x.values, x.by.cells)
			roundedCells(*x.values)
		}
	}
	unknown := math.NaN()
	for i := range row.Areas {
		a := &row.Areas[i]
		at := slices.IndexFunc(res.Grid.Areas, func(x population.Area) bool { return x.ID == a.ID })
		if at < 0 {
			continue
		}
		if target.areas[at] {
			a.People, a.Need, a.Visits = unknown, unknown, unknown
		}
		if reach.areas[at] {
			a.GetsThere, a.Gain, a.Lose = report.Range{}, unknown, unknown
			if row.WorstArea == a.Name {
				row.WorstArea, row.WorstNames, row.WorstShare = "", lang.Name{}, report.Range{}
			}
		}
		if days.areas[at] {
			a.FewerDays = unknown
		}
	}
}

// unknownWhere is a copy of values in which the hidden ones are unknown.
func unknownWhere(values []float64, hidden []bool) []float64 {
	out := slices.Clone(values)
	for i := range out {
		if hidden[i] {
			out[i] = math.NaN()
		}
	}
	return out
}
