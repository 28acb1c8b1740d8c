package engine

import (
	"math"

	"saavu/pkg/delivery"
	"saavu/pkg/report"
)

// checks compares the first option's figures with known figures of the real world. A
// difference of more than ten percent is off, unless the county waives it with a
// reason. A share that the choice of points was fitted to tests nothing.
func (c *comparison) checks() []report.Check {
	var out []report.Check
	for _, k := range c.in.Known {
		list := c.services(k)
		if list == nil {
			continue
		}
		s := list[0]
		if k.Kind == "share" && !c.p.staffed(s) { // the contacts that are sent on are unknown
			continue
		}
		ch := report.Check{What: k.What, Names: k.Whats.Every(k.What), Known: k.Value, Source: k.Source, Sources: k.Sources.Every(k.Source), Counts: k, Waived: k.Waived, Reasons: k.Reasons.Every(k.Waived)}
		if k.Kind == "share" {
			ch.Unit, ch.Model = "share of contacts", c.shareOf(s, k)
			ch.Lo, ch.Hi = ch.Model, ch.Model
		} else {
			ch.Unit = unitOf(k)
			ch.Model, ch.Lo, ch.Hi = c.counted(list, k)
		}
		ch.Ratio = ch.Model / k.Value
		ch.Off = !(math.Abs(ch.Ratio-1) <= 0.1)
		if fit := c.fit(s); k.Kind == "share" && fit.Fitted() {
			ch.Fitted, ch.Off, ch.Decay = true, false, c.list[0].people.choice().Decay
			ch.Attraction = c.attraction(s, k.Facility)
		}
		out = append(out, ch)
	}
	return out
}

// fit states how the choice of points was fitted to the known shares of a service.
func (c *comparison) fit(s int) delivery.Fit {
	choice := c.list[0].people.choice()
	if choice == nil {
		return delivery.Fit{}
	}
	return choice.Fits[s]
}

// attraction returns the attraction of a service at a facility today; 0 if it has none.
func (c *comparison) attraction(s int, facility string) float64 {
	n := c.p.base.Network
	if f := n.Facility(facility); f >= 0 {
		if i := n.OnSite(f, s); i >= 0 {
			return c.list[0].people.choice().Attraction(n.Points[i].ID)
		}
	}
	return 0
}

// Attractions outside these bounds show that travel does not explain where people go.
const leastAttraction, mostAttraction = 0.1, 10

// choiceNotes lists the known shares that the choice of points cannot reproduce, and
// those that it reproduces only with an implausible attraction.
func (c *comparison) choiceNotes() []report.Message {
	n, choice := c.p.base.Network, c.list[0].people.choice()
	if choice == nil {
		return nil
	}
	var out []report.Message
	for s, fit := range choice.Fits {
		if fit.Known && !fit.Fitted() {
			out = append(out, report.NewMessage("note_unfitted", "service", n.Services[s].ID, "why", report.Term{List: "fit", Word: fit.Failed}))
		}
	}
	for _, k := range c.in.Known {
		s := n.Service(k.Service)
		if s < 0 || k.Kind != "share" || !c.fit(s).Fitted() {
			continue
		}
		if a := c.attraction(s, k.Facility); a != 0 && (a < leastAttraction || a > mostAttraction) {
			out = append(out, report.NewMessage("note_attraction", "service", k.Service, "facility", k.Facility, "attraction", twoFigures(a)))
		}
	}
	return out
}

// twoFigures rounds a number above 0 to two figures.
func twoFigures(v float64) float64 {
	p := math.Pow10(1 - int(math.Floor(math.Log10(v))))
	return math.Round(v*p) / p
}

// shareOf returns a facility's share of a service's contacts, among the facilities
// that the known figures name, including "remote". Other facilities, such as those
// of a municipality without figures, are not part of the total.
func (c *comparison) shareOf(s int, k report.Known) float64 {
	e, n := &c.list[0].central.served[s], c.list[0].County.Network
	named := map[string]bool{}
	for _, o := range c.in.Known {
		if o.Kind == "share" && o.Service == k.Service {
			named[o.Facility] = true
		}
	}
	whole, part := 0.0, 0.0
	local := 0.0
	for _, pl := range e.Points {
		id := n.Facilities[n.Points[pl.Point].Facility].ID
		if named[id] {
			local += pl.First
		}
		if id == k.Facility {
			part = pl.First
		}
	}
	// Remote contacts of the named facilities: the county's remote share of theirs.
	remote := 0.0
	if named["remote"] && e.RemoteMean < 1 {
		remote = local * e.RemoteMean / (1 - e.RemoteMean)
	}
	if k.Facility == "remote" {
		part = remote
	}
	whole = local + remote
	if whole == 0 {
		return 0
	}
	return part / whole
}
