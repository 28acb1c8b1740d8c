package segments

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/load/field"
	"saavu/internal/load/input"
	"saavu/pkg/lang"
	"saavu/pkg/params"
	"saavu/pkg/population"
)

// Prefix is the path above the parameters of segments: segments, id, figure.
const Prefix = "segments"

// tolerance is by how much the shares of an area and age may differ from 1.
const tolerance = 0.001

// List is the segments of a file, in the order of their first rows.
type List struct {
	File  string // as the county file names it
	Areas []population.Area
	items []*item
	named string
}

// item is one segment as its rows give it.
type item struct {
	id                     string
	name                   lang.Name
	hard, high, continuity bool
	priority               int
	visit, remote          float64
	rows                   []*row
}

// row is one row of the table.
type row struct {
	input.Row
	words *Words
	area  string // "" = all
	ages  population.Group
	share float64
	src   params.Flag
}

// Read reads the segments that a county file names; named is where. Its faults are in r. It
// returns nil if nothing can be read.
func Read(r *input.Reader, f *File, named string, areas []population.Area) *List {
	t := r.TableAs(f.File, f.Sheet, named, f.Columns, "segment", "coping", "need", "share", "visit_mult", "remote_mult", "continuity", "priority")
	if t == nil {
		return nil
	}
	if len(t.Rows) == 0 {
		r.Problems.Add(input.Empty(t.Name, "segments"))
		return nil
	}
	src, _ := params.ParseFlag(f.Source)
	l, before := &List{File: f.File, Areas: areas, named: named}, len(r.Problems)
	for i := range t.Rows {
		l.add(&row{Row: input.Row{Table: t, At: i}, words: &f.Words, src: src})
	}
	if len(r.Problems) == before {
		l.quadrant()
		l.covered()
	}
	t.NoteUnread()
	if len(r.Problems) > before {
		return nil
	}
	return l
}

// IDs lists the ids of the segments.
func (l *List) IDs() []string {
	out := make([]string, len(l.items))
	for i, g := range l.items {
		out[i] = g.id
	}
	return out
}

// add takes one row.
func (l *List) add(x *row) {
	id := x.Field("segment")
	if id == "" || strings.ContainsAny(id, " .:/\\=+@") {
		x.Refuse("segment", "an id without spaces and dots", "")
		return
	}
	x.place(l.Areas)
	x.share, _ = x.number("share", "a share, 0 to 1", func(v float64) bool { return v >= 0 && v <= 1 })
	if src, ok := params.ParseFlag(x.Field("src")); ok {
		x.src = src
	} else if x.Field("src") != "" {
		x.Refuse("src", "document, source, derived or assumption", "")
	}
	g := x.segment(id)
	i := slices.IndexFunc(l.items, func(o *item) bool { return o.id == id })
	if i < 0 {
		l.items = append(l.items, g)
		return
	}
	first := l.items[i]
	x.alike(g, first)
	for _, o := range first.rows {
		if o.area == x.area && o.ages.From <= x.ages.To && x.ages.From <= o.ages.To {
			x.Refuse("ages", "every area and age once for a segment", problem.RowHas(o.Line()))
			break
		}
	}
	first.rows = append(first.rows, x)
}

// place reads the area and the ages of a row; empty ones stand for all.
func (x *row) place(areas []population.Area) {
	x.area, x.ages = x.Field("area"), population.Group{To: population.Ages - 1}
	if x.area == "all" {
		x.area = ""
	}
	if x.area != "" && !slices.ContainsFunc(areas, func(a population.Area) bool { return a.ID == x.area }) {
		ids := make([]string, len(areas))
		for i := range areas {
			ids[i] = areas[i].ID
		}
		x.Refuse("area", "an area of the county, or nothing for all", x.Reader.SuggestID(x.area, ids))
	}
	if text := x.Field("ages"); text != "" {
		ages, ok := field.ParseAges(field.Ages(text))
		if !ok {
			x.Refuse("ages", field.AgeWords+", or nothing for all", "")
			return
		}
		x.ages = ages
	}
}

// segment reads what all rows of a segment say alike.
func (x *row) segment(id string) *item {
	ratio := func(v float64) bool { return v > 0 && v <= params.Largest }
	g := &item{id: id, name: lang.Name{En: x.Field("name_en"), Fi: x.Field("name_fi"), Sv: x.Field("name_sv")}, rows: []*row{x}}
	if g.name == (lang.Name{}) {
		g.name = lang.Same(id)
	}
	g.hard = x.word("coping", "easy", "hard", "easy or hard")
	g.high = x.word("need", "low", "high", "low or high")
	g.continuity = x.word("continuity", "no", "yes", "yes or no")
	g.visit, _ = x.number("visit_mult", "a ratio above 0", ratio)
	g.remote, _ = x.number("remote_mult", "a ratio above 0", ratio)
	n, _ := x.number("priority", "a whole number, 1 for the first", func(v float64) bool { return v >= 1 && v <= 1000 && v == math.Trunc(v) })
	g.priority = int(n)
	return g
}

// word reads one of two words; true for the second.
func (x *row) word(column, no, yes, words string) bool {
	switch x.words.meaning(x.Field(column)) {
	case no:
	case yes:
		return true
	default:
		x.Refuse(column, words, "")
	}
	return false
}

// number reads a number that a condition holds for; an empty field is a problem.
func (x *row) number(column, expected string, holds func(float64) bool) (float64, bool) {
	if x.Field(column) == "" {
		x.Refuse(column, expected, "")
		return 0, false
	}
	v, ok := x.Number(x.At, column)
	if ok && !holds(v) {
		x.Refuse(column, expected, "")
		return 0, false
	}
	return v, ok
}

// alike reports what a further row of a segment says otherwise than the first.
func (x *row) alike(g, first *item) {
	hint := fmt.Sprintf("row %d says otherwise", first.rows[0].Line())
	for _, c := range []struct {
		column string
		same   bool
	}{
		{"name_en", g.name.En == first.name.En}, {"name_fi", g.name.Fi == first.name.Fi}, {"name_sv", g.name.Sv == first.name.Sv},
		{"coping", g.hard == first.hard}, {"need", g.high == first.high}, {"visit_mult", g.visit == first.visit},
		{"remote_mult", g.remote == first.remote}, {"continuity", g.continuity == first.continuity}, {"priority", g.priority == first.priority},
	} {
		if !c.same {
			x.Refuse(c.column, "the same in all rows of a segment", hint)
		}
	}
}
