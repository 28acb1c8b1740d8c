package webpage

import (
	"fmt"
	"html/template"
	"math"
	"strings"

	"saavu/internal/board"
	"saavu/internal/words"
	"saavu/pkg/report"
)

// costSection is what the template of costs shows.
type costSection struct {
	Today   string // a sentence
	Outside string // a sentence
	Small   bool
	More    bool // some line costs more
	Less    bool // or less
	Screens []costScreen
}

// costScreen is the bills of one screen.
type costScreen struct {
	Heading string
	Bills   []bill
}

// bill is the changes of one option.
type bill struct {
	Name   string
	Payers []payer
	Notes  []string
}

// payer is the lines of a payer and their sum.
type payer struct {
	Name         string
	Lines        []billLine
	Sum, Between string
	Bar          template.HTML
	Unknown      bool
	Trace        string // of the sum
}

// billLine is the change of one cost line.
type billLine struct {
	Name, From, Money string
	Trace             string // "" for the sum of small lines
	Bar               template.HTML
}

// costs fills the section of euros.
func (p *page) costs() any {
	out := costSection{}
	bills := make([][]board.Bill, len(p.views))
	scale := &scale{}
	for i := range p.views {
		bills[i] = p.views[i].Bills()
		for k := range bills[i] {
			scale.cover(&bills[i][k])
		}
	}
	first := &p.views[0]
	if money := first.Cost(); money != "" {
		out.Today = p.w.Text("page.costs_today", "money", money)
	}
	if list := first.Outside(); list != nil {
		out.Outside = p.w.Text("page.costs_others", "payers", list)
	}
	for i := range p.views {
		v := &p.views[i]
		s := costScreen{}
		s.Heading = p.heading(v)
		for k := range bills[i] {
			for _, payer := range bills[i][k].Payers {
				for _, l := range payer.Lines {
					out.More, out.Less = out.More || l.Money.V > 0, out.Less || l.Money.V < 0
				}
			}
			b := p.bill(v, &bills[i][k], scale)
			for _, x := range b.Payers {
				out.Small = out.Small || x.Sum == board.SmallChange
			}
			s.Bills = append(s.Bills, b)
		}
		out.Screens = append(out.Screens, s)
	}
	return out
}

// bill fills the tables of one option.
func (p *page) bill(v *board.View, b *board.Bill, scale *scale) bill {
	out := bill{Name: v.Option(b.Option)}
	for i := range b.Payers {
		of := &b.Payers[i]
		x := payer{Name: p.w.Text("page.payer." + of.Payer), Sum: v.Clear(of.Sum), Unknown: !of.Sum.Known}
		at := 0.0
		for _, l := range of.Lines {
			line := billLine{Name: words.Capital(p.w.Text("page.costs_other")), Money: p.w.Change(report.Exact(l.Money.V)), Bar: scale.bar(at, at+l.Money.V, toneOf(l.Money.V))}
			if l.Kind != "" {
				line.Trace = traced("network", p.Report.Options[b.Option].ID, "lines", l.Kind+"&"+of.Payer, "eur", "value", "+")
				line.Name = words.Capital(p.w.Term("line", l.Kind))
			}
			if l.From > 0 {
				line.From = p.w.Text("page.costs_from", "year", report.Year(l.From))
			}
			at += l.Money.V
			x.Lines = append(x.Lines, line)
		}
		x.Trace = traced("network", p.Report.Options[b.Option].ID, "payers", of.Payer)
		if of.Sum.Known {
			x.Bar = scale.bar(0, of.Sum.V, "sum")
			if text := p.w.Change(of.Sum); strings.Contains(text, "…") {
				x.Between = text
			}
		}
		out.Payers = append(out.Payers, x)
	}
	if money := p.w.Change(report.Exact(b.OneOff)); money != words.NoChange {
		out.Notes = append(out.Notes, p.w.Text("page.costs_one_off", "money", money))
	}
	if money := p.w.Change(report.Exact(math.Abs(b.NotGiven.V))); b.NotGiven.Known && money != words.NoChange {
		key := "page.costs_given"
		if b.NotGiven.V < 0 {
			key = "page.costs_fewer"
		}
		out.Notes = append(out.Notes, p.w.Text(key, "money", strings.TrimPrefix(money, "+")))
	}
	return out
}

// toneOf is the class of a bar: what costs more or less.
func toneOf(euros float64) string {
	if euros < 0 {
		return "less"
	}
	return "more"
}

// scale is the one scale of all bars of euros.
type scale struct{ from, to float64 }

// cover widens the scale by the bars of a bill.
func (s *scale) cover(b *board.Bill) {
	for i := range b.Payers {
		at := 0.0
		for _, l := range b.Payers[i].Lines {
			if !math.IsNaN(l.Money.V) {
				at += l.Money.V
			}
			s.from, s.to = min(s.from, at), max(s.to, at)
		}
		if sum := b.Payers[i].Sum; sum.Known {
			s.from, s.to = min(s.from, sum.V), max(s.to, sum.V)
		}
	}
}

// bar draws a bar between two sums, at least a hair wide; it repeats a number.
func (s *scale) bar(from, to float64, class string) template.HTML {
	if s.to <= s.from {
		return ""
	}
	at := func(v float64) float64 { return 100 * (v - s.from) / (s.to - s.from) }
	left, wide := at(min(from, to)), max(at(max(from, to))-at(min(from, to)), 0.3)
	return template.HTML(fmt.Sprintf(`<svg class="fall" height="20" aria-hidden="true"><line class="zero" x1="%.1f%%" x2="%.1f%%" y1="0" y2="20"/><rect class="%s" x="%.1f%%" y="5" width="%.1f%%" height="10"/></svg>`,
		at(0), at(0), class, min(left, 99.7), wide))
}
