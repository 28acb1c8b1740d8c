package words

import (
	"math"
	"strings"
	"time"

	"saavu/pkg/producers"
	"saavu/pkg/report"
)

// Positions lists what a number of contacts needs by profession; "–" for nothing.
func (w *Words) Positions(list []producers.Position) string {
	var out []string
	for _, x := range list {
		out = append(out, w.Text("producers.position", "profession", report.Term{List: "profession", Word: x.Profession}, "filled", w.Fixed(x.Filled, 2), "positions", w.Fixed(x.Positions, 2)))
	}
	if out == nil {
		return Dash
	}
	return strings.Join(out, ", ")
}

// ContractChange says what a change of a contract to a share does in a full year.
func (w *Words) ContractChange(contract string, share float64, c *producers.Changed) string {
	way := w.Text("producers.back")
	if c.Returned < 0 {
		way = w.Text("producers.away")
	}
	own := "0"
	if c.Own > 0 {
		own = w.SignedCount(c.Own)
	}
	out := []string{w.Text("producers.change", "name", contract, "share", w.Percent(share)+w.Gap()+"%", "contacts", w.Spaced(math.Abs(c.Returned)), "way", way, "bought", w.SignedCount(c.Bought),
		"from", c.From.Format(time.DateOnly), "own", own, "euros", w.SignedCount(c.Euros()))}
	switch {
	case c.Positions != nil:
		out = append(out, w.Text("producers.hired", "positions", w.Positions(c.Positions)))
	case c.Returned > 0:
		out = append(out, w.Text("producers.not_hired"))
	}
	if c.Both >= 0.5 {
		out = append(out, w.Text("producers.both", "euros", w.Spaced(c.Both)))
	}
	if c.Unused >= 0.5 {
		out = append(out, w.Text("producers.unused", "contacts", w.Spaced(c.Unused)))
	}
	return strings.Join(out, " ")
}

// SignedCount writes a change of contacts, hours or euros with its sign: "−1 970", "·" for
// none and "–" for what is not known. It is whole and not rounded further.
func (w *Words) SignedCount(v float64) string {
	switch {
	case math.IsNaN(v):
		return Dash
	case math.Abs(v) < 0.5:
		return NoChange
	case v > 0:
		return "+" + w.Spaced(v)
	}
	return w.Spaced(v)
}
