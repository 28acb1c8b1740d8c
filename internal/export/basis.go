package export

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"saavu/pkg/report"
)

// mattering is how many of the assumptions a page shows; files have all.
const mattering = 8

// basis writes what the figures rest on: how the model stands against known
// figures, the assumptions that move the result most, what is unknown, notes.
func (p *page) basis(r *report.Report) {
	if len(r.Checks) > 0 {
		p.heading(2, "Model against known figures")
		p.table(checks(r))
	}
	if len(r.Used) > 0 {
		p.heading(2, fmt.Sprintf("Assumptions that matter most (%d of %d parameters used)", min(mattering, len(r.Used)), len(r.Used)))
		p.table(assumptions(r))
	}
	if len(r.Unknown) > 0 {
		p.heading(2, "Unknown parameters")
		p.say(strings.Join(r.Unknown, ", "))
	}
	if len(r.Notes) > 0 {
		p.heading(2, "Notes")
		for _, n := range r.Notes {
			p.item("", n)
		}
	}
}

func checks(r *report.Report) *sheet {
	s := &sheet{columns: []column{
		{head: []string{"what"}, least: 24},
		{head: []string{"model"}, right: true},
		{head: []string{"known"}, right: true},
		{head: []string{"unit"}, least: 8},
		{head: []string{"ratio"}, right: true},
		{head: []string{"verdict"}, least: 12},
		{head: []string{"source"}, least: 12},
	}}
	for _, c := range r.Checks {
		verdict := "ok"
		switch {
		case c.Waived != "":
			verdict = "waived: " + c.Waived
		case c.Off:
			verdict = "more than 10 % apart"
		}
		s.add(c.What, amount(c.Model), amount(c.Known), c.Unit, ratio(c.Ratio), verdict, c.Source)
	}
	return s
}

func assumptions(r *report.Report) *sheet {
	s := &sheet{columns: []column{
		{head: []string{"parameter"}, least: 24},
		{head: []string{"value"}, right: true},
		{head: []string{"unit"}, least: 8},
		{head: []string{"range"}},
		{head: []string{"source"}},
		{head: []string{"reference"}, least: 12},
	}}
	for _, a := range heaviest(r.Used, mattering) {
		span := report.Dash
		if a.Ranged {
			span = amount(a.Lo) + " to " + amount(a.Hi)
		}
		s.add(a.Path, amount(a.V), a.Unit, span, a.Flag, a.Ref)
	}
	return s
}

// heaviest gives the n assumptions of the largest weight, by path where equal.
func heaviest(list []report.Assumption, n int) []report.Assumption {
	sorted := slices.Clone(list)
	slices.SortStableFunc(sorted, func(a, b report.Assumption) int {
		return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.Path, b.Path))
	})
	return sorted[:min(n, len(sorted))]
}

// amount writes a number with four figures that count, thousands spaced.
func amount(v float64) string {
	switch {
	case math.IsNaN(v) || math.IsInf(v, 0):
		return report.Dash
	case math.Abs(v) >= 1000:
		return report.Spaced(v)
	}
	return strconv.FormatFloat(v, 'g', 4, 64)
}

func ratio(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return report.Dash
	}
	return fmt.Sprintf("%.2f", v)
}
