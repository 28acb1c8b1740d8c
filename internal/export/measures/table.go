package measures

import (
	"cmp"
	"io"
	"math"
	"slices"
	"strings"

	"saavu/internal/export/plain"
	"saavu/internal/words"
	"saavu/pkg/report"
)

// page is a page of text with what only this package writes.
type page struct{ *plain.Page }

// Table prints a measure for people: its definition and choices, the figures
// over all people, and the areas if they were requested.
func Table(out io.Writer, a *report.Access, color bool, w *words.Words) error {
	p := &page{&plain.Page{Words: words.OrEnglish(w), Color: color}}
	p.Heading(1, titleOf(p.Words, a))
	p.Write(plain.Wrap(p.Words.Formula(a.Measure.Formula), "", "  ")...)
	terms := p.Words.Text("access.terms", "unit", p.Words.Unit(a.Unit), "unreached", p.Words.Term("unreached", a.Measure.Unreached), "boundary", p.Words.Term("boundary", a.Measure.Boundary))
	for _, line := range []string{askedOf(p.Words, a), terms} {
		p.Write(plain.Wrap(line, "", "  ")...)
	}
	if a.Facilities {
		p.Gap()
		p.Write(p.facilities(a).Text(color)...)
	} else {
		p.Gap()
		p.Write(p.figures(a).Text(color)...)
	}
	if c := a.Change; c != nil {
		p.Gap()
		p.Write(plain.Wrap(p.Words.Text("access.change", "option", c.Against, "lose", p.Words.Spaced(c.Lose), "amount", c.Amount, "unit", p.Words.Unit(a.Unit),
			"cells", report.Amount{V: float64(len(c.Left)), As: report.AsDigits}, "gain", p.Words.Spaced(c.Gain)), "", "  ")...)
	}
	if a.Areas != nil {
		p.Gap()
		p.Write(p.areas(a).Text(color)...)
	}
	if g := a.Gap; g.Ok {
		p.Write(plain.Wrap(p.Words.Text("access.gap", "by", p.Words.Division(a.By), "worst", p.member(&a.Areas[g.Worst]), "best", p.member(&a.Areas[g.Best]),
			"gap", p.Words.Alike([]float64{a.Areas[g.Worst].Mean, a.Areas[g.Best].Mean, g.Gap})[2], "unit", p.Words.Unit(a.Unit)), "", "  ")...)
	}
	p.Gap()
	for _, n := range a.Notes {
		p.Write(plain.Wrap(p.Words.Text("noted", "text", n), "", "  ")...)
	}
	_, err := io.WriteString(out, strings.TrimRight(p.String(), "\n")+"\n")
	return err
}

// figures has a row per figure and a column per cutoff.
func (p *page) figures(a *report.Access) *plain.Sheet {
	s := &plain.Sheet{Columns: []plain.Column{{Head: p.ColumnHead("over_people")}}}
	for _, c := range a.Columns[:len(a.Figures)] { // left_behind has none
		s.Columns = append(s.Columns, plain.Column{Head: []string{p.Words.Message(c.Title)}, Right: true})
	}
	s.Columns = append(s.Columns, plain.Column{Head: p.ColumnHead("unit")}, plain.Column{Head: []string{""}, Least: 10})
	for k, f := range a.Figures[0] {
		row := []string{p.Words.Message(f.Title)}
		values := make([]float64, len(a.Figures))
		for c := range a.Figures {
			values[c] = a.Figures[c][k].Value
			row = append(row, p.figure(values[c], f.Unit))
		}
		if a.Change != nil && f.Unit != "people" { // so that a reader can subtract them
			copy(row[1:], p.Words.Alike(values))
		}
		s.Add(append(row, p.Words.FigureUnit(f.Unit), p.Words.Message(f.Note))...)
	}
	return s
}

// areas has a row per area: the values of its people, the share beyond the
// line if there is one, and the people who lose and gain if surfaces are compared.
func (p *page) areas(a *report.Access) *plain.Sheet {
	s := &plain.Sheet{Columns: []plain.Column{{Head: []string{p.Words.Division(a.By)}, Least: 12}}}
	heads := []string{"people", "mean", "median", "reach_nothing"}
	beyond := !math.IsNaN(a.Areas[0].FarBeyond)
	if beyond {
		heads = append(heads, "far_beyond")
	}
	if a.Change != nil {
		heads = append(heads, "lose_more", "gain_more")
	}
	for _, h := range heads {
		s.Columns = append(s.Columns, plain.Column{Head: p.ColumnHead(h), Right: true})
	}
	for _, x := range a.Areas {
		row := []string{p.member(&x), p.Words.Spaced(x.People), p.Words.Significant(x.Mean), p.Words.Significant(x.Median), p.Words.Spaced(x.Nothing)}
		if beyond {
			row = append(row, p.Words.Significant(x.FarBeyond))
		}
		if a.Change != nil {
			row = append(row, p.Words.Spaced(x.Lose), p.Words.Spaced(x.Gain))
		}
		s.Add(row...)
	}
	return s
}

// mostRows is the largest number of facilities in a table.
const mostRows = 20

// facilities lists facilities with all their values, in the order of the
// result, or by the first value, largest first.
func (p *page) facilities(a *report.Access) *plain.Sheet {
	s := &plain.Sheet{Columns: []plain.Column{{Head: p.ColumnHead("facility"), Least: 20}}}
	for _, c := range a.Columns {
		s.Columns = append(s.Columns, plain.Column{Head: plain.TwoLines(p.Words.Message(c.Title)), Right: true})
	}
	n := a.Width()
	order := a.Order
	if order == nil {
		order = make([]int, len(a.IDs))
		for i := range order {
			order[i] = i
		}
		sortBy(order, func(i int) float64 { return -a.Values[i*n] })
	}
	for k, i := range order {
		if k == mostRows {
			s.Add(p.Words.Text("access.more", "n", report.Amount{V: float64(len(order) - k), As: report.AsDigits}))
			break
		}
		row := []string{a.IDs[i]}
		for c, v := range a.Values[i*n : i*n+n] {
			row = append(row, p.figure(v, a.Columns[c].Unit))
		}
		s.Add(row...)
	}
	return s
}

// figure writes people as whole numbers and everything else with four digits.
func (p *page) figure(v float64, unit string) string {
	if (unit == "people" || unit == "person-minutes") && v-v == 0 {
		return p.Words.Spaced(v)
	}
	return p.Words.Significant(v)
}

// member names an area or another member of a division.
func (p *page) member(x *report.AreaMean) string { return p.Words.Member(x.Name, x.Names) }

// sortBy sorts indexes by a key, and by index if the keys are equal.
func sortBy(order []int, key func(int) float64) {
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(key(a), key(b)) })
}
