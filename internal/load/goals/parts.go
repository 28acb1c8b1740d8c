package goals

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/load/input"
	"saavu/internal/naming"
	"saavu/pkg/goals"
	"saavu/pkg/lang"
)

// Goals reads a table of goals; observed may be nil.
func Goals(r *input.Reader, name, named string, c *County, observed *Observed) *List {
	t := r.TableOf(name, named, "goal", "indicator", "target", "target_date", "baseline_date", "better", "value_from")
	if t == nil {
		return nil
	}
	if len(t.Rows) == 0 {
		r.Problems.Add(input.Empty(name, "goals"))
		return nil
	}
	var list []goals.Observation
	if observed != nil {
		list = observed.List
	}
	out, seen := &List{File: name}, map[string]int{}
	for i := range t.Rows {
		x := &row{Row: input.Row{Table: t, At: i}, county: c}
		p := x.part(list)
		t.UniqueIn(i, "goal", strings.TrimSuffix(p.Goal+" · "+p.ID, " · "), seen)
		out.Parts = append(out.Parts, p)
	}
	t.NoteUnread()
	return out
}

// part reads a row of goals.
func (x *row) part(observed []goals.Observation) Part {
	p := Part{Part: goals.Part{Goal: x.Field("goal"), ID: x.Field("part"), Where: x.where(), Row: x.Line(), Target: math.NaN(), County: math.NaN()}}
	for _, in := range []struct {
		column string
		text   *string
	}{{"text_fi", &p.Text.Fi}, {"text_sv", &p.Text.Sv}, {"text_en", &p.Text.En}} {
		*in.text = x.Field(in.column)
	}
	if p.Text == (lang.Name{}) {
		p.Text = lang.Same(p.Goal)
	}
	if x.Field("target") != "" {
		if v, ok := x.Number(x.At, "target"); ok {
			p.Target = v
		}
	}
	p.Baseline, p.Deadline = x.day("baseline_date", true), x.day("target_date", true)
	if !p.Baseline.IsZero() && !p.Deadline.IsZero() && !p.Deadline.After(p.Baseline) {
		x.Refuse("target_date", "a day after the baseline, "+x.Field("baseline_date"), "")
	}
	better, _ := x.Word(x.At, "better", "more", "less")
	p.Less = better == "less"
	x.source(&p)
	x.levers(&p)
	x.adjusted(&p)
	if text := x.Field("county_grade"); text != "" {
		if v, ok := x.Number(x.At, "county_grade"); ok && (v < 1 || v > 5) {
			x.Refuse("county_grade", "a grade, 1 to 5, or nothing", "")
		} else if ok {
			p.County = v
		}
	}
	x.direction(&p, observed)
	return p
}

// direction checks that the target lies where the goal wants to go.
func (x *row) direction(p *Part, observed []goals.Observation) {
	o := goals.On(observed, p.Indicator, p.Where, p.Baseline)
	if o == nil || math.IsNaN(p.Target) || x.Field("better") == "" {
		return
	}
	at := strconv.FormatFloat(o.Value, 'g', 6, 64)
	switch {
	case p.Target == o.Value:
		x.Refuse("target", "another value than the baseline, "+at, "")
	case p.Less && p.Target > o.Value:
		x.Refuse("target", "less than the baseline, "+at+", as less is better", "")
	case !p.Less && p.Target < o.Value:
		x.Refuse("target", "more than the baseline, "+at+", as more is better", "")
	}
}

// source reads where the value comes from: the column indicator names it, for a formula
// the text after formula:.
func (x *row) source(p *Part) {
	p.Indicator = x.Field("indicator")
	text := x.Field("value_from")
	if formula, found := strings.CutPrefix(text, "formula:"); found {
		p.From = goals.Formula
		x.formula(p, formula)
		return
	}
	word, ok := x.Word(x.At, "value_from", string(goals.Scores), string(goals.Observed), "formula: …")
	if !ok || p.Indicator == "" {
		if p.Indicator == "" {
			x.Refuse("indicator", "the name of an indicator", "")
		}
		return
	}
	if p.From = goals.Source(word); p.From == goals.Scores {
		if t, ok := x.term("indicator", p.Indicator); ok {
			p.Terms = []goals.Term{t}
		}
	}
}

// formula reads two terms with an operator between them.
func (x *row) formula(p *Part, text string) {
	const expected = "formula: two figures with one of + - * / between them"
	words := strings.Fields(text)
	if len(words) != 3 || len(words[1]) != 1 || !strings.Contains("+-*/", words[1]) {
		x.Refuse("value_from", expected, "put spaces around the sign: formula: visits@gp / station_rooms@gp")
		return
	}
	p.Operator = words[1][0]
	for _, w := range []string{words[0], words[2]} {
		if t, ok := x.term("value_from", w); ok {
			p.Terms = append(p.Terms, t)
		}
	}
}

// term reads measure@service:area; without @ it is a measure of the county.
func (x *row) term(column, text string) (goals.Term, bool) {
	rest, area, hasArea := strings.Cut(text, ":")
	measure, service, _ := strings.Cut(rest, "@")
	t := goals.Term{Measure: measure, Service: service, Area: area}
	wrong := func(found, expected string, known []string) bool {
		x.Reader.Problems.Add(problem.Problem{File: x.Name, Row: x.Line(), Column: column, Found: found, Expected: expected, Hint: naming.Suggest(found, known)})
		return false
	}
	switch {
	case !slices.Contains(x.county.Measures, measure):
		return t, wrong(measure, "a measure of scores.csv", x.county.Measures)
	case service != "" && !slices.Contains(x.county.Services, service):
		return t, wrong(service, "a service of the county", x.county.Services)
	case hasArea && !slices.Contains(x.county.Areas, area):
		return t, wrong(area, "an area of the county", x.county.Areas)
	}
	return t, true
}

// levers reads kinds of changes, each with a service or without, joined by +.
func (x *row) levers(p *Part) {
	for text := range strings.SplitSeq(x.Field("levers"), "+") {
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		kind, service, _ := strings.Cut(text, ":")
		wrong := func(found, expected string, known []string) {
			x.Reader.Problems.Add(problem.Problem{File: x.Name, Row: x.Line(), Column: "levers", Found: found, Expected: expected, Hint: naming.Suggest(found, known)})
		}
		switch {
		case !slices.Contains(x.county.Kinds, kind):
			wrong(kind, "a kind of change: "+strings.Join(x.county.Kinds, ", "), x.county.Kinds)
		case service != "" && !slices.Contains(x.county.Services, service):
			wrong(service, "a service of the county", x.county.Services)
		}
		p.Levers = append(p.Levers, goals.Lever{Kind: kind, Service: service})
	}
}

// adjusted reads by how much people have raised or lowered the grade, and why.
func (x *row) adjusted(p *Part) {
	p.Reason = x.Field("reason")
	text := x.Field("adjust")
	if text == "" {
		return
	}
	v, ok := x.Number(x.At, "adjust")
	switch {
	case !ok:
	case v != -1 && v != 0 && v != 1:
		x.Refuse("adjust", "-1, 0 or 1", "")
	case v != 0 && p.Reason == "":
		x.Refuse("reason", "why the grade is adjusted", "")
	default:
		p.Adjust = int(v)
	}
}
