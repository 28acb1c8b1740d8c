package engine

import (
	"saavu/pkg/network"
	"saavu/pkg/report"
)

// fitNotes say how many rooms the services of each option have whose rooms the model
// places, next to those of today.
func (c *comparison) fitNotes() []report.Message {
	var out []report.Message
	for _, e := range c.list {
		if !e.Option.Fit.Rooms {
			continue
		}
		today, now := roomsOf(c.p.base.Network), roomsOf(e.County.Network)
		var list []report.Message
		for s := range now {
			if now[s] != today[s] {
				v := &c.p.base.Network.Services[s]
				list = append(list, report.NewMessage("fitted_rooms", "service", v.Short.Or(v.Name), "today", report.Amount{V: today[s], As: report.AsWhole}, "rooms", report.Amount{V: now[s], As: report.AsWhole}))
			}
		}
		if len(list) > 0 {
			out = append(out, report.NewMessage("note_fit_rooms", "option", nameOf(&e.Option), "list", list))
		}
	}
	return out
}

// roomsOf adds up the rooms of each service.
func roomsOf(n *network.Network) []float64 {
	out := make([]float64, len(n.Services))
	for i := range n.Points {
		if p := &n.Points[i]; n.InRooms(p) {
			out[p.Service] += p.Rooms
		}
	}
	return out
}
