package export

import (
	"cmp"
	"io"
	"math"
	"slices"
	"strings"

	"saavu/internal/words"
	"saavu/pkg/report"
)

// AccessTable prints a measure for people: its definition and choices, the figures
// over all people, and the areas if they were requested.
func AccessTable(out io.Writer, a *report.Access, color bool, w *words.Words) error {
	p := &page{w: words.OrEnglish(w), color: color}
	p.heading(1, accessTitle(p.w, a))
	p.write(wrap(p.w.Formula(a.Measure.Formula), "", "  ")...)
	terms := p.w.Text("access.terms", "unit", p.w.Unit(a.Unit), "unreached", p.w.Term("unreached", a.Measure.Unreached), "boundary", p.w.Term("boundary", a.Measure.Boundary))
	for _, line := range []string{accessAsked(p.w, a), terms} {
		p.write(wrap(line, "", "  ")...)
	}
	if a.Facilities {
		p.gap()
		p.write(p.accessFacilities(a).text(color)...)
	} else {
		p.gap()
		p.write(p.accessFigures(a).text(color)...)
	}
	if c := a.Change; c != nil {
		p.gap()
		p.write(wrap(p.w.Text("access.change", "option", c.Against, "lose", p.w.Spaced(c.Lose), "amount", c.Amount, "unit", p.w.Unit(a.Unit),
			"cells", report.Amount{V: float64(len(c.Left)), As: report.AsDigits}, "gain", p.w.Spaced(c.Gain)), "", "  ")...)
	}
	if a.Areas != nil {
		p.gap()
		p.write(p.accessAreas(a).text(color)...)
	}
	if g := a.Gap; g.Ok {
		p.write(wrap(p.w.Text("access.gap", "by", p.w.Division(a.By), "worst", p.member(&a.Areas[g.Worst]), "best", p.member(&a.Areas[g.Best]),
			"gap", p.w.Alike([]float64{a.Areas[g.Worst].Mean, a.Areas[g.Best].Mean, g.Gap})[2], "unit", p.w.Unit(a.Unit)), "", "  ")...)
	}
	p.gap()
	for _, n := range a.Notes {
		p.write(wrap(p.w.Text("noted", "text", n), "", "  ")...)
	}
	_, err := io.WriteString(out, strings.TrimRight(p.b.String(), "\n")+"\n")
	return err
}

// accessFigures has a row per figure and a column per cutoff.
func (p *page) accessFigures(a *report.Access) *sheet {
	s := &sheet{columns: []column{{head: p.head("over_people")}}}
	for _, c := range a.Columns[:len(a.Figures)] { // left_behind has none
		s.columns = append(s.columns, column{head: []string{p.w.Message(c.Title)}, right: true})
	}
	s.columns = append(s.columns, column{head: p.head("unit")}, column{head: []string{""}, least: 10})
	for k, f := range a.Figures[0] {
		row := []string{p.w.Message(f.Title)}
		values := make([]float64, len(a.Figures))
		for c := range a.Figures {
			values[c] = a.Figures[c][k].Value
			row = append(row, p.accessCell(values[c], f.Unit))
		}
		if a.Change != nil && f.Unit != "people" { // so that a reader can subtract them
			copy(row[1:], p.w.Alike(values))
		}
		s.add(append(row, p.w.FigureUnit(f.Unit), p.w.Message(f.Note))...)
	}
	return s
}

// accessAreas has a row per area: the values of its people, the share beyond the
// line if there is one, and the people who lose and gain if surfaces are compared.
func (p *page) accessAreas(a *report.Access) *sheet {
	s := &sheet{columns: []column{{head: []string{p.w.Division(a.By)}, least: 12}}}
	heads := []string{"people", "mean", "median", "reach_nothing"}
	beyond := !math.IsNaN(a.Areas[0].FarBeyond)
	if beyond {
		heads = append(heads, "far_beyond")
	}
	if a.Change != nil {
		heads = append(heads, "lose_more", "gain_more")
	}
	for _, h := range heads {
		s.columns = append(s.columns, column{head: p.head(h), right: true})
	}
	for _, x := range a.Areas {
		row := []string{p.member(&x), p.w.Spaced(x.People), p.w.Significant(x.Mean), p.w.Significant(x.Median), p.w.Spaced(x.Nothing)}
		if beyond {
			row = append(row, p.w.Significant(x.FarBeyond))
		}
		if a.Change != nil {
			row = append(row, p.w.Spaced(x.Lose), p.w.Spaced(x.Gain))
		}
		s.add(row...)
	}
	return s
}

// mostRows is the largest number of facilities in a table.
const mostRows = 20

// accessFacilities lists facilities with all their values, in the order of the
// result, or by the first value, largest first.
func (p *page) accessFacilities(a *report.Access) *sheet {
	s := &sheet{columns: []column{{head: p.head("facility"), least: 20}}}
	for _, c := range a.Columns {
		s.columns = append(s.columns, column{head: twoLines(p.w.Message(c.Title)), right: true})
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
			s.add(p.w.Text("access.more", "n", report.Amount{V: float64(len(order) - k), As: report.AsDigits}))
			break
		}
		row := []string{a.IDs[i]}
		for c, v := range a.Values[i*n : i*n+n] {
			row = append(row, p.accessCell(v, a.Columns[c].Unit))
		}
		s.add(row...)
	}
	return s
}

// accessCell writes people as whole numbers and everything else with four digits.
func (p *page) accessCell(v float64, unit string) string {
	if (unit == "people" || unit == "person-minutes") && v-v == 0 {
		return p.w.Spaced(v)
	}
	return p.w.Significant(v)
}

// member names an area or another member of a division.
func (p *page) member(x *report.AreaMean) string { return p.w.Member(x.Name, x.Names) }

// sortBy sorts indexes by a key, and by index if the keys are equal.
func sortBy(order []int, key func(int) float64) {
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(key(a), key(b)) })
}
