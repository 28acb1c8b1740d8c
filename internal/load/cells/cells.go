// Package cells reads the section population of a county file: the cells and their people
// by year of age, from a table in the project's own format or from any file of cells. It
// estimates hidden counts, moves people to the cells that travel times start in, and
// reports people that are in no area. Areas are given: it does not read them.
package cells

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
	"saavu/internal/load/input"
	"saavu/internal/load/yaml"
	"saavu/internal/naming"
	"saavu/internal/source"
	"saavu/pkg/params"
	"saavu/pkg/population"
	"saavu/pkg/spatial"
)

// largestOutside is the value of no_building that makes the program find the cell
// by a rule.
const largestOutside = "largest-outside"

// gridMove moves the people of a file of cells to the cells of a grid.
type gridMove struct {
	counts, cells *cellFile // the same file if its own cells are the grid
	shares        []spatial.Share
	outside       []float64 // by cell of counts: the share of it outside the grid
	homeless      int       // cell of people without a building, -1 for none
}

// Read reads the population grid and assigns its cells to the areas.
func Read(ctx context.Context, r *input.Reader, f *File, t *yaml.Tree, tree params.Tree, in Areas) *Found {
	out := &Found{}
	switch f.Format {
	case "cells":
		side := cmp.Or(f.Side, defaultSide)
		tab := r.Table(t, f.File, []string{"population", "file"}, "id", "x", "y", "area")
		if tab == nil {
			return nil
		}
		if tab.Keep = f.kept(); !checkKept(r, t, tab.Keep, tab.HasID) {
			return nil
		}
		if out.Grid, out.Names = cells(tab, side, &in); out.Grid != nil {
			out.arrange()
		}
	case "grid":
		out.Grid, out.beyond = readGrid(ctx, r, f, t, tree, &in)
	}
	if out.Grid == nil {
		return nil
	}
	out.Grid.Year = f.Year
	return out
}

// Found is the population grid of a county.
type Found struct {
	Grid   *population.Grid
	Names  []string // ids of cells as written in a table of the project's own format
	beyond float64  // people outside the cells that travel times start in
}

// readGrid reads a file of cells with people, whatever its columns are called. If
// travel times start in the cells of another file, it moves the people there.
func readGrid(ctx context.Context, r *input.Reader, p *File, t *yaml.Tree, tree params.Tree, in *Areas) (g *population.Grid, beyond float64) {
	keys, ok := keysOf(r, p, t)
	if !ok {
		return nil, 0
	}
	m, ok := gridFiles(ctx, r, p, t, keys)
	if !ok || !m.overlay(r) {
		return nil, 0
	}
	if !checkKept(r, t, keys.kept, m.counts.hasName) {
		return nil, 0
	}
	m.outside = spatial.Outside(m.shares, len(m.counts.rows))
	if m.homeless, ok = noBuilding(r, p, t, m); !ok {
		return nil, 0
	}
	noteMarks(r, m.counts)
	people, ok := peopleOf(r, m.counts, m.homeless)
	if !ok {
		return nil, 0
	}
	if !people.ageless {
		noteEmpty(r, m.counts, people.share)
	}
	within, ok := within(r, p, t, tree, people.bands, people.ageless)
	if !ok {
		return nil, 0
	}
	g = population.NewGrid(m.cells.ids, m.cells.centres, m.cells.side)
	g.Names, g.Areas, g.Order, g.Shapes = m.cells.names, in.List, m.cells.order, m.cells.tiling()
	m.move(g, people, within)
	if !areasOfCells(r, in, t, m.cells, g) {
		return nil, 0
	}
	beyond = noteGrid(r, m, g, people)
	noteShapes(r, m.cells)
	noteSplit(r, p, people.bands)
	return g, beyond
}

// gridFiles reads the file of people and, if one is named, the file of cells.
func gridFiles(ctx context.Context, r *input.Reader, p *File, t *yaml.Tree, keys gridKeys) (*gridMove, bool) {
	area := keys.area
	if p.Grid != "" {
		keys.area = nil // the areas belong to the cells of the other file
	}
	s := gridSource(r, t, p.File, p.Layer, "file")
	m, ok1 := &gridMove{}, s != nil
	if ok1 {
		m.counts, ok1 = readCells(ctx, r, s, keys, p.Grid != "")
	}
	if p.Grid == "" {
		if m.cells = m.counts; ok1 && m.counts.boxes == nil {
			r.Problems.Add(problem.Problem{File: s.File, Found: "no places", Expected: "cells with a geometry, or the key wkt, or the keys x and y",
				Hint: "or the key grid, which names a file of the cells; people are then joined to them by id"})
			ok1 = false
		}
		return m, ok1
	}
	if ctx.Err() != nil {
		return m, false
	}
	if s = gridSource(r, t, p.Grid, p.GridLayer, "grid"); s == nil {
		return m, false
	}
	of := gridKeys{from: "grid_id", id: []string{"YKR_ID"}, area: area, epsg: int(p.GridEPSG)}
	if p.GridID != "" {
		of.id = []string{p.GridID}
	}
	var ok2 bool
	if m.cells, ok2 = readCells(ctx, r, s, of, true); ok2 && m.cells.boxes == nil {
		r.Problems.Add(problem.Problem{File: s.File, Found: "no places", Expected: "cells with a geometry"})
		ok2 = false
	}
	return m, ok1 && ok2
}

// gridSource opens a file that a key of population names; nil with problems.
func gridSource(r *input.Reader, t *yaml.Tree, name, layer, key string) *record.Source {
	file, ok := r.Resolve(t, name, "population", key)
	if !ok {
		return nil
	}
	return r.Records(file, layer, t.Place("population", key))
}

// overlay computes which share of each cell of counts lies in which grid cell. A
// file without geometry is joined by id.
func (m *gridMove) overlay(r *input.Reader) bool {
	if m.counts == m.cells {
		m.shares = make([]spatial.Share, len(m.counts.rows))
		for i := range m.shares {
			m.shares[i] = spatial.Share{Source: int32(i), Target: int32(i), Fraction: 1}
		}
		return true
	}
	if m.counts.boxes == nil {
		return m.join(r)
	}
	shares, err := spatial.Overlay(m.counts.polygons(), m.cells.polygons())
	if err == nil {
		m.shares = shares
		return true
	}
	list := []error{err}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		list = joined.Unwrap()
	}
	for _, e := range list {
		p := problem.Problem{File: m.counts.File, Found: e.Error(), Expected: "cells of a grid"}
		var bad *spatial.PolygonError
		if errors.As(e, &bad) {
			of := m.counts
			if bad.Role == "target" {
				of = m.cells
			}
			p = problem.Problem{File: of.File, Row: int(of.rows[bad.Index]), Found: "a cell that cannot be used in an overlay",
				Expected: "a convex cell of a grid that no other cell overlaps", Hint: "it " + bad.Reason}
		}
		r.Problems.Add(p)
	}
	return false
}

// join matches the cells of counts to the grid cells by id.
func (m *gridMove) join(r *input.Reader) bool {
	at := make(map[string]int32, len(m.cells.rows))
	for i := range m.cells.rows {
		at[m.cells.name(i)] = int32(i)
	}
	var unknown []string
	for i := range m.counts.rows {
		name := m.counts.name(i)
		k, ok := at[name]
		if !ok {
			unknown = append(unknown, name)
			continue
		}
		m.shares = append(m.shares, spatial.Share{Source: int32(i), Target: k, Fraction: 1})
		delete(at, name)
	}
	other := naming.SpelledOtherwise(unknown, slices.Sorted(maps.Keys(at)))
	switch {
	case other != nil && (other.Sure || len(m.shares) == 0):
		r.Problems.Add(problem.Problem{File: m.counts.File, Found: "ids such as " + other.ID, Expected: "ids of the cells in " + m.cells.File,
			Hint: other.Hint(source.Base(m.cells.File)+" has", len(unknown))})
		return false
	case len(m.shares) == 0:
		r.Problems.Add(problem.Problem{File: m.counts.File, Found: "ids such as " + m.counts.name(0), Expected: "ids of the cells in " + m.cells.File,
			Hint: "those look like " + m.cells.name(0)})
	}
	return len(m.shares) > 0
}

// noBuilding finds the cell in which the source puts people without a building: the
// declared id, or with largest-outside the cell with the most people, if it lies
// wholly outside the travel grid and holds more people than any cell inside. It is
// -1 if nothing is declared.
func noBuilding(r *input.Reader, f *File, t *yaml.Tree, m *gridMove) (int, bool) {
	word := f.NoBuilding
	if word == "" {
		return -1, true
	}
	if word == largestOutside && m.counts == m.cells {
		r.Wrong(t, "the id of a cell", largestOutside+" only works if people are moved to another grid", "population", "no_building")
		return -1, false
	}
	if word != largestOutside {
		for i := range m.counts.rows {
			if m.counts.name(i) == word {
				return i, true
			}
		}
		r.Wrong(t, "the id of a cell of "+m.counts.File+" or "+largestOutside, "", "population", "no_building")
		return -1, false
	}
	found, beyond, most := -1, 0.0, 0.0 // most people wholly outside; most people of the other cells
	for i := range m.counts.rows {
		switch p := m.counts.people(i); {
		case m.outside[i] < 1:
			most = max(most, p)
		case found < 0 || p > beyond:
			found, beyond = i, p
		}
	}
	if found < 0 || beyond <= most {
		r.Wrong(t, "a cell outside the grid with more people than any cell inside", "remove no_building if the file has no such cell", "population", "no_building")
		return -1, false
	}
	return found, true
}
