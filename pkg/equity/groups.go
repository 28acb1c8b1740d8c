package equity

import (
	"fmt"
	"math"
)

// Split is an inequality, divided into the parts between and within groups.
type Split struct{ Total, Between, Within float64 }

// TheilTGroups splits Theil's T by groups: between = Σ s_g ln(s_g ÷ p_g) and
// within = Σ s_g T_g, with s_g the group's share of the total and p_g its share
// of the people. s_g ÷ p_g is the group's mean divided by the overall mean, 1
// where the groups are equal. group is the group of every value, from 0; −1
// leaves a value out. Between and within add up to the whole. NaN as for
// TheilT.
func TheilTGroups(values, weights []float64, group []int32) (Split, error) {
	return theilGroups(values, weights, group, func(people, more float64, s *Sample) (between, within float64) {
		return people * partOfT(more), people * (1 + more) * s.TheilT()
	}, (*Sample).TheilT)
}

// TheilLGroups splits Theil's L by groups: between = Σ p_g ln(p_g ÷ s_g) and
// within = Σ p_g L_g. +Inf if some have 0 and others do not.
func TheilLGroups(values, weights []float64, group []int32) (Split, error) {
	return theilGroups(values, weights, group, func(people, more float64, s *Sample) (between, within float64) {
		return people * partOfL(more), people * s.TheilL()
	}, (*Sample).TheilL)
}

// theilGroups adds up the terms of the groups. A term depends on the group's
// share of the people and on the relative difference of its mean from the
// overall mean.
func theilGroups(values, weights []float64, group []int32,
	part func(people, more float64, s *Sample) (between, within float64),
	whole func(*Sample) float64) (Split, error) {
	members, all, err := bySample(values, weights, group)
	if err != nil {
		return Split{}, err
	}
	out := Split{Total: whole(all)}
	mean := all.Mean()
	if math.IsNaN(out.Total) || math.IsInf(out.Total, 1) || all.allEqual() {
		out.Between, out.Within = out.Total, out.Total
		return out, nil
	}
	for _, s := range members {
		if s.Total > 0 {
			b, w := part(s.Total/all.Total, (s.Mean()-mean)/mean, s)
			out.Between += b
			out.Within += w
		}
	}
	return out, nil
}

// bySample makes a sample of each group and one of all groups together.
func bySample(values, weights []float64, group []int32) ([]*Sample, *Sample, error) {
	if len(values) != len(group) || len(values) != len(weights) {
		return nil, nil, fmt.Errorf("equity: %d values, %d weights and %d groups, expected as many of each", len(values), len(weights), len(group))
	}
	most := int32(-1)
	for _, g := range group {
		most = max(most, g)
	}
	inAny := make([]float64, len(weights))
	var members []*Sample
	for g := range most + 1 {
		x, w := []float64{}, []float64{}
		for i, of := range group {
			if of == g {
				x, w = append(x, values[i]), append(w, weights[i])
				inAny[i] = weights[i]
			}
		}
		s, err := New(x, w)
		if err != nil {
			return nil, nil, err
		}
		members = append(members, s)
	}
	all, err := New(values, inAny)
	return members, all, err
}

// Group holds the people of a group, and the mean, the median and the share
// within a limit of their values.
type Group struct {
	Index                int
	People               float64
	Mean, Median, Within float64 // as Sample computes them
	Cells                int
}

// Gap is the difference between the group that has least and the one that has
// most. Ok is false if fewer than two groups count.
type Gap struct {
	Worst, Best Group
	Gap         float64 // difference of the means, 0 or more
	Ok          bool
}

// Groups returns the figures of every group, in order, and the gap between
// their means. bad means that less is better, as for travel times. Only groups
// of at least leastPeople people in at least leastCells cells enter the gap:
// smaller ones vary by chance. For a bad, a mean of +Inf is the worst.
func Groups(values, weights []float64, group []int32, limit float64, bad bool, leastPeople float64,
	leastCells int) ([]Group, Gap, error) {
	members, _, err := bySample(values, weights, group)
	if err != nil {
		return nil, Gap{}, err
	}
	var gap Gap
	out := make([]Group, len(members))
	for g, s := range members {
		out[g] = Group{Index: g, People: s.Total, Mean: s.Mean(), Median: s.Quantile(0.5), Within: s.Within(limit),
			Cells: len(s.Values)}
		if s.Total == 0 || !Reaches(s.Total, leastPeople) || len(s.Values) < leastCells {
			continue
		}
		if !gap.Ok {
			gap.Worst, gap.Best, gap.Ok = out[g], out[g], true
		}
		if better(out[g].Mean, gap.Best.Mean, bad) {
			gap.Best = out[g]
		}
		if better(gap.Worst.Mean, out[g].Mean, bad) {
			gap.Worst = out[g]
		}
	}
	gap.Ok = gap.Ok && gap.Worst.Index != gap.Best.Index
	if gap.Ok {
		gap.Gap = math.Abs(gap.Best.Mean - gap.Worst.Mean)
	}
	return out, gap, nil
}

func better(a, b float64, bad bool) bool {
	if bad {
		return a < b
	}
	return a > b
}

// Left lists the cells whose people lose more than most from one surface to
// another, and their people. bad means that a rise is a loss. A cell that
// reached something and now reaches nothing (+Inf) loses more than any amount;
// one that had +Inf before cannot lose. Cells without people are left out.
func Left(before, after, weights []float64, most float64, bad bool) (cells []int, people float64, err error) {
	if err := checkLengths("the second surface", len(before), after, weights); err != nil {
		return nil, 0, err
	}
	for i, b := range before {
		loss := b - after[i]
		if bad {
			loss = -loss
		}
		if weights[i] > 0 && loss > most && !Reaches(most, loss) {
			cells = append(cells, i)
			people += weights[i]
		}
	}
	return cells, people, nil
}
