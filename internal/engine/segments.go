package engine

import (
	"cmp"
	"slices"

	"saavu/pkg/delivery"
	"saavu/pkg/network"
	"saavu/pkg/report"
)

// segments lists the client segments of a county and what they get in each option; nil
// without segments.
func segments(list []*Evaluation) (of []report.Segment, years []report.SegmentYear) {
	if len(list) == 0 {
		return nil, nil
	}
	for _, g := range list[0].County.Network.Segments {
		of = append(of, report.Segment{ID: g.ID, Names: g.Name.Every(g.ID), Hard: g.Hard, High: g.High, Continuity: g.Continuity, Priority: g.Priority})
	}
	if of == nil {
		return nil, nil
	}
	for _, e := range list {
		for s := range e.County.Network.Services {
			years = append(years, e.bySegment(s)...)
		}
	}
	return of, years
}

// bySegment is what segments get from a service: sums of its rows of the allocation, by
// segment and process.
func (e *Evaluation) bySegment(s int) []report.SegmentYear {
	n := e.County.Network
	v, y := &n.Services[s], e.living(s)
	type key struct{ segment, process int }
	at := map[key]*report.SegmentYear{}
	of := func(segment int, process network.Process) *report.SegmentYear {
		k := key{segment, slices.Index(network.Processes(), process)}
		if at[k] == nil {
			at[k] = &report.SegmentYear{Option: e.Option.ID, Service: v.ID, Segment: n.Segments[segment].ID, Process: string(process), Year: e.Year, People: e.members(s, segment)}
		}
		return at[k]
	}
	process := func(product int) network.Process {
		if product < 0 {
			return ""
		}
		return v.Products[product].Process
	}
	for _, x := range e.allocated(s) {
		row := of(n.Segment(x.Segment), process(slices.IndexFunc(v.Products, func(p network.Product) bool { return p.ID == x.Product })))
		row.Contacts += x.Contacts
		row.Served += x.Served
		row.StaffHours += x.StaffHours
		if x.Channel == channels[delivery.Remotely] {
			row.Remote += x.Contacts
		}
	}
	for i, p := range e.compiled.model.PartsOf(n, s) {
		row := of(p.Segment, process(p.Product))
		for _, contacts := range y.Parts[i].Week {
			row.OwnWeek += contacts
		}
	}
	var out []report.SegmentYear
	var keys []key
	for k := range at {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b key) int {
		return cmp.Or(cmp.Compare(a.segment, b.segment), cmp.Compare(a.process, b.process))
	})
	for _, k := range keys {
		out = append(out, *at[k])
	}
	return out
}

// members is how many people of a service's target group are in a segment.
func (e *Evaluation) members(s, segment int) float64 {
	m := e.compiled.model
	weight := make([]float64, len(m.Starts))
	for b, target := range m.Services[s].Target {
		weight[b] = target * m.Segments[segment].Share[b]
	}
	return e.people.demand.Total(weight)
}
