package load

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"saavu/internal/format/problem"
	"saavu/internal/load/input"
	"saavu/internal/load/optionfile"
	"saavu/internal/load/yaml"
	"saavu/pkg/scenario"
)

// PlanSet is a named set of parameter values that replace those of a county.
type PlanSet struct {
	Name        string
	Values      map[string]float64 // by path; nil if they are drawn from the county's ranges
	Draw, Draws int                // number of this draw, from 0, and of all; 0 for values of the plan
	Swept       bool               // it is a step of a sweep
	Item        int                // its place in the list of the plan, -1 for the county itself
}

// Key is the key of the plan that its values stand under.
func (s *PlanSet) Key() string {
	if s.Swept {
		return "sweep"
	}
	return "values"
}

// planSetFile is one set, or several that are drawn or swept.
type planSetFile struct {
	Name   string             `json:"name,omitempty" jsonschema:"pattern=^[\\p{L}\\p{N}_-]+$" jsonschema_description:"short name in letters, digits, _ and -, of a set with values"`
	Values map[string]float64 `json:"values,omitempty" jsonschema_description:"values of parameters by path"`
	Draw   int                `json:"draw,omitempty" jsonschema:"minimum=1,maximum=999" jsonschema_description:"number of sets that are drawn from the ranges of the parameters, by the seed: draw-001 and so on"`
	Sweep  map[string]string  `json:"sweep,omitempty" jsonschema_description:"a set for each value of a parameter, such as 0..0.5 step 0.1; at most two, whose values are combined"`
}

// MostSteps is the largest number of combinations of values of a sweep.
const MostSteps = 200

// sets reads the parameter sets of a plan, in addition to that of the county itself.
func sets(r *input.Reader, f *planFile, t *yaml.Tree) []PlanSet {
	out := []PlanSet{{Name: PlainSet, Item: -1}}
	drawn := false
	for i := range f.Sets {
		s, at := &f.Sets[i], []string{"sets", strconv.Itoa(i)}
		if t.Root.Find(at...).AnyFault() {
			continue
		}
		kinds := 0
		for _, key := range []string{"values", "draw", "sweep"} {
			if t.Root.Find(at...).Child(key) != nil {
				kinds++
			}
		}
		switch {
		case kinds != 1:
			r.Wrong(t, "one of the keys values, draw and sweep", "", at...)
		case s.Draw > 0 && drawn:
			r.Wrong(t, "draw once", "its sets are named draw-001 and so on", append(at, "draw")...)
		case s.Values == nil && s.Name != "":
			r.Wrong(t, "no name with draw or sweep", "its sets are named draw-001 or PARAMETER=VALUE", append(at, "name")...)
		case s.Draw > 0:
			drawn = true
			for k := range s.Draw {
				out = append(out, PlanSet{Name: fmt.Sprintf("draw-%03d", k+1), Draw: k, Draws: s.Draw, Item: i})
			}
		case s.Values == nil:
			out = append(out, swept(r, s.Sweep, t, i)...)
		default:
			out = append(out, set(r, s, t, i))
		}
	}
	seen := map[string]bool{}
	for k := range out {
		s := &out[k]
		if k > 0 && s.Name != "" && seen[s.Name] && s.Name != PlainSet {
			at := nameAt(r, t, s)
			r.Problems.Add(t.ProblemAt(problem.Problem{Found: s.Name, Expected: "every name once"}, at...))
		}
		seen[s.Name] = true
	}
	return out
}

// nameAt is where the name of a set comes from.
func nameAt(r *input.Reader, t *yaml.Tree, s *PlanSet) []string {
	at := []string{"sets", strconv.Itoa(s.Item)}
	if t.Root.Find(at...).Child("name") != nil {
		at = append(at, "name")
	}
	return at
}

// set reads one set with a name.
func set(r *input.Reader, s *planSetFile, t *yaml.Tree, i int) PlanSet {
	at := []string{"sets", strconv.Itoa(i)}
	switch {
	case s.Name == "":
		r.Wrong(t, "the key name", "", at...)
	case s.Name == PlainSet:
		r.Wrong(t, "another name", PlainSet+" is the name of the county's own values", append(at, "name")...)
	}
	if len(s.Values) == 0 {
		r.Wrong(t, "at least one parameter with its value", "", at...)
	}
	return PlanSet{Name: s.Name, Values: s.Values, Item: i}
}

// swept makes the sets of a sweep: every value, or every combination of values.
func swept(r *input.Reader, sweep map[string]string, t *yaml.Tree, i int) []PlanSet {
	at := []string{"sets", strconv.Itoa(i), "sweep"}
	if n := len(sweep); n == 0 || n > optionfile.MostSweeps {
		r.Wrong(t, fmt.Sprintf("one parameter with its values, or up to %d, whose values are combined", optionfile.MostSweeps), "", at...)
		return nil
	}
	out := []PlanSet{{Swept: true, Item: i}}
	for _, what := range slices.Sorted(maps.Keys(sweep)) {
		s, err := optionfile.ParseSteps(what, sweep[what])
		if err != nil {
			r.Wrong(t, optionfile.StepsForm, err.Error(), append(at, what)...)
			return nil
		}
		out = combined(out, &s)
	}
	if len(out) > MostSteps {
		r.Wrong(t, fmt.Sprintf("at most %d combinations of values", MostSteps), fmt.Sprintf("these are %d: take longer steps", len(out)), at...)
		return nil
	}
	return out
}

// combined gives every set each value of a sweep.
func combined(sets []PlanSet, s *scenario.Sweep) []PlanSet {
	var out []PlanSet
	for _, of := range sets {
		for _, v := range s.Values() {
			one := of
			one.Values = map[string]float64{s.What: v}
			maps.Copy(one.Values, of.Values)
			if one.Name != "" {
				one.Name += ","
			}
			one.Name += s.What + "=" + optionfile.Digits(v)
			out = append(out, one)
		}
	}
	return out
}
