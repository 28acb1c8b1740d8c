package scene

import (
	"math"

	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/params"
	"saavu/pkg/population"
)

// Service makes a local service for everyone whose parameters are all under its
// own id. Its first profession sees the client.
func Service(id string, professions ...string) network.Service {
	s := network.Service{
		ID: id, Name: lang.Name{En: id}, Bundle: id, Tier: network.Local, Target: population.Everyone(),
		RatePath: "rate." + id, RemoteMinutes: "remote_minutes." + id, ClientMinutes: "client_minutes." + id,
		RoomM2: "room_m2." + id, RemoteMax: "remote_max." + id, RemoteNow: "remote_now." + id,
		UnitCost: "unit_cost." + id, RemoteCost: "remote_cost." + id, Window: "window." + id, MobileOK: true, Statutory: true,
	}
	for _, p := range professions {
		s.Staff = append(s.Staff, network.Staff{Profession: p, Minutes: "minutes." + id + "." + p, Wage: "wage." + p})
	}
	return s
}

// serviceFigures are the figures of a service: one contact per person and year,
// of one staff hour in a room of one square metre.
func serviceFigures(s network.Service) map[string]float64 {
	out := map[string]float64{
		"rate." + s.ID + ".all": 1, "remote_minutes." + s.ID: 30, "client_minutes." + s.ID: 60, "room_m2." + s.ID: 1,
		"remote_max." + s.ID: 0.5, "remote_now." + s.ID: 0, "unit_cost." + s.ID: 128, "remote_cost." + s.ID: 64, "window." + s.ID: 14,
	}
	if s.Fee != "" {
		out[s.Fee] = 16
	}
	for _, p := range s.Staff {
		out[p.Minutes], out[p.Wage], out["staff.fill_rate."+p.Profession] = 60, 1, 1
	}
	return out
}

// figures are all other parameters that a comparison reads. A filled position
// has 1,024 client hours and is paid for 2,048 hours at 1 euro; a room is open
// 1,024 hours; rent is 1 euro per square metre and month. Shares, prices of
// travel and sites' costs are 0.
func figures() map[string]float64 {
	return map[string]float64{
		"population.mobility_limited_share.all": 0, "population.car_access_share.all": 0, "need.evening_share.all": 0,
		"need.distance_elasticity": 0, "digital.induced_demand": 0, "digital.reach_by_age.all": 1, "digital.support_lever_gain.all": 0,
		"digital.language_factor.fi": 1, "digital.language_factor.sv": 1, "digital.language_factor.foreign_own_language": 1,
		"digital.under_delivery_factor": 1, "digital.illiterate_or_weak_skills_floor": 0, "digital.platform_fixed_eur_year": 0,
		"digital.support_fte": 0, "travel.speed_kmh.walk": 5, "travel.low_mobility_walk_kmh": 2.5,
		"assignment.decay_per_min": 0, "assignment.limit_min": 60, "assignment.moves_on": 0.5, "staff.productive_hours_fte": 1024, "staff.worked_hours_fte": 2048,
		"premises.room_hours_year.office": 1024, "premises.room_hours_year.with_evenings": 1536, "premises.room_hours_year.with_weekends": 2048,
		"premises.room_use_target": 1, "premises.rent_eur_m2_month": 1, "premises.fixed_eur_site_year.small": 0,
		"premises.fixed_eur_site_year.medium": 0, "premises.fixed_eur_site_year.large": 0,
		"premises.evening_pay_premium.evening": 0, "premises.evening_pay_premium.saturday": 0,
		"economy.fte_travel_loss_per_extra_site": 0, "economy.effect_lag_months": 12,
		"travel.threshold_min.local": 20, "travel.threshold_min.district": 30, "travel.threshold_min.central": 45,
		"travel.evening_hours_week": 16, "travel.saturday_hours_week": 8, "travel.escort_share.all": 0,
		"travel.car_eur_km": 0, "travel.pt_eur_trip": 0, "travel.time_value_eur_h": 0, "travel.combined_trip_discount": 0,
		"travel.transport_service_eur_trip": 0, "travel.transport_service_share": 0,
		"fees.remote_share": 0, "staff.hourly.coordinator": 1, "staff.hourly.driver": 1, "staff.coordination_fte.per_family_centre": 0,
		"unit_cost_reference.supervision_share_purchased": 0, "unit_cost_reference.voucher_admin_eur": 0,
		// A bus is out 64 days a year for 4 hours and sees 2 clients an hour; a
		// team is at schools 64 days and sees 8 pupils a day.
		"mobile.km_day": 0, "mobile.crew_h_day": 8,
		"mobile.bus.days_year": 64, "mobile.bus.onsite_h_day": 4, "mobile.bus.visits_hour": 2, "mobile.bus.running_eur_km": 0,
		"mobile.bus.fixed_eur_year": 0, "mobile.bus.capex": 0,
		"mobile.team.days_year": 64, "mobile.team.onsite_h_day": 4, "mobile.team.visits_day": 8, "mobile.team.running_eur_km": 0,
		"mobile.team.fixed_eur_year": 0, "mobile.team.capex": 0,
	}
}

// params puts the figures, overridden by the world's own, into a tree.
func (d *drawing) params() params.Tree {
	all := figures()
	for _, s := range d.Services {
		for path, v := range serviceFigures(s) {
			all[path] = v
		}
	}
	for path, v := range d.Set {
		all[path] = v
	}
	var list []params.Param
	for path, v := range all {
		p := params.Param{Path: path, V: v, Lo: v, Hi: v, Known: true, Src: params.Assumption, Ref: "drawn"}
		if r, ranged := d.Ranges[path]; ranged {
			p.Lo, p.Hi = r[0], r[1]
		}
		list = append(list, p)
	}
	for path, text := range d.Words {
		list = append(list, params.Param{Path: path, V: math.NaN(), Known: true, Text: text})
	}
	for path := range d.Ranges {
		if _, known := all[path]; !known {
			d.t.Fatalf("scene: a range for %s, which has no value", path)
		}
	}
	tree, err := params.New(list)
	if err != nil {
		d.t.Fatalf("scene: %v", err)
	}
	return tree
}
