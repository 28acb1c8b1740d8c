package engine

import (
	"fmt"

	"saavu/pkg/network"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// notes says what a reader must know before the figures: what today's cost is
// calibrated to, and which facts of the places are taken for granted because
// nobody gave them.
func (c *comparison) notes(whole report.CostParts) []string {
	today := fmt.Sprintf("today's cost is %.1f M€ a year by unit costs times contacts; the model's own lines give %.1f M€, and the residual of %+.1f M€ stays the same in every option",
		whole.Known/1e6, whole.Model/1e6, whole.Residual()/1e6)
	if whole.Reason.Cause != "" {
		today = "today's cost is not known, as positions are missing"
	}
	out := []string{today}
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
		out = append(out, fmt.Sprintf("not known of %d of %d points: whether they serve in Swedish; they count for everyone, and what is said of languages is not identified from data", swedish, points))
	}
	if len(unknown) > 0 {
		out = append(out, fmt.Sprintf("not known of %d of %d places: whether they are barrier-free; they count as barrier-free", len(unknown), len(places)))
	}
	out = append(out, c.p.warnings(c.in.Options)...)
	return append(append(out, c.peopleNotes()...), c.in.Notes...)
}

// warnings are the notes that a reader is told even where no notes are printed
// among the results.
func (p *Prepared) warnings(options []scenario.Option) []string {
	return append(p.staffNotes(), p.setNotes(options)...)
}

// setNotes tells which options set a parameter to a value outside its own range.
func (p *Prepared) setNotes(options []scenario.Option) []string {
	var out []string
	for i := range options {
		o := &options[i]
		for _, ch := range o.Changes {
			set, ok := ch.(*scenario.Set)
			if !ok {
				continue
			}
			own, _ := p.base.Params.Get(set.Path)
			if own.Ranged() && (set.Value < own.Lo || set.Value > own.Hi) {
				out = append(out, fmt.Sprintf("option %s sets %s to %g, outside its own range of %g to %g", o.ID, own.Path, set.Value, own.Lo, own.Hi))
			}
		}
	}
	return out
}
