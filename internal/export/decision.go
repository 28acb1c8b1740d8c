package export

import (
	"fmt"
	"io"
	"strings"

	"saavu/pkg/population"
	"saavu/pkg/report"
)

// TableOptions are the choices of a printed table.
type TableOptions struct {
	Detail bool // a second table with the other figures of each option
	Color  bool // colours of a terminal
	Brief  bool // leave out what is not of the service: reconciliation, assumptions, notes
}

// Table prints the decision table of one service, at most 100 characters wide:
// the conditions, a row an option, a sentence an option, and, unless
// TableOptions.Brief is set, what the figures rest on. Options of another year
// stand below under their own reference. An empty service takes the first; an
// unknown one is an error that lists those there are.
func Table(w io.Writer, r report.Report, service string, o TableOptions) error {
	i, err := find(&r, service)
	if err != nil {
		return err
	}
	p := &page{color: o.Color}
	p.service(&r, i, o.Detail, true)
	if !o.Brief {
		p.basis(&r)
	}
	_, err = io.WriteString(w, p.b.String())
	return err
}

// find gives the index of a service.
func find(r *report.Report, service string) (int, error) {
	var ids []string
	for i := range r.Services {
		if service == "" || r.Services[i].ID == service {
			if len(r.Services[i].Rows) != len(r.Options) {
				return 0, fmt.Errorf("service %q has %d rows for %d options", r.Services[i].ID, len(r.Services[i].Rows), len(r.Options))
			}
			return i, nil
		}
		ids = append(ids, r.Services[i].ID)
	}
	return 0, fmt.Errorf("no service %q in the report; there are: %s", service, strings.Join(ids, ", "))
}

// service writes the tables and sentences of one service, and on demand what
// stands behind each option, which is the same for all services.
func (p *page) service(r *report.Report, i int, detail, behind bool) {
	v := &r.Services[i]
	p.heading(2, fmt.Sprintf("%s · %s · %s people", label(r, i), aged(v.Group), report.People(v.People)))
	p.say(strings.Join(append([]string{limit(v), "no car, in person"}, world(r)...), " · "))
	p.say(strings.Join([]string{ranges(r), frame(r), fmt.Sprint(r.Year)}, " · "))
	order := blocks(r)
	p.table(decision(r, v, order, p.markdown))
	if legend := legend(r, v); legend != "" {
		p.say(legend)
	}
	if detail {
		p.heading(3, "Other figures")
		p.table(details(r, v, order))
	}
	p.heading(3, "In words")
	for _, b := range order {
		for _, k := range b.options {
			p.item(r.Options[k].Name, report.Sentence(report.Who(v.Group), r.Options[k], v.Rows[k], overAll(r, k)))
			if behind {
				p.behind(&r.Options[k])
			}
		}
	}
}

// overAll gives an option's row over all services, empty where there is none.
func overAll(r *report.Report, option int) report.NetworkRow {
	if option < len(r.Network) {
		return r.Network[option]
	}
	return report.NetworkRow{}
}

// behind writes an option's changes, what moves it, and the rules it breaks.
func (p *page) behind(o *report.Option) {
	if len(o.Changes) > 0 {
		p.under("changes: " + strings.Join(o.Changes, "; "))
	}
	if len(o.Movers) > 0 {
		var list []string
		for _, m := range o.Movers {
			list = append(list, mover(m))
		}
		p.under("moved most by: " + strings.Join(list, "; "))
	}
	for _, text := range breaches(o) {
		p.under(text)
	}
	if o.Listed != "" {
		p.under("listed because: " + o.Listed)
	}
}

// breaches puts an option's broken rules into words.
func breaches(o *report.Option) []string {
	var list []string
	unchecked := 0
	for _, b := range o.Breaches {
		what := ""
		switch b.Verdict {
		case "breach":
			what = "breaks " + severity(b.Severity)
		case "inherited":
			what = "breaks " + severity(b.Severity) + ", as today's network does"
		case "not checked":
			unchecked++
		}
		if what == "" {
			continue
		}
		text := what + ": " + b.Rule
		if b.Detail != "" {
			text += ", " + b.Detail
		}
		if b.Source != "" {
			text += " (" + b.Source + ")"
		}
		list = append(list, text)
	}
	if unchecked > 0 {
		list = append(list, fmt.Sprintf("not checked, because the data cannot tell: %d of %d rules", unchecked, len(o.Breaches)))
	}
	return list
}

func severity(s report.Severity) string {
	switch s {
	case report.Law:
		return "the law"
	case report.OwnRule:
		return "the county's own rule"
	}
	return "a wish"
}

// mover writes a parameter's pull: a share as percentage points, money in M€.
func mover(m report.Mover) string {
	swing := fmt.Sprintf("%.1f %%", 100*m.Swing)
	if strings.Contains(m.Unit, "€") || strings.Contains(m.Unit, "eur") || strings.Contains(m.What, "cost") {
		swing = fmt.Sprintf("%.1f M€", m.Swing/1e6)
	}
	return fmt.Sprintf("%s (%s by %s)", m.Path, m.What, swing)
}

// block is the options of one year: those compared with none or with another
// year first.
type block struct {
	year    int
	options []int
}

// blocks sorts the options under their years, in the order in which the years
// first come, and puts the references of a year above what is compared with
// them.
func blocks(r *report.Report) []block {
	var list []block
	for i, o := range r.Options {
		at := -1
		for b := range list {
			if list[b].year == o.Year {
				at = b
			}
		}
		if at < 0 {
			at, list = len(list), append(list, block{year: o.Year})
		}
		list[at].options = append(list[at].options, i)
	}
	for b := range list {
		var first, then []int
		for _, i := range list[b].options {
			against := r.Options[i].Against
			if against < 0 || against >= len(r.Options) || r.Options[against].Year != list[b].year {
				first = append(first, i)
			} else {
				then = append(then, i)
			}
		}
		list[b].options = append(first, then...)
	}
	return list
}

func aged(g population.Group) string {
	if g.String() == "all ages" {
		return "all ages"
	}
	return g.String() + " years"
}

func ranges(r *report.Report) string {
	if r.Draws <= 0 {
		return "no ranges: the parameters were not varied"
	}
	return fmt.Sprintf("± = range over parameters (5-95 %%, %d draws)", r.Draws)
}

func frame(r *report.Report) string {
	switch r.Frame {
	case "staff":
		return "same staff"
	case "budget":
		return "same budget"
	}
	return r.Frame
}
