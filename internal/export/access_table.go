package export

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"saavu/internal/words"
	"saavu/pkg/report"
)

// AccessTable prints a measure for people: what it is and rests on, the figures
// over all people, and the areas where they were asked for.
func AccessTable(w io.Writer, a *report.Access, color bool) error {
	p := &page{w: english, color: color}
	p.heading(1, accessTitle(a))
	p.write(wrap(a.Measure.Formula, "", "  ")...)
	for _, line := range []string{a.Asked, "unit: " + a.Unit + " · a cell that reaches nothing: " + a.Measure.Unreached + " · limits: " + a.Measure.Boundary} {
		p.write(wrap(line, "", "  ")...)
	}
	if a.Facilities {
		p.gap()
		p.write(accessFacilities(a).text(color)...)
	} else {
		p.gap()
		p.write(accessFigures(a).text(color)...)
	}
	if c := a.Change; c != nil {
		p.gap()
		p.write(wrap(fmt.Sprintf("against %s: %s people lose more than %g %s, in %d cells; %s people gain more than that", c.Against, report.Spaced(c.Lose), c.Amount, a.Unit, len(c.Left), report.Spaced(c.Gain)), "", "  ")...)
	}
	if a.Areas != nil {
		p.gap()
		p.write(accessAreas(a).text(color)...)
	}
	if g := a.Gap; g.Ok {
		p.write(wrap(fmt.Sprintf("worst %s: %s, best: %s, %s %s apart in the mean", a.By, a.Areas[g.Worst].Name, a.Areas[g.Best].Name, accessNumber(g.Gap), a.Unit), "", "  ")...)
	}
	p.gap()
	for _, n := range a.Notes {
		p.write(wrap("note: "+n, "", "  ")...)
	}
	_, err := io.WriteString(w, strings.TrimRight(p.b.String(), "\n")+"\n")
	return err
}

// accessFigures has a row a figure and a column a cutoff.
func accessFigures(a *report.Access) *sheet {
	s := &sheet{columns: []column{{head: []string{"over people"}}}}
	for _, c := range a.Columns[:len(a.Figures)] { // left_behind has none
		s.columns = append(s.columns, column{head: []string{c.Title}, right: true})
	}
	s.columns = append(s.columns, column{head: []string{"unit"}}, column{head: []string{""}, least: 10})
	for k, f := range a.Figures[0] {
		row := []string{f.Name}
		for c := range a.Figures {
			row = append(row, accessCell(a.Figures[c][k].Value, f.Unit))
		}
		s.add(append(row, f.Unit, f.Note)...)
	}
	return s
}

// accessAreas has a row an area: what its people have, the share beyond where
// there is a line, and who loses and gains where surfaces are compared.
func accessAreas(a *report.Access) *sheet {
	s := &sheet{columns: []column{{head: []string{a.By}, least: 12}}}
	heads := []string{"people", "mean", "median", "reach nothing"}
	beyond := !math.IsNaN(a.Areas[0].FarBeyond)
	if beyond {
		heads = append(heads, "far beyond")
	}
	if a.Change != nil {
		heads = append(heads, "lose", "gain")
	}
	for _, h := range heads {
		s.columns = append(s.columns, column{head: twoLines(h), right: true})
	}
	for _, x := range a.Areas {
		row := []string{x.Name, report.Spaced(x.People), accessNumber(x.Mean), accessNumber(x.Median), report.Spaced(x.Nothing)}
		if beyond {
			row = append(row, accessNumber(x.FarBeyond))
		}
		if a.Change != nil {
			row = append(row, report.Spaced(x.Lose), report.Spaced(x.Gain))
		}
		s.add(row...)
	}
	return s
}

// mostRows is how many facilities a table of them shows.
const mostRows = 20

// accessFacilities lists facilities with all their values, in the order of the
// result or the largest first value first.
func accessFacilities(a *report.Access) *sheet {
	s := &sheet{columns: []column{{head: []string{"facility"}, least: 20}}}
	for _, c := range a.Columns {
		s.columns = append(s.columns, column{head: twoLines(c.Title), right: true})
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
			s.add("and " + strconv.Itoa(len(order)-k) + " more: --out FILE writes all")
			break
		}
		row := []string{a.IDs[i]}
		for c, v := range a.Values[i*n : i*n+n] {
			row = append(row, accessCell(v, a.Columns[c].Unit))
		}
		s.add(row...)
	}
	return s
}

// accessCell writes people whole and all else with four digits.
func accessCell(v float64, unit string) string {
	if (unit == "people" || unit == "person-minutes") && v-v == 0 {
		return report.Spaced(v)
	}
	return accessNumber(v)
}

// accessNumber writes a value with four digits that mean something.
func accessNumber(v float64) string {
	switch {
	case math.IsNaN(v):
		return words.Dash
	case math.IsInf(v, 1):
		return "∞"
	case math.IsInf(v, -1):
		return "-∞"
	}
	return significant(v)
}

func significant(v float64) string {
	switch size := math.Abs(v); {
	case v == 0:
		return "0"
	case size >= 1000:
		return report.Spaced(v)
	case size >= 1e-4:
		return strconv.FormatFloat(v, 'f', max(0, 3-int(math.Floor(math.Log10(size)))), 64)
	}
	return strconv.FormatFloat(v, 'e', 3, 64)
}

// sortBy sorts indexes by a key, those of one key by index.
func sortBy(order []int, key func(int) float64) {
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(key(a), key(b)) })
}

// measured is the table of a measure that was asked for: a row an option, a
// column a figure, and the change of the mean against what the option is
// compared with.
func (p *page) measured(v *report.Service) *optionTable[report.Row] {
	t := &optionTable[report.Row]{columns: []optionColumn[report.Row]{named[report.Row](p)}}
	for k, f := range v.Rows[0].Measured {
		if k > 0 { // the people stand in the decision table
			t.columns = append(t.columns, optionColumn[report.Row]{column: column{head: twoLines(f.Name), right: true},
				text: func(_ *report.Option, row *report.Row) string { return accessNumber(row.Measured[k].Value) }})
		}
	}
	t.columns = append(t.columns, optionColumn[report.Row]{column: column{head: []string{"Δ mean"}, right: true},
		text: func(o *report.Option, row *report.Row) string {
			if o.Against < 0 {
				return words.Dash
			}
			d := row.Measured[1].Value - v.Rows[o.Against].Measured[1].Value
			switch {
			case d == 0:
				return "0"
			case d > 0:
				return "+" + accessNumber(d)
			}
			return accessNumber(d)
		}})
	return t
}
