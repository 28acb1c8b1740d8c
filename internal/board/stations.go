package board

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/report"
)

// Station is a service point with its year in a reference, in an option, or in both.
type Station struct {
	Was, Is *report.PointLoad // nil where the point does not exist
	Name    string
}

// Load is the year that is shown first: that of the option where it has one.
func (s *Station) Load() *report.PointLoad {
	if s.Is != nil {
		return s.Is
	}
	return s.Was
}

// SamePoint reports whether two points of a service are the same one.
func SamePoint(a, b *report.PointLoad) bool { return a.Facility == b.Facility && a.Unit == b.Unit }

// What stands in the list of stations of a service without being one, in place of the id of
// a facility.
const (
	AtSchool    = "*school"
	AtProviders = "*providers"
	NoPlace     = "*no place"
)

// Loads lists the points of a service in an option, and below them what is given at schools
// and what other producers give, at known points together and at no known place.
func (v *View) Loads(service, k int) []*report.PointLoad {
	row := &v.R.Services[service].Rows[k]
	var out []*report.PointLoad
	for i := range row.Loads {
		out = append(out, &row.Loads[i])
	}
	unknown := math.NaN()
	more := report.OneMore{Position: unknown, RoomHour: unknown, UnitDay: unknown}
	if row.SchoolNeed >= LeastVisits {
		out = append(out, &report.PointLoad{Facility: AtSchool, Names: lang.Same(v.W.Text("station.at_school")), Load: row.SchoolNeed, Capacity: row.SchoolVisits, Seen: row.SchoolVisits,
			Bind: "vehicle", Positions: unknown, Rooms: unknown, More: more})
	}
	for _, x := range []struct {
		id, name string
		visits   float64
	}{{AtProviders, "station.provider", row.AtProviders}, {NoPlace, "station.no_place", row.NoPlace}} {
		if x.visits >= LeastVisits {
			out = append(out, &report.PointLoad{Facility: x.id, Names: lang.Same(v.W.Text(x.name)), Load: x.visits, Capacity: math.Inf(1), Seen: x.visits,
				Bind: "none", Positions: unknown, Rooms: unknown, More: more})
		}
	}
	return out
}

// GivenShare is the part of what is wanted at a point that can be given; 1 if nothing is
// wanted, NaN where it is not known.
func GivenShare(l *report.PointLoad) float64 {
	if l.Load <= 0 {
		return 1
	}
	return l.Seen / l.Load
}

// Stations lists the points of a service in the reference, those first at which the
// smallest share is given; unknown ones come last.
func (v *View) Stations(service int) []Station {
	var out []Station
	for _, l := range v.Loads(service, v.Ref) {
		out = append(out, Station{Was: l, Name: v.station(l)})
	}
	slices.SortStableFunc(out, func(a, b Station) int {
		x, y := GivenShare(a.Was), GivenShare(b.Was)
		if n, m := math.IsNaN(x), math.IsNaN(y); n || m {
			return cmp.Compare(map[bool]int{true: 1}[n], map[bool]int{true: 1}[m])
		}
		return cmp.Compare(math.Round(100*x), math.Round(100*y))
	})
	return out
}

// StationsOf lists the points of a service in the reference and in an option: those of
// the reference in their order, then the new ones. Differs reports whether any of them
// is new, closed, or has other figures as printed.
func (v *View) StationsOf(service, k int) (list []Station, differs bool) {
	before, after := v.Loads(service, v.Ref), v.Loads(service, k)
	in := func(list []*report.PointLoad, l *report.PointLoad) int {
		return slices.IndexFunc(list, func(m *report.PointLoad) bool { return SamePoint(m, l) })
	}
	for _, l := range before {
		s := Station{Was: l, Name: v.station(l)}
		if at := in(after, l); at >= 0 {
			s.Is = after[at]
		}
		list = append(list, s)
	}
	for _, l := range after {
		if in(before, l) < 0 {
			list = append(list, Station{Is: l, Name: v.station(l)})
		}
	}
	return list, slices.ContainsFunc(list, func(s Station) bool { return s.Was == nil || s.Is == nil || v.Given(s.Was) != v.Given(s.Is) })
}

// OtherStations lists the options whose stations of a service differ, as printed, from those
// of the reference and from those of an option.
func (v *View) OtherStations(service, option int) []int {
	printed := func(k int) string {
		text := ""
		list, _ := v.StationsOf(service, k)
		for i := range list {
			if list[i].Is == nil {
				text += "|"
				continue
			}
			text += list[i].Name + strings.Join(append(v.givenList(list[i].Is), list[i].Is.Bind), " ") + "|"
		}
		return text
	}
	var out []int
	shown := printed(option)
	for _, k := range v.Options {
		if _, differs := v.StationsOf(service, k); differs && k != option && printed(k) != shown {
			out = append(out, k)
		}
	}
	return out
}

func (v *View) givenList(l *report.PointLoad) []string {
	given := v.Given(l)
	return given[:]
}

// Bind names what holds a point back: nothing, a dash, where all that is wanted is given.
func (v *View) Bind(l *report.PointLoad) string {
	if l.Bind == "" || l.Bind == "none" || math.Round(100*GivenShare(l)) >= 100 {
		return words.Dash
	}
	return v.W.Term("bind", l.Bind)
}

// station is the name of a point.
func (v *View) station(l *report.PointLoad) string { return v.W.Name(l.Names.Every(l.Facility)) }

// Given writes what is wanted at a point, what can be given, and the share of the first
// that is given.
func (v *View) Given(l *report.PointLoad) [3]string {
	out := [3]string{v.W.Count(l.Load), v.W.Count(l.Capacity), words.Dash}
	if math.IsInf(l.Capacity, 1) {
		out[1] = v.W.Text("service.no_limit")
	}
	if share := GivenShare(l); !math.IsNaN(share) {
		out[2] = v.W.Fixed(100*share, 0) + " %"
	}
	return out
}
