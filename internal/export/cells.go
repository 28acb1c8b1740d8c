package export

import (
	"fmt"
	"strings"

	"saavu/internal/format/gpkg"
	"saavu/pkg/population"
	"saavu/pkg/report"
)

// maxColumns is how many columns a coverage layer has at most: more than that
// nobody finds anything in.
const maxColumns = 60

// Marks of report.Layer: minutes below 0 are no minutes, and unknownDiff is a
// change of which nothing is known.
const (
	unreached   = -1
	unknownDiff = -9999
)

// attribute is one column of a layer of cells with its value for a cell; nil is
// NULL.
type attribute struct {
	gpkg.Column
	value func(cell int) any
}

// cellAttributes are the columns of a coverage layer: the cell, then for each
// service as many measures as the room allows, the headline first.
func (s *Set) cellAttributes(option int) []attribute {
	list := s.cellItself(option)
	services := len(s.Report.Services)
	per := min((maxColumns-len(list))/max(services, 1), len(s.measures(option, 0)))
	shown := services
	if per == 0 {
		per, shown = 1, maxColumns-len(list)
	}
	for v := range shown {
		list = append(list, s.measures(option, v)[:per]...)
	}
	return list
}

// idType is the type of the ids of cells.
func (s *Set) idType() string {
	if s.Grid.Names != nil {
		return gpkg.Text
	}
	return gpkg.Integer
}

// cellID gives the id of a cell as its source has it, a number or a text.
func (s *Set) cellID(i int) any {
	if s.Grid.Names != nil {
		return s.Grid.Names[i]
	}
	return s.Grid.IDs[i]
}

// cellItself are the columns that do not depend on a service.
func (s *Set) cellItself(option int) []attribute {
	g := s.grid(option)
	people := g.Sum(population.Everyone())
	year := s.Report.Options[option].Year
	made := ""
	if s.Report.Synthetic {
		made = " (SYNTHETIC)"
	}
	list := []attribute{
		{gpkg.Column{Name: "id", Type: s.idType(), Title: "Cell id", Description: "The cell's id in the population grid it came from"},
			s.cellID},
		{gpkg.Column{Name: "area", Type: gpkg.Text, Title: "Area"}, func(i int) any { return g.Areas[g.Area[i]].Name }},
		{gpkg.Column{Name: "people", Type: gpkg.Real, Title: fmt.Sprintf("People %d%s", year, made)},
			func(i int) any { return people[i] }},
		{gpkg.Column{Name: "estimated", Type: gpkg.Real, Title: "People estimated", Description: "People of the cell whose age or place is estimated because the source hides it"},
			func(i int) any { return g.Estimated[i] }},
	}
	return append(list, s.memberships(option)...)
}

// memberships are the columns of the county's further partitions: the name of
// the member that a cell belongs to, NULL for none.
func (s *Set) memberships(option int) []attribute {
	var list []attribute
	for _, p := range s.grid(option).Partitions {
		how := "by the cell's centre"
		if p.Rule == "overlap" {
			how = "by the largest part of the cell's surface"
		}
		list = append(list, attribute{gpkg.Column{Name: plainID(p.Name), Type: gpkg.Text, Title: p.Name, Description: "Member of the partition " + p.Name + ", " + how + " · NULL in none"},
			func(i int) any {
				if m := p.Cell[i]; m >= 0 {
					return p.Members[m].Name
				}
				return nil
			}})
	}
	return list
}

// measures are the columns of one service, the most wanted first.
func (s *Set) measures(option, v int) []attribute {
	r := &s.Report
	id, name, l := plainID(r.Services[v].ID), label(r, v), s.layer(option, r.Services[v].ID)
	when := conditions(r, v)
	hours := fmt.Sprintf(" (%s, %s)", r.Period, limit(&r.Services[v]))
	against := "the option compared with"
	if a := optionName(r, r.Options[option].Against); a != "" {
		against = a
	}
	facilities := s.Counties[option].Network.Facilities
	list := []attribute{
		{gpkg.Column{Name: id + "_min", Type: gpkg.Integer, Title: name + ": minutes without a car" + hours, Description: "Whole minutes to the nearest point, in person, without a car · " + when + " · NULL where none is reached"},
			func(i int) any { return minutes(l.Minutes[i]) }},
		{gpkg.Column{Name: id + "_unreached", Type: gpkg.Integer, Title: name + ": no point reached without a car" + hours, Description: "1 where no point is reached without a car, 0 where one is · " + when},
			func(i int) any { return yesNo(l.Minutes[i] == unreached) }},
		{gpkg.Column{Name: id + "_target", Type: gpkg.Real, Title: name + ": people of the target group", Description: aged(r.Services[v].Group)},
			func(i int) any { return l.Target[i] }},
		{gpkg.Column{Name: id + "_change", Type: gpkg.Integer, Title: name + ": change of minutes without a car" + hours, Description: "Minutes more (+) or fewer (-) than " + against + ", without a car · " + when + " · NULL where either is unknown"},
			func(i int) any { return change(l.Diff[i]) }},
		{gpkg.Column{Name: id + "_loses_last", Type: gpkg.Integer, Title: name + ": loses the last point", Description: "1 where the last in-person point within reach is lost against " + against},
			func(i int) any { return yesNo(l.LoseLast[i]) }},
		{gpkg.Column{Name: id + "_own_min", Type: gpkg.Integer, Title: name + ": minutes with own modes" + hours, Description: "Whole minutes to the nearest point with a car where there is one · " + when},
			func(i int) any { return minutes(l.Own[i]) }},
		{gpkg.Column{Name: id + "_nearest", Type: gpkg.Text, Title: name + ": nearest facility", Description: "Id of the facility that is nearest without a car"},
			func(i int) any {
				if n := l.Nearest[i]; n >= 0 && int(n) < len(facilities) {
					return facilities[n].ID
				}
				return nil
			}},
	}
	if r.Options[option].Against < 0 { // compared with nothing: neither change nor loss
		for _, i := range []int{3, 4} {
			list[i].value = func(int) any { return nil }
		}
	}
	if l == nil { // the option has no surface of the service: everything NULL
		for i := range list {
			list[i].value = func(int) any { return nil }
		}
	}
	return list
}

func optionName(r *report.Report, k int) string {
	if k < 0 || k >= len(r.Options) {
		return ""
	}
	return r.Options[k].Name
}

// minutes gives NULL for what is no minutes.
func minutes(m int32) any {
	if m < 0 {
		return nil
	}
	return m
}

func change(d int32) any {
	if d == unknownDiff {
		return nil
	}
	return d
}

func yesNo(yes bool) any {
	if yes {
		return int64(1)
	}
	return int64(0)
}

// described is the sentence that every layer of cells carries.
func (s *Set) described(option int, what string) string {
	parts := append([]string{what, "in person, without a car unless a column says otherwise"}, world(&s.Report)...)
	if s.Public {
		parts = append(parts, fmt.Sprintf("cells under %d people left out", publicLeast))
	}
	return s.Report.Name + ", " + s.Report.Options[option].Name + ": " + strings.Join(parts, " · ")
}
