package network

import (
	"slices"

	"saavu/pkg/lang"
)

// Template is what a centre of a kind has: a bundle of services in one house, or near it.
// A facility whose type is the id of a template is the seat of such a centre.
type Template struct {
	ID           string
	Name         lang.Name
	Ref          string   // where it is written
	Required     []string // ids of services; the county may lack some of them
	Optional     []string // ids of services that a centre may have
	Rooms        []TemplateRoom
	Team         []TeamSize
	SitesWithin  float64 // minutes by public transport from the seat in which parts may lie; 0: its building alone
	Coordination float64 // positions of a coordinator
	Ages, Partly string  // age groups that it is for, as written; "" where none is given
}

// TemplateRoom is how many rooms of a type a centre has. M2 is the parameter path of the
// gross square metres of one.
type TemplateRoom struct {
	RoomCount
	M2 string
}

// TeamSize is the fewest positions of a profession in a centre.
type TeamSize struct {
	Profession string
	Positions  float64
}

// Centre is a centre that an option places by a template.
type Centre struct {
	Facility int // its seat
	Template int // in Network.Templates
}

// Template finds a template by id; -1 if there is none.
func (n *Network) Template(id string) int {
	return slices.IndexFunc(n.Templates, func(t Template) bool { return t.ID == id })
}

// Seats lists the open facilities of a template's type, in their order.
func (n *Network) Seats(template int) []int {
	var out []int
	for f := range n.Facilities {
		if x := &n.Facilities[f]; x.Type == n.Templates[template].ID && x.Status == Open {
			out = append(out, f)
		}
	}
	return out
}

// House lists the facilities that share a facility's building; the facility alone if it is
// a building of its own.
func (n *Network) House(facility int) []int {
	if b := n.BuildingOf(facility); b >= 0 {
		return n.Buildings[b].Facilities
	}
	return []int{facility}
}

// GivenIn reports whether a service is given on site at an open one of the facilities.
func (n *Network) GivenIn(facilities []int, service int) bool {
	return slices.ContainsFunc(n.Points, func(p ServicePoint) bool {
		return p.Service == service && p.Channel == OnSite && slices.Contains(facilities, p.Facility) &&
			n.Facilities[p.Facility].Status == Open
	})
}

// Programme is the gross square metres of all rooms of a template. value reads a parameter.
func Programme(t *Template, value func(path string) float64) float64 {
	sum := 0.0
	for _, r := range t.Rooms {
		sum += r.N * value(r.M2)
	}
	return sum
}

// TemplateNote is what of a template a placed centre has and lacks.
type TemplateNote struct {
	Given, Missing, LeftOut []string // ids of required services: at the seat, not in the county, neither
}

// Note compares a placed centre with its template.
func (n *Network) Note(c Centre) TemplateNote {
	var out TemplateNote
	for _, id := range n.Templates[c.Template].Required {
		switch s := n.Service(id); {
		case s < 0:
			out.Missing = append(out.Missing, id)
		case n.OnSite(c.Facility, s) >= 0:
			out.Given = append(out.Given, id)
		default:
			out.LeftOut = append(out.LeftOut, id)
		}
	}
	return out
}
