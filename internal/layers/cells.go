package layers

import (
	"fmt"
	"math"

	"github.com/paulmach/orb"

	"saavu/internal/format/gpkg"
	"saavu/internal/words"
	"saavu/pkg/population"
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

// cellColumn is a column of the cell itself, with the title and the meaning of its name.
func (f *file) cellColumn(name, kind string, value func(cell int) any) Attribute {
	return Attribute{gpkg.Column{Name: name, Type: kind, Title: f.w.Term("cell", name), Description: meant("cell_means", name, f.w.Term("cell_means", name))}, value}
}

// meant is the text of what a column means; "" if the catalog has none, as its title says
// all.
func meant(list, name, text string) string {
	if !words.Has(list + "." + name) {
		return ""
	}
	return text
}

// lasting are the columns of a cell that are the same in all options: its id, its area,
// and the county's further partitions, with NULL for none.
func (f *file) lasting() []Attribute {
	g := f.Grid
	list := []Attribute{
		f.cellColumn("id", f.idType(), f.cellID),
		f.cellColumn("area_id", gpkg.Text, func(i int) any { return known(areaID(g, i), g.Area[i] >= 0) }),
		f.cellColumn("area", gpkg.Text, func(i int) any {
			if a := g.Area[i]; a >= 0 {
				return f.w.Name(g.Areas[a].Names.Every(g.Areas[a].Name))
			}
			return nil
		}),
	}
	for _, p := range f.People(0).Partitions {
		how := f.w.Text("layer.by_centre")
		if p.Rule == "overlap" {
			how = f.w.Text("layer.by_overlap")
		}
		list = append(list, Attribute{gpkg.Column{Name: Plain(p.Name), Type: gpkg.Text, Title: p.Name,
			Description: dotted(f.w.Text("layer.member", "name", p.Name), how, f.w.Text("layer.none"))},
			func(i int) any {
				if m := p.Cell[i]; m >= 0 {
					return p.Members[m].Name
				}
				return nil
			}})
	}
	return list
}

func areaID(g *population.Grid, i int) string {
	if a := g.Area[i]; a >= 0 {
		return g.Areas[a].ID
	}
	return ""
}

// yearly are the columns of a cell that depend on the option's year.
func (f *file) yearly(option int) []Attribute {
	g := f.People(option)
	people := f.Residents(option)
	list := []Attribute{
		f.cellColumn("people", gpkg.Real, func(i int) any { return Snapped(people[i]) }),
		f.cellColumn("estimated", gpkg.Real, func(i int) any { return known(Snapped(g.Estimated[i]), !f.Public()) }),
	}
	title := f.w.Text("layer.of_year", "what", list[0].Title, "year", fmt.Sprint(f.Report.Options[option].Year))
	if f.Report.Synthetic {
		title += " (" + f.w.Text("synthetic") + ")"
	}
	list[0].Title = title
	return list
}

// Snapped is a number of people without the rounding errors of sums: a number next to a
// whole one is whole, which takes a byte instead of eight.
func Snapped(v float64) float64 {
	const errors = 1e-9
	if whole := math.Round(v); math.Abs(v-whole) <= errors*math.Max(1, math.Abs(whole)) {
		return whole
	}
	return v
}

// figuresOf are the columns of an option in which services follow each other, with as
// many figures of each as there is room for next to the others, the main ones first.
func (f *file) figuresOf(option, room int) []Attribute {
	services := len(f.Report.Services)
	per := min(room/max(services, 1), len(cellFigures))
	shown := services
	if per == 0 {
		per, shown = 1, room
	}
	var list []Attribute
	for v := range shown {
		list = append(list, f.measures(option, v, cellFigures[:per])...)
	}
	return list
}

// cellTable is the layer of the cells of all options: each of them once, with its
// shape. The layers of the options take both from here.
func (f *file) cellTable() gpkg.Layer {
	list := f.lasting()
	l := gpkg.Layer{Name: cellsName, Title: f.titled(f.w.Text("layer.cells")), Description: dotted(f.county(), f.w.Text("layer.cells_means")),
		Geometry: gpkg.Polygon, Len: len(f.cells)}
	for _, a := range list {
		l.Columns = append(l.Columns, a.Column)
	}
	l.Row = func(i int, values []any) orb.Geometry {
		for c := range list {
			values[c] = list[c].Value(f.cells[i])
		}
		return f.Grid.Shape(f.cells[i])
	}
	return l
}

// held finds for each column of an option the option whose table has it: the first of
// those it is compared with, and those these are compared with, in which all its cells
// have the same values. So what an option does not touch is written once.
func (f *file) held(option int) []int {
	columns := f.columns[option]
	out := make([]int, len(columns))
	ref := f.Report.Options[option].Against
	within := ref >= 0 && ref < option && f.contains(ref, option)
	for c := range columns {
		out[c] = option
		if within && same(&columns[c], &f.columns[ref][c], f.painted[option]) {
			out[c] = f.holder[ref][c]
		}
	}
	return out
}

// contains reports whether all cells of an option are cells of another.
func (f *file) contains(other, option int) bool {
	at := 0
	cells := f.painted[other]
	for _, i := range f.painted[option] {
		for at < len(cells) && f.key[cells[at]] < f.key[i] {
			at++
		}
		if at == len(cells) || cells[at] != i {
			return false
		}
	}
	return true
}

// same reports whether two columns have the same name and the same values in some cells.
func same(a, b *Attribute, cells []int) bool {
	if a.Name != b.Name || a.Type != b.Type {
		return false
	}
	for _, i := range cells {
		if a.Value(i) != b.Value(i) {
			return false
		}
	}
	return true
}

// optionTable has the columns of an option that no other option's table holds. No list
// of layers has it.
func (f *file) optionTable(option int) gpkg.Layer {
	var own []Attribute
	for c, a := range f.columns[option] {
		if f.holder[option][c] == option {
			own = append(own, a)
		}
	}
	cells := f.painted[option]
	l := gpkg.Layer{Name: f.tableOf(option), Hidden: true, Len: len(cells), Key: func(i int) int64 { return f.key[cells[i]] }}
	for _, a := range own {
		l.Columns = append(l.Columns, gpkg.Column{Name: a.Name, Type: a.Type})
	}
	l.Row = func(i int, values []any) orb.Geometry {
		for c := range own {
			values[c] = own[c].Value(cells[i])
		}
		return nil
	}
	return l
}

// cellsName is the table of all cells.
const cellsName = "cells"

// tableOf is the hidden table of an option.
func (f *file) tableOf(option int) string { return "figures_" + Plain(f.Report.Options[option].ID) }

// view makes a layer of the cells of an option, with the columns of the cell and those of
// the option that choose picks.
func (f *file) view(option int, choose func(column string) bool) gpkg.Layer {
	l := gpkg.Layer{Geometry: gpkg.Polygon, View: &gpkg.View{Rows: f.tableOf(option), Places: cellsName}}
	add := func(c gpkg.Column, table string) {
		l.Columns = append(l.Columns, c)
		l.View.Columns = append(l.View.Columns, gpkg.From{Table: table, Column: c.Name})
	}
	lasting := f.lasting()
	for _, a := range lasting[:basic] {
		add(a.Column, cellsName)
	}
	for c, a := range f.columns[option][:years] {
		if choose(a.Name) {
			add(a.Column, f.tableOf(f.holder[option][c]))
		}
	}
	for _, a := range lasting[basic:] {
		if choose(a.Name) {
			add(a.Column, cellsName)
		}
	}
	for c, a := range f.columns[option] {
		if c >= years && choose(a.Name) {
			add(a.Column, f.tableOf(f.holder[option][c]))
		}
	}
	return l
}

// basic is the number of columns of a cell before its people, and years the number of
// those that depend on the year.
const (
	basic = 3
	years = 2
)

// coverage is the layer of an option: all figures of all services.
func (f *file) coverage(option int) gpkg.Layer {
	l := f.view(option, func(string) bool { return true })
	l.Name = "coverage_" + Plain(f.Report.Options[option].ID)
	l.Title = f.titled(f.w.Text("layer.coverage"), f.option(option))
	l.Description = f.described(option, f.w.Text("layer.who"))
	return l
}

// changes is the layer of what changes in an option, so that it opens with its own
// colours: the services that it touches, and those that maps show.
func (f *file) changes(option int) gpkg.Layer {
	keep := map[string]bool{"people": true}
	for v := range f.Report.Services {
		if f.shows(option, v) {
			for _, figure := range append([]string{"target"}, changeFigures()...) {
				keep[Prefix(f.Report.Services[v].ID)+"_"+figure] = true
			}
		}
	}
	l := f.view(option, func(name string) bool { return keep[name] })
	l.Name = "change_" + Plain(f.Report.Options[option].ID)
	l.Title = f.titled(f.w.Text("layer.change"), f.option(option))
	l.Description = f.described(option, f.w.Text("layer.changed", "reference", f.reference(option)))
	return l
}
