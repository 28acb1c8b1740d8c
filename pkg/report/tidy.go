package report

import (
	"cmp"
	"math"
	"slices"
)

// Tidy returns the figures of a report as a list, one per line: by service and
// option, each row with its areas and groups, then the network.
func Tidy(r *Report) []Score {
	var out []Score
	for s := range r.Services {
		for i := range r.Options {
			row := r.Services[s].Rows[i].Shown(&r.Options[i])
			out = append(out, row.tidy(r.Options[i].ID, &r.Services[s])...)
		}
	}
	for i := range r.Network {
		n, at := &r.Network[i], Score{Option: r.Options[i].ID}
		out = append(out, tidy(at, networkFigures, n, 0)...)
		for _, l := range n.Lines {
			at.Measure, at.Unit, at.Group = "cost: "+l.Kind, "EUR/year", l.Payer
			out = append(out, at.with(l.Money))
		}
	}
	return out
}

func (r *Row) tidy(option string, s *Service) []Score {
	at := Score{Option: option, Service: s.ID, Group: s.Group.String()}
	out := tidy(at, rowFigures, r, r.People)
	for i := range r.Areas {
		at.Area = r.Areas[i].ID
		out = append(out, tidy(at, areaFigures, &r.Areas[i], r.Areas[i].People)...)
	}
	at.Area = ""
	out = append(out, r.stations(at)...)
	group := at.Group
	for _, l := range r.Lines {
		at.Measure, at.Unit, at.Group = "cost: "+l.Kind, "EUR/year", l.Payer
		out = append(out, at.with(l.Money))
	}
	at.Group = group
	for i := range r.Groups {
		at.Group = r.Groups[i].Label()
		out = append(out, tidy(at, groupFigures, &r.Groups[i], r.Groups[i].People)...)
	}
	return out
}

// Label is the name of the group in the tidy list: it says so if its figures are not
// identified from data.
func (g *GroupRow) Label() string {
	if g.Identified {
		return g.Name
	}
	return g.Name + " (not identified from data)"
}

// tidy returns the lines of one row; all is the number of people in its group.
func tidy[T any](at Score, list []Entry[T], of *T, all float64) []Score {
	lines := slices.DeleteFunc(slices.Clone(list), func(e Entry[T]) bool { return e.Line == 0 })
	slices.SortFunc(lines, func(a, b Entry[T]) int { return cmp.Compare(a.Line, b.Line) })
	var out []Score
	for _, e := range lines {
		v := e.Range(of)
		at.Measure, at.Unit, at.People = e.Measure, e.Unit, all
		switch {
		case e.About != nil:
			at.People = e.About(of)
		case e.Unit == "people":
			at.People = v.V
		}
		out = append(out, at.with(v))
	}
	return out
}

// with returns the line with its value.
func (s Score) with(v Range) Score {
	s.Value, s.Lo, s.Hi = math.NaN(), math.NaN(), math.NaN()
	if v.Known {
		s.Value, s.Lo, s.Hi = v.V, v.Lo, v.Hi
	}
	if math.IsNaN(s.People) {
		s.People = 0
	}
	return s
}

// Measures lists the measures of the tidy list, sorted, without those of cost lines,
// which are "cost: " and the kind of the line.
func Measures() []string {
	out := append(measures(nil, rowFigures), "capacity_positions", "capacity_hours", "capacity_crew_hours", "capacity_wanted_hours", "capacity_used_hours", "station_positions")
	out = measures(measures(measures(out, networkFigures), areaFigures), groupFigures)
	for _, f := range pointFigures {
		out = append(out, f.measure)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func measures[T any](out []string, list []Entry[T]) []string {
	for _, e := range list {
		if e.Line > 0 {
			out = append(out, e.Measure)
		}
	}
	return out
}
