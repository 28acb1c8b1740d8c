package makeorbuy

import (
	"math"
	"slices"
	"strings"

	"saavu/internal/export/plain"
	"saavu/pkg/producers"
	"saavu/pkg/report"
)

// producerSentences are those below the tables of a service or product.
func (p *page) producerSentences(x *report.ProducerCase) []string {
	w := p.Words
	out := []string{w.Text("producers.parts", "staff", w.Fixed(x.Own.Staff(), 2), "room", w.Fixed(x.Own.Room(), 2), "positions", p.needed(x.Thousand))}
	switch {
	case x.Above:
		out = append(out, w.Text("producers.above", "unit", w.Fixed(x.UnitCost, 2)))
	case !math.IsNaN(x.UnitCost):
		out = append(out, w.Text("producers.unit", "unit", w.Fixed(x.UnitCost, 2)))
	}
	bought := false
	for i := range x.Offers {
		o := &x.Offers[i]
		bought = bought || o.PerContact() && o.Contacts > 0
		if o.ID != "" && o.Verdict.InMix() {
			out = append(out, w.Text("producers.insource", "name", o.ID, "euros", plain.SignedCount(1000*o.Saved, w)))
		}
		if o.Change != nil {
			out = append(out, p.changed(o))
		}
	}
	if bought {
		if math.IsNaN(x.Largest) {
			out = append(out, w.Text("producers.largest_no"))
		} else {
			out = append(out, w.Text("producers.largest", "share", p.percent(x.Largest)))
		}
	}
	return append(out, p.mixed(x)...)
}

// needed lists what a number of contacts needs.
func (p *page) needed(list []producers.Position) string { return p.Words.Positions(list) }

// changed says what a change of a contract does.
func (p *page) changed(o *report.ProducerOffer) string {
	return p.Words.ContractChange(o.ID, o.Share, o.Change)
}

// mixed says which mix has the lowest euros.
func (p *page) mixed(x *report.ProducerCase) []string {
	w, m := p.Words, x.Mix
	switch {
	case x.BelowFloor:
		return []string{w.Text("producers.no_mix")}
	case m == nil && slices.ContainsFunc(x.Offers, func(o report.ProducerOffer) bool { return o.Verdict.InMix() }):
		return []string{w.Text("producers.no_supply")}
	case m == nil:
		return nil
	case math.Abs(m.EUR-m.Today) < 0.5:
		return []string{w.Text("producers.mix_same", "contacts", w.Spaced(x.Contacts))}
	}
	var parts, positions []string
	for i, n := range m.Bought {
		if x.Offers[i].ID != "" && x.Offers[i].PerContact() {
			parts = append(parts, w.Text("producers.mix_part", "name", x.Offers[i].ID, "contacts", w.Spaced(n)))
		}
	}
	for _, f := range m.Positions {
		positions = append(positions, w.Text("producers.fewer", "profession", report.Term{List: "profession", Word: f.Profession}, "positions", w.Signed(f.Positions, 1)))
	}
	return []string{w.Text("producers.mix", "contacts", w.Spaced(x.Contacts), "own", w.Spaced(m.Own), "list", plain.OrDash(strings.Join(parts, ", ")),
		"euros", plain.SignedCount(m.EUR-m.Today, w), "positions", plain.OrDash(strings.Join(positions, ", ")))}
}
