package board

import (
	"cmp"
	"slices"
	"strings"

	"saavu/pkg/report"
)

// Standing is how a rule stands in the reference of a screen.
type Standing int

// The standings, in the order in which rules are listed.
const (
	Broken    Standing = iota // breaks it already
	Unchecked                 // cannot be checked, or not with this data
	Kept
)

// RuleRow is a rule: how it stands in the reference, and which options change that.
type RuleRow struct {
	Name     string
	Severity report.Severity
	Source   string
	Standing Standing
	Detail   string        // how the reference breaks it, or why it is not checked; "" if it is kept
	Breaks   []RuleChanged // options that newly break it
	Fixed    string        // options that fix what the reference breaks, by short name; "" for none
	Unsure   []RuleChanged // options that it cannot be checked for, unlike for the reference
}

// RuleChanged are options for which a rule has the same verdict for the same reason.
type RuleChanged struct{ Options, Detail string }

// Rules lists every rule of the year: new breaches first, the gravest before the others,
// then what the reference breaks, then what cannot be checked.
func (v *View) Rules() []RuleRow {
	var out []RuleRow
	for _, b := range v.R.Options[v.Ref].Breaches {
		out = append(out, v.ruleRow(b))
	}
	slices.SortStableFunc(out, func(a, b RuleRow) int {
		return cmp.Or(cmp.Compare(newness(&a), newness(&b)), cmp.Compare(a.Standing, b.Standing), cmp.Compare(rank(a.Severity), rank(b.Severity)))
	})
	return out
}

// newness puts rules with new breaches before the others, the gravest first.
func newness(r *RuleRow) int {
	if r.Breaks == nil {
		return rank(report.Wish) + 1
	}
	return rank(r.Severity)
}

// rank orders the severities, the gravest first.
func rank(s report.Severity) int {
	return slices.Index([]report.Severity{report.Law, report.OwnRule, report.Wish}, s)
}

// ruleRow compares the verdicts of the options on a rule with that of the reference.
func (v *View) ruleRow(ref report.Breach) RuleRow {
	out := RuleRow{Name: Rule(v.W, ref), Severity: ref.Severity, Source: v.W.Name(ref.Sources.Every(ref.Source)), Standing: standing(ref.Verdict), Detail: v.W.Message(ref.Detail)}
	var fixed []int
	breaks, unsure := v.alike(), v.alike()
	for _, k := range v.Options {
		b, found := sameRule(v.R.Options[k].Breaches, ref)
		if !found {
			continue
		}
		now, detail := standing(b.Verdict), v.W.Message(b.Detail)
		switch {
		case b.Verdict == "breach":
			breaks.add(k, detail)
		case now == Unchecked && out.Standing != Unchecked:
			unsure.add(k, detail)
		case now == Kept && out.Standing == Broken:
			fixed = append(fixed, k)
		}
	}
	out.Breaks, out.Unsure, out.Fixed = breaks.list(), unsure.list(), v.Names(fixed)
	return out
}

// standing reads a verdict.
func standing(verdict string) Standing {
	switch verdict {
	case "ok":
		return Kept
	case "breach", "inherited":
		return Broken
	}
	return Unchecked
}

// sameRule finds an option's verdict on a rule.
func sameRule(list []report.Breach, rule report.Breach) (report.Breach, bool) {
	at := slices.IndexFunc(list, func(b report.Breach) bool {
		return b.ID == rule.ID && b.Rule == rule.Rule && b.Severity == rule.Severity && b.Source == rule.Source
	})
	if at < 0 {
		return report.Breach{}, false
	}
	return list[at], true
}

// grouping collects options by the reason of their verdict.
type grouping struct {
	v       *View
	details []string
	options [][]int
}

func (v *View) alike() *grouping { return &grouping{v: v} }

func (g *grouping) add(option int, detail string) {
	at := slices.Index(g.details, detail)
	if at < 0 {
		at, g.details, g.options = len(g.details), append(g.details, detail), append(g.options, nil)
	}
	g.options[at] = append(g.options[at], option)
}

func (g *grouping) list() []RuleChanged {
	var out []RuleChanged
	for i, detail := range g.details {
		out = append(out, RuleChanged{g.v.Names(g.options[i]), detail})
	}
	return out
}

// text lists the options, each with its reason in brackets where there is one.
func (g *grouping) text() string {
	return g.joined(" (", ")")
}

// bare lists them without brackets around the reasons.
func (g *grouping) bare() string { return g.joined(" ", "") }

func (g *grouping) joined(before, after string) string {
	var out []string
	for _, c := range g.list() {
		if c.Detail != "" {
			c.Options += before + c.Detail + after
		}
		out = append(out, c.Options)
	}
	return strings.Join(out, "; ")
}
