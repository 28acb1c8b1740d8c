package engine

import (
	"cmp"
	"fmt"
	"slices"

	"saavu/pkg/cost"
	"saavu/pkg/delivery"
	"saavu/pkg/network"
	"saavu/pkg/population"
	"saavu/pkg/report"
)

// Facility explains services, by id, at a facility: those that it gives in the option
// or in the one that it is compared with. A facility that neither has is an error.
func (x *Explainer) Facility(id string, services []string) (*report.Explanation, error) {
	x.start()
	for _, e := range x.states {
		if f := e.County.Network.Facility(id); f >= 0 {
			x.out.Point = e.site(f)
		}
	}
	if x.out.Point == nil {
		return nil, fmt.Errorf("no facility %q", id)
	}
	for _, e := range x.states {
		x.out.Point.States = append(x.out.Point.States, e.placeState(id, x.out.Point.Building))
	}
	for _, service := range services {
		s := x.last().County.Network.Service(service)
		for _, unit := range x.unitsAt(id, s) {
			v := x.service(s)
			v.Point = x.pointService(id, s, unit, v.Reason.Cause == "")
			x.out.Services = append(x.out.Services, v)
		}
	}
	x.parameters()
	return x.out, nil
}

// unitsAt lists what gives a service at a facility in any of the options: "" for a
// point in the building, and the ids of mobile units.
func (x *Explainer) unitsAt(facility string, s int) []string {
	var out []string
	for _, e := range x.states {
		n := e.County.Network
		for _, i := range n.Serving(s) {
			if n.Facilities[n.Points[i].Facility].ID == facility {
				out = append(out, n.UnitID(i))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// pointService explains a point; served is false if what can be served is unknown.
func (x *Explainer) pointService(facility string, s int, unit string, served bool) *report.PointService {
	out := &report.PointService{Unit: unit}
	for _, e := range x.states {
		for _, u := range e.County.Network.Units {
			if u.ID == unit {
				out.UnitKind = u.Kind
			}
		}
		st := x.pointState(e, facility, s, unit)
		if !served {
			st.Kept, st.Gone, st.Unmet, st.Found, st.Load, st.Capacity, st.Bind, st.Staff = nan, nan, nan, nan, nan, nan, "", nil
			for i := range st.Areas {
				st.Areas[i].Seen = nan
			}
		}
		out.States = append(out.States, st)
	}
	if unit == "" {
		out.Goes = x.goes(facility, s)
	}
	x.readPoint(facility, s, unit)
	return out
}

// pointOf finds an open point of a service at a facility: of a mobile unit, or in the
// building with ""; -1 for none.
func (e *Evaluation) pointOf(facility string, s int, unit string) int {
	n := e.County.Network
	for _, i := range n.Serving(s) {
		if n.Facilities[n.Points[i].Facility].ID == facility && n.UnitID(i) == unit {
			return i
		}
	}
	return -1
}

// site describes a facility of the option's network.
func (e *Evaluation) site(f int) *report.ExplainedPoint {
	n := e.County.Network
	x := &n.Facilities[f]
	out := &report.ExplainedPoint{ID: x.ID, Names: x.Called(), Type: x.Type, Area: x.Area, AreaNames: e.areaNames(x.Area)}
	if b := n.BuildingOf(f); b >= 0 {
		out.Building, out.House = n.Buildings[b].ID, n.Buildings[b].Name
		for _, other := range n.Buildings[b].Facilities {
			if other != f {
				out.With = append(out.With, n.Facilities[other].Called())
			}
		}
	}
	return out
}

// placeState is a facility in an option: its status, and the county's costs of its
// site or its building.
func (e *Evaluation) placeState(facility, building string) report.PlaceState {
	n := e.County.Network
	f := n.Facility(facility)
	if f < 0 {
		return report.PlaceState{}
	}
	out := report.PlaceState{Present: true, Status: string(n.Facilities[f].Status)}
	for _, l := range e.central.bill.Lines {
		if l.Payer == cost.County && (!l.House && l.Facility == facility || l.House && building != "" && l.Facility == building) {
			name := n.Services[l.Service].Name
			out.Lines = append(out.Lines, report.PlaceLine{Kind: l.Kind, Service: name.Or(name), EUR: l.EUR})
		}
	}
	return out
}

// pointState is a service at a facility in an option.
func (x *Explainer) pointState(e *Evaluation, facility string, s int, unit string) report.PointState {
	n, at := e.County.Network, e.pointOf(facility, s, unit)
	if at < 0 {
		return report.PointState{}
	}
	pt := &n.Points[at]
	f := &n.Facilities[pt.Facility]
	out := report.PointState{Present: true, Provider: pt.Provider, NoTimes: f.Column < 0, Days: pt.Hours.DaysPerWeek(),
		Evenings: network.Hours{Evening: pt.Hours.Evening}.DaysPerWeek(), Saturday: pt.Hours.Saturday, BarrierFree: f.BarrierFree, Swedish: pt.Swedish, Attraction: e.attraction(pt.ID)}
	k := slices.Index(e.outcome.Services[s].Points, at)
	if k < 0 || pt.Provider {
		out.First, out.Kept, out.Gone, out.Unmet, out.Found, out.Load, out.Capacity = nan, nan, nan, nan, nan, nan, nan
		return out
	}
	tr := x.trace(e, s)
	y := tr.Year(at)
	out.Load, out.Capacity, out.Bind = y.Load, y.Capacity, y.Bind
	flows, people := tr.ByArea(at)
	for _, a := range population.InOrder(e.of.base.Grid.AreaOrder, len(flows)) {
		fl := flows[a]
		out.First, out.Kept, out.Gone, out.Unmet, out.Found = out.First+fl.First, out.Kept+fl.Kept, out.Gone+fl.Gone, out.Unmet+fl.Unmet, out.Found+fl.Found
		if fl.First+fl.Found > 0 {
			id := e.people.grid.Areas[a].ID
			out.Areas = append(out.Areas, report.AreaFlow{ID: id, Names: e.areaNames(id), People: people[a], First: fl.First, Seen: fl.Seen()})
		}
	}
	slices.SortStableFunc(out.Areas, func(a, b report.AreaFlow) int { return cmp.Compare(b.First, a.First) })
	e.factors(&out, tr, pt, s, k, y)
	return out
}

// factors fills in what a point's capacity is made of.
func (e *Evaluation) factors(out *report.PointState, tr *delivery.Trace, pt *network.ServicePoint, s, k int, y *delivery.PointLoad) {
	if pt.Channel == network.Mobile {
		out.Stop = report.StopFactor(tr.UnitLimit(k))
		return
	}
	l := tr.Limits(k)
	for f, staff := range l.Staff {
		out.Staff = append(out.Staff, report.StaffFactor{Profession: e.County.Network.Services[s].Staff[f].Profession, Positions: staff.Positions, Fill: staff.Fill,
			Productive: staff.Productive, Left: staff.Left, Loss: staff.Loss, Hours: staff.Hours, Minutes: staff.Minutes, Contacts: staff.Contacts})
	}
	rooms, _, given := e.outcome.RoomsAt(e.County.Network, y.Point)
	if !given {
		rooms = y.Rooms
	}
	out.Rooms = report.RoomFactor{Rooms: rooms, Given: given, Hours: l.Rooms.Hours, Use: l.Rooms.Use, Minutes: l.Rooms.Minutes, Contacts: l.Rooms.Contacts}
}

// goes lists where the need of a point of today goes in the option, if not all of it
// stays.
func (x *Explainer) goes(facility string, s int) []report.GoesTo {
	e := x.last()
	n := e.County.Network
	home := e.people.home()
	var out []report.GoesTo
	stays := false
	for k, share := range delivery.Goes(e.people.demand, e.compiled.model, n, e.outcome, home, s, network.PointID(facility, n.Services[s].ID, "")) {
		f := &n.Facilities[n.Points[k].Facility]
		stays = stays || f.ID == facility && share > 1-roundingError
		if share > roundingError {
			out = append(out, report.GoesTo{Facility: f.ID, Names: f.Called(), Share: share})
		}
	}
	if stays {
		return nil
	}
	slices.SortFunc(out, func(a, b report.GoesTo) int {
		return cmp.Or(cmp.Compare(b.Share, a.Share), cmp.Compare(a.Facility, b.Facility))
	})
	return out
}
