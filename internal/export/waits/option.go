package waits

import (
	"math"
	"strings"

	"saavu/internal/export/plain"
	"saavu/internal/words"
	"saavu/pkg/report"
	"saavu/pkg/waiting"
)

// option is the table of what an option changes.
func (p *page) option(r *report.Waits, o *report.WaitOption) *plain.Sheet {
	s := &plain.Sheet{Columns: p.columns("point", "known", "change", "gap", "weeks", "target", "wait", "third")}
	p.targeted(s, r.Target)
	for i := range o.Points {
		x := &o.Points[i]
		name := p.Words.Name(x.Names)
		if math.IsNaN(x.Gap.Value) {
			s.Add(name, p.share(x.Known), words.Dash, words.Dash, words.Dash, words.Dash, words.Dash, words.Dash)
			continue
		}
		s.Add(name, p.share(x.Known), p.signed(x.Change), p.signed(x.Gap), p.weeks(x), p.spanOfShare(x.Target), p.days(x.Wait), p.slots(x))
	}
	return s
}

func (p *page) share(v float64) string {
	if math.IsNaN(v) {
		return words.Dash
	}
	return p.Words.Percent(v)
}

// signed writes a number of people with its sign, and its range unless it is narrow.
func (p *page) signed(r waiting.Range) string {
	value := p.Words.Signed(r.Value, 1)
	if r.High-r.Low < math.Max(0.05, 0.1*math.Abs(r.Value)) {
		return value
	}
	return value + " (" + p.Words.Signed(r.Low, 1) + "…" + p.Words.Signed(r.High, 1) + ")"
}

// spanOfShare writes a share with its range.
func (p *page) spanOfShare(r waiting.Range) string {
	return p.Words.Percent(r.Value) + " (" + p.Words.Percent(r.Low) + "…" + p.Words.Percent(r.High) + ")"
}

// days writes a wait with its range.
func (p *page) days(r waiting.Range) string {
	one := func(v float64) string {
		if math.IsInf(v, 1) {
			return "∞"
		}
		return p.Words.Fixed(v, 0)
	}
	return one(r.Value) + " (" + one(r.Low) + "…" + one(r.High) + ")"
}

// weeks writes when the target is reached, or that it is not.
func (p *page) weeks(x *report.WaitChange) string {
	r := x.Weeks
	switch {
	case r.High == 0:
		return p.Words.Text("waits.now")
	case r.Low > farWeeks && x.Gap.Low > 0:
		return p.Words.Text("waits.grows")
	case r.Low > farWeeks:
		return p.Words.Text("waits.never")
	}
	return p.weeksIn(r.Low) + "…" + p.weeksIn(r.High)
}

// slots writes the third free slots of a point in an option.
func (p *page) slots(x *report.WaitChange) string {
	one := func(i int) string {
		switch v := x.Third[i]; {
		case math.IsNaN(v) || math.IsInf(v, 1):
			return words.Dash
		case x.Bound[i]:
			return "≥" + p.Words.Fixed(v, 0)
		default:
			return p.Words.Fixed(v, 0)
		}
	}
	return one(0) + " / " + one(1)
}

// optionAnswer gives the sentences below the table of an option.
func (p *page) optionAnswer(r *report.Waits, o *report.WaitOption) []string {
	if !o.Staffed {
		return []string{p.Words.Text("waits.unstaffed")}
	}
	var out []string
	var unclear []string
	for i := range o.Points {
		if x := &o.Points[i]; x.Unclear() {
			unclear = append(unclear, p.Words.Name(x.Names))
		}
	}
	if unclear != nil {
		out = append(out, p.Words.Text("waits.unclear", "list", strings.Join(unclear, ", ")))
	}
	return append(out, p.Words.Text("waits.in_time", "people", p.Words.Spaced(o.InTime), "target", r.Target, "unknown", p.Words.Spaced(o.Unknown)))
}
