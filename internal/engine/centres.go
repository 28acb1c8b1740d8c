package engine

import (
	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// minutes gives the time between facilities of a county at the time of day of the
// comparison.
func (e *Evaluation) minutes(county *scenario.Base) func(from, to int) float64 {
	return func(from, to int) float64 { return county.Minutes(from, to, e.times.Period) }
}

// centres lists the seats of the templates in each option; nil without templates.
func centres(list []*Evaluation) []report.Centre {
	var out []report.Centre
	for _, e := range list {
		n := e.County.Network
		for t := range n.Templates {
			for _, f := range n.Seats(t) {
				c := report.CentreOf(n, t, f, e.minutes(e.County))
				c.Option, c.Year = e.Option.ID, e.Year
				c.M2 = network.Programme(&n.Templates[t], e.compiled.reader.Value)
				out = append(out, c)
			}
		}
	}
	return out
}

// centreNotes say what each option's centres have of their templates.
func centreNotes(options []scenario.Option, counties []*scenario.Base) []report.Message {
	var out []report.Message
	for i := range options {
		n := counties[i].Network
		for _, c := range n.Centres {
			t, has := &n.Templates[c.Template], n.Note(c)
			facts := []any{"option", nameOf(&options[i]), "facility", n.Facilities[c.Facility].Called(), "template", t.Name.Or(t.Name),
				"given", len(has.Given), "required", len(t.Required)}
			out = append(out, report.NewMessage("note_centre", facts...))
			for _, rest := range []struct {
				kind string
				ids  []string
			}{{"note_centre_missing", has.Missing}, {"note_centre_left", has.LeftOut}} {
				if rest.ids != nil {
					out = append(out, report.NewMessage(rest.kind, append(facts[:4:4], "list", names(n, rest.ids))...))
				}
			}
		}
	}
	return out
}

// names calls services by their names; those that a county lacks by their ids.
func names(n *network.Network, ids []string) []lang.Name {
	var out []lang.Name
	for _, id := range ids {
		if s := n.Service(id); s >= 0 {
			out = append(out, n.Services[s].Name.Or(n.Services[s].Name))
		} else {
			out = append(out, lang.Same(id))
		}
	}
	return out
}
