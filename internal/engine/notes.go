package engine

import (
	"fmt"

	"saavu/pkg/cost"
	"saavu/pkg/network"
)

// notes says what a reader must know before the figures: what today's cost is
// calibrated to, and which facts of the places are taken for granted because
// nobody gave them.
func (c *comparison) notes() []string {
	total := c.knownCost(0)
	model := c.central[0].bill.Total(cost.County, -1)
	today := fmt.Sprintf("today's cost is %.1f M€ a year by unit costs times contacts; the model's own lines give %.1f M€, and the residual of %+.1f M€ stays the same in every option",
		total/1e6, model/1e6, (total-model)/1e6)
	if !c.allStaffed() {
		today = "today's cost is not known, as positions are missing"
	}
	out := []string{today}
	n := c.counties[0].Network
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
	out = append(out, c.warnings()...)
	return append(append(out, c.peopleNotes()...), c.in.Notes...)
}

// warnings are the notes that a reader is told even where no notes are printed
// among the results.
func (c *comparison) warnings() []string { return append(c.staffNotes(), c.setNotes()...) }

// setNotes tells which options set a parameter to a value outside its own range.
func (c *comparison) setNotes() []string {
	var out []string
	for i := range c.in.Options {
		o := &c.in.Options[i]
		for _, ch := range o.Changes {
			if ch.Set == nil {
				continue
			}
			p, _ := c.in.Base.Params.Get(ch.Set.Path)
			if p.Ranged() && (ch.Set.Value < p.Lo || ch.Set.Value > p.Hi) {
				out = append(out, fmt.Sprintf("option %s sets %s to %g, outside its own range of %g to %g", o.ID, p.Path, ch.Set.Value, p.Lo, p.Hi))
			}
		}
	}
	return out
}
