// Package templates reads templates of centres: which services belong together in one
// house or near it, with which rooms and which team. It knows the services, the wages and
// the rooms of a county. What an option makes of a template is left to package scenario,
// and whether a centre is complete to package report.
package templates

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"saavu/internal/load/field"
	"saavu/internal/load/input"
	"saavu/internal/load/yaml"
	"saavu/internal/naming"
	"saavu/pkg/network"
	"saavu/pkg/params"
)

// file is a file of templates.
type file struct {
	Templates []template `json:"templates" jsonschema:"required,minItems=1"`
}

type template struct {
	ID           string             `json:"id" jsonschema:"required,pattern=^[\\p{L}\\p{N}_-]+$" jsonschema_description:"short name; facilities of this type are seats of such centres"`
	Name         field.Name         `json:"name" jsonschema:"required"`
	Ref          string             `json:"ref,omitempty" jsonschema_description:"where it is written"`
	Required     []string           `json:"required" jsonschema:"required,minItems=1" jsonschema_description:"services that every centre has; those that the county lacks are noted where a centre is placed"`
	Optional     []string           `json:"optional,omitempty" jsonschema_description:"services that a centre may have"`
	Rooms        map[string]float64 `json:"rooms,omitempty" jsonschema_description:"rooms by type"`
	Team         map[string]float64 `json:"team,omitempty" jsonschema_description:"fewest positions by profession"`
	SitesWithin  float64            `json:"sites_within_min,omitempty" jsonschema_description:"minutes by public transport in which parts may lie from the seat; 0, the seat's building alone, by default"`
	Coordination float64            `json:"coordination_fte,omitempty" jsonschema_description:"positions of a coordinator, 0 by default"`
	Ages         field.Ages         `json:"ages,omitempty" jsonschema_description:"whom it is for"`
	Partly       field.Ages         `json:"ages_partly,omitempty" jsonschema_description:"for whom it is in part"`
}

var rules = sync.OnceValues(func() (*yaml.Rules, error) { return yaml.Compile(&file{}) })

// Read reads a file of templates; named is where the county file names it. Services are
// those of the county, with their types of rooms. A template names services that the
// county may lack; a type of room has its square metres in premises.m2_per_room, or else
// from a service that needs such rooms. Faults are in r.
func Read(r *input.Reader, name, named string, services []network.Service, tree params.Tree) []network.Template {
	f, t := input.ReadYAML[file](r, r.Files, name, named, rules)
	if t.Root == nil {
		return nil
	}
	professions := wages(tree)
	var out []network.Template
	for i := range f.Templates {
		x := reading{Reader: r, t: t, at: []string{"templates", strconv.Itoa(i)}, services: services, tree: tree}
		v := &f.Templates[i]
		if slices.ContainsFunc(out, func(o network.Template) bool { return o.ID == v.ID }) {
			x.wrong("every id once", "", "id")
		}
		r.CheckNames(t, x.at)
		x.list("required", v.Required, nil)
		x.list("optional", v.Optional, v.Required)
		n := network.Template{ID: v.ID, Name: v.Name.Name(), Ref: v.Ref, Required: v.Required, Optional: v.Optional, SitesWithin: v.SitesWithin,
			Coordination: v.Coordination, Ages: string(v.Ages), Partly: string(v.Partly)}
		x.ages(v.Ages, "ages")
		x.ages(v.Partly, "ages_partly")
		x.amount(v.SitesWithin, "min", "sites_within_min")
		x.amount(v.Coordination, "FTE", "coordination_fte")
		n.Rooms = x.rooms(v)
		for _, p := range slices.Sorted(maps.Keys(v.Team)) {
			if !slices.Contains(professions, p) {
				x.wrong("a profession with a wage in staff.hourly", naming.Suggest(p, professions), "team", p)
			}
			x.amount(v.Team[p], "FTE", "team", p)
			n.Team = append(n.Team, network.TeamSize{Profession: p, Positions: v.Team[p]})
		}
		out = append(out, n)
	}
	return out
}

// reading is one template while it is read.
type reading struct {
	*input.Reader
	t        *yaml.Tree
	at       []string
	services []network.Service
	tree     params.Tree
}

func (x *reading) wrong(expected, hint string, key ...string) {
	x.Wrong(x.t, expected, hint, slices.Concat(x.at, key)...)
}

// ages refuses an age group that is empty.
func (x *reading) ages(g field.Ages, key string) {
	if _, ok := field.ParseAges(g); g != "" && !ok {
		x.wrong(field.AgeWords, "from the lower age to the higher", key)
	}
}

// amount refuses a number outside the bounds of its unit.
func (x *reading) amount(v float64, unit string, key ...string) {
	x.InBounds(x.t, v, unit, slices.Concat(x.at, key)...)
}

// list refuses ids that are named twice, or among others.
func (x *reading) list(key string, ids, others []string) {
	for k, id := range ids {
		switch {
		case strings.TrimSpace(id) == "":
			x.wrong("the id of a service", "", key, strconv.Itoa(k))
		case slices.Index(ids, id) < k:
			x.wrong("every service once", "", key, strconv.Itoa(k))
		case slices.Contains(others, id):
			x.wrong("a service that is not required, too", "remove it from one of the two lists", key, strconv.Itoa(k))
		}
	}
}

// rooms reads the rooms by type. A service of the county in the template must have rooms.
func (x *reading) rooms(v *template) []network.TemplateRoom {
	if v.Rooms == nil {
		return nil
	}
	var out []network.TemplateRoom
	for _, kind := range slices.Sorted(maps.Keys(v.Rooms)) {
		r := network.TemplateRoom{RoomCount: network.RoomCount{Type: kind, N: v.Rooms[kind]}, M2: x.squareMetres(kind)}
		switch {
		case !network.RoomWord(kind) || kind == network.PartnerRoom:
			x.wrong("rooms of a type in letters, not partner", "", "rooms", kind)
		case r.M2 == "":
			x.wrong("a type of room of which the square metres are known", "add the parameter premises.m2_per_room."+kind+", or a service with room_type: "+kind, "rooms", kind)
		}
		x.amount(r.N, "rooms", "rooms", kind)
		out = append(out, r)
	}
	for _, id := range slices.Concat(v.Required, v.Optional) {
		for i := range x.services {
			if s := &x.services[i]; s.ID == id && s.Room() != network.PartnerRoom && v.Rooms[s.Room()] == 0 {
				x.wrong("rooms of type "+s.Room()+", which "+id+" needs", "add them, or leave rooms out: each service then has as many as its staff need", "rooms")
			}
		}
	}
	return out
}

// squareMetres is the parameter of the square metres of a room of a type; "" for none.
func (x *reading) squareMetres(kind string) string {
	if path := "premises.m2_per_room." + kind; network.RoomWord(kind) {
		if p, ok := x.tree.Get(path); ok && p.Known {
			return path
		}
	}
	for i := range x.services {
		if s := &x.services[i]; s.Room() == kind {
			return s.RoomM2
		}
	}
	return ""
}

// wages lists the professions with a wage.
func wages(tree params.Tree) []string {
	var out []string
	for _, p := range tree.All() {
		if profession, of := strings.CutPrefix(p.Path, "staff.hourly."); of {
			out = append(out, profession)
		}
	}
	slices.Sort(out)
	return out
}
