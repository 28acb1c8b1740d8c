package main

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"saavu/pkg/delivery"
	"saavu/pkg/network"
	"saavu/pkg/params"
	"saavu/pkg/population"
	"saavu/pkg/travel"
)

// today is the county in the form of a run: today's points and the people who
// are sent to them. Positions and rooms are empty until staff fills them.
type today struct {
	params  *params.Reader
	place   delivery.Place
	demand  *delivery.Demand
	model   *delivery.Model
	times   *delivery.Times
	choice  *delivery.Choice
	outcome *delivery.Outcome
}

// readToday builds the county with points that have no positions.
func readToday(f *facts, c *county) (*today, error) {
	grid, err := gridOf(f, c)
	if err != nil {
		return nil, err
	}
	t := &today{params: params.NewReader(f.tree)}
	t.place.Network = &network.Network{Services: f.head.services, Facilities: f.places()}
	if err := t.points(f.points); err != nil {
		return nil, err
	}
	t.model = delivery.Compile(t.params, t.place.Network)
	if err := t.travel(f, grid); err != nil {
		return nil, err
	}
	t.demand = delivery.NewDemand(grid, t.model)
	if err := t.shares(f.head.known); err != nil {
		return nil, err
	}
	t.choice = delivery.FitChoice(t.demand, t.model, t.place, t.times)
	t.send()
	return t, t.params.Err()
}

// shares takes over the known shares of visits.
func (t *today) shares(list []known) error {
	n := t.place.Network
	for _, k := range list {
		if k.Kind != "share" || k.Facility == "remote" {
			continue
		}
		f, s := n.Facility(k.Facility), n.Service(k.Service)
		if f < 0 || s < 0 {
			return fmt.Errorf("%s: a share of %q at %q, which is not there", headName, k.Service, k.Facility)
		}
		n.Shares = append(n.Shares, network.Share{Service: s, Facility: f, Value: k.Value})
	}
	return nil
}

// send sends people to the current points.
func (t *today) send() {
	t.outcome = delivery.Run(t.demand, t.model, t.place, t.times, nil, t.choice, nil)
}

// gridOf makes the population grid from the cells.
func gridOf(f *facts, c *county) (*population.Grid, error) {
	spoken, err := areaLanguages(f, c)
	if err != nil {
		return nil, err
	}
	ids, centres := make([]int64, len(c.cells)), make([]orb.Point, len(c.cells))
	g := population.NewGrid(ids, centres, cellSide)
	for i, a := range f.areas {
		g.Areas = append(g.Areas, population.Area{ID: a.id, Municipality: a.municipality,
			Fi: shareOf(spoken[i].fi), Sv: shareOf(spoken[i].sv), Foreign: shareOf(spoken[i].foreign)})
	}
	for k, s := range c.cells {
		ids[k], centres[k], g.Area[k] = s.id(), s.centre(), int32(s.area)
		for b, n := range s.ages {
			from, to, _ := params.ParseAges(bands[b])
			g.Spread(k, from, to, float64(n))
		}
	}
	return g, nil
}

// points lists the points of the facts. All problems are reported together.
func (t *today) points(tab *table) error {
	n := t.place.Network
	for i := range tab.rows {
		f, s := n.Facility(tab.text(i, "facility")), n.Service(tab.text(i, "service"))
		if f < 0 || n.Facilities[f].Status != network.Open {
			tab.fault(i, "facility", tab.text(i, "facility"), "an open place of facilities.csv")
		}
		if s < 0 {
			tab.fault(i, "service", tab.text(i, "service"), "a service of "+headName)
		}
		days := daysOf(tab.text(i, "days"))
		if days == 0 {
			tab.fault(i, "days", tab.text(i, "days"), "mon-fri, or weekdays with + between")
		}
		if f < 0 || s < 0 {
			continue
		}
		id := network.PointID(n.Facilities[f].ID, n.Services[s].ID, "")
		if slices.ContainsFunc(n.Points, func(p network.ServicePoint) bool { return p.ID == id }) {
			tab.fault(i, "service", tab.text(i, "service"), "a service once at a place")
		}
		n.Points = append(n.Points, network.ServicePoint{ID: id, Facility: f, Service: s, Channel: network.OnSite, Unit: -1,
			FTE: make([]float64, len(n.Services[s].Staff)), Hours: network.Hours{Office: days}, Visiting: tab.text(i, "visiting") == "yes"})
	}
	if len(tab.problems) > 0 {
		return errors.New(strings.Join(tab.problems, "\n"))
	}
	return nil
}

// daysOf reads mon-fri or weekdays with + between; 0 for anything else.
func daysOf(text string) uint8 {
	if text == "mon-fri" {
		return network.AllWeek
	}
	days := uint8(0)
	for word := range strings.SplitSeq(text, "+") {
		d := slices.Index([]string{"mon", "tue", "wed", "thu", "fri"}, word)
		if d < 0 {
			return 0
		}
		days |= 1 << d
	}
	return days
}

// travel fills the times from every cell to the places of points.
func (t *today) travel(f *facts, g *population.Grid) error {
	stations, lines := f.rails()
	router, err := travel.NewSynthetic(g.Centres, travel.ModelFrom(t.params.Value, stations, lines))
	if err != nil {
		return err
	}
	var at []orb.Point
	var columns []int
	for _, p := range t.place.Network.Points {
		x := &t.place.Network.Facilities[p.Facility]
		if x.Column = slices.Index(at, x.At); x.Column < 0 {
			x.Column = len(at)
			columns, at = append(columns, len(at)), append(at, x.At)
		}
	}
	t.place.Matrix = travel.FillMatrix(router, g.Cells(), at, []travel.Table{{Mode: travel.Walk, Period: travel.Any},
		{Mode: travel.Transit, Period: travel.Rush}, {Mode: travel.Car, Period: travel.Rush}})
	if t.times, err = delivery.NewTimes(t.model.SlowWalk, false, travel.Rush).With(t.place.Matrix, columns); err != nil {
		return fmt.Errorf("times to the service points: %w", err)
	}
	return nil
}

// serve returns one service's year with the current positions.
func (t *today) serve(s int) delivery.Served {
	var out delivery.Served
	delivery.Serve(t.model, t.place.Network, t.outcome, s, delivery.Language(t.model, t.demand), delivery.NoBoost(), &out)
	return out
}

// shareOf parses a share, NaN if it is unknown.
func shareOf(text string) float64 {
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return math.NaN()
	}
	return v
}
