package tables

import (
	"strings"

	"saavu/internal/board"
	"saavu/internal/export/plain"
	"saavu/pkg/report"
)

// wording is what a page states about each option below a table.
type wording struct {
	r        *report.Report
	sentence func(option int) string
	movers   func(option int) []report.Mover // nil: left out
	odds     func(option int) report.Odds    // where there is room
	rules    bool                            // add changes and rules, which are the same for all services
	budget   bool                            // add what the same-budget rule bought or sold
}

// words writes one sentence per option and its movers. Rules that today's network
// breaks are listed once, at the first option of their block; rules that were not
// checked once, at the end.
func (p *page) words(w *wording, order []board.Year) {
	switch {
	case w.movers == nil:
		p.Heading(3, p.Words.Text("in_words"))
	case p.Markdown:
		p.Heading(3, p.Words.Text("in_words"))
		p.Paragraph(p.Words.Text("here_moved_by"))
	default:
		p.Heading(3, p.Words.Text("in_words")+"; "+p.Words.Text("moved_by"))
	}
	listed := map[string]bool{}
	for _, b := range order {
		for n, k := range b.Options {
			o := &w.r.Options[k]
			p.Item(p.Words.Option(o), w.sentence(k))
			if w.rules && p.Full() && len(o.Steps) > 0 {
				p.Under(p.Words.Text("changes", "list", strings.Join(p.Words.Steps(o), "; ")))
			}
			if w.budget {
				p.budget(overAll(w.r, k))
			}
			if text := p.Words.AllOdds(w.odds(k)); p.Full() && text != "" {
				p.Under(text)
			}
			if w.movers != nil {
				p.movers(w.r, w.movers(k))
			}
			if !w.rules {
				continue
			}
			if n == 0 {
				p.already(w.r, b, listed)
			}
			p.broken(o)
			if reason := p.Words.Name(o.Listed); p.Full() && reason != "" {
				p.Under(p.Words.Text("listed_because", "reason", reason))
			}
		}
	}
	if w.rules {
		p.unchecked(w.r)
	}
}

// budget writes what the same-budget rule bought or sold, and whether the euros are
// equal after it.
func (p *page) budget(n report.NetworkRow) {
	text := p.Words.Trades(n.Trades)
	if n.Unbalanced {
		text = strings.TrimPrefix(text+"; "+p.Words.Text("not_balanced", "money", p.Words.Signed(-n.BudgetGap/1e6, 1)), "; ")
	}
	if text != "" {
		p.Under(p.Words.Text("at_same_budget", "trades", text))
	}
}

// movers writes the parameters with the largest effect on a result, each with its
// low and high and the change between them. A change of less than a percentage point
// or 0.1 M€ is left out. So is, on one screen, what would start a second line.
func (p *page) movers(r *report.Report, list []report.Mover) {
	if text := board.MovedMost(p.Words, r, list, p.Detail); text != "" {
		p.Under(text)
	}
}

// already lists the rules that today's network breaks too, for all options of a
// block, once each.
func (p *page) already(r *report.Report, b board.Year, listed map[string]bool) {
	var list []string
	for _, k := range b.Options {
		for _, x := range r.Options[k].Breaches {
			if x.Verdict == "inherited" && !listed[x.Rule] {
				listed[x.Rule] = true
				list = append(list, board.Breach(p.Words, x, p.Full(), p.Full()))
			}
		}
	}
	if len(list) > 0 {
		p.Under(p.Words.Text("already_breaks", "list", strings.Join(list, "; ")))
	}
}

// broken lists the rules that an option breaks and that today's network keeps or
// breaks less, with details if they fit in the line.
func (p *page) broken(o *report.Option) {
	list := func(detail bool) string {
		var rules []string
		for _, x := range o.Breaches {
			if x.Verdict == "breach" {
				rules = append(rules, board.Breach(p.Words, x, detail, p.Full()))
			}
		}
		if rules == nil {
			return ""
		}
		return p.Words.Text("breaks_more", "list", strings.Join(rules, "; "))
	}
	text := list(true)
	if !p.Full() && plain.Width(text) > plain.LineWidth-2 {
		text = list(false)
	}
	if text != "" {
		p.Under(text)
	}
}

// unchecked lists the rules that were not checked for some option.
func (p *page) unchecked(r *report.Report) {
	var list []string
	seen := map[string]bool{}
	for _, o := range r.Options {
		for _, b := range o.Breaches {
			if (b.Verdict == "not checked" || b.Verdict == "not identified") && !seen[b.Rule] {
				seen[b.Rule] = true
				list = append(list, board.Rule(p.Words, b))
			}
		}
	}
	if len(list) > 0 {
		if p.Markdown {
			p.Gap()
		}
		p.Paragraph(p.Words.Text("rules_unchecked", "list", strings.Join(list, "; ")))
	}
}
