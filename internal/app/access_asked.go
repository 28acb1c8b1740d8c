package app

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"saavu/internal/engine"
	"saavu/pkg/access"
	"saavu/pkg/lang"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// choices states the choices that the measure depends on.
func (q *AccessRequest) choices(m *access.Measure) report.Message {
	c := &q.Choice
	parts := []report.Message{report.NewMessage("asked.measure", "measure", m.Name)}
	add := func(kind string, facts ...any) { parts = append(parts, report.NewMessage("asked."+kind, facts...)) }
	if side := access.FacilityMeasure(m.Name); q.PerFacility && side != nil {
		m = side
		if q.Line > 0 {
			add("line", "line", q.Line)
		}
	}
	for _, need := range m.Needs {
		q.needed(need, add)
	}
	if m.Name == "closest-n" {
		kind := "facilities"
		if c.Units {
			kind = "units"
		}
		add(kind, "n", max(c.Count, 1))
	}
	if c.Kind != "" {
		add("kind", "kind", c.Kind)
	}
	for _, one := range []struct {
		kind string
		is   bool
	}{{"below", c.Below}, {"kept", q.KeepUnsupplied}, {"ratio", c.Ratio}} {
		if one.is {
			add(one.kind)
		}
	}
	if q.Against != "" {
		add("against", "option", q.Against)
	}
	if q.Own {
		add("own_modes")
	}
	if q.Passive {
		add("passive")
	}
	return report.NewMessage("asked.choices", "list", parts)
}

// needed states a choice that a measure reads.
func (q *AccessRequest) needed(need access.Need, add func(kind string, facts ...any)) {
	c := &q.Choice
	switch need {
	case access.NeedDecay:
		add("decay", "decay", c.Decay.String())
		if b := c.Decay.Boundary(); b != "" {
			add("boundary", "boundary", report.Term{List: "boundary", Word: b})
		}
	case access.NeedCutoffs:
		add("within", "minutes", c.Cutoffs)
	case access.NeedInterval:
		add("interval", "from", c.From, "to", c.To)
	case access.NeedVariable:
		add("sizes", "minutes", c.Variable.Sizes, "people", c.Variable.BasePeople, "ratio", c.Variable.BaseRatio)
	}
}

// askedOf states what is measured in counties: the service, the people, the supply
// and the modes.
func askedOf(what report.Message, ask engine.CountyAsk, counties ...*scenario.Base) []report.Message {
	return []report.Message{what, peopleOf(ask, counties...), supplyOf(ask), modesOf(ask)}
}

// peopleOf states whose access is measured, with the years of the counties.
func peopleOf(ask engine.CountyAsk, counties ...*scenario.Base) report.Message {
	g := ask.Group
	ages := report.NewMessage("asked.ages", "from", g.From, "to", g.To)
	switch {
	case g.From <= 0 && g.To >= population.Ages-1:
		ages = report.NewMessage("ages_all")
	case g.To >= population.Ages-1:
		ages = report.NewMessage("asked.ages_over", "from", g.From)
	}
	return report.NewMessage("asked.people", "ages", ages, "years", yearsOf(counties))
}

// supplyOf states what a point counts as.
func supplyOf(ask engine.CountyAsk) report.Message {
	return report.NewMessage("asked.supply", "supply", report.Term{List: "supply", Word: ask.Supply})
}

// modesOf states the modes of travel.
func modesOf(ask engine.CountyAsk) report.Message {
	var modes []report.Message
	for _, m := range ask.Modes {
		facts := []any{"mode", report.Term{List: "mode", Word: m.Mode.String()}, "hours", report.Term{List: "hours", Word: m.Period.String()}}
		if m.Percentile > 0 {
			modes = append(modes, report.NewMessage("asked.mode_percentile", append(facts, "percentile", m.Percentile)...))
		} else {
			modes = append(modes, report.NewMessage("asked.mode", facts...))
		}
	}
	return report.NewMessage("asked.modes", "modes", modes)
}

// yearsOf returns the years of the people of several counties.
func yearsOf(counties []*scenario.Base) string {
	var years []int
	for _, c := range counties {
		years = append(years, c.Year)
	}
	slices.Sort(years)
	return strings.ReplaceAll(strings.Trim(fmt.Sprint(slices.Compact(years)), "[]"), " ", ", ")
}

// nameOf returns the name of a service.
func nameOf(base *scenario.Base, service string) lang.Name {
	return base.Network.Services[base.Network.Service(service)].Name
}

// noted is a note with the options or figures that it is about.
type noted[T any] struct {
	note report.Message
	by   []T
}

// gather adds what a note is about to an equal note, or else adds the note.
func gather[T any](list []noted[T], note report.Message, about T) []noted[T] {
	i := slices.IndexFunc(list, func(n noted[T]) bool { return reflect.DeepEqual(n.note, note) })
	if i < 0 {
		return append(list, noted[T]{note, []T{about}})
	}
	list[i].by = append(list[i].by, about)
	return list
}

// leftOut states which people are missing from figures, each group once.
func leftOut(figures []report.Figure) []report.Message {
	var notes []noted[report.Message]
	for _, f := range figures {
		if f.Note.Kind != "" {
			notes = gather(notes, f.Note, f.Title)
		}
	}
	var out []report.Message
	for _, n := range notes {
		out = append(out, report.NewMessage("access.of_figures", "figures", n.by, "note", n.note))
	}
	return out
}
