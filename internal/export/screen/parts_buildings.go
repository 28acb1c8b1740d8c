package screen

import (
	"math"
	"slices"
	"strings"

	"saavu/internal/export/plain"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/report"
)

// buildingPart writes the buildings that the service has rooms in: room hours, visits and
// euros, and of buildings with several types of rooms each type.
func (o *serviceScreen) buildingPart() {
	head := func(key string) string { return o.Words.Text("detail.head_" + key) }
	columns := []partColumn{{least: plain.LeastName}, {head: head("rooms")}, {head: head("hours_open")}, {head: head("used")}, {head: head("percent")}, {head: head("needed")}, {head: head("free")}, {head: head("binds"), left: true},
		{head: head("free_area")}, {head: head("free_eur")}, {head: head("visits")}, {head: head("m2")}, {head: head("eur")}, {head: head("eur_hour")}, {head: head("eur_used")}, {head: head("lent")}}
	const split = 8
	o.block("detail.buildings", o.Words.Text("detail.buildings_sub"))
	var shown []string // ids
	for _, k := range append([]int{o.Ref}, o.Options...) {
		for _, b := range o.buildings(k) {
			if slices.ContainsFunc(b.Services, func(v report.NamedID) bool { return v.ID == o.v.ID }) {
				shown = add(shown, b.ID)
			}
		}
	}
	if shown == nil {
		o.Paragraph(o.Words.Text("detail.buildings_none"))
		return
	}
	o.byOption(columns, split, plain.Cell{Text: words.Dash}, func(k int) []partRow {
		var rows []partRow
		for _, b := range o.buildings(k) {
			if slices.Contains(shown, b.ID) {
				rows = append(rows, o.buildingRows(b)...)
			}
		}
		return rows
	}, noLead)
	o.Paragraph(o.Words.Text("detail.buildings_how"))
	for _, id := range shown {
		o.buildingFacts(id)
	}
	o.near()
}

// buildings lists the buildings in use in an option.
func (o *serviceScreen) buildings(option int) []*report.Building {
	var out []*report.Building
	for i := range o.R.Buildings {
		if b := &o.R.Buildings[i]; b.Option == o.R.Options[option].ID && b.InUse {
			out = append(out, b)
		}
	}
	return out
}

// buildingRows is the row of a building and, if it has several types of rooms, one of each.
func (o *serviceScreen) buildingRows(b *report.Building) []partRow {
	decimals := func(v float64, n int) plain.Cell {
		if v-v != 0 {
			return plain.Cell{Text: words.Dash}
		}
		return plain.Cell{Text: o.Words.Fixed(v, n)}
	}
	free := func(v float64, n int) plain.Cell {
		if v == 0 {
			return plain.Same
		}
		return decimals(v, n)
	}
	row := func(id, name string, r *report.RoomUse) partRow {
		return partRow{id, []plain.Cell{{Text: name}, {Text: o.tenthsOf(r.Rooms)}, {Text: o.Words.Count(r.Available)}, {Text: o.Words.Count(r.Used)}, decimals(100*r.Use(), 0), decimals(r.Needed, 2), free(r.Free, 0),
			{Text: plain.OrDash(o.Words.Term("bind", r.Bind))}}}
	}
	all := b.All()
	out := []partRow{row(b.ID, o.Words.Name(b.Names.Every(b.ID)), &all)}
	lent := plain.Same
	if b.Lent > 0 {
		lent = plain.Cell{Text: o.Words.Count(b.Lent)}
	}
	eur := free(all.FreeEUR, 0)
	if all.FreeEUR > 0 {
		eur.Text = o.Words.Spaced(math.Round(all.FreeEUR))
	}
	out[0].cells = append(out[0].cells, free(all.FreeM2, 0), eur, plain.Cell{Text: o.Words.Count(b.Visits)}, decimals(b.VisitsPerM2(), 0), plain.Cell{Text: o.Words.Count(b.EUR)}, decimals(b.EURPerAvailable(), 2), decimals(b.EURPerUsed(), 2), lent)
	if len(b.Rooms) < 2 {
		return out
	}
	for i := range b.Rooms {
		r := &b.Rooms[i]
		out = append(out, row(b.ID+"/"+r.Type, "  "+o.Words.Term("room", r.Type), r))
	}
	return out
}

// buildingFacts writes what is known of a building: its services, what is near,
// whether it is barrier-free, and its condition.
func (o *serviceScreen) buildingFacts(id string) {
	var facts []string
	var first *report.Building
	for _, k := range append([]int{o.Ref}, o.Options...) {
		for _, b := range o.buildings(k) {
			if b.ID != id {
				continue
			}
			if first == nil {
				first = b
				var services []lang.Name
				for _, v := range b.Services {
					services = append(services, v.Names.Every(v.ID))
				}
				facts = append(facts, o.Words.Text("detail.building_services", "list", services))
				var near []string
				for _, place := range b.Near {
					near = append(near, o.Words.Term("near", place))
				}
				if near != nil {
					facts = append(facts, o.Words.Text("detail.building_near", "list", strings.Join(near, ", ")))
				}
				if b.BarrierFree != network.Unknown {
					facts = append(facts, o.Words.Text("detail.building_free", "word", o.Words.Term("answer", map[bool]string{true: "yes", false: "no"}[b.BarrierFree == network.Yes])))
				}
				if b.Condition != "" {
					facts = append(facts, o.Words.Text("detail.building_state", "text", b.Condition))
				}
			}
		}
	}
	o.Paragraph(o.Words.Text("detail.building", "building", o.Words.Name(first.Names.Every(id)), "kind", o.Words.Term("kind", first.Kind), "facts", strings.Join(facts, "; ")))
}

// near writes which share of the contacts is given near a station, mall, library or school.
func (o *serviceScreen) near() {
	var list []string
	for _, k := range append([]int{o.Ref}, o.Options...) {
		if near := o.R.Options[k].Near; near.Known {
			name := o.Option(k)
			if k == o.Ref {
				name = o.reference()
			}
			list = append(list, o.Words.Text("detail.near_option", "option", name, "share", o.Words.Fixed(100*near.V, 0)))
		}
	}
	if list != nil {
		o.Paragraph(o.Words.Text("detail.near", "list", strings.Join(list, ", ")))
	}
}
