package export

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"saavu/internal/format/problem"
	"saavu/pkg/report"
)

// How many of the assumptions and notes a page shows; files have all.
const (
	mattering       = 8
	matteringScreen = 4 // on one screen
	notesScreen     = 2 // how many notes one screen shows, the first whole
)

// basis writes what the figures rest on: how the model stands against known
// figures, the assumptions that move the result most, what is unknown, notes.
func (p *page) basis(r *report.Report) {
	if len(r.Checks) > 0 {
		p.heading(2, "Model against known figures")
		p.say(apart(r.Checks))
		if p.full() {
			p.table(checks(r))
		}
	}
	n := mattering
	if !p.full() {
		n = matteringScreen
	}
	if list := heaviest(r.Used, n); len(list) > 0 {
		p.heading(2, fmt.Sprintf("Assumptions that matter most (%d of %d parameters used)", len(list), len(r.Used)))
		p.table(assumptions(list))
	}
	if p.full() {
		p.remarks(r)
		return
	}
	p.gap()
	if len(r.Unknown) > 0 {
		p.say("Unknown parameters: " + strings.Join(r.Unknown, ", "))
	}
	for i, n := range r.Notes {
		switch {
		case i == notesScreen:
			p.say(fmt.Sprintf("Notes: %d more, told with --detail", len(r.Notes)-i))
			return
		case i == 0:
			p.say("Note: " + n)
		default:
			p.say(cut("Note: "+problem.Shown(n), lineWidth))
		}
	}
}

// remarks writes all that is unknown and all notes.
func (p *page) remarks(r *report.Report) {
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

// apart says how many known figures the model misses by more than 10 %, and
// which, with how many times the known figure it gives.
func apart(list []report.Check) string {
	var off []string
	waived := 0
	for _, c := range list {
		switch {
		case c.Off && c.Waived != "":
			waived++
		case c.Off:
			off = append(off, c.What+" ×"+ratio(c.Ratio))
		}
	}
	text := fmt.Sprintf("%d of %d known figures differ by more than 10 %%: %s (model ÷ known)", len(off), len(list), strings.Join(off, ", "))
	if len(off) == 0 {
		text = fmt.Sprintf("none of %d known figures differs by more than 10 %%", len(list)-waived)
	}
	if waived > 0 {
		text += fmt.Sprintf("; %d more are known to differ, with a reason", waived)
	}
	return text
}

func checks(r *report.Report) *sheet {
	s := &sheet{columns: []column{
		{head: []string{"what"}, least: 26},
		{head: []string{"model"}, right: true},
		{head: []string{"known"}, right: true},
		{head: []string{"unit"}, least: 8},
		{head: []string{"ratio"}, right: true},
		{head: []string{"verdict"}, least: 14},
		{head: []string{"source"}, least: 12},
	}}
	for _, c := range r.Checks {
		verdict := "ok"
		switch {
		case c.Waived != "":
			verdict = "waived: " + c.Waived
		case c.Off && c.Ratio < 1:
			verdict = "too low"
		case c.Off:
			verdict = "too high"
		}
		model, known, unit := amount(c.Model), amount(c.Known), c.Unit
		if rest, share := strings.CutPrefix(unit, "share"); share {
			model, known, unit = percent(c.Model), percent(c.Known), "%"+rest
		}
		s.add(c.What, model, known, unit, ratio(c.Ratio), verdict, c.Source)
	}
	return s
}

func assumptions(list []report.Assumption) *sheet {
	s := &sheet{columns: []column{
		{head: []string{"parameter"}, least: 24},
		{head: []string{"value"}, right: true},
		{head: []string{"unit"}, least: 8},
		{head: []string{"range"}},
		{head: []string{"source"}},
		{head: []string{"reference"}, least: 12},
	}}
	for _, a := range list {
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

// percent writes a share with two figures that count: "26", "4.6".
func percent(share float64) string {
	if share = 100 * share; math.Abs(share) >= 9.95 || math.IsNaN(share) || math.IsInf(share, 0) {
		return amount(math.Round(share))
	}
	return strconv.FormatFloat(math.Round(share*10)/10, 'f', -1, 64)
}

func ratio(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return report.Dash
	}
	return fmt.Sprintf("%.2f", v)
}
