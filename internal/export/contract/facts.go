package contract

import (
	"cmp"
	"encoding/json"

	"github.com/invopop/jsonschema"

	"saavu/pkg/report"
)

// word is a word in JSON. The empty word is null, which means unknown.
type word string

// MarshalJSON writes null for the empty word.
func (w word) MarshalJSON() ([]byte, error) {
	if w == "" {
		return []byte("null"), nil
	}
	return json.Marshal(string(w))
}

// JSONSchema declares that a word may be null.
func (word) JSONSchema() *jsonschema.Schema {
	return &jsonschema.Schema{OneOf: []*jsonschema.Schema{{Type: "string"}, {Type: "null"}}}
}

// Reason is why a figure is null.
type Reason struct {
	Kind     cause    `json:"kind" jsonschema_description:"the cause"`
	Points   int      `json:"points,omitempty" jsonschema_description:"number of points that it concerns"`
	People   Number   `json:"people,omitempty" jsonschema_description:"number of people that it concerns"`
	Services []string `json:"services,omitempty" jsonschema_description:"ids of the services that it concerns"`
}

// cause is one of report.Causes.
type cause string

// JSONSchema lists the causes.
func (cause) JSONSchema() *jsonschema.Schema {
	s := &jsonschema.Schema{Type: "string"}
	for _, c := range report.Causes() {
		s.Enum = append(s.Enum, c)
	}
	return s
}

// ReasonOf returns nil if a figure is known.
func ReasonOf(r *report.Reason) *Reason {
	if r == nil || r.Cause == "" {
		return nil
	}
	return &Reason{cause(r.Cause), r.Points, Number(r.People), r.Services}
}

func reasonsOf(list report.Reasons) map[string]Reason {
	out := make(map[string]Reason, len(list))
	for key, r := range list {
		out[key] = *ReasonOf(&r)
	}
	return out
}

// pointLoad is a year of one point of a service.
type pointLoad struct {
	Facility  string  `json:"facility"`
	Channel   string  `json:"channel" jsonschema:"enum=on_site,enum=mobile"`
	Unit      string  `json:"unit,omitempty" jsonschema_description:"mobile unit that stops there"`
	Load      Number  `json:"load" jsonschema_description:"in-person contacts a year that it serves, plus contacts whose first choice it is and that no point serves; with assignment to the nearest point, all that arrive"`
	Capacity  Number  `json:"capacity" jsonschema_description:"contacts a year; null with bind none if nothing limits it"`
	Seen      Number  `json:"seen" jsonschema_description:"contacts a year, the smaller of the two"`
	Bind      word    `json:"bind" jsonschema_description:"what limits the capacity: staff, rooms, vehicle or none"`
	Positions Number  `json:"positions" jsonschema_description:"of the profession that sees the client, filled or not"`
	Rooms     Number  `json:"rooms" jsonschema_description:"rooms that it has, or needs if none are given"`
	Reason    *Reason `json:"reason,omitempty" jsonschema_description:"why its figures are null"`

	Names Names       `json:"names" jsonschema_description:"name of the facility by language"`
	Staff []positions `json:"staff" jsonschema_description:"positions by profession; empty where they are not known or not the point's own"`
	More  oneMore     `json:"one_more" jsonschema_description:"contacts a year that the whole service can give in addition if the point has one unit more; a key is left out where it has no such capacity, or what is given is not known"`
}

// positions are those of one profession.
type positions struct {
	Profession string `json:"profession"`
	Positions  Number `json:"positions"`
}

type oneMore struct {
	Position *Number `json:"position,omitempty" jsonschema_description:"one position of the first profession, with the others in the proportion of the service"`
	RoomHour *Number `json:"room_hour,omitempty" jsonschema_description:"one hour a week more in one room"`
	UnitDay  *Number `json:"unit_day,omitempty" jsonschema_description:"one day a week more of one vehicle or team, with its crew from the same staff"`
}

// professionYear is one profession of a service.
type professionYear struct {
	Profession string   `json:"profession"`
	Positions  Number   `json:"positions" jsonschema_description:"filled or not"`
	Hours      Number   `json:"client_hours" jsonschema_description:"hours of clients a year that filled positions have"`
	Crew       Number   `json:"crew_hours" jsonschema_description:"of these, on board of mobile units"`
	Lent       Number   `json:"lent_hours" jsonschema_description:"of these, on board of units that do not give the service"`
	LentTo     []string `json:"lent_to" jsonschema_description:"ids of these units"`
	Wanted     Number   `json:"wanted_hours" jsonschema_description:"that all contacts in person of the county's own production, and for the first profession all remote ones, would take"`
	Used       Number   `json:"used_hours" jsonschema_description:"that those of them take that can be given"`
}

// ifFinite is a figure, nil if it is not finite: there is nothing to say, not even why.
func ifFinite(v float64) *Number {
	if v-v != 0 {
		return nil
	}
	n := Number(v)
	return &n
}

func pointLoadOf(l *report.PointLoad) pointLoad {
	return pointLoad{l.Facility, l.Channel, l.Unit, Number(l.Load), Number(l.Capacity), Number(l.Seen), word(l.Bind), Number(l.Positions), Number(l.Rooms), ReasonOf(&l.Reason),
		Names(l.Names.Every(l.Facility)), Each(l.Staff, func(p *report.Positions) positions { return positions{p.Profession, Number(p.N)} }),
		oneMore{ifFinite(l.More.Position), ifFinite(l.More.RoomHour), ifFinite(l.More.UnitDay)}}
}

// todayCost is what the first option costs the county.
type todayCost struct {
	Option string `json:"option"`
	costParts
	Services []serviceCost `json:"services"`
}

// serviceCost is what a service costs the county.
type serviceCost struct {
	Service string `json:"service"`
	costParts
	Contacts   Number `json:"contacts" jsonschema_description:"that eur rests on, a year, by the rates"`
	UnitCost   Number `json:"unit_cost_eur" jsonschema_description:"full cost of a contact by unit costs"`
	StaffCost  Number `json:"staff_cost_eur" jsonschema_description:"pay of the service's own staff for a contact that it gives"`
	StaffAbove bool   `json:"staff_above_unit_cost" jsonschema_description:"true if it is more: no verdict is given on options that buy the service"`
}

// costParts are euros a year.
type costParts struct {
	Eur      Number  `json:"eur" jsonschema_description:"unit costs times contacts, a year"`
	Model    Number  `json:"model_eur" jsonschema_description:"the model's own lines, a year"`
	Residual Number  `json:"residual_eur" jsonschema_description:"eur minus model_eur; the same in every option"`
	Reason   *Reason `json:"reason,omitempty" jsonschema_description:"why they are null"`
}

func costPartsOf(c *report.CostParts) costParts {
	return costParts{Number(c.Known), Number(c.Model), Number(c.Residual()), ReasonOf(&c.Reason)}
}

func todayCostOf(r *report.Report) todayCost {
	out := todayCost{Option: optionID(r, r.Today.Option), costParts: costPartsOf(&r.Today.CostParts), Services: []serviceCost{}}
	for s := range r.Today.Services {
		out.Services = append(out.Services, serviceCostOf(r.Services[s].ID, &r.Today.Services[s]))
	}
	return out
}

func serviceCostOf(service string, c *report.ServiceCost) serviceCost {
	return serviceCost{service, costPartsOf(&c.CostParts), Number(c.Contacts), Number(c.UnitCost), Number(c.StaffCost), c.StaffAbove()}
}

// countsOf says what a known figure counts.
func countsOf(k *report.Known) counts {
	out := counts{Services: k.Counted(), Facility: k.Facility, Where: k.Where, Urgency: "all", Channel: cmp.Or(k.Channel, "all"), Months: cmp.Or(k.Months, 12), Year: k.Year}
	if k.NonUrgent {
		out.Urgency = "non-urgent"
	}
	return out
}

// Step is one change of an option, free of language.
type Step struct {
	Kind   string `json:"kind" jsonschema_description:"as in option files"`
	Lever  string `json:"lever" jsonschema_description:"the changes that split shows together"`
	Fields facts  `json:"fields" jsonschema_description:"its values, by the names of option files; values that are not given are left out"`
	Places []site `json:"places" jsonschema_description:"the facilities that it names"`
}

// site is where a facility is, in the county as it is and after the option.
type site struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	From   spot   `json:"from" jsonschema_description:"in the county as it is"`
	To     spot   `json:"to" jsonschema_description:"after the whole option"`
	Before word   `json:"before" jsonschema_description:"open, planned, interim or closed in the county as it is; null if it does not exist"`
	After  word   `json:"after" jsonschema_description:"the same after the whole option"`
}

// spot is x and y in metres of the county's system; nil if unknown.
type spot []float64

// JSONSchema declares that a place may be null.
func (spot) JSONSchema() *jsonschema.Schema {
	two := uint64(2)
	return &jsonschema.Schema{OneOf: []*jsonschema.Schema{
		{Type: "array", Items: &jsonschema.Schema{Type: "number"}, MinItems: &two, MaxItems: &two}, {Type: "null"}}}
}

// StepOf is a step in the form of the contract.
func StepOf(s *report.Step) Step {
	return Step{s.Kind, s.Lever, s.Fields, Each(s.Places, func(p *report.Site) site {
		return site{p.ID, p.Name, spot(p.From), spot(p.To), word(p.Before), word(p.After)}
	})}
}

// facts are written as an object, in their order.
type facts []report.Fact

// MarshalJSON writes the facts.
func (f facts) MarshalJSON() ([]byte, error) {
	members := make([]member, len(f))
	for i := range f {
		members[i] = member{f[i].Name, factForm(f[i].Value)}
	}
	return object[struct{}](nil, nil, nil, members...)
}

// JSONSchema allows facts of any kind.
func (facts) JSONSchema() *jsonschema.Schema { return &jsonschema.Schema{Type: "object"} }

// factForm returns the value of a fact in the form of the contract.
func factForm(v any) any {
	switch v := v.(type) {
	case float64:
		return Number(v)
	case []report.Fact:
		return facts(v)
	case [][]report.Fact:
		return Each(v, func(f *[]report.Fact) facts { return *f })
	}
	return v // texts, places, ids, whole numbers, yes and no, weekdays
}
