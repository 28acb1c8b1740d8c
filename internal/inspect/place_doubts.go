package inspect

import (
	"fmt"
	"strconv"
	"strings"

	"saavu/pkg/report"
)

// doubts are about where the places are.
func (p *places) doubts(f *File, columns []*column) {
	y := &p.system
	if !p.shapes && p.x >= 0 && p.wkt < 0 {
		y.X, y.Y = columns[p.x].field.Name, columns[p.y].field.Name
	}
	if p.wkt >= 0 && !p.shapes {
		y.WKT = columns[p.wkt].field.Name
	}
	switch {
	case p.seen == 0:
		f.doubt(Doubt{Text: "no row has a place"})
		return
	case !y.Known:
		p.systemDoubt(f)
	}
	if y.Swapped {
		f.doubt(Doubt{Text: "x and y are exchanged: the northing or latitude comes first", Do: "declare axes: yx, or run with --fix axes"})
	}
	if strings.Contains(strings.ToUpper(f.Layer), "ESPG") {
		f.doubt(Doubt{Text: "the layer is called " + f.Layer + ": ESPG is a misspelling of EPSG", Do: "write its name unchanged"})
	}
	if n := p.outside; n > 0 {
		f.doubt(Doubt{Text: counted(n, "place is", "places are") + " outside Finland", Do: "check for typing errors, zeros and places abroad", Rows: n})
	}
	if n := p.without; n > 0 {
		f.doubt(Doubt{Text: counted(n, "row has", "rows have") + " no place", Do: "find the places or leave the rows out", Rows: n})
	}
	if n := p.twice(); n > 0 {
		text := counted(n, "row is", "rows are") + " at the place of another row"
		if p.thinned() {
			text += fmt.Sprintf(" (of a sample of %s)", spaced(len(p.kept)))
		}
		f.doubt(Doubt{Text: text, Do: "each cell must have its own place; for service points this can be correct", Rows: n})
	}
	f.cellDoubts(&p.squares)
	p.offset.doubt(f, columns, p)
}

// systemDoubt is about a coordinate system that is not stated, or one that is
// not supported.
func (p *places) systemDoubt(f *File) {
	y := &p.system
	text := "no coordinate system is stated"
	switch {
	case y.Unsupported:
		f.doubt(Doubt{Text: y.From, Do: y.Do})
		return
	case f.Format == "GeoJSON" && strings.Contains(y.Stated, "RFC 7946"):
		text = "no coordinate system is stated, which means degrees in GeoJSON (RFC 7946), and the coordinates are none in Finland"
	case y.Stated != "":
		text = "the coordinates do not fit " + y.Stated
	}
	switch {
	case p.zone != "":
		f.doubt(Doubt{Text: text, Do: p.zone})
	case p.looks.Other != "":
		f.doubt(Doubt{Text: text + "; " + p.looks.Other, Do: p.looks.Do})
	case len(y.Candidates) == 0:
		f.doubt(Doubt{Text: fmt.Sprintf("%s, and no supported one would put the places in Finland: x %s to %s, y %s to %s", text,
			figure(p.raw.Min[0]), figure(p.raw.Max[0]), figure(p.raw.Min[1]), figure(p.raw.Max[1])), Do: "ask where the file comes from"})
	case y.Readings != "":
		f.doubt(Doubt{Text: text + "; " + y.Readings, Do: y.Do})
	default:
		f.doubt(Doubt{Text: text + "; " + y.name() + " would put the places in Finland", Do: "declare epsg: " + strconv.Itoa(y.EPSG)})
	}
}

// unplaced is about columns that are named as coordinates but have no numbers.
func (f *File) unplaced(columns []*column) {
	var names, examples []string
	comma, texts := false, int64(0)
	for _, c := range columns {
		if role := byName(c.field.Name); (role == X || role == Y) && c.numbers() == 0 && c.text > 0 {
			names, examples = append(names, c.field.Name), append(examples, c.examples[0])
			comma, texts = comma || c.withComma > 0, max(texts, c.text)
		}
	}
	switch {
	case len(names) < 2:
	case comma:
		f.doubt(Doubt{Text: "no place is read from " + strings.Join(names, " and ") + ": their numbers have a decimal comma, such as " + quoted(examples),
			Do: "save the file with ; between the fields, or with decimal points", Columns: names, Rows: texts})
	default:
		f.doubt(Doubt{Text: "no place is read from " + strings.Join(names, " and ") + ": their values are not plain numbers, such as " + quoted(examples),
			Do: "write metres, or degrees with decimals, without spaces, letters and signs", Columns: names, Rows: texts})
	}
}

func (y *System) name() string { return fmt.Sprintf("EPSG:%d (%s)", y.EPSG, y.Name) }

// cellDoubts are about the grid of cells.
func (f *File) cellDoubts(q *squares) {
	c := f.Cells
	if c == nil {
		return
	}
	if c.Off > 0 {
		f.doubt(Doubt{Text: fmt.Sprintf("%s of %s cells %s not on one grid of %s", spaced(c.Off), spaced(c.Off+c.On), plural(c.Off, "is", "are"), metres(c.Side)),
			Do: "cells must be whole sides away from each other: two grids may be in one file", Rows: c.Off})
	}
	if l := c.Isolated; l != nil {
		which := ""
		if l.ID != "" {
			which = " (" + l.ID + ")"
		}
		f.doubt(Doubt{Text: fmt.Sprintf("the cell of the most people%s, with %s, lies %s from every other", which, report.Spaced(l.People), metres(l.Metres)),
			Do: "people whose home is unknown may be counted there: population.no_building leaves them out", Rows: 1})
	}
	if c.Shape != "" {
		return
	}
	if q.noise > 0 && q.noise < 0.001 {
		f.doubt(Doubt{Text: "corners are off whole metres by up to " + metres(q.noise) + ", which is noise", Do: "nothing: it does not affect areas"})
	} else if c.Deviates >= 0.01 {
		f.doubt(Doubt{Text: fmt.Sprintf("sides of cells deviate from %s by up to %s", metres(c.Side), metres(c.Deviates)), Do: "the file may have been moved between coordinate systems: take the original"})
	}
}

// doubt is about columns x and y that are not the centre of the shape.
func (o *offset) doubt(f *File, columns []*column, p *places) {
	if p.x < 0 || !p.shapes {
		return
	}
	names := []string{columns[p.x].field.Name, columns[p.y].field.Name}
	pair := names[0] + " and " + names[1]
	switch mean := o.sum / float64(o.rows); {
	case o.turned > o.rows:
		f.doubt(Doubt{Text: pair + " each hold the other coordinate: " + names[0] + " is the shape's y", Do: "take the shapes, not the columns", Columns: names, Rows: o.turned})
	case o.rows == 0 || o.most < 0.01:
	case mean < 100_000 && o.least > 0.01:
		f.doubt(Doubt{Text: fmt.Sprintf("%s are off the centre of the shape, by %s on average and %s at most", pair, metres(round(mean, 2)), metres(round(o.most, 2))),
			Do: "take the shapes, not the columns", Columns: names, Rows: o.rows})
	case mean >= 100_000:
		f.doubt(Doubt{Text: pair + " are in another coordinate system than the shapes", Do: "take the shapes, not the columns", Columns: names, Rows: o.rows})
	}
}
