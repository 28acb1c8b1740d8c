package inspect

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"saavu/internal/format/problem"
	"saavu/internal/words"
)

// pageWidth is the most characters in a line of text.
const pageWidth = 100

// Text returns the report for people to read, in a language and in lines of at most
// 100 characters.
func (r *Report) Text(w *words.Words) string {
	r.In(w)
	p := page{w: w}
	for i := range r.Files {
		if i > 0 {
			p.line("")
		}
		p.file(&r.Files[i])
	}
	if len(r.Joins) > 0 {
		p.line("")
		p.line(w.Text("inspect.joins"))
		for _, j := range r.Joins {
			p.join(&j)
		}
	}
	return p.b.String()
}

// page collects lines.
type page struct {
	w *words.Words
	b strings.Builder
}

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
func (p *page) pair(name, text string) {
	p.wrapped(fmt.Sprintf("  %-12s ", p.w.Text("inspect."+name)), text)
}

func (p *page) file(f *File) {
	p.wrapped("", f.Name)
	if f.Kind == Unreadable {
		p.line("  " + p.w.Text("inspect.unreadable"))
		for line := range strings.SplitSeq(f.Problems.Error(), "\n") {
			p.wrapped("  ", line)
		}
		return
	}
	p.pair("what", p.what(f))
	if f.Kind == Folder {
		for _, e := range f.Inside {
			p.line(fmt.Sprintf("  %12s  %s", p.count(e.Bytes), clip(e.Name, pageWidth-16)))
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
		p.line("  " + p.w.Text("inspect.doubts"))
		for _, d := range f.Doubts {
			text := d.Text + "."
			if d.Do != "" {
				text += " → " + d.Do + "."
			}
			p.wrapped("  - ", text)
		}
	}
}

// count writes a whole number.
func (p *page) count(n int64) string { return p.w.Spaced(float64(n)) }

// what describes a file in one line.
func (p *page) what(f *File) string {
	format := p.w.Term("format", f.Format)
	if f.Layer != "" {
		format = p.w.Text("file.layer", "format", format, "layer", f.Layer)
	}
	switch f.Kind {
	case Folder:
		return p.w.Text("file.files", "format", p.w.Term("format", f.Format), "n", int(f.Rows))
	case Matrix:
		return p.w.Text("file.matrix", "format", p.w.Term("format", f.Format), "files", int(f.Times.Files), "rows", int(f.Times.Rows))
	}
	parts := []string{format, p.w.Message(rowsOf(f.Rows)), p.w.Text("file.columns", "n", len(f.Columns))}
	for _, s := range f.Shapes {
		parts = append(parts, p.w.Text("file.shapes", "n", int(s.N), "kind", s.What))
	}
	return strings.Join(parts, ", ")
}

// places writes where a file's places are.
func (p *page) places(f *File) {
	if y := f.System; y != nil {
		text := y.From
		switch {
		case y.EPSG == 0 && y.Known:
			text = p.w.Text("system.parameters", "system", y.Name, "parameters", y.Parameters, "how", y.From)
		case y.EPSG == 0:
		case y.Known:
			text = p.w.Text("system.stated", "system", y.name(), "how", y.From)
		default:
			text = y.name() + ", " + y.From
		}
		if y.X != "" {
			text += p.w.Text("system.columns", "x", y.X, "y", y.Y)
		}
		if y.WKT != "" {
			text += p.w.Text("system.wkt", "column", y.WKT)
		}
		p.pair("coordinates", text)
	}
	if e := f.Extent; e != nil {
		degrees := func(v float64) string { return p.w.Fixed(v, 3) }
		p.pair("extent", p.w.Text("inspect.bounds", "system", f.System.home.Code(), "x_low", int(e.X0), "x_high", int(e.X1), "y_low", int(e.Y0), "y_high", int(e.Y1),
			"west", degrees(e.West), "east", degrees(e.East), "south", degrees(e.South), "north", degrees(e.North)))
	}
	if c := f.Cells; c != nil {
		p.pair("cells", p.w.Message(c.about()))
	}
	if a := f.Ages; a != nil {
		text := p.w.Text("ages.columns", "n", len(a.Bands), "first", a.Bands[0], "last", a.Bands[len(a.Bands)-1])
		if a.Total != "" {
			text = p.w.Text("ages.add", "columns", text, "total", a.Total, "n", int(a.Add))
		}
		p.pair("ages", text)
	}
}

// head writes the head of a column of a table.
func (p *page) head(name string) string { return p.w.Text("inspect_head." + name) }

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
	p.line(fmt.Sprintf(format, p.head("column"), p.head("type"), p.head("missing"), p.head("distinct")) + fmt.Sprintf("%-*s  %s", room, p.head("values"), p.head("means")))
	for i := range list[:min(len(list), mostShown)] {
		c := &list[i]
		distinct := p.count(c.Distinct)
		if c.About {
			distinct = "~" + distinct
		}
		left := fmt.Sprintf(format, clip(c.Name, name), p.w.Term("column_type", c.Type), p.count(c.Missing), distinct)
		values := clip(p.values(c), room)
		p.wrapped(left+values+strings.Repeat(" ", room-width(values)+2), c.Means)
	}
	if n := len(list) - mostShown; n > 0 {
		p.line("  " + p.w.Text("inspect.and_more", "n", n))
	}
}

// mostShown is the number of columns that the text lists.
const mostShown = 60

// values returns a range, or examples: a range of ids of more than 15 digits
// would be rounded.
func (p *page) values(c *Column) string {
	if c.Least != nil && c.Type != "text" && c.Type != "mixed" && len(c.Examples) == 0 {
		if *c.Least == *c.Most {
			return p.w.Value(brief(*c.Least))
		}
		return p.span(*c.Least, *c.Most)
	}
	return strings.Join(c.Examples, ", ")
}

// span writes a range of values: a minus sign is not next to a dash.
func (p *page) span(low, high float64) string {
	if low < 0 {
		return p.w.Text("values.below", "low", brief(low), "high", brief(high))
	}
	return p.w.Text("values.span", "low", brief(low), "high", brief(high))
}

// times writes the content of the files of a matrix.
func (p *page) times(t *Times) {
	text := p.w.Text("rows.same")
	if !t.Same {
		text = p.w.Text("rows.others", "n", len(t.Others))
	}
	p.pair("rows", text)
	p.line(fmt.Sprintf("  %-10s %7s %12s  %-18s  %s", p.head("column"), p.head("files"), p.head("no_data"), p.head("values"), p.head("means")))
	for i := range t.Columns {
		c := &t.Columns[i]
		values := ""
		if c.Least != nil {
			values = p.span(float64(*c.Least), float64(*c.Most))
		}
		means := c.Means
		if c.Meaning.Kind == "means.time_how" { // that it is a time need not be repeated
			means = p.w.Value(c.Meaning.Facts[0].Value)
		}
		p.wrapped(fmt.Sprintf("  %-10s %7s %12s  %-18s  ", clip(c.Name, 10), p.count(c.Files), p.count(c.Missing), values), means)
	}
}

// join writes a pair of columns.
func (p *page) join(j *Join) {
	share := p.w.Text("join.share", "n", p.w.Fixed(100*j.Share, 0))
	if j.Share == 1 {
		share = p.w.Text("join.all")
	}
	more := ""
	if j.About {
		more += p.w.Text("join.sample")
	}
	if len(j.Examples) > 0 {
		more += p.w.Text("join.not", "list", j.Examples)
	}
	column := func(name string) string {
		if name == namesOfFiles {
			return p.w.Text("join.names")
		}
		return name
	}
	p.wrapped("- ", p.w.Text("join.found", "column", column(j.Column), "file", p.place(j.File, j.Layer, j.In), "in_column", column(j.InColumn),
		"in", p.place(j.In, j.InLayer, j.File), "share", share, "n", int(j.Values), "more", more))
}

// place names a file, with its layer if the other one is a layer of it too.
func (p *page) place(file, layer, other string) string {
	if file == other {
		return p.w.Text("join.layer", "file", base(file), "layer", layer)
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
