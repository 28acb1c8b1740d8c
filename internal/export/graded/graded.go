// Package graded prints how far options come towards the goals of a county: as text, as
// JSON, and with all figures as a table. The grades are made in pkg/goals; this package
// only says them.
package graded

import (
	"io"
	"math"
	"strconv"
	"strings"

	"saavu/internal/export/plain"
	"saavu/internal/words"
	"saavu/pkg/goals"
	"saavu/pkg/report"
)

// page is a page of text with what only this package writes.
type page struct{ *plain.Page }

// Table prints the grades for people, in the language of the words, English for nil. The
// answer comes first. Lines are no longer than width, between 80 and 100 characters; 0
// gives 100.
func Table(out io.Writer, g *report.Goals, width int, color bool, w *words.Words) error {
	p := &page{&plain.Page{Words: words.OrEnglish(w), Color: color, Columns: plain.Terminal(width)}}
	title := []string{p.Words.Text("goals.title")}
	if name := p.Words.Name(g.County); name != "" {
		title = append([]string{name}, title...)
	}
	title = append(title, p.Words.Text("goals.from", "parts", len(g.Parts), "file", g.File))
	if g.Observed != "" {
		title = append(title, p.Words.Text("goals.observed_from", "n", g.Observations, "file", g.Observed))
	}
	if g.Synthetic {
		title = append(title, p.Words.Text("overview.synthetic"))
	}
	p.Heading(1, plain.Dotted(title...))
	p.Gap()
	for _, sentence := range Answer(g, p.Words) {
		p.Paragraph(sentence)
	}
	p.observed(g)
	for i := range g.Parts {
		if g.Parts[i].From != goals.Observed {
			p.part(g, &g.Parts[i])
		}
	}
	p.Gap()
	p.Paragraph(p.Words.Text("goals.limits", "five", p.Words.Fixed(g.Limits.Five, 2), "four", p.Words.Fixed(g.Limits.Four, 2), "three", p.Words.Fixed(g.Limits.Three, 2)))
	_, err := io.WriteString(out, p.String())
	return err
}

// Answer gives the sentences above the tables: the grades of what was observed, then those
// of each option by what it is computed to give.
func Answer(g *report.Goals, w *words.Words) []string {
	var out []string
	if counts, lowest, n := grades(g, 0, goals.Observed); n > 0 {
		out = append(out, w.Text("goals.answer_observed", "n", n, "list", distribution(counts, w), "lowest", gradeText(lowest)))
	}
	if _, _, n := grades(g, 0, ""); n > 0 {
		var parts []string
		for k := range g.Options {
			counts, lowest, _ := grades(g, k, "")
			parts = append(parts, w.Text("goals.answer_option", "name", w.Name(g.Options[k].Short.Or(g.Options[k].Name)), "list", distribution(counts, w), "lowest", gradeText(lowest)))
		}
		out = append(out, w.Text("goals.answer_options", "n", n, "list", strings.Join(parts, "; ")))
	}
	return out
}

// grades counts the parts of an option by grade: those that were observed, or with "" the
// others.
func grades(g *report.Goals, option int, of goals.Source) (counts [6]int, lowest, n int) {
	for i := range g.Parts {
		p := &g.Parts[i]
		if (p.From == goals.Observed) != (of == goals.Observed) || len(p.Results) <= option {
			continue
		}
		n++
		grade := p.Results[option].Grade
		counts[grade]++
		if grade > 0 && (lowest == 0 || grade < lowest) {
			lowest = grade
		}
	}
	return counts, lowest, n
}

// distribution lists how many parts have each grade, and how many have none.
func distribution(counts [6]int, w *words.Words) string {
	var out []string
	for grade := 5; grade > 0; grade-- {
		if counts[grade] > 0 {
			out = append(out, w.Text("goals.count", "grade", grade, "n", counts[grade]))
		}
	}
	if counts[0] > 0 {
		out = append(out, w.Text("goals.count_none", "n", counts[0]))
	}
	return strings.Join(out, ", ")
}

// gradeText writes a grade, a dash for none.
func gradeText(grade int) string {
	if grade == 0 {
		return words.Dash
	}
	return strconv.Itoa(grade)
}

// columns makes the columns of a table.
func (p *page) columns(keys ...string) []plain.Column {
	var out []plain.Column
	for i, key := range keys {
		c := plain.Column{Head: strings.Split(p.Words.Text("goals_head."+key), "\n"), Right: i > 0}
		if i == 0 {
			c.Least, c.Wraps = 20, true
		}
		if key == "grade" {
			c.Right, c.Least, c.Wraps = false, 10, true
		}
		out = append(out, c)
	}
	return out
}

// observed is the table of what was observed; it is the same in all options.
func (p *page) observed(g *report.Goals) {
	s := &plain.Sheet{Columns: p.columns("part", "before", "now", "day", "target", "until", "way", "plan", "grade"), Most: p.Width()}
	for i := range g.Parts {
		x := &g.Parts[i]
		if x.From != goals.Observed || len(x.Results) == 0 {
			continue
		}
		r := &x.Results[0]
		s.Add(p.Words.Name(x.Text)+p.place(x), p.value(x, r.Before), p.value(x, r.Value), p.day(r), p.value(x, x.Target), plain.Day(x.Deadline), p.percent(r.Progress), p.percent(r.Planned), p.grade(x, r))
	}
	if len(s.Rows) == 0 {
		return
	}
	p.Heading(2, p.Words.Text("goals.observed"))
	p.Sheet(s)
}

// part is the table of one part that options change.
func (p *page) part(g *report.Goals, x *report.GoalPart) {
	before := math.NaN()
	if len(x.Results) > 0 {
		before = x.Results[0].Before
	}
	head := p.Words.Text("goals.way", "before", p.value(x, before), "target", p.value(x, x.Target), "from", plain.Day(x.Baseline), "until", plain.Day(x.Deadline))
	p.Heading(2, plain.Dotted(p.Words.Name(x.Text)+p.place(x), head))
	s := &plain.Sheet{Columns: p.columns("option", "value", "way", "plan", "grade"), Most: p.Width()}
	for k := range x.Results {
		r := &x.Results[k]
		s.Add(p.Words.Name(g.Options[k].Name), p.value(x, r.Value), p.percent(r.Progress), p.percent(r.Planned), p.grade(x, r))
	}
	p.Sheet(s)
	if x.Modelled {
		p.Paragraph(p.Words.Text("goals.modelled"))
	}
}

// place names where a value is of, if it is not all of the county.
func (p *page) place(x *report.GoalPart) string {
	if x.Where == "county" {
		return ""
	}
	return " (" + x.Where + ")"
}

// value writes a value of a part; shares as per cent.
func (p *page) value(x *report.GoalPart, v float64) string {
	switch {
	case math.IsNaN(v):
		return words.Dash
	case x.Unit == "share":
		return p.percent(v)
	case math.Abs(v) >= 1000:
		return p.Words.Spaced(v)
	case v == math.Trunc(v):
		return p.Words.Fixed(v, 0)
	}
	return p.Words.Fixed(v, 2)
}

// percent writes a share with its sign.
func (p *page) percent(v float64) string {
	if math.IsNaN(v) {
		return words.Dash
	}
	return p.Words.Percent(v) + p.Words.Gap() + "%"
}

// day is that of an observed value.
func (p *page) day(r *report.GoalResult) string {
	if math.IsNaN(r.Value) {
		return words.Dash
	}
	return plain.Day(r.Day)
}

// grade writes a grade with the county's own, or why there is none.
func (p *page) grade(x *report.GoalPart, r *report.GoalResult) string {
	out := []string{p.Words.Term("goal_state", string(r.State))}
	switch r.State {
	case goals.Graded:
		out[0] = strconv.Itoa(r.Grade)
	case goals.NoLever:
		out[0] = "1, " + out[0]
	}
	if x.Adjust != 0 && r.State == goals.Graded {
		out = append(out, p.Words.Text("goals.adjusted", "by", p.Words.Signed(float64(x.Adjust), 0), "reason", x.Reason))
	}
	if !math.IsNaN(x.County) {
		out = append(out, p.Words.Text("goals.own", "grade", p.Words.Fixed(x.County, 0)))
	}
	return strings.Join(out, "; ")
}
