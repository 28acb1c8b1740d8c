package scene

import (
	"testing"

	"saavu/pkg/delivery"
	"saavu/pkg/params"
	"saavu/pkg/scenario"
	"saavu/pkg/travel"
)

// Delivered is a county after its people have been sent to points and served at
// the parameters' values.
type Delivered struct {
	County  *scenario.Base
	Model   *delivery.Model
	Demand  *delivery.Demand
	Times   *delivery.Times
	Choice  *delivery.Choice  // nil for the nearest point
	Today   *delivery.Outcome // without the changes
	Outcome *delivery.Outcome
	Served  []delivery.Served // by service
}

// Choices are how a drawn county is delivered. The zero value is the nearest
// point, walking and public transport of any period.
type Choices struct {
	Free    bool // free choice among points instead of the nearest
	Cycling bool
	Period  travel.Period
	Fit     scenario.Fit
	Least   float64 // positions that a place keeps, for Fit
	Found   *delivery.Geographies
}

// Deliver applies changes to a county and delivers it: staff follow the clients
// from where they work without the changes.
func Deliver(t testing.TB, today *scenario.Base, how Choices, changes ...scenario.Change) Delivered {
	t.Helper()
	county, refusals := scenario.Apply(today, scenario.Option{ID: "changed", Changes: changes, Fit: how.Fit})
	if refusals != nil {
		t.Fatalf("scene: refused: %+v", refusals)
	}
	before := compile(t, today)
	var choice *delivery.Choice
	d := Delivered{County: county, Model: compile(t, county)}
	d.Demand = delivery.NewDemand(today.Grid, before)
	d.Times = delivery.NewTimes(before.SlowWalk, how.Cycling, how.Period)
	with := func(b *scenario.Base) delivery.Place {
		columns := make([]int, b.Matrix.Columns())
		for j := range columns {
			columns[j] = j
		}
		var err error
		if d.Times, err = d.Times.With(b.Matrix, columns); err != nil {
			t.Fatal(err)
		}
		return delivery.Place{Network: b.Network, Matrix: b.Matrix}
	}
	if how.Free {
		choice = delivery.FitChoice(d.Demand, before, with(today), d.Times)
	}
	run := func(b *scenario.Base, m *delivery.Model, home *delivery.Outcome) *delivery.Outcome {
		return delivery.Run(d.Demand, m, with(b), d.Times, home, choice, how.Found)
	}
	d.Choice = choice
	d.Today = run(today, before, nil)
	d.Outcome = run(county, d.Model, d.Today)
	if how.Fit.Any() {
		delivery.Allocate(d.Demand, d.Model, county.Network, d.Outcome, today.Network, d.Today,
			delivery.Allocation{Rooms: how.Fit.Rooms, Staff: how.Fit.Staff, Least: how.Least}, nil)
	}
	d.Served = make([]delivery.Served, len(county.Network.Services))
	for s := range d.Served {
		delivery.ByCell(d.Demand, d.Model, county.Network, d.Outcome, s, delivery.Language(d.Model, d.Demand), delivery.NoBoost(), nil, &d.Served[s])
	}
	return d
}

func compile(t testing.TB, b *scenario.Base) *delivery.Model {
	t.Helper()
	r := params.NewReader(b.Params)
	m := delivery.Compile(r, b.Network)
	if err := r.Err(); err != nil {
		t.Fatal(err)
	}
	return m
}
