package engine

import (
	"slices"

	"saavu/pkg/network"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// notes are what a reader must know before reading the figures: what today's cost is
// calibrated to, and which unknown facts of places are assumed.
func (c *comparison) notes(whole report.CostParts) []report.Message {
	today := report.NewMessage("note_cost", "known", report.Amount{V: whole.Known, As: report.AsMillions},
		"model", report.Amount{V: whole.Model, As: report.AsMillions}, "residual", report.Amount{V: whole.Residual(), As: report.AsChange})
	if whole.Reason.Cause != "" {
		today = report.NewMessage("note_cost_unknown")
	}
	out := []report.Message{today}
	n := c.list[0].County.Network
	points, swedish := 0, 0
	places, unknown := map[int]bool{}, map[int]bool{}
	for i := range n.Points {
		p := &n.Points[i]
		if n.Facilities[p.Facility].Status != network.Open {
			continue
		}
		points++
		if p.Swedish == network.Unknown && n.Services[p.Service].SwedishByLaw {
			swedish++
		}
		places[p.Facility] = true
		if n.Facilities[p.Facility].BarrierFree == network.Unknown {
			unknown[p.Facility] = true
		}
	}
	if swedish > 0 {
		out = append(out, report.NewMessage("note_swedish", "n", swedish, "all", points))
	}
	if len(unknown) > 0 {
		out = append(out, report.NewMessage("note_barriers", "n", len(unknown), "all", len(places)))
	}
	out = append(out, c.choiceNotes()...)
	out = append(out, c.p.warnings(c.in.Options, c.counties())...)
	out = append(out, c.fitNotes()...)
	return append(out, c.peopleNotes()...)
}

// warnings are the notes that a reader gets even if no notes are printed with the
// results.
func (p *Prepared) warnings(options []scenario.Option, counties []*scenario.Base) []report.Message {
	return slices.Concat(p.placeNotes(), p.staffNotes(), p.setNotes(options), providerNotes(options, counties), centreNotes(options, counties), p.buildingNotes(options, counties))
}

// counties returns the county of each option.
func (c *comparison) counties() []*scenario.Base {
	out := make([]*scenario.Base, len(c.list))
	for i, e := range c.list {
		out[i] = e.County
	}
	return out
}

// setNotes names the options that set a parameter to a value outside its own range.
func (p *Prepared) setNotes(options []scenario.Option) []report.Message {
	var out []report.Message
	for i := range options {
		o := &options[i]
		for _, ch := range o.Changes {
			set, ok := ch.(*scenario.Set)
			if !ok {
				continue
			}
			own, _ := p.base.Params.Get(set.Path)
			if own.Ranged() && (set.Value < own.Lo || set.Value > own.Hi) {
				out = append(out, report.NewMessage("note_set_outside", "option", nameOf(o), "parameter", report.Parameter{Path: own.Path, Names: own.Name}, "value", set.Value, "lo", own.Lo, "hi", own.Hi))
			}
		}
	}
	return out
}

// providerNotes names the options with a contract whose visits have no place: no provider
// has a point of the service.
func providerNotes(options []scenario.Option, counties []*scenario.Base) []report.Message {
	var out []report.Message
	for i := range options {
		if counties[i] == nil {
			continue
		}
		n := counties[i].Network
		for _, c := range n.Contracts {
			if c.Production != network.Own && c.Share > 0 && !provided(n, c.Service) {
				s := &n.Services[c.Service]
				out = append(out, report.NewMessage("note_no_provider", "option", nameOf(&options[i]), "service", s.Name, "share", report.Amount{V: 100 * c.Share, As: report.AsDigits}))
			}
		}
	}
	return out
}

// provided reports whether another producer has a point of a service.
func provided(n *network.Network, service int) bool {
	return slices.ContainsFunc(n.Points, func(p network.ServicePoint) bool { return p.Provider && p.Service == service })
}

// nameOf returns what messages call an option: its name, or the word for a what-if.
func nameOf(o *scenario.Option) any {
	if o.ID == report.WhatIf {
		return report.Term{List: "whatif", Word: "name"}
	}
	return o.Names.Every(o.Name)
}
