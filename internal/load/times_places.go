package load

import (
	"cmp"
	"fmt"
	"math"
	"strconv"

	"github.com/paulmach/orb"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
	"saavu/internal/source"
	"saavu/pkg/network"
)

// facilityPlaces returns the facilities of a county as destinations.
func facilityPlaces(list []network.Facility) *TimesPlaces {
	p := &TimesPlaces{What: "a facility"}
	for _, x := range list {
		p.IDs, p.At = append(p.IDs, x.ID), append(p.At, x.At)
	}
	return p
}

// maxPlaces is the number of destinations above which a table of them is refused.
const maxPlaces = 1_000_000

// placesTable reads a table or map of destinations, whose coordinate system is
// declared or stated in the file.
func (r *reader) placesTable(f *placesFile, name, named string) *TimesPlaces {
	s := r.records(name, f.Layer, named)
	if s == nil {
		return nil
	}
	fields := []string{cmp.Or(f.ID, "id")}
	if !s.Places {
		fields = append(fields, cmp.Or(f.X, "x"), cmp.Or(f.Y, "y"))
	}
	var want []int
	for _, n := range fields {
		i, ok := r.recordField(s, n)
		if !ok {
			return nil
		}
		want = append(want, i)
	}
	p := &TimesPlaces{What: "a place of " + source.Base(name)}
	before := len(r.problems)
	err := s.Each(want, r.placesRow(p, s, want[0]))
	if err != nil && err != errStop {
		r.add(name, err)
	}
	if len(r.problems) > before {
		return nil
	}
	if len(p.IDs) == 0 {
		r.problems.Add(empty(name, "destinations"))
		return nil
	}
	placed, ok := r.place(name, s.Format, s.System, p.At, source.Declared{EPSG: f.EPSG, Swap: f.Axes == "yx"})
	if !ok {
		return nil
	}
	for i, at := range p.At {
		p.At[i] = placed.Point(at)
	}
	r.note("%s: %s, %s", source.Base(name), problem.Counted(len(p.IDs), "destination"), placed)
	return p
}

// placesRow returns a function that reads one row of a table of destinations.
func (r *reader) placesRow(p *TimesPlaces, s *record.Source, id int) func(*record.Row) error {
	seen := map[string]int{}
	return func(row *record.Row) error {
		text := idText(row, 0)
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
			r.problems.Add(fault)
			return errStop
		default:
			seen[text] = row.At
			p.IDs, p.At = append(p.IDs, text), append(p.At, at)
			return nil
		}
		r.problems.Add(fault)
		return nil
	}
}

// idText returns an id as text. A whole number that a file stores as a float
// gets no decimals and no exponent.
func idText(row *record.Row, field int) string {
	if row.Values[field].Kind == record.Float {
		if n, ok := row.Whole(field); ok {
			return strconv.FormatInt(n, 10)
		}
	}
	return row.Text(field)
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
