// Package cost prices an option by avoidable increments on a calibrated
// baseline. The baseline total is known unit costs times today's contacts,
// premises included; the part that the model's own lines do not explain is a
// residual that stays constant in every option. An option then costs the
// baseline plus the change in its lines, each from the year from which it can
// be avoided. Payers stay apart: a fee is the county's income and the
// residents' cost. The examples price a hamlet and set two bills side by side.
package cost

import (
	"saavu/pkg/delivery"
	"saavu/pkg/network"
	"saavu/pkg/params"
)

// Payer is who pays a line.
type Payer string

// The payers.
const (
	County       Payer = "county"
	Residents    Payer = "residents"
	State        Payer = "state and Kela"
	Municipality Payer = "municipality"

	// NotGiven is what residents do not pay, in money and time, because fewer
	// contacts are given, and what they pay for more. It is no saving and no cost of
	// theirs: it closes the table of payers.
	NotGiven Payer = "visits not given"
)

// Line is one yearly amount of one service, at one facility or, with facility
// "", at none. With House, Facility is the id of a building, to whose cost the
// lines of its services add up.
type Line struct {
	Kind     string
	Payer    Payer
	Service  int
	Facility string
	EUR      float64
	House    bool
}

// The kinds of lines.
const (
	Staff      = "staff"
	Evening    = "evening and Saturday pay"
	Rent       = "rent"
	Site       = "site running cost"
	Kept       = "rooms kept empty"
	KeptSite   = "site cost of rooms kept empty"
	GivenBack  = "rooms given back"
	Lent       = "income from rooms lent out" // below 0
	MobileRun  = "mobile units"
	MobileCrew = "drivers and coordinators"
	Platform   = "remote platform and support"
	Contracts  = "purchased and vouchers"
	Supervise  = "supervision and voucher administration"
	Agreed     = "grants and agreed sums of contracts"
	VoucherGap = "rest of the price of vouchers"
	Coordinate = "family centre coordination"
	Transport  = "transport service"
	Fees       = "client fees"
	RemoteFees = "client fees of remote contacts"
	Fares      = "fares and car kilometres"
	TravelTime = "travel time of adults"
)

// Kinds lists the kinds of lines that a payer can have, nil for a payer without any.
func Kinds(p Payer) []string {
	switch p {
	case County:
		return []string{Staff, Evening, Rent, Site, Kept, KeptSite, GivenBack, Lent, MobileRun, MobileCrew,
			Platform, Contracts, Supervise, Agreed, Coordinate, Transport, Fees, RemoteFees}
	case Residents, NotGiven:
		return []string{Fees, RemoteFees, VoucherGap, Fares, TravelTime}
	}
	return nil
}

// Payers lists the payers, in the order of a report.
func Payers() []Payer { return []Payer{County, Residents, State, Municipality, NotGiven} }

// Bill holds all lines of one option, its one-off cost, and the children's
// minutes, which are reported and not priced.
type Bill struct {
	Lines        []Line
	OneOff       []float64 // by service
	ChildMinutes []float64 // by service: minutes a year, there and back
	Given        []Given   // by service

	at    [][]int  // services of each facility, used while the bill is computed
	rooms []tenant // of each service in each building, used in the same way
}

// Prices holds the parameters of one draw, compiled.
type Prices struct {
	Year      int // base year
	Lag       int // years until an unknown lease can end
	Wage      [][]float64
	Worked    float64 // paid hours of a position
	Evening   float64
	Saturday  float64
	EveHours  float64
	SatHours  float64
	Rent      float64 // EUR/m2/year
	RoomM2    []float64
	Fixed     map[string]float64
	Units     []unitPrice
	Platform  float64
	Support   float64
	Price     []float64 // by contract
	Terms     []Terms   // by contract; zero for one that is not of today
	Was       []Terms   // the same before the option's change; zero for one that it does not change
	Supervise float64
	Voucher   float64
	Fee       []float64
	FeeFrom   []int
	RemoteFee float64 // a remote contact's fee, as a share of the in-person one
	CarKm     float64
	Fare      float64
	Minute    float64 // adult's time, EUR/min
	Escort    []float64
	Discount  float64
	Transport float64
	TransPart float64
	Centre    float64 // EUR a year of coordination for a family centre
	UnitCost  []float64
	RemoteUC  []float64
	Starts    []int

	buildings []network.Building
	of        []int         // building of each facility, -1 for none; nil without buildings
	uses      []network.Use // by building
}

type unitPrice struct{ running, crew, capex float64 }

// Compile reads the prices of one network. Missing paths are collected in r.
func Compile(r *params.Reader, n *network.Network, m *delivery.Model, year int) *Prices {
	p := &Prices{Starts: m.Starts}
	p.Lag = int((r.Value("economy.effect_lag_months") + 11) / 12)
	p.Worked = r.Value("staff.worked_hours_fte")
	p.Evening = r.Value("premises.evening_pay_premium.evening")
	p.Saturday = r.Value("premises.evening_pay_premium.saturday")
	p.EveHours = r.Value("travel.evening_hours_week")
	p.SatHours = r.Value("travel.saturday_hours_week")
	p.Rent = 12 * r.Value("premises.rent_eur_m2_month")
	p.Fixed = map[string]float64{}
	for _, s := range []string{"small", "medium", "large"} {
		p.Fixed[s] = r.Value("premises.fixed_eur_site_year." + s)
	}
	coordinator := r.Value("staff.hourly.coordinator") * p.Worked
	p.Platform = r.Value("digital.platform_fixed_eur_year")
	p.Support = r.Value("digital.support_fte") * coordinator
	p.Centre = r.Value("staff.coordination_fte.per_family_centre") * coordinator
	p.RemoteFee = r.Value("fees.remote_share")
	p.Supervise = r.Value("unit_cost_reference.supervision_share_purchased")
	p.Voucher = r.Value("unit_cost_reference.voucher_admin_eur")
	p.homes(r, m)
	for i := range n.Services {
		p.service(r, &n.Services[i])
	}
	return p.For(r, n, year)
}

// For returns the prices of another network with the same services, under the
// same draw of the parameters and for another base year. The parameters of
// contracts and units are read again; the rest is shared.
func (p *Prices) For(r *params.Reader, n *network.Network, year int) *Prices {
	q := *p
	q.Year, q.Price, q.Terms, q.Was, q.Units = year, nil, nil, nil, nil
	q.buildings, q.of, q.uses = n.Buildings, n.BuildingsOf(), n.Uses()
	for _, c := range n.Contracts {
		price := c.Euro
		if c.Price != "" {
			price = r.Value(c.Price)
		}
		var terms, was Terms
		if c.Terms != nil {
			terms = q.terms(r, c.Terms)
			price = terms.Price
			if c.Terms.Was != nil {
				was = q.terms(r, c.Terms.Was)
			}
		}
		q.Price, q.Terms, q.Was = append(q.Price, price), append(q.Terms, terms), append(q.Was, was)
	}
	for i := range n.Units {
		q.Units = append(q.Units, q.unit(r, &n.Units[i]))
	}
	return &q
}

// homes reads what residents pay.
func (p *Prices) homes(r *params.Reader, m *delivery.Model) {
	p.CarKm = r.Value("travel.car_eur_km")
	p.Fare = r.Value("travel.pt_eur_trip")
	p.Minute = r.Value("travel.time_value_eur_h") / 60
	p.Discount = r.Value("travel.combined_trip_discount")
	p.Transport = r.Value("travel.transport_service_eur_trip")
	p.TransPart = r.Value("travel.transport_service_share")
	p.Escort = m.Band(r, "travel.escort_share")
}

func (p *Prices) service(r *params.Reader, s *network.Service) {
	var wage []float64
	for _, st := range s.Staff {
		wage = append(wage, r.Value(st.Wage))
	}
	p.Wage = append(p.Wage, wage)
	p.RoomM2 = append(p.RoomM2, r.Value(s.RoomM2))
	fee := 0.0
	if s.Fee != "" {
		fee = r.Value(s.Fee)
	}
	p.Fee = append(p.Fee, fee)
	p.FeeFrom = append(p.FeeFrom, s.FeeFreeUnder)
	p.UnitCost = append(p.UnitCost, r.Value(s.UnitCost))
	remote := 0.0
	if s.RemoteCost != "" {
		remote = r.Value(s.RemoteCost)
	}
	p.RemoteUC = append(p.RemoteUC, remote)
}

// unit prices a mobile unit's vehicles and the crew members who see no clients:
// the others belong to the services' staff.
func (p *Prices) unit(r *params.Reader, u *network.Unit) unitPrice {
	k := "mobile." + u.Kind + "."
	count := float64(u.Count)
	days := r.Value(k+"days_year") * count * u.Worked()
	out := unitPrice{capex: count * r.Value(k+"capex")}
	out.running = days*r.Value("mobile.km_day")*r.Value(k+"running_eur_km") +
		count*r.Value(k+"fixed_eur_year") + days*r.Or(k+"move_cost_eur", 0)
	for _, who := range []string{"driver", "coordinator"} {
		if r.HasWord(k+"crew", who) {
			out.crew += days * r.Value("mobile.crew_h_day") * r.Value("staff.hourly."+who)
		}
	}
	return out
}
