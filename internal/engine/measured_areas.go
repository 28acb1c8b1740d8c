package engine

import (
	"math"
	"slices"

	"saavu/pkg/equity"
	"saavu/pkg/population"
	"saavu/pkg/report"
)

// ByArea stands for the county's main areas.
const ByArea = "area"

// PartitionNames lists the divisions of the people of a grid: its areas, larger
// units that its areas belong to, and its further partitions.
func PartitionNames(g *population.Grid) []string {
	out := []string{ByArea}
	for i := range g.Areas {
		for name := range g.Areas[i].Partitions {
			if !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	slices.Sort(out[1:])
	for i := range g.Partitions {
		if name := g.Partitions[i].Name; !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// PartitionOf returns a division by name; ok is false if there is none. Members of a
// unit of areas are in the order of the areas, and listed in the order of the table
// of areas.
func PartitionOf(g *population.Grid, name string) (p population.Partition, ok bool) {
	if i := slices.IndexFunc(g.Partitions, func(p population.Partition) bool { return p.Name == name }); i >= 0 && name != ByArea {
		return g.Partitions[i], true
	}
	p.Name = name
	of := make([]int32, len(g.Areas))
	for i := range g.Areas {
		a := &g.Areas[i]
		m := population.Member{ID: a.ID, Name: a.Name, Names: a.Names}
		if name != ByArea {
			part := a.Partitions[name]
			if of[i] = -1; part == "" {
				continue
			}
			if m = (population.Member{ID: part, Name: part}); part == a.ID {
				m.Name, m.Names = a.Name, a.Names
			}
		}
		at := slices.Index(p.Members, m)
		if at < 0 {
			at = len(p.Members)
			p.Members = append(p.Members, m)
		}
		of[i] = int32(at)
	}
	for _, i := range population.InOrder(g.AreaOrder, len(g.Areas)) {
		if at := of[i]; at >= 0 && !slices.Contains(p.Order, at) {
			p.Order = append(p.Order, at)
		}
	}
	p.Cell = make([]int32, len(g.Area))
	for i, a := range g.Area {
		p.Cell[i] = -1
		if a >= 0 {
			p.Cell[i] = of[a]
		}
	}
	return p, len(p.Members) > 0
}

// over computes the figures over all people for each column, and the areas for the
// first column.
func (a *Asked) over(out *report.Access, samples []sample) error {
	for _, s := range samples {
		list, err := a.figures(s)
		if err != nil {
			return err
		}
		out.Figures = append(out.Figures, list)
	}
	if len(a.Areas.Members) == 0 {
		return nil
	}
	return a.byArea(out, samples[0])
}

// Smaller areas are left out of the gap: their values are chance.
const (
	leastPeople = 500
	leastCells  = 5
)

func (a *Asked) byArea(out *report.Access, of sample) error {
	out.By, out.Areas = a.Areas.Name, make([]report.AreaMean, len(a.Areas.Members))
	for g, m := range a.Areas.Members {
		var x, w []float64
		for i, area := range of.areas {
			if int(area) == g {
				x, w = append(x, of.values[i]), append(w, of.weights[i])
			}
		}
		s, err := equity.New(x, w)
		if err != nil {
			return err
		}
		r := report.AreaMean{ID: m.ID, Name: m.Name, Names: m.Names, People: s.Total, Mean: s.Finite().Mean(), Median: s.Quantile(0.5), Nothing: s.Beyond, FarBeyond: math.NaN()}
		if !a.Measure.Bad && s.Total > 0 {
			r.Nothing = s.Within(0) * s.Total
		}
		if a.Line > 0 {
			r.FarBeyond = s.FarBeyond(a.Line, a.Measure.Bad)
		}
		out.Areas[g] = r
	}
	_, gap, err := equity.Groups(of.values, of.finite(), of.areas, 0, a.Measure.Bad, leastPeople, leastCells)
	if err == nil && gap.Ok && gap.Gap > 0 {
		out.Gap = report.AreaGap{Worst: gap.Worst.Index, Best: gap.Best.Index, Gap: gap.Gap, Ok: true}
	}
	return err
}

// finite returns the weights, with 0 people where a value is +Inf.
func (of sample) finite() []float64 {
	out := slices.Clone(of.weights)
	for i, v := range of.values {
		if v-v != 0 {
			out[i] = 0
		}
	}
	return out
}

// split returns Theil's index between and within the areas.
func (of sample) split(name string) ([]report.Figure, error) {
	take := equity.TheilTGroups
	if name == "theil-l" {
		take = equity.TheilLGroups
	}
	x, err := take(of.values, of.finite(), of.areas)
	return []report.Figure{{Name: name + " between", Title: figureTitle(name + "_between"), Value: x.Between},
		{Name: name + " within", Title: figureTitle(name + "_within"), Value: x.Within}}, err
}
