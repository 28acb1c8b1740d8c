package engine

import (
	"slices"

	"saavu/pkg/network"
	"saavu/pkg/params"
	"saavu/pkg/population"
	"saavu/pkg/report"
)

// reading lists the parameters that an explanation uses, in the order of their first
// use.
type reading struct {
	tree  params.Tree
	paths []string
}

// add adds parameters that exist.
func (r *reading) add(paths ...string) {
	for _, path := range paths {
		if _, ok := r.tree.Get(path); ok && !slices.Contains(r.paths, path) {
			r.paths = append(r.paths, path)
		}
	}
}

// ages adds the parameters by age below a path that concern one of the groups.
func (r *reading) ages(prefix string, groups []population.Group) {
	r.add(prefix)
	for _, p := range r.tree.Under(prefix) {
		lo, hi, ok := params.ParseAges(p.Path[len(prefix)+1:])
		if ok && slices.ContainsFunc(groups, func(g population.Group) bool { return lo <= g.To && g.From <= hi }) {
			r.add(p.Path)
		}
	}
}

// readCell lists what the figures of a service for the people of a live cell rest on.
func (x *Explainer) readCell(s, k int) {
	e, r := x.last(), &x.read
	v, d, m := &e.County.Network.Services[s], e.people.demand, e.compiled.model
	var target, need []population.Group
	for b, n := range d.People[k*d.Bands : (k+1)*d.Bands] {
		g := population.Group{From: m.Starts[b], To: m.LastAge(b)}
		if n > 0 && m.Services[s].Target[b] > 0 {
			target = append(target, g)
		}
		if n > 0 && m.Services[s].Rate[b] > 0 {
			need = append(need, g)
		}
	}
	all := append(slices.Clone(target), need...)
	r.ages("population.mobility_limited_share", all)
	r.ages("population.car_access_share", all)
	r.add("travel.low_mobility_walk_kmh", "travel.speed_kmh.walk")
	r.ages("need.evening_share", target)
	r.add(v.Window)
	x.readNeed(v, &d.Areas[d.Area[k]], need)
	x.readChoice()
	r.add("need.distance_elasticity")
	x.readRemote(s, need)
	r.add(v.Fee, "fees.remote_share", "travel.pt_eur_trip", "travel.car_eur_km", "travel.time_value_eur_h", "travel.combined_trip_discount", "travel.transport_service_share")
	r.ages("travel.escort_share", need)
}

// readNeed lists what the need of people of some ages rests on: rates, or products.
func (x *Explainer) readNeed(v *network.Service, area *population.Area, need []population.Group) {
	if v.Products == nil {
		x.read.ages(v.RatePath, need)
		return
	}
	zone := x.last().County.Network.Zones.Of(area)
	for _, p := range v.Products {
		of := &p.Variants[zone]
		if of.Offered && slices.ContainsFunc(need, func(g population.Group) bool { return p.Ages.From <= g.To && g.From <= p.Ages.To }) {
			x.read.add(of.Clients, of.Visits)
		}
	}
}

// readWork lists what the minutes of a contact rest on.
func (x *Explainer) readWork(v *network.Service) {
	for _, p := range v.Products {
		for _, of := range p.Variants {
			for _, w := range of.Staff {
				x.read.add(w.Minutes)
			}
			x.read.add(of.Minutes, of.Group)
		}
	}
}

// readChoice lists what the choice of a point rests on.
func (x *Explainer) readChoice() {
	if x.of.settings.Choice {
		x.read.add("assignment.decay_per_min", "assignment.limit_min", "assignment.moves_on")
	}
}

// readRemote lists what the remote contacts of a service rest on.
func (x *Explainer) readRemote(s int, need []population.Group) {
	v, r := &x.last().County.Network.Services[s], &x.read
	if v.InPersonOnly || v.RemoteMinutes == "" {
		return
	}
	r.add(v.RemoteNow)
	for _, p := range v.Products {
		for _, of := range p.Variants {
			r.add(of.RemoteMax)
		}
	}
	if v.Products == nil {
		r.add(v.RemoteMax)
	}
	r.ages("digital.reach_by_age", need)
	r.add("digital.language_factor.fi", "digital.language_factor.sv", "digital.language_factor.foreign_own_language", "digital.illiterate_or_weak_skills_floor")
	for _, e := range x.states {
		if plan, planned := e.County.Network.RemoteOf(s); planned {
			r.add("digital.under_delivery_factor", "digital.induced_demand")
			if plan.Support {
				r.ages("digital.support_lever_gain", need)
			}
		}
	}
}

// readPoint lists what the figures of a service at a facility rest on.
func (x *Explainer) readPoint(facility string, s int, unit string) {
	r := &x.read
	x.readChoice()
	for _, e := range x.states {
		at := e.pointOf(facility, s, unit)
		if at < 0 {
			continue
		}
		n := e.County.Network
		pt, v := &n.Points[at], &n.Services[s]
		x.readWork(v)
		for _, st := range v.Staff {
			r.add(st.Minutes)
			if pt.Channel == network.OnSite {
				r.add("staff.fill_rate." + st.Profession)
			}
		}
		if pt.Channel == network.Mobile {
			for _, key := range []string{"days_year", "onsite_h_day", "visits_hour", "visits_day", "crew"} {
				r.add("mobile." + n.Units[pt.Unit].Kind + "." + key)
			}
			continue
		}
		if !v.InPersonOnly { // remote contacts take hours of the same staff
			r.add(v.RemoteMinutes)
		}
		if v.Products == nil {
			r.add("staff.productive_hours_fte", v.ClientMinutes)
		}
		r.add("staff.productive_hours_fte", "premises.room_use_target", roomHours(pt.Hours))
		if pt.Visiting {
			r.add("economy.fte_travel_loss_per_extra_site")
		}
		r.add(v.RoomM2, "premises.rent_eur_m2_month")
		if size := n.Facilities[pt.Facility].Size; size != "" {
			r.add("premises.fixed_eur_site_year." + size)
		}
	}
}

// roomHours is the parameter of the hours that a room is open (delivery.Model.OpenHours).
func roomHours(h network.Hours) string {
	switch {
	case h.Saturday:
		return "premises.room_hours_year.with_weekends"
	case h.Evening != 0:
		return "premises.room_hours_year.with_evenings"
	}
	return "premises.room_hours_year.office"
}

// parameters adds the parameters with their values in each option.
func (x *Explainer) parameters() {
	for _, path := range x.read.paths {
		p, _ := x.read.tree.Get(path)
		row := report.ExplainedParameter{Param: p}
		for _, e := range x.states {
			own, _ := e.County.Params.Get(path)
			row.Values = append(row.Values, own.V)
		}
		x.out.Parameters = append(x.out.Parameters, row)
	}
}
