package engine

import (
	"fmt"

	"saavu/pkg/access"
	"saavu/pkg/network"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
	"saavu/pkg/travel"
)

// CountyAsk selects the input of a measure from a county.
type CountyAsk struct {
	Service string
	Group   population.Group
	Modes   []ModeTime // a trip takes the fastest of them
	Supply  string     // "points": 1 each; "fte": positions of the first profession; "rooms"
}

// CountyInput is the input of a measure, with the cells and facilities of its rows
// and columns.
type CountyInput struct {
	access.Input
	Cells      []int // indexes into the grid, cells of the county's areas
	Facilities []int // indexes into the network
	Notes      []report.Message
}

// SupplyWords lists what can be counted as supply.
func SupplyWords() []string { return []string{"points", "fte", "rooms"} }

// InputOf returns the input of a measure: the points of a service that are open and
// have travel times, the county's people of a group, and the shortest time of the
// modes. Several points of the service at one facility are one. A supply of 0
// everywhere is an error: it means that staff follow the clients or that rooms are
// as many as needed. Points with a supply of 0 are noted.
func InputOf(base *scenario.Base, grid *population.Grid, ask CountyAsk) (*CountyInput, error) {
	n := base.Network
	service := n.Service(ask.Service)
	if service < 0 {
		return nil, fmt.Errorf("no service %q", ask.Service)
	}
	in := &CountyInput{}
	at := map[int]int{}
	points, without := 0, []string(nil) // facilities with a supply of 0
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
		gives := 0.0
		switch {
		case ask.Supply == "fte" && len(p.FTE) > 0:
			gives = p.FTE[0]
		case ask.Supply == "rooms":
			gives = p.Rooms
		case ask.Supply == "points":
			gives = 1 - in.Supply[j]
		}
		in.Supply[j] += gives
		if points++; gives == 0 && ask.Supply != "points" {
			without = append(without, n.Facilities[p.Facility].ID)
		}
	}
	total := 0.0
	for _, s := range in.Supply {
		total += s
	}
	if len(in.Supply) > 0 && total == 0 {
		return nil, fmt.Errorf("the supply of %s is 0 at every point if counted in %s: count points, or add the county's %s", ask.Service, ask.Supply, ask.Supply)
	}
	if len(without) > 0 {
		in.Notes = append(in.Notes, report.NewMessage("access.not_given", "service", ask.Service, "supply", ask.counted(n.Services[service]),
			"n", len(without), "all", points, "points", few(without)))
	}
	people := grid.Sum(ask.Group)
	for i, a := range grid.Area {
		if a >= 0 {
			in.Cells, in.Demand = append(in.Cells, i), append(in.Demand, people[i])
		}
	}
	return in, in.times(base, ask.Modes)
}

// counted states how the supply of a service is counted.
func (ask *CountyAsk) counted(s network.Service) any {
	if ask.Supply == "fte" && len(s.Staff) > 0 {
		return report.NewMessage("access.positions_of", "profession", report.Term{List: "profession", Word: s.Staff[0].Profession})
	}
	return report.Term{List: "supply", Word: ask.Supply}
}

// few lists the first few names, and the number of further ones.
func few(names []string) report.Message {
	return report.NewMessage("some", "list", names[:min(len(names), mostPoints)], "more", max(len(names)-mostPoints, 0))
}

// Rows returns a division of the grid's cells as a division of the input's rows.
func (in *CountyInput) Rows(p population.Partition) population.Partition {
	rows := make([]int32, len(in.Cells))
	for k, cell := range in.Cells {
		rows[k] = p.Cell[cell]
	}
	p.Cell = rows
	return p
}

// times fills the columns with the shortest time of the modes.
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
