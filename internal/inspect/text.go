package inspect

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"saavu/internal/format/problem"
)

// pageWidth is the most characters in a line of text.
const pageWidth = 100

// Text returns the report for people to read, in lines of at most 100
// characters.
func (r *Report) Text() string {
	var p page
	for i := range r.Files {
		if i > 0 {
			p.line("")
		}
		p.file(&r.Files[i])
	}
	if len(r.Joins) > 0 {
		p.line("")
		p.line("columns that seem to join")
		for _, j := range r.Joins {
			p.join(&j)
		}
	}
	return p.b.String()
}

// page collects lines.
type page struct{ b strings.Builder }

func (p *page) line(text string) { p.b.WriteString(strings.TrimRight(text, " ") + "\n") }

// wrapped writes a text aligned below the beginning of its first line.
func (p *page) wrapped(first, text string) {
	rest := strings.Repeat(" ", utf8.RuneCountInString(first))
	line := first
	used := false
	for _, word := range strings.Fields(text) {
		if used && width(line)+1+width(word) > pageWidth {
			p.line(line)
			line, used = rest, false
		}
		if used {
			line += " "
		}
		line, used = line+clip(word, pageWidth-width(rest)), true
	}
	p.line(line)
}

func width(s string) int { return utf8.RuneCountInString(s) }

// clip cuts a text to a number of characters.
func clip(s string, most int) string {
	s = strings.Join(strings.Fields(s), " ")
	if width(s) <= most {
		return s
	}
	return string([]rune(s)[:max(0, most-1)]) + "…"
}

// pair writes a line of two parts.
func (p *page) pair(name, text string) { p.wrapped(fmt.Sprintf("  %-12s ", name), text) }

func (p *page) file(f *File) {
	p.wrapped("", f.Name)
	if f.Kind == Unreadable {
		p.line("  cannot be read:")
		for line := range strings.SplitSeq(f.Problems.Error(), "\n") {
			p.wrapped("  ", line)
		}
		return
	}
	p.pair("what", f.what())
	if f.Kind == Folder {
		for _, e := range f.Inside {
			p.line(fmt.Sprintf("  %12s  %s", spaced(e.Bytes), clip(e.Name, pageWidth-16)))
		}
	}
	if len(f.Layers) > 1 {
		p.pair("layers", strings.Join(f.Layers, ", "))
	}
	p.places(f)
	if f.Map != nil {
		p.picture(f.Map)
	}
	if f.Times != nil {
		p.times(f.Times)
	}
	if len(f.Columns) > 0 {
		p.columns(f.Columns)
	}
	for _, n := range f.Notes {
		p.pair("note", n)
	}
	if len(f.Doubts) > 0 {
		p.line("  doubts")
		for _, d := range f.Doubts {
			text := d.Text + "."
			if d.Do != "" {
				text += " → " + d.Do + "."
			}
			p.wrapped("  - ", text)
		}
	}
}

// what describes a file in one line.
func (f *File) what() string {
	parts := []string{f.Format}
	if f.Layer != "" {
		parts[0] += ", layer " + f.Layer
	}
	switch f.Kind {
	case Folder:
		return f.Format + " of " + counted(f.Rows, "file", "files")
	case Matrix:
		return fmt.Sprintf("%s, places where journeys end: %s, rows in each: %s", f.Format, spaced(f.Times.Files), spaced(f.Times.Rows))
	}
	parts = append(parts, rowsOf(f.Rows), counted(len(f.Columns), "column", "columns"))
	for _, s := range f.Shapes {
		parts = append(parts, fmt.Sprintf("%s %s", spaced(s.N), s.What))
	}
	return strings.Join(parts, ", ")
}

// places writes where a file's places are.
func (p *page) places(f *File) {
	if y := f.System; y != nil {
		text := y.From
		if y.EPSG != 0 {
			text = y.name() + ", from " + y.From
			if !y.Known {
				text = y.name() + ", " + y.From
			}
		}
		if y.X != "" {
			text += "; columns " + y.X + " and " + y.Y
		}
		if y.WKT != "" {
			text += "; shapes are in " + y.WKT
		}
		p.pair("coordinates", text)
	}
	if e := f.Extent; e != nil {
		p.pair("extent", fmt.Sprintf("x %s to %s, y %s to %s (EPSG:3067, m); %.3f to %.3f E, %.3f to %.3f N",
			spaced(int64(e.X0)), spaced(int64(e.X1)), spaced(int64(e.Y0)), spaced(int64(e.Y1)), e.West, e.East, e.South, e.North))
	}
	if c := f.Cells; c != nil {
		p.pair("cells", c.words())
	}
	if a := f.Ages; a != nil {
		text := fmt.Sprintf("%d columns, %s to %s", len(a.Bands), a.Bands[0], a.Bands[len(a.Bands)-1])
		if a.Total != "" {
			text += fmt.Sprintf("; they add up to %s in %s", a.Total, rowsOf(a.Add))
		}
		p.pair("ages", text)
	}
}

func plural[T int | int64](n T, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// columns writes the table of columns.
func (p *page) columns(list []Column) {
	name := 6
	for i := range list {
		name = max(name, min(width(list[i].Name), 22))
	}
	format := fmt.Sprintf("  %%-%ds  %%-13s %%9s %%11s  ", name)
	means := 11
	for i := range list[:min(len(list), mostShown)] {
		means = max(means, width(list[i].Means))
	}
	room := max(14, min(30, pageWidth-name-43-means))
	p.line(fmt.Sprintf(format, "column", "type", "missing", "distinct") + fmt.Sprintf("%-*s  %s", room, "values", "seems to be"))
	for i := range list[:min(len(list), mostShown)] {
		c := &list[i]
		distinct := spaced(c.Distinct)
		if c.About {
			distinct = "~" + distinct
		}
		left := fmt.Sprintf(format, clip(c.Name, name), c.Type, spaced(c.Missing), distinct)
		values := clip(c.values(), room)
		p.line(left + values + strings.Repeat(" ", room-width(values)+2) + clip(c.Means, pageWidth-name-43-room))
	}
	if n := len(list) - mostShown; n > 0 {
		p.line(fmt.Sprintf("  and %s more columns", spaced(n)))
	}
}

// mostShown is the number of columns that the text lists.
const mostShown = 60

// values returns a range, or examples: a range of ids of more than 15 digits
// would be rounded.
func (c *Column) values() string {
	if c.Least != nil && c.Type != "text" && c.Type != "mixed" && len(c.Examples) == 0 {
		if *c.Least == *c.Most {
			return figure(*c.Least)
		}
		return figure(*c.Least) + " to " + figure(*c.Most)
	}
	return strings.Join(c.Examples, ", ")
}

// figure writes a number as briefly as it can be distinguished.
func figure(v float64) string {
	if whole(v) {
		return strconv.FormatFloat(v, 'f', 0, 64)
	}
	return strconv.FormatFloat(v, 'g', 7, 64)
}

// times writes the content of the files of a matrix.
func (p *page) times(t *Times) {
	text := "the same rows in all files"
	if !t.Same {
		text = "not the same in all files: " + counted(len(t.Others), "has", "have") + " another number of rows"
	}
	p.pair("rows", text)
	p.line(fmt.Sprintf("  %-10s %7s %12s  %-18s  %s", "column", "files", "no data (-1)", "values", "seems to be"))
	for i := range t.Columns {
		c := &t.Columns[i]
		values := ""
		if c.Least != nil {
			values = fmt.Sprintf("%d to %d", *c.Least, *c.Most)
		}
		p.line(fmt.Sprintf("  %-10s %7s %12s  %-18s  %s", clip(c.Name, 10), spaced(c.Files), spaced(c.Missing), values, clip(strings.TrimPrefix(c.Means, "travel time, "), 45)))
	}
}

// join writes a pair of columns.
func (p *page) join(j *Join) {
	share := fmt.Sprintf("%.0f %%", 100*j.Share)
	if j.Share == 1 {
		share = "all"
	}
	text := fmt.Sprintf("%s of %s = %s of %s: %s of %s values are found", j.Column, place(j.File, j.Layer, j.In), j.InColumn, place(j.In, j.InLayer, j.File), share, spaced(j.Values))
	if j.About {
		text += ", by a sample"
	}
	if len(j.Examples) > 0 {
		text += "; not " + strings.Join(j.Examples, ", ")
	}
	p.wrapped("- ", text)
}

// place names a file, with its layer if the other one is a layer of it too.
func place(file, layer, other string) string {
	if file == other {
		return base(file) + ", layer " + layer
	}
	return base(file)
}

// lines returns the problems of a file as lines, for the contract.
func lines(list problem.Problems) []string {
	if len(list) == 0 {
		return nil
	}
	return strings.Split(list.Error(), "\n")
}
