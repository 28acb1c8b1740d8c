package inventory

import (
	"io"
	"math"
	"strconv"
	"strings"

	"saavu/internal/export/contract"
	"saavu/internal/export/plain"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/population"
)

// page is a page of text with what only this package writes.
type page struct{ *plain.Page }

// Table prints a list for people in the language of the words, English for nil. On
// a terminal of a known width lines are no longer than it, between 80 and 100
// characters; the width 0 gives 100.
func Table(out io.Writer, l *List, width int, color bool, w *words.Words) error {
	p := &page{&plain.Page{Words: words.OrEnglish(w), Color: color, Columns: plain.Terminal(width)}}
	s, n := p.list(l), l.rows()
	s.Most = p.Width()
	found := p.Words.Text("list_all", "kind", p.Words.Text("list."+l.Kind), "n", l.All)
	if l.Words != "" {
		found = p.Words.Text("list_found", "kind", p.Words.Text("list."+l.Kind), "n", n, "all", l.All, "words", strconv.Quote(l.Words))
	}
	if n := l.unread(); n > 0 {
		found += p.Words.Text("list_unread", "n", n)
	}
	p.Heading(1, plain.Dotted(append([]string{p.Words.Name(l.called), found}, plain.MadeUp(p.Words, l.County.Synthetic, l.County.Demonstration)...)...))
	if n > 0 {
		p.Gap()
		p.Sheet(s)
	}
	_, err := io.WriteString(out, p.String())
	return err
}

// rows counts the rows.
func (l *List) rows() int {
	return len(l.Facilities) + len(l.Services) + len(l.Parameters) + len(l.Professions) + len(l.Options) + len(l.Rules)
}

// unread counts the listed parameters that no step reads.
func (l *List) unread() int {
	n := 0
	for _, x := range l.Parameters {
		if len(x.ReadBy) == 0 {
			n++
		}
	}
	return n
}

// readBy says which steps read a parameter.
func (p *page) readBy(x *ListedParameter) string {
	if len(x.ReadBy) == 0 {
		return p.Words.Text("read_by_none")
	}
	steps := make([]string, len(x.ReadBy))
	for i, step := range x.ReadBy {
		steps[i] = p.Words.Text("reader." + step)
	}
	by := strings.Join(steps, ", ")
	if len(x.services) > 0 {
		by += " (" + p.Words.Value(x.services) + ")"
	}
	return p.Words.Text("read_by", "steps", by)
}

// longestPath is the longest path of a parameter that has its values next to it on a
// narrow terminal.
const longestPath = 42

// list returns the table of a list's kind. On a narrow terminal the last texts of a row
// stand below it, so that no id is broken.
func (p *page) list(l *List) *plain.Sheet {
	s, narrow := &plain.Sheet{}, p.Width() < plain.LineWidth
	below := func(text string) {
		for _, line := range plain.WrapTo(text, p.Width(), "    ", "    ") {
			s.Add(line)
		}
	}
	switch {
	case l.Facilities != nil:
		s.Columns = []plain.Column{p.long("id", 40), p.long("name", 20), p.long("type", 18), p.long("area", 12), p.left("status")}
		if !narrow {
			s.Columns = append(s.Columns, p.long("services", 18))
		}
		for _, f := range l.Facilities {
			cells := []string{f.ID, p.Words.Name(f.names), p.Words.Term("facility_type", f.Type), p.orUnknown(p.Words.Name(f.area.Every(f.Area))), p.Words.Term("status", f.Status), plain.OrDash(p.Words.Value(f.services))}
			s.Add(cells[:len(s.Columns)]...)
			if narrow && len(f.Services) > 0 {
				below(p.Words.Value(f.services))
			}
		}
	case l.Services != nil:
		s.Columns = []plain.Column{p.long("id", 40), p.long("name", 20), p.long("bundle", 12), p.left("tier"), p.left("ages"), p.right("points")}
		for _, x := range l.Services {
			s.Add(x.ID, p.Words.Name(lang.Name{En: x.NameEn, Fi: x.NameFi, Sv: x.NameSv}), plain.OrDash(x.Bundle), p.Words.Term("tier", x.Tier), p.ages(x.group), strconv.Itoa(x.Points))
		}
	case l.Parameters != nil:
		p.parameters(s, l, narrow, below)
	case l.Professions != nil:
		s.Columns = []plain.Column{p.long("profession", 40), p.long("name", 20), p.right("wage"), p.right("filled"), p.right("positions"), p.long("services", 20)}
		for _, x := range l.Professions {
			s.Add(x.ID, p.Words.Term("profession", x.ID), p.plainNumber(x.Wage), p.plainNumber(x.FillRate), p.positions(&x), plain.OrDash(p.Words.Value(x.services)))
		}
	case l.Options != nil:
		s.Columns = []plain.Column{p.long("id", 40), p.long("name", 20), p.right("year"), p.long("against", 20), p.right("changes")}
		for _, o := range l.Options {
			s.Add(o.ID, p.Words.Name(o.names.Every(o.Name)), strconv.Itoa(o.Year), plain.OrDash(p.Words.Name(o.against.Every(o.Against))), strconv.Itoa(o.Changes))
		}
	case l.Rules != nil:
		s.Columns = []plain.Column{p.long("id", 40), p.long("kind", 20), p.left("severity"), p.long("service", 20)}
		if !narrow {
			s.Columns = append(s.Columns, p.long("text", 20))
		}
		for _, r := range l.Rules {
			cells := []string{r.ID, r.Kind, p.Words.Term("severity", r.Severity), plain.OrDash(p.Words.Name(r.service.Every(r.Service))), p.Words.Name(r.texts.Every(r.Text))}
			s.Add(cells[:len(s.Columns)]...)
			if narrow {
				below(cells[len(cells)-1])
			}
		}
	}
	return s
}

// parameters fills the table of parameters. Each has its source and reference below.
func (p *page) parameters(s *plain.Sheet, l *List, narrow bool, below func(string)) {
	s.Columns = []plain.Column{p.long("path", 60), p.right("value"), p.right("low_high"), p.long("unit", 10)}
	s.Columns[1].Least, s.Columns[1].Wraps = 10, true // a text may be long
	for _, x := range l.Parameters {
		path := x.Path
		if narrow && plain.Width(path) > longestPath {
			s.Add(path)
			path = ""
		}
		s.Add(path, p.parameterValue(&x), p.lowHigh(&x), p.Words.Unit(x.Unit))
		reference := x.Ref
		if p.Words.Language() != lang.English { // a text of the county
			reference = x.names.Own(p.Words.Language())
		}
		below(strings.TrimSuffix(p.Words.Term("source", x.Source)+": "+reference, ": ") + "; " + p.readBy(&x))
	}
}

// ages writes an age group without a word for years.
func (p *page) ages(g population.Group) string {
	if g == population.Everyone() {
		return p.Words.Text("ages_all")
	}
	return strings.ReplaceAll(g.String(), "-", p.Words.Text("to"))
}

// left is a column of a few words.
func (p *page) left(key string) plain.Column { return plain.Column{Head: p.listHead(key)} }

// listHead returns the head of a column of a list.
func (p *page) listHead(key string) []string { return []string{p.Words.Text("list_head." + key)} }

// long is a column of texts that continue in the lines below, so that nothing is
// lost and an id can be copied. It has at least this width if there is room.
func (p *page) long(key string, least int) plain.Column {
	return plain.Column{Head: p.listHead(key), Least: least, Wraps: true}
}

// right is a column of numbers.
func (p *page) right(key string) plain.Column {
	return plain.Column{Head: p.listHead(key), Right: true}
}

// orUnknown returns a text, or the word for unknown, which is neither nothing nor
// zero.
func (p *page) orUnknown(text string) string {
	if text == "" {
		return p.Words.Text("unknown")
	}
	return text
}

// plainNumber writes a number with all its digits.
func (p *page) plainNumber(v contract.Number) string {
	if math.IsNaN(float64(v)) {
		return p.Words.Text("unknown")
	}
	return p.Words.Local(strconv.FormatFloat(float64(v), 'f', -1, 64))
}

// parameterValue writes a parameter's value: a text as it is in the file.
func (p *page) parameterValue(x *ListedParameter) string {
	if x.Text != "" {
		return x.Text
	}
	return p.plainNumber(x.Value)
}

// lowHigh writes a parameter's low and high.
func (p *page) lowHigh(x *ListedParameter) string {
	if math.IsNaN(float64(x.Lo)) {
		return words.Dash
	}
	return p.plainNumber(x.Lo) + p.Words.Text("to") + p.plainNumber(x.Hi)
}

// positions writes how many are known.
func (p *page) positions(x *ListedProfession) string {
	given := p.Words.Local(strconv.FormatFloat(float64(x.Given), 'f', 1, 64))
	switch {
	case x.Without > 0 && x.Given > 0:
		return p.Words.Text("at_least", "number", given)
	case x.Without > 0:
		return p.Words.Text("unknown")
	}
	return given
}
