package engine

import (
	"math"
	"slices"

	"saavu/pkg/delivery"
	"saavu/pkg/report"
)

// guidance is what desks make unnecessary, and the model with the need that is left; the
// zero value without desks.
type guidance struct {
	model *delivery.Model
	desks []relief
}

// relief is what one desk avoids.
type relief struct {
	desk  int
	avoid []delivery.Avoided
}

// by leaves out of the need what a service avoids that has given a share of its contacts.
func (g *guidance) by(m *delivery.Model, o *delivery.Outcome, s int, share float64) *delivery.Model {
	out, avoid := m.Guide(o, s, share)
	if avoid != nil {
		g.model, g.desks = out, append(g.desks, relief{s, avoid})
	}
	return out
}

// avoided sums the contacts of a service that desks make unnecessary.
func (g *guidance) avoided(s int) float64 {
	sum := 0.0
	for _, r := range g.desks {
		for _, a := range r.avoid {
			if a.Service == s {
				sum += a.Contacts
			}
		}
	}
	return sum
}

// deskFirst lists the services, those that relieve others first.
func deskFirst(m *delivery.Model) []int {
	desks := m.Desks()
	out := append(make([]int, 0, len(m.Services)), desks...)
	for s := range m.Services {
		if !slices.Contains(desks, s) {
			out = append(out, s)
		}
	}
	return out
}

// serving is the model at the parameters' values with the need that desks leave.
func (e *Evaluation) serving() *delivery.Model {
	if g := e.central.guide.model; g != nil {
		return g
	}
	return e.compiled.model
}

// guided describes the desks of an option at the parameters' values: what they cost in
// hours and what they free.
func (e *Evaluation) guided() []report.Guidance {
	n, m := e.County.Network, e.compiled.model
	var out []report.Guidance
	named := func(s int) report.NamedID {
		return report.NamedID{ID: n.Services[s].ID, Names: n.Services[s].Name.Or(n.Services[s].Name)}
	}
	for s := range n.Services {
		if !n.Services[s].Guides() {
			continue
		}
		x, sm := &e.central.served[s], &m.Services[s]
		g := report.Guidance{Option: e.Option.ID, Year: e.Year, Desk: named(s), Contacts: x.Given(), Needed: x.Need,
			Hours: (x.Given()-x.Remote)*staffMinutes(sm)/60 + x.Remote*sm.RemoteMin/60, Resolved: m.Resolved(s)}
		for _, r := range e.central.guide.desks {
			if r.desk != s {
				continue
			}
			for _, a := range r.avoid {
				g.Avoided = append(g.Avoided, report.Avoided{Service: named(a.Service), Contacts: a.Contacts, Asked: a.Asked,
					Hours: a.Contacts * staffMinutes(&m.Services[a.Service]) / 60})
			}
		}
		if !e.of.staffed(s) {
			g.Contacts, g.Hours = nan, nan
			for i := range g.Avoided {
				g.Avoided[i].Contacts, g.Avoided[i].Asked, g.Avoided[i].Hours = nan, nan, nan
			}
		}
		out = append(out, g)
	}
	return out
}

// staffMinutes sums the minutes of all professions in a contact in person.
func staffMinutes(sm *delivery.ServiceModel) float64 {
	sum := 0.0
	for _, minutes := range sm.StaffMin {
		sum += minutes
	}
	return sum
}

// guided describes the desks of all options.
func guided(list []*Evaluation) []report.Guidance {
	var out []report.Guidance
	for _, e := range list {
		out = append(out, e.guided()...)
	}
	return out
}

// guidanceNotes say of each option what its desks take and free.
func guidanceNotes(list []*Evaluation) []report.Message {
	var out []report.Message
	for _, e := range list {
		for _, g := range e.guided() {
			if math.IsNaN(g.Contacts) || g.Contacts == 0 {
				continue
			}
			facts := []any{"option", nameOf(&e.Option), "service", g.Desk.Names, "contacts", wholeOf(g.Contacts), "hours", wholeOf(g.Hours)}
			if g.Avoided == nil {
				out = append(out, report.NewMessage("note_guidance_none", facts...))
				continue
			}
			contacts, freed := g.Freed()
			kind := "note_guidance_frees"
			if freed < g.Hours {
				kind = "note_guidance_costs"
			}
			out = append(out, report.NewMessage(kind, append(facts, "avoided", wholeOf(contacts), "freed", wholeOf(freed),
				"on", wholeOf(g.Contacts*(1-g.Resolved)))...))
		}
	}
	return out
}

func wholeOf(v float64) report.Amount { return report.Amount{V: v, As: report.AsWhole} }
