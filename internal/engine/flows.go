package engine

import (
	"cmp"
	"slices"
	"sync"

	"saavu/pkg/delivery"
	"saavu/pkg/report"
)

// flowing computes where people go, once for each service of an option.
type flowing struct {
	list []*Evaluation
	lock sync.Mutex
	done map[*Evaluation][]*report.Flows
}

// of returns the flows of a service of an option, both by index.
func (f *flowing) of(option, service int) *report.Flows {
	f.lock.Lock()
	defer f.lock.Unlock()
	return f.find(f.list[option], service)
}

func (f *flowing) find(e *Evaluation, s int) *report.Flows {
	if f.done[e] == nil {
		f.done[e] = make([]*report.Flows, len(e.County.Network.Services))
	}
	if f.done[e][s] == nil {
		if e.sameAs(s) {
			f.done[e][s] = f.find(e.Against, s)
		} else {
			f.done[e][s] = e.flows(s)
		}
	}
	return f.done[e][s]
}

// flows traces a service at the parameters' central values, in the frame of the
// comparison.
func (e *Evaluation) flows(s int) *report.Flows {
	n, m, d := e.County.Network, e.serving(), e.people.demand
	language, boost := delivery.Language(m, d), e.boost().of(len(n.Services))[s]
	tr := delivery.NewTrace(d, m, e.located(), e.times, e.outcome, e.people.home(), s, language, boost)
	staffed := e.of.staffed(s)
	out := &report.Flows{Need: make([]float64, d.All), Given: make([]float64, d.All)}
	at := map[int]int32{}
	for _, y := range tr.Served.Points {
		at[y.Point] = int32(len(out.Points))
		p := report.FlowPoint{Facility: n.Facilities[n.Points[y.Point].Facility].ID, Unit: n.UnitID(y.Point), Load: y.Load, Seen: y.Seen}
		if !staffed {
			p.Load, p.Seen = nan, nan
		}
		out.Points = append(out.Points, p)
	}
	tr.EachFlow(func(k int, people float64, f delivery.Flow) {
		line := report.FlowLine{Cell: d.Cells[k], Point: at[f.Point], People: people, First: f.First, Load: tr.Load(f), Seen: f.Seen(), Unmet: f.Unmet}
		if !staffed {
			line.Load, line.Seen, line.Unmet = nan, nan, nan
		}
		out.Lines = append(out.Lines, line)
	})
	slices.SortFunc(out.Lines, func(a, b report.FlowLine) int {
		return cmp.Or(cmp.Compare(a.Cell, b.Cell), cmp.Compare(a.Point, b.Point))
	})
	out.Lines = slices.Clip(out.Lines)
	need, given := delivery.GivenByCell(d, m, n, e.outcome, s, language, boost)
	for k, cell := range d.Cells {
		out.Need[cell], out.Given[cell] = need[k], given[k]
		if !staffed {
			out.Given[cell] = nan
		}
	}
	return out
}
