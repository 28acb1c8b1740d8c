package board

import (
	"cmp"
	"slices"
	"strings"

	"saavu/internal/words"
	"saavu/pkg/report"
)

// Subject says what an option is: the changes of a what-if, or its name and that of its
// reference.
func (v *View) Subject(k int) string {
	o := &v.R.Options[k]
	if o.ID == report.WhatIf {
		return v.W.Text("whatif.title", "changes", strings.Join(v.W.Steps(o), "; "))
	}
	return v.W.Text("whatif.option", "option", v.W.Option(o), "against", v.W.Option(&v.R.Options[v.Ref]))
}

// Sentences list, for one option, the people who come within the time limit, those who
// fall outside it and the visits newly left undone, by service, and state the county's
// euros.
func (v *View) Sentences(k int) []string {
	var out []string
	said := func(key, list string) {
		if list != "" {
			out = append(out, v.W.Text(key, "list", list))
		}
	}
	said("whatif.lose", v.largest(k, func(row *report.Row) report.Range { return surely(row.Lose) }))
	said("whatif.gain", v.largest(k, func(row *report.Row) report.Range { return surely(row.Gain) }))
	if out == nil {
		out = v.nobody(k)
	}
	said("whatif.lose_last_of", v.largest(k, func(row *report.Row) report.Range { return report.Exact(Shown(row.LoseLast)) }))
	if Gravest(&v.R.Options[k]) == OwnBroken {
		out = append(out, v.W.Text("whatif.own_rule"))
	}
	said("whatif.undone", v.largest(k, func(row *report.Row) report.Range {
		if _, sure := Undone(row); sure {
			return minus(row.VisitsChange)
		}
		return report.Range{}
	}))
	said("whatif.undone_probably", v.listed(k, v.probably))
	if !v.R.Network[k].County.Known {
		return append(out, v.W.Text("whatif.cost_unknown"))
	}
	money := v.W.Change(v.R.Network[k].County)
	switch {
	case money == words.NoChange:
		out = append(out, v.W.Text("whatif.no_cost"))
	case v.R.Network[k].County.Sign() == 0:
		out = append(out, v.W.Text("whatif.cost_unclear", "money", money))
	default:
		out = append(out, v.W.Text("whatif.cost", "money", money))
	}
	return out
}

// largest lists a figure of an option by service, the largest first, and leaves out those
// that are not above zero.
func (v *View) largest(k int, of func(row *report.Row) report.Range) string {
	figures := make([]report.Range, len(v.R.Services))
	var order []int
	for s := range v.R.Services {
		if figures[s] = of(&v.R.Services[s].Rows[k]); figures[s].V > 0 {
			order = append(order, s)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(figures[b].V, figures[a].V) })
	var services []string
	for _, s := range order {
		services = append(services, v.Short(s)+" "+v.W.Counted(figures[s]))
	}
	return strings.Join(services, ", ")
}

// nobody says that nobody clearly crosses the time limit, and why nothing else changes
// where that is known.
func (v *View) nobody(k int) []string {
	key := "whatif.nobody"
	for s := range v.R.Services {
		if row := &v.R.Services[s].Rows[k]; row.Gain.V > 0 || row.Lose.V > 0 {
			key = "whatif.unclear"
		}
	}
	out := []string{v.W.Text(key)}
	if places := v.idlePlaces(k); places != nil {
		out = append(out, v.W.Text("whatif.nothing_at", "reference", v.Reference(), "places", strings.Join(places, "; ")))
	}
	return out
}

// idlePlaces names the facilities that an option changes, where it changes nothing else and
// the reference gives no service at any of them; nil for any other option.
func (v *View) idlePlaces(k int) []string {
	var out []string
	steps := v.R.Options[k].Steps
	for i := range steps {
		if len(steps[i].Places) == 0 {
			return nil
		}
		for _, place := range steps[i].Places {
			if v.serves(place.ID) {
				return nil
			}
			out = append(out, v.W.Name(place.Names.Every(place.Name)))
		}
	}
	for s := range v.R.Services {
		if v.Touched(s, k) {
			return nil
		}
	}
	return out
}

// serves reports whether a facility has a point of some service in the reference.
func (v *View) serves(facility string) bool {
	return slices.ContainsFunc(v.R.Services, func(s report.Service) bool {
		return slices.ContainsFunc(s.Rows[v.Ref].Loads, func(l report.PointLoad) bool { return l.Facility == facility })
	})
}

// surely gives a number of people that is clearly above zero; none for any other.
func surely(people report.Range) report.Range {
	if people.Direction() <= 0 {
		return report.Range{}
	}
	return people
}
