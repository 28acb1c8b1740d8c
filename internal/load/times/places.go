package times

import (
	"cmp"
	"fmt"
	"math"

	"github.com/paulmach/orb"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
	"saavu/internal/load/input"
	"saavu/internal/source"
	"saavu/pkg/network"
	"saavu/pkg/spatial"
)

// FacilityPlaces returns the facilities of a county as destinations.
func FacilityPlaces(list []network.Facility) *Places {
	p := &Places{What: "a facility"}
	for _, x := range list {
		p.IDs, p.At = append(p.IDs, x.ID), append(p.At, x.At)
	}
	return p
}

// maxPlaces is the number of destinations above which a table of them is refused.
const maxPlaces = 1_000_000

// placesTable reads a table or map of destinations, whose coordinate system is
// declared or stated in the file.
func placesTable(r *input.Reader, f *PlacesFile, name, named string) *Places {
	s := r.Records(name, f.Layer, named)
	if s == nil {
		return nil
	}
	fields := []string{cmp.Or(f.ID, "id")}
	if !s.Places {
		fields = append(fields, cmp.Or(f.X, "x"), cmp.Or(f.Y, "y"))
	}
	var want []int
	for _, n := range fields {
		i, ok := r.RecordField(s, n)
		if !ok {
			return nil
		}
		want = append(want, i)
	}
	p := &Places{What: "a place of " + source.Base(name), file: name}
	if len(fields) == 3 {
		p.column = fields[1]
	}
	before := len(r.Problems)
	err := s.Each(want, placesRow(r, p, s, want[0]))
	if err != nil && err != errStop {
		r.Add(name, err)
	}
	if len(r.Problems) > before {
		return nil
	}
	if len(p.IDs) == 0 {
		r.Problems.Add(input.Empty(name, "destinations"))
		return nil
	}
	placed, ok := r.Place(name, s.Format, s.System, p.At, source.Declared{EPSG: int(f.EPSG), Swap: f.Axes == "yx", Rows: p.rows, Column: p.column})
	if !ok {
		return nil
	}
	for i, at := range p.At {
		p.At[i] = placed.Point(at)
	}
	p.as = placed.String()
	r.Note("%s: %s, %s", source.Base(name), problem.Counted(len(p.IDs), "destination"), placed)
	return p
}

// farthest is how far from every cell, in metres, all destinations of a table may be.
const farthest = 100_000

// refuseFar reports a table of destinations none of which is near a cell.
func (p *Places) refuseFar(r *input.Reader, cells []orb.Point) {
	if p.file == "" || len(cells) == 0 {
		return
	}
	index, nearest := spatial.NewIndex(cells), math.Inf(1)
	for _, at := range p.At {
		if _, metres := index.Nearest(at); metres <= farthest {
			return
		} else {
			nearest = min(nearest, metres)
		}
	}
	r.Problems.Add(problem.Problem{File: p.file, Row: p.rows[0], Column: p.column, Found: fmt.Sprintf("%.0f, %.0f %s", p.At[0][0], p.At[0][1], r.Home.Code()),
		Expected: fmt.Sprintf("destinations within %d km of the cells by %s", farthest/1000, p.as),
		Hint:     fmt.Sprintf("the nearest of all %d is %.0f km away: another coordinate system, or exchanged axes", len(p.At), nearest/1000)})
}

// placesRow returns a function that reads one row of a table of destinations.
func placesRow(r *input.Reader, p *Places, s *record.Source, id int) func(*record.Row) error {
	seen := map[string]int{}
	return func(row *record.Row) error {
		text := input.IDText(row, 0)
		first, twice := seen[text]
		fault := problem.Problem{File: s.File, Row: row.At, Column: s.Fields[id].Name, Found: text}
		switch at, ok := placeOf(row, s.Places); {
		case text == "":
			fault.Expected = "the id of a destination"
		case twice:
			fault.Expected, fault.Hint = "every id once", problem.RowHas(first)
		case !ok:
			fault.Column, fault.Found, fault.Expected = "", "the destination "+text+" without a location", "coordinates"
		case len(p.IDs) == maxPlaces:
			fault.Column, fault.Found, fault.Expected = "", "more rows", fmt.Sprintf("at most %d destinations", maxPlaces)
			r.Problems.Add(fault)
			return errStop
		default:
			seen[text] = row.At
			p.IDs, p.At, p.rows = append(p.IDs, text), append(p.At, at), append(p.rows, row.At)
			return nil
		}
		r.Problems.Add(fault)
		return nil
	}
}

// placeOf returns the location of a row: its point, the centre of another geometry,
// or two numbers.
func placeOf(row *record.Row, geometry bool) (orb.Point, bool) {
	if !geometry {
		x, okX := row.Number(1)
		y, okY := row.Number(2)
		return orb.Point{x, y}, okX && okY
	}
	if row.Geometry == nil {
		return orb.Point{}, false
	}
	at := row.Geometry.Bound().Center()
	return at, !math.IsNaN(at[0]) && !math.IsNaN(at[1])
}
