package webpage

import (
	"math"
	"slices"
	"strings"

	"saavu/internal/board"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/report"
)

// grid is a table of figures with rows in groups.
type grid struct {
	Heading string
	Lead    []string
	Heads   []string
	Groups  []gridGroup
	Notes   []string
}

// gridGroup is rows below a heading; "" for none.
type gridGroup struct {
	Name string
	Rows []gridRow
}

// gridRow is one row. Deep is a part of the row above it.
type gridRow struct {
	Name, Sub string
	Deep      bool
	Cells     []string
}

// products is the section of the options that follow a common model of products; nil if
// none does.
func (p *page) products() any {
	var out []grid
	for k := range p.Report.Options {
		h := p.Report.Options[k].Harmonised
		if h == nil {
			continue
		}
		t := grid{Heading: p.w.Text("harmonised.option", "option", p.w.Option(&p.Report.Options[k])), Lead: board.Harmonised(p.w, h), Notes: []string{p.w.Text("harmonised.clients_by"), p.w.Text("harmonised.need")}}
		for _, key := range board.HarmonisedColumns() {
			t.Heads = append(t.Heads, words.Capital(strings.ReplaceAll(p.w.Text("harmonised_head."+key), "\n", " ")))
		}
		g := gridGroup{}
		for _, row := range board.HarmonisedRows(p.w, h) {
			g.Rows = append(g.Rows, gridRow{Name: row.Name, Deep: row.Deep, Cells: row.Cells(p.w)})
		}
		t.Groups = []gridGroup{g}
		out = append(out, t)
	}
	if out == nil {
		return nil
	}
	return out
}

// buildingColumns are the keys of the columns of buildings after their name.
var buildingColumns = []string{"rooms", "percent", "needed", "free", "free_eur", "visits", "eur", "eur_used", "lent", "binds"}

// buildings is the section of buildings, if the county says more of some building than its
// cost: those of the reference of each screen, and of options those that differ from them.
func (p *page) buildings() any {
	if !slices.ContainsFunc(p.Report.Buildings, func(b report.Building) bool { return b.Described }) {
		return nil
	}
	var out []grid
	for i := range p.views {
		v := &p.views[i]
		t := grid{Heading: p.heading(v), Heads: []string{p.w.Text("page.building")}, Notes: []string{p.w.Text("detail.buildings_how")}}
		for _, key := range buildingColumns {
			text := p.w.Text("detail.head_" + key)
			if key == "percent" {
				text = p.w.Text("page.building_use")
			}
			t.Heads = append(t.Heads, unbroken(text))
		}
		was := p.buildingRows(v.Ref)
		t.Groups = append(t.Groups, gridGroup{v.Head(), was})
		for _, k := range v.Options {
			var is []gridRow
			now := p.buildingRows(k)
			for r := range now {
				if !slices.ContainsFunc(was, func(o gridRow) bool { return o.Name == now[r].Name && slices.Equal(o.Cells, now[r].Cells) }) {
					is = append(is, now[r])
				}
			}
			if is != nil {
				t.Groups = append(t.Groups, gridGroup{v.Option(k), is})
			}
		}
		if near := p.near(v); near != "" {
			t.Notes = append(t.Notes, near)
		}
		out = append(out, t)
	}
	return out
}

// unbroken is the head of a narrow column in one line, without its hyphens.
func unbroken(head string) string {
	return strings.ReplaceAll(strings.ReplaceAll(head, "-\n", ""), "\n", " ")
}

// buildingRows are the buildings in use in an option, with a row for each type of rooms
// where there are several.
func (p *page) buildingRows(option int) []gridRow {
	number := func(v float64, decimals int) string {
		switch {
		case math.IsNaN(v):
			return words.Dash
		case v == 0:
			return words.NoChange
		}
		return p.w.Fixed(v, decimals)
	}
	count := func(v float64) string {
		if v == 0 {
			return words.NoChange
		}
		return p.w.Count(v)
	}
	rooms := func(r *report.RoomUse) []string {
		return []string{strings.TrimSuffix(p.w.Fixed(r.Rooms, 1), p.w.Local(".0")), number(100*r.Use(), 0), number(r.Needed, 1), number(r.Free, 0), count(r.FreeEUR)}
	}
	var out []gridRow
	for i := range p.Report.Buildings {
		b := &p.Report.Buildings[i]
		if b.Option != p.Report.Options[option].ID || !b.InUse {
			continue
		}
		name, all := p.w.Name(b.Names.Every(b.ID)), b.All()
		out = append(out, gridRow{Name: name, Sub: p.aboutBuilding(b), Cells: append(rooms(&all), count(b.Visits), count(b.EUR), number(b.EURPerUsed(), 2), count(b.Lent), bound(p.w, b.Bind))})
		for k := range b.Rooms {
			if r := &b.Rooms[k]; len(b.Rooms) > 1 {
				cells := append(rooms(r), slices.Repeat([]string{""}, len(buildingColumns)-len(rooms(r))-1)...)
				out = append(out, gridRow{Name: name + ", " + p.w.Term("room", r.Type), Deep: true, Cells: append(cells, bound(p.w, r.Bind))})
			}
		}
	}
	return out
}

// bound names what keeps most contacts out; Dash for nothing.
func bound(w *words.Words, resource string) string {
	if resource == "" {
		return words.Dash
	}
	return w.Term("bind", resource)
}

// aboutBuilding says whose a building is, for which services and what is near.
func (p *page) aboutBuilding(b *report.Building) string {
	var services []lang.Name
	for _, v := range b.Services {
		services = append(services, v.Names.Every(v.ID))
	}
	out := p.w.Term("kind", b.Kind)
	if services != nil {
		out += "; " + p.w.Value(services)
	}
	var near []string
	for _, place := range b.Near {
		near = append(near, p.w.Term("near", place))
	}
	if near != nil {
		out += "; " + p.w.Text("detail.building_near", "list", strings.Join(near, ", "))
	}
	return out
}

// near says which share of the contacts is given near a station, mall, library or school;
// "" where that is known of no building.
func (p *page) near(v *board.View) string {
	var list []string
	for _, k := range append([]int{v.Ref}, v.Options...) {
		if near := p.Report.Options[k].Near; near.Known {
			list = append(list, p.w.Text("detail.near_option", "option", p.w.Option(&p.Report.Options[k]), "share", p.w.Fixed(100*near.V, 0)))
		}
	}
	if list == nil {
		return ""
	}
	return p.w.Text("detail.near", "list", strings.Join(list, ", "))
}
