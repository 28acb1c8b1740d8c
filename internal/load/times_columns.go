package load

import (
	"context"
	"slices"
	"strconv"

	"github.com/paulmach/orb"

	"saavu/internal/load/yaml"
	"saavu/pkg/network"
	"saavu/pkg/population"
	"saavu/pkg/scenario"
	"saavu/pkg/spatial"
	"saavu/pkg/travel"
)

// readTables reads files of travel times into the base and assigns columns to its
// facilities.
func (r *reader) readTables(ctx context.Context, f *countyFile, t *yaml.Tree, b *scenario.Base) {
	m := r.matrix(ctx, f, t, b)
	if m == nil {
		return
	}
	b.Matrix = m
	r.noteColumns(b)
	r.ownColumns(b.Network.Facilities, m)
	r.snap(b.Network.Facilities, m, b.Grid.Side, b.SnapMax)
	r.noteIdle(b.Network.Facilities, m)
}

// noteIdle notes facilities with a column to which a table has no times: the source
// lacks the destination, or the destination is broken.
func (r *reader) noteIdle(list []network.Facility, m *travel.Matrix) {
	for _, t := range m.Tables {
		var ids []string
		for _, x := range list {
			if x.Column >= 0 && !slices.ContainsFunc(t.Times[x.Column], func(s travel.Seconds) bool { return s != travel.Unreached }) {
				ids = append(ids, x.ID)
			}
		}
		r.stateIDs("data.unreached", ids, "of", tableSaid(t.Mode, t.Period, t.Percentile))
	}
}

// gridOf returns the part of a population grid that travel times need. If the cells
// come from a table in the project's own format, files of travel times use the ids
// of that table, even if cell numbers are only their digits.
func (r *reader) gridOf(g *population.Grid) TimesGrid {
	for i, n := range r.cellNames {
		if n != strconv.FormatInt(g.IDs[i], 10) {
			return TimesGrid{IDs: g.IDs, Names: r.cellNames, Centres: g.Centres}
		}
	}
	return TimesGrid{IDs: g.IDs, Names: g.Names, Centres: g.Centres}
}

// ownColumns assigns facilities the columns of their own ids, if travel times
// lead to facilities.
func (r *reader) ownColumns(list []network.Facility, m *travel.Matrix) {
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
func (r *reader) noteColumns(b *scenario.Base) {
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
		r.state("data.no_destination", "areas", without)
	}
}
