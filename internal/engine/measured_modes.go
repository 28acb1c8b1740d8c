package engine

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"saavu/pkg/access"
	"saavu/pkg/params"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
	"saavu/pkg/travel"
)

// Travellers are people who have the same travel times.
type Travellers struct {
	Title   report.Message     // such as: with a car
	Column  string             // name of the column of their values in files
	People  []float64          // by cell
	Columns [][]travel.Seconds // travel times, like the columns of an Input
}

// OwnModesMeasure is the only measure with groups that have their own modes.
const OwnModesMeasure = "2sfca"

// ownModes computes the two-step floating catchment area of groups that share the
// supply, each with its own times. In figures over people each group counts with its
// own values. The value of a cell is the mean over its groups, which hides their
// difference.
func (a *Asked) ownModes() (*report.Access, error) {
	if a.Measure.Name != OwnModesMeasure || a.Passive || a.Services != nil {
		return nil, fmt.Errorf("groups with their own modes need %s by cell, not %s", OwnModesMeasure, a.Measure.Name)
	}
	if a.Choice.Decay == nil {
		return nil, fmt.Errorf("%s needs decay: one of %s", a.Measure.Name, strings.Join(access.DecayForms(), ", "))
	}
	cells := len(a.Input.Demand)
	out := &report.Access{Measure: a.Measure, Unit: a.Measure.Unit, People: a.Input.Demand,
		Columns: []report.Column{{Name: "value", Title: columnTitle("all"), Unit: a.Measure.Unit}}}
	var groups []access.Group
	byGroup := make([][]float64, len(a.Groups))
	for g, x := range a.Groups {
		in := access.Input{Columns: x.Columns, Demand: x.People, Supply: a.Input.Supply}
		if err := errors.Join(in.Validate(), a.Choice.Decay.Validate()); err != nil {
			return nil, err
		}
		k, err := access.NewKernel(cells, x.Columns, parallel)
		if err != nil {
			return nil, err
		}
		k.Use(*a.Choice.Decay)
		groups, byGroup[g] = append(groups, access.Group{People: x.People, Kernel: k}), make([]float64, cells)
		out.Columns = append(out.Columns, report.Column{Name: "value_" + x.Column, Title: x.Title, Unit: a.Measure.Unit})
		out.Notes = append(out.Notes, nothingReached(&in, x.Title)...)
	}
	all := make([]float64, cells)
	if err := access.TwoStepGroups(groups, a.Input.Supply, all, byGroup); err != nil {
		return nil, err
	}
	lists := append([][]float64{all}, byGroup...)
	if a.Choice.Ratio {
		overMean(lists, a.Input.Demand)
		out.Unit = "times the mean"
		a.unit = out.Unit
	}
	out.Values = make([]float64, cells*len(lists))
	for c, list := range lists {
		for i, v := range list {
			out.Values[i*len(lists)+c] = v
		}
		out.Columns[c].Unit = out.Unit
	}
	return out, a.over(out, a.overGroups(byGroup))
}

// overMean divides all lists by the mean over people of the first one.
func overMean(lists [][]float64, people []float64) {
	sum, n := 0.0, 0.0
	for i, p := range people {
		sum, n = sum+p*lists[0][i], n+p
	}
	for _, list := range lists {
		for i := range list {
			if sum > 0 {
				list[i] *= n / sum
			}
		}
	}
}

// overGroups returns the sample of all people, each with the value of their group,
// and the sample of each group.
func (a *Asked) overGroups(byGroup [][]float64) []sample {
	var all sample
	samples := []sample{{}}
	for g, x := range a.Groups {
		own := sample{byGroup[g], x.People, a.Standing, a.Areas.Cell}
		samples = append(samples, own)
		all.values, all.weights = append(all.values, own.values...), append(all.weights, own.weights...)
		all.standing, all.areas = append(all.standing, own.standing...), append(all.areas, own.areas...)
	}
	samples[0] = all
	return samples
}

// nothingReached states how many people of a group reach nothing.
func nothingReached(in *access.Input, who report.Message) []report.Message {
	if n := beyondReach(minutesOf(in), in.Demand); n > 0 {
		return []report.Message{report.NewMessage("access.group_unreached", "people", report.Amount{V: n, As: report.AsDigits}, "who", who)}
	}
	return nil
}

// minutesOf returns the time to the nearest facility with any supply.
func minutesOf(in *access.Input) []float64 {
	out := make([]float64, len(in.Demand))
	access.NearestMinutes(supplied(in).Columns, make([]uint32, len(in.Demand)), out)
	return out
}

// beyondReach sums the people whose time is +Inf.
func beyondReach(minutes, people []float64) float64 {
	n := 0.0
	for i, m := range minutes {
		if math.IsInf(m, 1) {
			n += people[i]
		}
	}
	return n
}

// OwnModes returns the people of the county without and with a car, by
// population.car_access_share of their age, each group with the times of its modes:
// the modes of the input, and for people with a car also the car. The input must
// come from the same base, grid and ask.
func (in *CountyInput) OwnModes(base *scenario.Base, grid *population.Grid, ask CountyAsk, car ModeTime) ([]Travellers, error) {
	r := params.NewReader(base.Params)
	share := r.ByAge("population.car_access_share", population.Ages)
	if err := r.Err(); err != nil {
		return nil, err
	}
	without := Travellers{Title: columnTitle("without_car"), Column: "without_car", Columns: in.Columns}
	with := Travellers{Title: columnTitle("with_car"), Column: "with_car"}
	for k, cell := range in.Cells {
		drives := 0.0
		for age := max(ask.Group.From, 0); age <= min(ask.Group.To, population.Ages-1); age++ {
			drives += share[age] * grid.People[cell*population.Ages+age]
		}
		with.People, without.People = append(with.People, drives), append(without.People, max(in.Demand[k]-drives, 0))
	}
	driven := *in
	driven.Columns = nil
	if err := driven.times(base, append([]ModeTime{car}, ask.Modes...)); err != nil {
		return nil, err
	}
	with.Columns = driven.Columns
	return []Travellers{without, with}, nil
}
