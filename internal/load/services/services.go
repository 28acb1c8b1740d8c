// Package services reads the section services of a county file: the services, and the
// parameters that each depends on. It checks that these exist in the right unit and that
// target groups have people.
package services

import (
	"fmt"
	"strconv"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/load/field"
	"saavu/internal/load/input"
	"saavu/internal/load/parameters"
	"saavu/internal/load/yaml"
	"saavu/pkg/network"
	"saavu/pkg/params"
	"saavu/pkg/population"
)

// Found are the services of a county.
type Found struct {
	List   []network.Service
	IDs    input.IDs
	Unsure map[string]bool // rates of services whose target groups could not be read
}

// Read converts the services of a file to those of the network. It checks that
// the parameters that they name exist and that their target groups have people.
func Read(r *input.Reader, list []File, t *yaml.Tree, tree params.Tree, g *population.Grid) Found {
	out := Found{Unsure: map[string]bool{}}
	out.IDs.Whole = len(list) > 0
	seen := map[string]bool{}
	for i, s := range list {
		at := []string{"services", strconv.Itoa(i)}
		if s.ID != "" && seen[s.ID] {
			r.Wrong(t, "every id once", "", append(at, "id")...)
		}
		out.IDs.Whole = out.IDs.Whole && s.ID != "" && !seen[s.ID]
		seen[s.ID] = true
		if len(s.Staff) == 0 && t.Root.Find(at...).Child("staff") != nil {
			r.Wrong(t, "one profession or more", "", append(at, "staff")...)
		}
		for _, key := range []string{"id", "bundle"} {
			if n := t.Root.Find(at...).Child(key); n != nil && n.Text == "all" {
				r.Wrong(t, "another word", "all stands for every service", append(at[:len(at):len(at)], key)...)
			}
		}
		r.CheckNames(t, at)
		service := s.service()
		s.complete(r, t, at)
		checkPaths(r, &s, t, tree, at)
		if s.Target != "" {
			faults := len(r.Problems)
			if service.Target = target(r, s.Target, t, g, append(at, "target")); len(r.Problems) > faults {
				out.Unsure[s.Rates] = true
			}
		}
		if s.SchoolAges != "" {
			service.SchoolAges = target(r, s.SchoolAges, t, nil, append(at, "school_ages"))
		}
		out.List, out.IDs.List = append(out.List, service), append(out.IDs.List, s.ID)
	}
	return out
}

// complete reports the keys that a service without products lacks.
func (s *File) complete(r *input.Reader, t *yaml.Tree, at []string) {
	if s.Products || s.Inherited {
		return
	}
	need := func(value, key string, at ...string) {
		n := t.Root.Find(at...)
		if value == "" && n != nil && n.Child(key) == nil {
			r.Problems.Add(t.ProblemAt(problem.Problem{Expected: "the key " + key}, at...))
		}
	}
	need(s.Rates, "rates", at...)
	need(s.ClientMinutes, "client_minutes", at...)
	for i, p := range s.Staff {
		need(p.Minutes, "minutes", append(at[:len(at):len(at)], "staff", strconv.Itoa(i))...)
	}
}

// service copies the fields that need no check beyond the schema.
func (s *File) service() network.Service {
	out := network.Service{ID: s.ID, Name: s.Name.Name(), Short: s.Short.Name(),
		Bundle: s.Bundle, Tier: network.Tier(s.Tier), RatePath: s.Rates, RemoteMinutes: s.RemoteMinutes,
		ClientMinutes: s.ClientMinutes, RoomM2: s.RoomM2, RoomType: s.RoomType, RemoteMax: s.RemoteMax, RemoteNow: s.RemoteNow,
		UnitCost: s.UnitCost, RemoteCost: s.RemoteCost, Fee: s.Fee, FeeFreeUnder: s.FeeFreeUnder, Window: s.Window, NonUrgent: s.NonUrgent,
		Statutory: s.Statutory, InPersonOnly: s.InPersonOnly, MobileOK: s.MobileOK, ThirdSectorOK: s.ThirdSectorOK,
		SwedishByLaw: s.SwedishByLaw, PtFree: s.PtFree}
	for _, p := range s.Staff {
		out.Staff = append(out.Staff, network.Staff{Profession: p.Profession, Minutes: p.Minutes, Wage: p.Wage})
	}
	if s.Products {
		out.Products = []network.Product{} // they are read after the people
	}
	return out
}

// checkPaths checks every parameter that a service names.
func checkPaths(r *input.Reader, s *File, t *yaml.Tree, tree params.Tree, at []string) {
	for _, n := range s.names() {
		parameters.Needs(r, tree, t, n, append(at[:len(at):len(at)], strings.Split(n.Key, ".")...)...)
	}
	// An unknown limit would be read as 0, and nobody would reach the service.
	limit := "travel.threshold_min." + s.Tier
	if p, ok := tree.Get(limit); s.Tier != "" && !(ok && p.Known && p.Text == "" && p.V > 0) {
		r.Wrong(t, "a tier whose time limit is known, in minutes above 0", "parameter "+limit, append(at, "tier")...)
	}
}

// target reads an age group and, with a grid, checks that it has people.
func target(r *input.Reader, g field.Ages, t *yaml.Tree, grid *population.Grid, at []string) population.Group {
	group, ok := field.ParseAges(g)
	if !ok {
		r.Wrong(t, field.AgeWords, "the first age must not be above the last, and at most 100", at...)
		return population.Everyone()
	}
	if grid == nil {
		return group
	}
	for i := range grid.Area {
		for _, n := range grid.People[i*population.Ages+group.From : i*population.Ages+group.To+1] {
			if n > 0 && grid.Area[i] >= 0 {
				return group
			}
		}
	}
	r.Wrong(t, "a target group with people in it", "no people of these ages live in the county's areas", at...)
	return group
}

// names lists the parameters of a service by the keys that name them.
func (s *File) names() []parameters.Named {
	list := []parameters.Named{{Key: "rates", Path: s.Rates, Unit: "contacts/person/year", ByAge: true}}
	add := func(key, path, unit string) {
		list = append(list, parameters.Named{Key: key, Path: path, Unit: unit})
	}
	add("remote_minutes", s.RemoteMinutes, "min")
	add("client_minutes", s.ClientMinutes, "min")
	add("room_m2", s.RoomM2, "m2")
	add("remote_max", s.RemoteMax, "share")
	add("remote_now", s.RemoteNow, "share")
	add("unit_cost", s.UnitCost, "EUR/contact")
	add("remote_cost", s.RemoteCost, "EUR/contact")
	add("fee", s.Fee, "EUR/contact")
	add("window", s.Window, "days")
	add("non_urgent", s.NonUrgent, "share")
	for i, p := range s.Staff {
		add(fmt.Sprintf("staff.%d.minutes", i), p.Minutes, "min")
		add(fmt.Sprintf("staff.%d.wage", i), p.Wage, "EUR/h")
	}
	return list
}

// Units collects the units of the parameters that services name.
func Units(services []File) parameters.Units {
	out := parameters.Units{}
	for i := range services {
		for _, n := range services[i].names() {
			if n.Path != "" {
				out[n.Path] = n.Unit
			}
		}
	}
	return out
}
