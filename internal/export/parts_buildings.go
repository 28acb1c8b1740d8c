package export

import (
	"math"
	"slices"
	"strings"

	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/report"
)

// buildingPart writes the buildings that the service has rooms in: room hours, visits and
// euros, and of buildings with several types of rooms each type.
func (o *serviceScreen) buildingPart() {
	head := func(key string) string { return o.w.Text("detail.head_" + key) }
	columns := []partColumn{{least: leastName}, {head: head("rooms")}, {head: head("hours_open")}, {head: head("used")}, {head: head("percent")}, {head: head("needed")}, {head: head("free")}, {head: head("binds"), left: true},
		{head: head("free_area")}, {head: head("free_eur")}, {head: head("visits")}, {head: head("m2")}, {head: head("eur")}, {head: head("eur_hour")}, {head: head("eur_used")}, {head: head("lent")}}
	const split = 8
	o.block("detail.buildings", o.w.Text("detail.buildings_sub"))
	var shown []string // ids
	for _, k := range append([]int{o.Ref}, o.Options...) {
		for _, b := range o.buildings(k) {
			if slices.ContainsFunc(b.Services, func(v report.NamedID) bool { return v.ID == o.v.ID }) {
				shown = add(shown, b.ID)
			}
		}
	}
	if shown == nil {
		o.paragraph(o.w.Text("detail.buildings_none"))
		return
	}
	o.byOption(columns, split, cell{text: words.Dash}, func(k int) []partRow {
		var rows []partRow
		for _, b := range o.buildings(k) {
			if slices.Contains(shown, b.ID) {
				rows = append(rows, o.buildingRows(b)...)
			}
		}
		return rows
	}, noLead)
	o.paragraph(o.w.Text("detail.buildings_how"))
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
	decimals := func(v float64, n int) cell {
		if v-v != 0 {
			return cell{text: words.Dash}
		}
		return cell{text: o.w.Fixed(v, n)}
	}
	free := func(v float64, n int) cell {
		if v == 0 {
			return same
		}
		return decimals(v, n)
	}
	row := func(id, name string, r *report.RoomUse) partRow {
		return partRow{id, []cell{{text: name}, {text: o.tenthsOf(r.Rooms)}, {text: o.w.Count(r.Available)}, {text: o.w.Count(r.Used)}, decimals(100*r.Use(), 0), decimals(r.Needed, 2), free(r.Free, 0),
			{text: dashed(o.w.Term("bind", r.Bind))}}}
	}
	all := b.All()
	out := []partRow{row(b.ID, o.w.Name(b.Names.Every(b.ID)), &all)}
	lent := same
	if b.Lent > 0 {
		lent = cell{text: o.w.Count(b.Lent)}
	}
	eur := free(all.FreeEUR, 0)
	if all.FreeEUR > 0 {
		eur.text = o.w.Spaced(math.Round(all.FreeEUR))
	}
	out[0].cells = append(out[0].cells, free(all.FreeM2, 0), eur, cell{text: o.w.Count(b.Visits)}, decimals(b.VisitsPerM2(), 0), cell{text: o.w.Count(b.EUR)}, decimals(b.EURPerAvailable(), 2), decimals(b.EURPerUsed(), 2), lent)
	if len(b.Rooms) < 2 {
		return out
	}
	for i := range b.Rooms {
		r := &b.Rooms[i]
		out = append(out, row(b.ID+"/"+r.Type, "  "+o.w.Term("room", r.Type), r))
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
				facts = append(facts, o.w.Text("detail.building_services", "list", each(b.Services, func(v *report.NamedID) lang.Name { return v.Names.Every(v.ID) })))
				if b.Near != nil {
					facts = append(facts, o.w.Text("detail.building_near", "list", strings.Join(each(b.Near, func(s *string) string { return o.w.Term("near", *s) }), ", ")))
				}
				if b.BarrierFree != network.Unknown {
					facts = append(facts, o.w.Text("detail.building_free", "word", o.w.Term("answer", yesNo(b.BarrierFree == network.Yes))))
				}
				if b.Condition != "" {
					facts = append(facts, o.w.Text("detail.building_state", "text", b.Condition))
				}
			}
		}
	}
	o.paragraph(o.w.Text("detail.building", "building", o.w.Name(first.Names.Every(id)), "kind", o.w.Term("kind", first.Kind), "facts", strings.Join(facts, "; ")))
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
			list = append(list, o.w.Text("detail.near_option", "option", name, "share", o.w.Fixed(100*near.V, 0)))
		}
	}
	if list != nil {
		o.paragraph(o.w.Text("detail.near", "list", strings.Join(list, ", ")))
	}
}
