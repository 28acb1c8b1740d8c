package load

import (
	"strconv"
	"strings"

	"saavu/internal/load/yaml"
	"saavu/internal/source"
	"saavu/pkg/network"
	"saavu/pkg/params"
	"saavu/pkg/population"
)

// services converts the services of a file to those of the network. It checks that
// the parameters that they name exist and that their target groups have people.
func (r *reader) services(list []serviceFile, t *yaml.Tree, tree params.Tree, g *population.Grid) []network.Service {
	var out []network.Service
	seen := map[string]bool{}
	r.unsure.services, r.unsure.targets = len(list) == 0, map[string]bool{}
	for i, s := range list {
		at := []string{"services", strconv.Itoa(i)}
		if s.ID != "" && seen[s.ID] {
			r.wrong(t, "every id once", "", append(at, "id")...)
		}
		r.unsure.services = r.unsure.services || s.ID == "" || seen[s.ID]
		seen[s.ID] = true
		if len(s.Staff) == 0 && t.Root.Find(at...).Child("staff") != nil {
			r.wrong(t, "one profession or more", "", append(at, "staff")...)
		}
		for _, key := range []string{"id", "bundle"} {
			if n := t.Root.Find(at...).Child(key); n != nil && n.Text == "all" {
				r.wrong(t, "another word", "all stands for every service", append(at[:len(at):len(at)], key)...)
			}
		}
		r.fitting(t, at)
		service := s.service()
		r.checkPaths(&s, t, tree, at)
		if s.Target != "" {
			faults := len(r.problems)
			if service.Target = r.target(s.Target, t, g, append(at, "target")); len(r.problems) > faults {
				r.unsure.targets[s.Rates] = true
			}
		}
		if s.SchoolAges != "" {
			service.SchoolAges = r.target(s.SchoolAges, t, nil, append(at, "school_ages"))
		}
		out = append(out, service)
	}
	return out
}

// service copies the fields that need no check beyond the schema.
func (s *serviceFile) service() network.Service {
	out := network.Service{ID: s.ID, Name: s.Name.name(), Short: s.Short.name(),
		Bundle: s.Bundle, Tier: network.Tier(s.Tier), RatePath: s.Rates, RemoteMinutes: s.RemoteMinutes,
		ClientMinutes: s.ClientMinutes, RoomM2: s.RoomM2, RemoteMax: s.RemoteMax, RemoteNow: s.RemoteNow,
		UnitCost: s.UnitCost, RemoteCost: s.RemoteCost, Fee: s.Fee, FeeFreeUnder: s.FeeFreeUnder, Window: s.Window, NonUrgent: s.NonUrgent,
		Statutory: s.Statutory, InPersonOnly: s.InPersonOnly, MobileOK: s.MobileOK, ThirdSectorOK: s.ThirdSectorOK,
		SwedishByLaw: s.SwedishByLaw, PtFree: s.PtFree}
	for _, p := range s.Staff {
		out.Staff = append(out.Staff, network.Staff{Profession: p.Profession, Minutes: p.Minutes, Wage: p.Wage})
	}
	return out
}

// checkPaths checks every parameter that a service names.
func (r *reader) checkPaths(s *serviceFile, t *yaml.Tree, tree params.Tree, at []string) {
	for _, n := range s.names() {
		r.needs(tree, t, n, append(at[:len(at):len(at)], strings.Split(n.key, ".")...)...)
	}
	// An unknown limit would be read as 0, and nobody would reach the service.
	limit := "travel.threshold_min." + s.Tier
	if p, ok := tree.Get(limit); s.Tier != "" && !(ok && p.Known && p.Text == "" && p.V > 0) {
		r.wrong(t, "a tier whose time limit is known, in minutes above 0", "parameter "+limit, append(at, "tier")...)
	}
}

// target reads an age group and, with a grid, checks that it has people.
func (r *reader) target(g ageGroup, t *yaml.Tree, grid *population.Grid, at []string) population.Group {
	group, ok := parseGroup(g)
	if !ok {
		r.wrong(t, ageWords, "the first age must not be above the last, and at most 100", at...)
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
	r.wrong(t, "a target group with people in it", "no people of these ages live in the county's areas", at...)
	return group
}

// ServiceIDs returns the ids of the services of the embedded county. A county that
// inherits has them if it names no services itself.
func ServiceIDs(embedded source.Files) ([]string, error) {
	r := &reader{files: embedded}
	f, _ := readYAML[countyFile](r, embedded, EmbeddedCounty, "", countyRules)
	ids := make([]string, len(f.Services))
	for i, s := range f.Services {
		ids[i] = s.ID
	}
	return ids, r.problems.Err()
}
