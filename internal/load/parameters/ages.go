package parameters

import (
	"fmt"
	"slices"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/load/field"
	"saavu/internal/load/input"
	"saavu/internal/load/yaml"
	"saavu/pkg/network"
	"saavu/pkg/params"
	"saavu/pkg/population"
)

// agedParameter is a group of parameters by age that the comparison reads.
type agedParameter struct {
	path string
	need []population.Group // each of their ages has a value; no other must
}

// supportOfForeign stands among values by age, but is one by language.
const supportOfForeign = "digital.support_lever_gain.foreign"

// agedOf lists the groups of parameters by age. Two of them need no age:
// digital.support_lever_gain is what support adds, and support is planned for some
// ages alone (0 for the others); travel.escort_share is 0 at ages that travel alone.
// Of a service's rates only the ages of its target group have need, and none of a service
// with products, whose rates only compare.
// The targets of rates in unsure could not be read.
func agedOf(services []network.Service, unsure map[string]bool) []agedParameter {
	all := []population.Group{population.Everyone()}
	list := []agedParameter{
		{"population.mobility_limited_share", all}, {"population.car_access_share", all}, {"population.age_shares_2030", all},
		{"need.evening_share", all}, {"digital.reach_by_age", all}, {"digital.support_lever_gain", nil}, {"travel.escort_share", nil},
	}
	for _, v := range services {
		if v.RatePath == "" || unsure[v.RatePath] {
			continue
		}
		at := slices.IndexFunc(list, func(p agedParameter) bool { return p.path == v.RatePath })
		if at < 0 {
			at = len(list)
			list = append(list, agedParameter{path: v.RatePath})
		}
		if v.Products == nil {
			list[at].need = append(list[at].need, v.Target)
		}
	}
	return list
}

// RefuseAges refuses keys of parameters by age that are no ages, ages that two keys
// have, and ages that need a value and have none. Read as 0, such a rate would take
// the need away without a trace.
func (s *Set) RefuseAges(r *input.Reader, services []network.Service, unsure map[string]bool) {
	for _, p := range agedOf(services, unsure) {
		s.refuseAgesOf(r, p)
	}
}

func (s *Set) refuseAgesOf(r *input.Reader, p agedParameter) {
	leaves := s.Under(p.path)
	_, every := s.Get(p.path)
	if len(leaves) == 0 {
		return // a value for all ages, or a path that is missing, which others report
	}
	var keys []string
	var key [population.Ages]string // of each age; of an age that two have the first in the file
	wrong := false
	for _, leaf := range s.inOrder(leaves) {
		name := leaf[len(p.path)+1:]
		lo, hi, ok := params.ParseAges(name)
		if leaf == supportOfForeign {
			continue
		}
		if ok && (name == "all" || name == "v") {
			every = true
			continue
		}
		if !ok {
			wrong = true
			s.wrongKey(r, leaf, field.AgeWords, "")
			continue
		}
		keys = append(keys, name)
		first := -1
		for a := lo; a <= min(hi, population.Ages-1); a++ {
			if key[a] == "" {
				key[a] = name
			} else if first < 0 {
				first = a
			}
		}
		if first >= 0 {
			wrong = true
			last := first
			for last < min(hi, population.Ages-1) && key[last+1] == key[first] {
				last++
			}
			s.wrongKey(r, leaf, "each age once in "+p.path, agesOf(first, last)+" "+plural(first, last, "is", "are")+" in "+key[first]+" too")
		}
	}
	if every || wrong {
		return // all ages have a value, or what they should have is not certain
	}
	if missing := without(key[:], p.need); missing != nil {
		at := append([]string{"parameters"}, strings.Split(p.path, ".")...)
		t := s.treeOf(at)
		n := t.Root.Find(at...)
		r.Problems.Add(problem.Problem{File: t.File, Row: n.KeyLine, Char: n.KeyCol, Found: strings.Join(keys, ", "),
			Expected: "a value for each age in " + p.path + "; none for " + strings.Join(missing, ", "),
			Hint:     "the key all gives a value, such as 0, to the ages that no other key has"})
	}
}

// inOrder lists the paths of leaves: inherited ones first, then the others in the
// order of the file.
func (s *Set) inOrder(leaves []params.Param) []string {
	var paths []string
	line := map[string]int{}
	for _, p := range leaves {
		at := append([]string{"parameters"}, strings.Split(p.Path, ".")...)
		if t := s.treeOf(at); t == s.own {
			line[p.Path] = t.Root.Find(at...).KeyLine
		}
		paths = append(paths, p.Path)
	}
	slices.SortStableFunc(paths, func(a, b string) int { return line[a] - line[b] })
	return paths
}

// treeOf finds the file in which a parameter stands: the county's own, or the
// inherited one.
func (s *Set) treeOf(at []string) *yaml.Tree {
	n := s.own.Root
	for _, step := range at {
		if n = n.Child(step); n == nil {
			if s.inherited != nil {
				return s.inherited
			}
			return s.own
		}
	}
	return s.own
}

// wrongKey adds a problem of the last key of a parameter's path.
func (s *Set) wrongKey(r *input.Reader, path, expected, hint string) {
	at := append([]string{"parameters"}, strings.Split(path, ".")...)
	t := s.treeOf(at)
	n := t.Root.Find(at...)
	r.Problems.Add(problem.Problem{File: t.File, Row: n.KeyLine, Char: n.KeyCol, Found: at[len(at)-1], Expected: expected, Hint: hint})
}

// without lists the ages of some groups that have no key, in runs.
func without(key []string, groups []population.Group) []string {
	var need [population.Ages]bool
	for _, g := range groups {
		for a := g.From; a <= min(g.To, population.Ages-1); a++ {
			need[a] = true
		}
	}
	var out []string
	for a := 0; a < len(key); a++ {
		if !need[a] || key[a] != "" {
			continue
		}
		first := a
		for a+1 < len(key) && need[a+1] && key[a+1] == "" {
			a++
		}
		out = append(out, agesOf(first, a))
	}
	return out
}

// agesOf writes a run of ages as in the sentence "age 7" or "ages 7-9".
func agesOf(first, last int) string {
	switch {
	case first == last:
		return fmt.Sprintf("age %d", first)
	case last == population.Ages-1:
		return fmt.Sprintf("ages %d and above", first)
	}
	return fmt.Sprintf("ages %d-%d", first, last)
}

// plural chooses the word for one age or for several.
func plural(first, last int, one, many string) string {
	if first == last {
		return one
	}
	return many
}
