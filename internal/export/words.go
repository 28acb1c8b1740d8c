package export

import (
	"fmt"
	"strings"

	"saavu/pkg/report"
)

// wording is what a page says of each option under a table.
type wording struct {
	r        *report.Report
	sentence func(option int) string
	movers   func(option int) []report.Mover // nil: not told
	rules    bool                            // tell changes and rules, which are the same for all services
	budget   bool                            // tell what the same-budget rule bought or sold
}

// words writes one sentence an option and what moves it. Rules that today's
// network breaks are told once, under the first option of those that break
// them; rules that were not checked once, at the end.
func (p *page) words(w *wording, order []block) {
	const meaning = "\"moved most by\" says how far a parameter's low and high put the result apart"
	switch {
	case w.movers == nil:
		p.heading(3, "In words")
	case p.markdown:
		p.heading(3, "In words")
		p.say("Here " + meaning + ".")
	default:
		p.heading(3, "In words; "+meaning)
	}
	told := map[string]bool{}
	for _, b := range order {
		for n, k := range b.options {
			o := &w.r.Options[k]
			p.item(o.Name, w.sentence(k))
			if w.rules && p.full() && len(o.Changes) > 0 {
				p.under("changes: " + strings.Join(o.Changes, "; "))
			}
			if w.budget {
				p.budget(overAll(w.r, k))
			}
			if w.movers != nil {
				p.movers(w.r, w.movers(k))
			}
			if !w.rules {
				continue
			}
			if n == 0 {
				p.already(w.r, b, told)
			}
			p.broken(o)
			if p.full() && o.Listed != "" {
				p.under("listed because: " + o.Listed)
			}
		}
	}
	if w.rules {
		p.unchecked(w.r)
	}
}

// budget tells what the same-budget rule bought or sold, and whether the euros
// are the same after it.
func (p *page) budget(n report.NetworkRow) {
	text := n.BudgetBuys
	if n.Unbalanced {
		text = strings.TrimPrefix(text+"; not balanced, "+report.Million(report.Exact(-n.BudgetGap))+" M€ a year too dear", "; ")
	}
	if text != "" {
		p.under("at the same budget: " + text)
	}
}

// movers writes the parameters that move a result, each with its low and high
// and how far apart they put it. Less than a percentage point or 0.1 M€ is left
// out, and so is on one screen what would begin a second line.
func (p *page) movers(r *report.Report, list []report.Mover) {
	const lead = "moved most by: "
	text := ""
	for _, m := range list {
		swing, digits, unit := 100*m.Swing, 0, "points" // of whole percents
		if m.Unit != "share" {
			swing, digits, unit = m.Swing/1e5, 1, "M€" // of tenths of a million
		}
		if swing < 0.1 {
			continue
		}
		if swing < 1 { // less than a reader would see in the table
			digits++
		}
		apart := fmt.Sprintf("%.*f %s", digits, 100*m.Swing, unit)
		if apart == "1 points" {
			apart = "1 point"
		}
		if m.Unit != "share" {
			apart = fmt.Sprintf("%.*f %s", digits, m.Swing/1e6, unit)
		}
		name := m.Path
		if !p.detail {
			name = ParameterWords(m.Path)
		}
		part := fmt.Sprintf("%s %s (%s %s)", name, between(m.Lo, m.Hi, unitOf(r, m.Path)), strings.TrimSuffix(m.What, " cost"), apart)
		if text != "" {
			text += ", "
		}
		text += part
	}
	if text != "" {
		p.under(lead + text)
	}
}

// unitOf finds the unit of a parameter that the report rests on.
func unitOf(r *report.Report, path string) string {
	for i := range r.Used {
		if r.Used[i].Path == path {
			return r.Used[i].Unit
		}
	}
	return ""
}

// between writes a parameter's low and high; shares as per cent, of what euros
// are paid for is left out.
func between(lo, hi float64, unit string) string {
	if unit == "share" {
		lo, hi, unit = 100*lo, 100*hi, "%"
	}
	if strings.HasPrefix(unit, "EUR") {
		unit = "€"
	}
	text := amount(lo) + "-" + amount(hi)
	if unit != "" && unit != "ratio" {
		text += " " + unit
	}
	return text
}

// already names the rules that today's network breaks too, of all options of a
// block, once each.
func (p *page) already(r *report.Report, b block, told map[string]bool) {
	var list []string
	for _, k := range b.options {
		for _, x := range r.Options[k].Breaches {
			if x.Verdict == "inherited" && !told[x.Rule] {
				told[x.Rule] = true
				list = append(list, breachWords(x, p.full(), p.full()))
			}
		}
	}
	if len(list) > 0 {
		p.under("today's network already breaks: " + strings.Join(list, "; "))
	}
}

// broken names the rules that an option breaks and today's network does not, or
// less, with the details where they fit in the line.
func (p *page) broken(o *report.Option) {
	say := func(detail bool) string {
		var list []string
		for _, x := range o.Breaches {
			if x.Verdict == "breach" {
				list = append(list, breachWords(x, detail, p.full()))
			}
		}
		if list == nil {
			return ""
		}
		return "breaks more than today: " + strings.Join(list, "; ")
	}
	text := say(true)
	if !p.full() && width(text) > lineWidth-2 {
		text = say(false)
	}
	if text != "" {
		p.under(text)
	}
}

func breachWords(b report.Breach, detail, source bool) string {
	text := fmt.Sprintf("%s (%s)", b.Rule, b.Severity)
	if detail && b.Detail != "" {
		text += ", " + b.Detail
	}
	if source && b.Source != "" {
		text += " [" + b.Source + "]"
	}
	return text
}

// unchecked names the rules that were not checked for some option.
func (p *page) unchecked(r *report.Report) {
	var list []string
	seen := map[string]bool{}
	for _, o := range r.Options {
		for _, b := range o.Breaches {
			if b.Verdict == "not checked" && !seen[b.Rule] {
				seen[b.Rule] = true
				list = append(list, b.Rule)
			}
		}
	}
	if len(list) > 0 {
		if p.markdown {
			p.gap()
		}
		p.say("Rules not checked, because the data cannot tell: " + strings.Join(list, "; "))
	}
}
