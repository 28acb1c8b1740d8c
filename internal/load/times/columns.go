package times

import (
	"slices"
	"strconv"

	"github.com/paulmach/orb"

	"saavu/internal/load/input"
	"saavu/pkg/network"
	"saavu/pkg/population"
	"saavu/pkg/scenario"
	"saavu/pkg/spatial"
	"saavu/pkg/travel"
)

// Take puts travel times into the base and assigns columns to its facilities.
func Take(r *input.Reader, m *travel.Matrix, b *scenario.Base) {
	b.Matrix = m
	noteColumns(r, b)
	ownColumns(r, b.Network.Facilities, m)
	snap(r, b.Network.Facilities, m, b.Grid.Side, b.SnapMax)
	noteIdle(r, b.Network.Facilities, m)
}

// noteIdle notes facilities with a column to which a table has no times: the source
// lacks the destination, or the destination is broken.
func noteIdle(r *input.Reader, list []network.Facility, m *travel.Matrix) {
	for _, t := range m.Tables {
		var ids []string
		for _, x := range list {
			if x.Column >= 0 && !slices.ContainsFunc(t.Times[x.Column], func(s travel.Seconds) bool { return s != travel.Unreached }) {
				ids = append(ids, x.ID)
			}
		}
		r.StateIDs("data.unreached", ids, "of", tableSaid(t.Mode, t.Period, t.Percentile))
	}
}

// GridOf returns the part of a population grid that travel times need. If the cells
// come from a table in the project's own format, files of travel times use the ids
// of that table, names, even if cell numbers are only their digits.
func GridOf(g *population.Grid, names []string) Grid {
	for i, n := range names {
		if n != strconv.FormatInt(g.IDs[i], 10) {
			return Grid{IDs: g.IDs, Names: names, Centres: g.Centres}
		}
	}
	return Grid{IDs: g.IDs, Names: g.Names, Centres: g.Centres}
}

// ownColumns assigns facilities the columns of their own ids, if travel times
// lead to facilities.
func ownColumns(r *input.Reader, list []network.Facility, m *travel.Matrix) {
	if m.Names == nil {
		return
	}
	type key struct {
		id string
		at orb.Point
	}
	columns := make(map[key]int, len(m.Names))
	for j, n := range m.Names {
		columns[key{n, m.Places[j]}] = j
	}
	for i := range list {
		if j, ok := columns[key{list[i].ID, list[i].At}]; ok && list[i].Class != network.ClassNone {
			list[i].Column = j
		}
	}
}

// noteColumns notes areas without a destination of the matrix.
func noteColumns(r *input.Reader, b *scenario.Base) {
	has := make([]bool, len(b.Grid.Areas))
	near := spatial.NewIndex(b.Grid.Centres)
	for _, at := range b.Matrix.Places {
		cell, metres := near.Nearest(at)
		if cell >= 0 && metres <= b.Grid.Side && b.Grid.Area[cell] >= 0 {
			has[b.Grid.Area[cell]] = true
		}
	}
	var without []string
	for i, a := range b.Grid.Areas {
		if !has[i] {
			without = append(without, a.Name)
		}
	}
	if len(without) > 0 {
		r.State("data.no_destination", "areas", without)
	}
}
