// Package delivery sends people to service points and computes who gets there,
// who finds a suitable hour, and how much of the need can be served. Run
// computes the geography of an option once, at the parameters' values, and
// keeps sums by point and age band; Serve turns those sums into contacts for
// any draw of the parameters in microseconds. Reach is a head count and is
// never multiplied by anything; remote contacts never enter a travel time.
// docs/METHOD.md has the rules in words. The example takes a hamlet from its
// people to the contacts served.
package delivery

import (
	"math"
	"slices"

	"saavu/pkg/network"
	"saavu/pkg/params"
	"saavu/pkg/travel"
)

// Type is a kind of traveller: with or without a car, mobility-limited or not.
type Type uint8

// The traveller types. A mobility-limited traveller walks slower and needs a
// barrier-free point.
const (
	Free Type = iota
	FreeLimited
	Driver
	DriverLimited
	Types = 4
)

// Model holds the parameters of one draw, compiled for one network.
type Model struct {
	Starts   []int     // first age of each band, ascending from 0 in each zone
	Limited  []float64 // share of mobility-limited people, by band
	Car      []float64 // share of people with a car available, by band
	Evening  []float64 // share of people who need an evening or Saturday, by band
	Adopt    []float64 // share who can and will use a remote contact, by band
	Support  []float64 // increase of Adopt through digital support, by band
	Language languageFactors
	// SlowWalk is the factor on walking time for the mobility-limited.
	SlowWalk     float64
	Delivery     float64 // share of a planned remote shift that is realised
	AlwaysInside float64 // share of people who always need a meeting
	Elasticity   float64
	Induced      float64 // extra remote contacts for each contact moved to remote
	ChoiceDecay  float64 // 1/min
	ChoiceLimit  travel.Seconds
	MovesOn      float64 // share of people whose first choice is full who go on to another point
	Productive   float64 // client hours a year of one filled position
	RoomHours    [3]float64
	RoomUse      float64
	TravelLoss   float64
	Services     []ServiceModel
	Units        []UnitModel
	zones        network.Zones // each has all bands; nil = one
}

type languageFactors struct{ fi, sv, foreign float64 }

// ServiceModel is one service's part of a Model.
type ServiceModel struct {
	Rate          []float64 // contacts per person and year, by band
	Target        []float64 // 1 where the band is in the target group, else 0
	School        []float64 // 1 where the band is met at school by a school unit
	Fill          []float64 // filled share of positions, by profession
	StaffMin      []float64 // staff minutes per contact, by profession
	RemoteMin     float64   // staff minutes of a remote contact; 0 = none possible
	ClientMin     float64
	RemoteMax     float64
	RemoteNow     float64
	Window        float64 // days that a need may wait; +Inf without the parameter
	LimitMin      float64
	Limit         travel.Seconds
	ContractShare float64            // of contracts for all contacts in person of the service
	Others        []network.Contract // all contracts of a service that has one of today; nil without one
	remoteMax     []float64          // by band, with products
	ranks         ranks              // of Products
	Products      []ProductModel     // nil without; Rate is their sum, StaffMin, ClientMin and RemoteMax are means over the base year's people
}

// UnitModel is one mobile unit's part of a Model: the yearly capacity of all
// its vehicles.
type UnitModel struct {
	Contacts float64 // contacts a year allowed by vehicle hours
	Hours    float64 // client hours a year of each crew member
	// Lent marks the services that are not on board but lend staff: for each
	// profession in the crew that no service on board has, the first service
	// that has it.
	Lent []bool
}

// Compile reads all parameters that the geography and the serving of a network
// need. Missing paths are collected in the reader (Reader.Err).
func Compile(r *params.Reader, n *network.Network) *Model {
	return CompileBands(r, n, starts(r, n))
}

// CompileBands is Compile with the age bands of another draw of the same
// parameters: bands depend on paths, not on values. See For for another network.
func CompileBands(r *params.Reader, n *network.Network, starts []int) *Model {
	m := &Model{Starts: starts, zones: n.Zones}
	m.Limited = m.Band(r, "population.mobility_limited_share")
	m.Car = m.Band(r, "population.car_access_share")
	m.Evening = m.Band(r, "need.evening_share")
	m.Adopt = m.Band(r, "digital.reach_by_age")
	m.Support = m.Band(r, "digital.support_lever_gain")
	m.Language = languageFactors{
		fi: r.Value("digital.language_factor.fi"), sv: r.Value("digital.language_factor.sv"),
		foreign: r.Value("digital.language_factor.foreign_own_language"),
	}
	m.SlowWalk = 1
	if slow := r.Value("travel.low_mobility_walk_kmh"); slow > 0 {
		m.SlowWalk = r.Value("travel.speed_kmh.walk") / slow
	}
	m.Delivery = r.Value("digital.under_delivery_factor")
	m.AlwaysInside = r.Value("digital.illiterate_or_weak_skills_floor")
	m.Elasticity = r.Value("need.distance_elasticity")
	m.Induced = r.Value("digital.induced_demand")
	m.ChoiceDecay = r.Value("assignment.decay_per_min")
	m.ChoiceLimit = travel.FromSeconds(60 * r.Value("assignment.limit_min"))
	m.MovesOn = r.Value("assignment.moves_on")
	m.Productive = r.Value("staff.productive_hours_fte")
	m.RoomHours = [3]float64{
		r.Value("premises.room_hours_year.office"),
		r.Value("premises.room_hours_year.with_evenings"),
		r.Value("premises.room_hours_year.with_weekends"),
	}
	m.RoomUse = r.Value("premises.room_use_target")
	m.TravelLoss = r.Value("economy.fte_travel_loss_per_extra_site")
	for s := range n.Services {
		m.Services = append(m.Services, m.service(r, &n.Services[s]))
	}
	return m.For(r, n)
}

// For returns the model of another network with the same services, under the
// same draw of the parameters. The parameters of contracts and units are read
// again; the rest is shared.
func (m *Model) For(r *params.Reader, n *network.Network) *Model {
	out := *m
	out.Services, out.Units = slices.Clone(m.Services), nil
	for s := range out.Services {
		out.Services[s].ContractShare, out.Services[s].Others = 0, nil
		list := n.ContractsOf(s)
		for i := range list {
			out.Services[s].ContractShare += list[i].OfAll()
		}
		if network.Today(list) {
			out.Services[s].Others = list
		}
	}
	for u := range n.Units {
		um := unit(r, &n.Units[u])
		um.Lent = lent(r, n, &n.Units[u])
		out.Units = append(out.Units, um)
	}
	return &out
}

func (m *Model) service(r *params.Reader, v *network.Service) ServiceModel {
	sm := ServiceModel{
		Target:   m.inGroup(v.Target),
		School:   make([]float64, len(m.Starts)),
		LimitMin: r.Value("travel.threshold_min." + string(v.Tier)),
		Window:   math.Inf(1),
	}
	if v.Window != "" {
		sm.Window = r.Value(v.Window)
	}
	if v.SchoolAges.To > 0 {
		sm.School = m.inGroup(v.SchoolAges)
	}
	sm.Limit = travel.FromSeconds(60 * sm.LimitMin)
	for _, st := range v.Staff {
		sm.Fill = append(sm.Fill, r.Value("staff.fill_rate."+st.Profession))
	}
	if v.RemoteMinutes != "" {
		sm.RemoteMin = r.Value(v.RemoteMinutes)
	}
	if v.Products != nil {
		m.products(r, v, &sm)
	} else {
		m.plain(r, v, &sm)
	}
	if v.RemoteNow != "" {
		sm.RemoteNow = r.Value(v.RemoteNow)
	}
	return sm
}

// plain compiles need and times of a service without products.
func (m *Model) plain(r *params.Reader, v *network.Service, sm *ServiceModel) {
	sm.Rate, sm.ClientMin = m.Band(r, v.RatePath), r.Value(v.ClientMinutes)
	for _, st := range v.Staff {
		sm.StaffMin = append(sm.StaffMin, r.Value(st.Minutes))
	}
	if v.RemoteMax != "" {
		sm.RemoteMax = r.Value(v.RemoteMax)
	}
}

// unit compiles a mobile unit: contacts allowed by its vehicles' hours, and the
// client hours of each crew member.
func unit(r *params.Reader, u *network.Unit) UnitModel {
	p := "mobile." + u.Kind + "."
	days := r.Value(p+"days_year") * float64(u.Count) * u.Worked()
	hours := days * r.Value(p+"onsite_h_day")
	if r.Has(p + "visits_day") {
		return UnitModel{Contacts: days * r.Value(p+"visits_day"), Hours: hours}
	}
	return UnitModel{Contacts: hours * r.Value(p+"visits_hour"), Hours: hours}
}

// lent finds the services that give a unit staff without being on board, such
// as the nurse on a doctors' bus.
func lent(r *params.Reader, n *network.Network, u *network.Unit) []bool {
	out := make([]bool, len(n.Services))
	aboard := map[string]bool{}
	for _, s := range u.Services {
		for _, st := range n.Services[s].Staff {
			aboard[st.Profession] = true
		}
	}
	for s := range n.Services {
		if len(n.Services[s].Staff) == 0 {
			continue
		}
		p := n.Services[s].Staff[0].Profession
		if !aboard[p] && r.HasWord("mobile."+u.Kind+".crew", p) {
			out[s], aboard[p] = true, true
		}
	}
	return out
}
