package layers

import (
	"fmt"
	"strings"

	"saavu/internal/board"
	"saavu/internal/format/gpkg"
	"saavu/pkg/population"
	"saavu/pkg/report"
)

// maxColumns is the largest number of columns in a coverage layer: in a longer list
// nobody finds anything.
const maxColumns = 100

// Attribute is one column of a layer of cells with its value for a cell; nil is
// NULL.
type Attribute struct {
	gpkg.Column
	Value func(cell int) any
}

// cellAttributes are the columns of a coverage layer: the cell, then for each
// service as many measures as there is room for, the main ones first.
func (s *Maps) cellAttributes(option int) []Attribute {
	list := s.cellItself(option)
	services := len(s.Report.Services)
	per := min((maxColumns-len(list))/max(services, 1), len(cellFigures))
	shown := services
	if per == 0 {
		per, shown = 1, maxColumns-len(list)
	}
	for v := range shown {
		list = append(list, s.measures(option, v, cellFigures[:per])...)
	}
	return list
}

// idType is the type of the ids of cells.
func (s *Maps) idType() string {
	if s.Grid.Names != nil {
		return gpkg.Text
	}
	return gpkg.Integer
}

// cellID returns the id of a cell as in its source, a number or a text.
func (s *Maps) cellID(i int) any {
	if s.Grid.Names != nil {
		return s.Grid.Names[i]
	}
	return s.Grid.IDs[i]
}

// cellItself are the columns that do not depend on a service.
func (s *Maps) cellItself(option int) []Attribute {
	g := s.People(option)
	people := g.Sum(population.Everyone())
	year := s.Report.Options[option].Year
	made := ""
	if s.Report.Synthetic {
		made = " (SYNTHETIC)"
	}
	list := []Attribute{
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

// memberships are the columns of the county's further partitions: the name of the
// member that a cell belongs to, NULL for none.
func (s *Maps) memberships(option int) []Attribute {
	var list []Attribute
	for _, p := range s.People(option).Partitions {
		how := "by the cell's centre"
		if p.Rule == "overlap" {
			how = "by the largest part of the cell's surface"
		}
		list = append(list, Attribute{gpkg.Column{Name: PlainID(p.Name), Type: gpkg.Text, Title: p.Name, Description: "Member of the partition " + p.Name + ", " + how + " · NULL if none"},
			func(i int) any {
				if m := p.Cell[i]; m >= 0 {
					return p.Members[m].Name
				}
				return nil
			}})
	}
	return list
}

func optionName(r *report.Report, k int) string {
	if k < 0 || k >= len(r.Options) {
		return ""
	}
	return r.Options[k].Name
}

// described is the sentence that every layer of cells has.
func (s *Maps) described(option int, what string) string {
	parts := append([]string{what, "in person, without a car unless a column says otherwise"}, board.World(english, &s.Report)...)
	if s.Public {
		parts = append(parts, fmt.Sprintf("cells under %d people left out", board.PublicLeast))
	}
	return s.Report.Name + ", " + s.Report.Options[option].Name + ": " + strings.Join(parts, " · ")
}
