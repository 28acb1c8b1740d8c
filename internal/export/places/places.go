// Package places prints how the figures of one place come about, of a cell or of a facility
// with its services, next to those of the option that it is compared with, as text and as
// JSON.
package places

import (
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"saavu/internal/export/plain"
	"saavu/pkg/lang"
	"saavu/pkg/params"
	"saavu/pkg/report"
)

// explaining prints an explanation.
type explaining struct {
	*plain.Page
	x *report.Explanation
}

// Table prints how the figures of a place come about: the answer, the people and
// their need, the points that they choose among, what is served, and at the end every
// parameter once.
func Table(out io.Writer, x *report.Explanation, o plain.Options) error {
	e := &explaining{o.Page(), x}
	e.title()
	for i := range x.Services {
		v := &x.Services[i]
		e.Gap()
		if v.Cell != nil {
			e.cellService(v)
		} else {
			e.pointService(v)
		}
	}
	e.Gap()
	e.parameters()
	text := e.String()
	if e.Words.Language() == lang.English { // whose spaces in numbers are plain ones
		text = strings.ReplaceAll(text, "\u00a0", " ")
	}
	_, err := io.WriteString(out, text)
	return err
}

// title states what is explained, and under which conditions.
func (e *explaining) title() {
	x := e.x
	options := e.Words.Option(x.Option())
	if len(x.Options) > 1 {
		options = e.Words.Text("whatif.option", "option", options, "against", e.Words.Option(&x.Options[0]))
	}
	what := ""
	if c := x.Cell; c != nil {
		what = e.Words.Text("explain_place.cell", "cell", c.ID, "area", c.AreaNames)
	} else {
		what = e.Words.Text("explain_place.facility", "name", x.Point.Names, "id", x.Point.ID)
	}
	parts := append([]string{what, options, e.Words.Name(x.Names.Every(x.Name)) + " " + strconv.Itoa(x.Year), e.Words.Term("period", x.Period), e.Words.Term("frame", "staff")}, e.stamp()...)
	e.Heading(1, plain.Dotted(parts...))
	if o := x.Option(); o.ID == report.WhatIf {
		e.paragraph(e.Words.Text("explain_place.steps_of", "option", e.option(len(x.Options)-1), "steps", strings.Join(e.Words.Steps(o), "; ")))
	}
	if x.Cell != nil {
		e.cellPlace(x.Cell)
	} else {
		e.facilityPlace(x.Point)
	}
}

// stamp states what is not real.
func (e *explaining) stamp() []string {
	var out []string
	if e.x.Synthetic {
		out = append(out, e.Words.Text("overview.synthetic"))
	}
	if e.x.Demo {
		out = append(out, e.Words.Text("demonstration"))
	}
	return out
}

// some writes a number of people or contacts of a small place: one decimal under 100,
// if there are any, else a whole number.
func (e *explaining) some(v float64) string {
	switch {
	case math.IsInf(v, 1):
		return e.Words.Text("explain_place.unlimited")
	case math.Abs(v) >= 99.95 || math.Abs(v-math.Round(v)) < 1e-6:
		return strings.ReplaceAll(e.Words.Spaced(v), " ", "\u00a0")
	case v > 0 && v < 0.05:
		return "<" + e.Words.Fixed(0.1, 1)
	}
	return e.Words.Fixed(v, 1)
}

// minutes writes minutes, rounded up as on the maps.
func (e *explaining) minutes(v float64) string {
	if math.IsInf(v, 1) || math.IsNaN(v) {
		return "–"
	}
	return e.Words.Fixed(math.Ceil(v-1e-9), 0)
}

// percent writes a share in whole per cent.
func (e *explaining) percent(v float64) string {
	if v > 0 && v < 0.005 {
		return "<1"
	}
	return e.Words.Fixed(100*v, 0)
}

// paragraph writes a paragraph.
func (e *explaining) paragraph(text string) { e.Page.Paragraph(text) }

// under writes a line that belongs to the paragraph above.
func (e *explaining) under(text string) { e.Page.Under(text) }

// head is the name of a column.
func (e *explaining) head(key string) []string {
	return strings.Split(e.Words.Text("explain_place.head."+key), "|")
}

// option names an option in a column or a sentence.
func (e *explaining) option(i int) string { return e.Words.ShortOption(&e.x.Options[i]) }

// figures is a table with a row for each figure and a column for each option.
type figures struct {
	e     *explaining
	sheet *plain.Sheet
	n     int
}

// figures starts a table. One column is enough if the option changes nothing.
func (e *explaining) figures(n int) *figures {
	s := &plain.Sheet{Columns: []plain.Column{{Head: []string{""}}}}
	for i := range n {
		s.Columns = append(s.Columns, plain.Column{Head: []string{e.option(i)}, Right: true})
	}
	return &figures{e, s, n}
}

// add adds a row; it is left out if it says nothing in any option.
func (f *figures) add(key string, of func(i int) string, nothing ...string) {
	f.row(f.e.Words.Text("explain_place."+key), of, nothing...)
}

// row adds a row with this name.
func (f *figures) row(name string, of func(i int) string, nothing ...string) {
	row := []string{name}
	some := false
	for i := range f.n {
		text := of(i)
		some = some || !slices.Contains(nothing, text)
		row = append(row, text)
	}
	if some {
		f.sheet.Add(row...)
	}
}

// list writes names with commas.
func (e *explaining) list(names []lang.Name) string {
	var out []string
	for _, n := range names {
		out = append(out, e.Words.Name(n))
	}
	return strings.Join(out, ", ")
}

// parameters prints every parameter once, those by age together.
func (e *explaining) parameters() {
	e.Write(e.Words.Text("explain_place.parameters"))
	groups := map[string][]*report.ExplainedParameter{}
	var order []string
	for i := range e.x.Parameters {
		p := &e.x.Parameters[i]
		key := byAge(p)
		if key == "" {
			key = p.Path
		}
		if groups[key] == nil {
			order = append(order, key)
		}
		groups[key] = append(groups[key], p)
	}
	for _, key := range order {
		slices.SortStableFunc(groups[key], func(a, b *report.ExplainedParameter) int { return firstAge(a) - firstAge(b) })
		e.Write(e.parameter(key, groups[key])...)
	}
}

// firstAge returns the first age that a parameter by age is for; 0 for another one.
func firstAge(p *report.ExplainedParameter) int {
	lo, _, _ := params.ParseAges(p.Path[strings.LastIndexByte(p.Path, '.')+1:])
	return lo
}

// byAge returns the path above an age group; "" for another parameter.
func byAge(p *report.ExplainedParameter) string {
	at := strings.LastIndexByte(p.Path, '.')
	if _, _, ok := params.ParseAges(p.Path[at+1:]); !ok || at < 0 {
		return ""
	}
	return p.Path[:at]
}

// parameter writes one parameter, or one by age. Sources are cut at the end of a line:
// saavu list parameters has them in full.
func (e *explaining) parameter(path string, list []*report.ExplainedParameter) []string {
	var values, sources []string
	for _, p := range list {
		value := e.value(p)
		if byAge(p) != "" {
			value = e.Words.Text("explain_place.by_age", "ages", strings.ReplaceAll(p.Path[len(path)+1:], "-", e.Words.Text("to")), "value", value)
		}
		values = append(values, value)
		reference := p.Ref
		if e.Words.Language() != lang.English { // a text of the county
			reference = p.Name.Own(e.Words.Language())
			if len(list) > 1 { // names with the ages in them
				reference = ""
			}
		}
		source := strings.TrimSuffix(e.Words.Term("source", p.Src.String())+": "+reference, ": ")
		if !slices.Contains(sources, source) {
			sources = append(sources, source)
		}
	}
	text := path + " " + strings.Join(values, ", ")
	if p := list[0]; p.Unit != "" && p.Text == "" {
		text += e.Words.Gap() + e.Words.Unit(p.Unit)
	}
	if e.Words.Language() != lang.English { // names, which are short: sources have them in English alone
		return plain.Wrap(text+" · "+strings.Join(sources, "; "), "  ", "    ")
	}
	lines := plain.Wrap(text, "  ", "    ")
	last, source := len(lines)-1, " · "+strings.Join(sources, "; ")
	if plain.Width(lines[last])+min(plain.Width(source), leastSource) > plain.LineWidth {
		return append(lines, plain.Cut("    "+source[1:], plain.LineWidth))
	}
	lines[last] = plain.Cut(lines[last]+source, plain.LineWidth)
	return lines
}

// leastSource is the room that a source needs at the end of a line.
const leastSource = 30

// value writes a parameter's value in each option, if they differ, and its range.
func (e *explaining) value(p *report.ExplainedParameter) string {
	if !p.Known {
		return e.Words.Text("unknown")
	}
	if p.Text != "" {
		return e.Words.ParameterText(p.Path, p.Text)
	}
	var each []string
	for i, v := range p.Values {
		if i == 0 || v != p.Values[i-1] {
			each = append(each, e.Words.Value(v))
		}
	}
	text := strings.Join(each, " → ")
	if p.Ranged() {
		text += " (" + e.Words.Value(p.Lo) + e.Words.Text("to") + e.Words.Value(p.Hi) + ")"
	}
	return text
}
