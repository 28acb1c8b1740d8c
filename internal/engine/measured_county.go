package engine

import (
	"fmt"

	"saavu/pkg/access"
	"saavu/pkg/network"
	"saavu/pkg/population"
	"saavu/pkg/scenario"
	"saavu/pkg/travel"
)

// CountyAsk is what of a county a measure is taken of.
type CountyAsk struct {
	Service string
	Group   population.Group
	Modes   []ModeTime // a trip takes the fastest of them
	Supply  string     // "points": 1 each; "fte": positions of the first profession; "rooms"
}

// CountyInput is the input of a measure, with what its rows and columns stand
// for.
type CountyInput struct {
	access.Input
	Cells      []int // indexes into the grid, those of the county's areas
	Facilities []int // indexes into the network
}

// SupplyWords lists what a point may count as.
func SupplyWords() []string { return []string{"points", "fte", "rooms"} }

// InputOf takes the points of a service that are open and have travel times, the
// county's people of a group, and the least time of the modes. Several points of
// the service at one facility are one. A supply that is 0 everywhere, because
// staff follow the clients or rooms are as many as needed, is an error.
func InputOf(base *scenario.Base, grid *population.Grid, ask CountyAsk) (*CountyInput, error) {
	n := base.Network
	service := n.Service(ask.Service)
	if service < 0 {
		return nil, fmt.Errorf("no service %q", ask.Service)
	}
	in := &CountyInput{}
	at := map[int]int{}
	for i := range n.Points {
		p := &n.Points[i]
		f := &n.Facilities[p.Facility]
		if p.Service != service || f.Status != network.Open || f.Column < 0 {
			continue
		}
		j, known := at[p.Facility]
		if !known {
			j = len(in.Facilities)
			at[p.Facility] = j
			in.Facilities, in.Supply = append(in.Facilities, p.Facility), append(in.Supply, 0)
		}
		switch {
		case ask.Supply == "fte" && len(p.FTE) > 0:
			in.Supply[j] += p.FTE[0]
		case ask.Supply == "rooms":
			in.Supply[j] += p.Rooms
		case ask.Supply == "points":
			in.Supply[j] = 1
		}
	}
	total := 0.0
	for _, s := range in.Supply {
		total += s
	}
	if len(in.Supply) > 0 && total == 0 {
		return nil, fmt.Errorf("the supply of %s is 0 at every point when counted in %s: count points, or give the county's %s", ask.Service, ask.Supply, ask.Supply)
	}
	people := grid.Sum(ask.Group)
	for i, a := range grid.Area {
		if a >= 0 {
			in.Cells, in.Demand = append(in.Cells, i), append(in.Demand, people[i])
		}
	}
	return in, in.times(base, ask.Modes)
}

// Rows gives a division of the grid's cells as one of the input's rows.
func (in *CountyInput) Rows(p population.Partition) population.Partition {
	rows := make([]int32, len(in.Cells))
	for k, cell := range in.Cells {
		rows[k] = p.Cell[cell]
	}
	p.Cell = rows
	return p
}

// times fills the columns with the least time of the modes.
func (in *CountyInput) times(base *scenario.Base, modes []ModeTime) error {
	var tables []*travel.Table
	for _, m := range modes {
		t, ok := m.table(base.Matrix)
		if !ok {
			return fmt.Errorf("the county has no travel times by %s", m)
		}
		tables = append(tables, t)
	}
	for _, f := range in.Facilities {
		column := make([]travel.Seconds, len(in.Cells))
		for k, i := range in.Cells {
			column[k] = travel.Unreached
			for _, t := range tables {
				column[k] = min(column[k], t.Times[base.Network.Facilities[f].Column][i])
			}
		}
		in.Columns = append(in.Columns, column)
	}
	return nil
}
