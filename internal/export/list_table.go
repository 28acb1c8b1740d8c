package export

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"saavu/pkg/report"
)

// ListTable prints a list for people.
func ListTable(w io.Writer, l *List, color bool) error {
	p := &page{color: color}
	found := strconv.Itoa(l.All)
	s, n := l.sheet(), l.rows()
	if l.Words != "" {
		found = fmt.Sprintf("%d of %d, by %q", n, l.All, l.Words)
	}
	p.heading(1, l.County.Name+" · "+l.Kind+": "+found+madeUp(l.County.Synthetic, l.County.Demonstration))
	if n > 0 {
		p.gap()
		p.table(s)
	}
	_, err := io.WriteString(w, p.b.String())
	return err
}

// rows counts the rows.
func (l *List) rows() int {
	return len(l.Facilities) + len(l.Services) + len(l.Parameters) + len(l.Professions) + len(l.Options) + len(l.Rules)
}

// sheet gives the table of the list's kind.
func (l *List) sheet() *sheet {
	s := &sheet{}
	switch {
	case l.Facilities != nil:
		s.columns = []column{long("id", 40), long("name", 20), long("type", 18), long("area", 12), left("status"), long("services", 18)}
		for _, f := range l.Facilities {
			s.add(f.ID, f.Name, f.Type, or(f.Area, notKnown), f.Status, idList(f.Services))
		}
	case l.Services != nil:
		s.columns = []column{long("id", 40), long("name", 20), long("bundle", 12), left("tier"), left("ages"), right("points")}
		for _, x := range l.Services {
			s.add(x.ID, x.NameEn, or(x.Bundle, report.Dash), x.Tier, x.ages, strconv.Itoa(x.Points))
		}
	case l.Parameters != nil:
		s.columns = []column{long("path", 60), right("value"), right("low-high"), long("unit", 10)}
		s.columns[1].least, s.columns[1].wraps = 10, true // a text may be long
		for _, x := range l.Parameters {
			s.add(x.Path, x.value(), x.between(), x.Unit)
			for _, line := range wrap(strings.TrimSuffix(x.Source+": "+x.Ref, ": "), "    ", "    ") {
				s.add(line)
			}
		}
	case l.Professions != nil:
		s.columns = []column{long("profession", 40), right("€/h"), right("filled"), right("positions"), long("services", 20)}
		for _, x := range l.Professions {
			s.add(x.ID, plainNumber(x.Wage), plainNumber(x.FillRate), x.positions(), idList(x.Services))
		}
	case l.Options != nil:
		s.columns = []column{long("id", 40), long("name", 20), right("year"), long("against", 20), right("changes")}
		for _, o := range l.Options {
			s.add(o.ID, o.Name, strconv.Itoa(o.Year), or(o.Against, report.Dash), strconv.Itoa(o.Changes))
		}
	case l.Rules != nil:
		s.columns = []column{long("id", 40), long("kind", 20), left("severity"), long("service", 20), long("text", 20)}
		for _, r := range l.Rules {
			s.add(r.ID, r.Kind, r.Severity, or(r.Service, report.Dash), r.Text)
		}
	}
	return s
}

// left is a column of a few words.
func left(head string) column { return column{head: []string{head}} }

// long is a column of texts that may go on in the lines below: nothing is lost, and
// an id can be typed again. It has a width at least, where there is room.
func long(head string, least int) column {
	return column{head: []string{head}, least: least, wraps: true}
}

// right is a column of numbers.
func right(head string) column { return column{head: []string{head}, right: true} }

// notKnown stands for what is not known: it is neither nothing nor zero.
const notKnown = "unknown"

// or gives a text, or what stands for an empty one.
func or(text, empty string) string {
	if text == "" {
		return empty
	}
	return text
}

// idList writes ids.
func idList(ids []string) string { return or(strings.Join(ids, ", "), report.Dash) }

// plainNumber writes a number as it may be given back, to a flag or a file.
func plainNumber(v number) string {
	if math.IsNaN(float64(v)) {
		return notKnown
	}
	return strconv.FormatFloat(float64(v), 'f', -1, 64)
}

// value writes a parameter's value as it may be given back.
func (x *ListedParameter) value() string {
	if x.Text != "" {
		return x.Text
	}
	return plainNumber(x.Value)
}

// between writes a parameter's low and high.
func (x *ListedParameter) between() string {
	if math.IsNaN(float64(x.Lo)) {
		return report.Dash
	}
	return plainNumber(x.Lo) + "-" + plainNumber(x.Hi)
}

// positions writes how many are known.
func (x *ListedProfession) positions() string {
	given := strconv.FormatFloat(float64(x.Given), 'f', 1, 64)
	switch {
	case x.Without > 0 && x.Given > 0:
		return "at least " + given
	case x.Without > 0:
		return notKnown
	}
	return given
}
