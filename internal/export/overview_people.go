package export

import (
	"slices"

	"saavu/pkg/report"
)

// partWeek writes who gets there only at places that are open a part of the week, if
// that is anybody in some option.
func (o *overview) partWeek(s int, part []int) {
	rows := o.r.Services[s].Rows
	some := func(k int) bool { return rows[k].PartWeek.V >= leastPeople }
	if !slices.ContainsFunc(append([]int{o.ref}, part...), some) {
		return
	}
	print := func(k int) string {
		row := &rows[k]
		if o.layout == narrowLayout || !some(k) {
			return o.w.Count(row.PartWeek.V)
		}
		return o.whole(partOf(row.PartWeek, row.People)) + "  " + o.column(o.w.Count(row.PartWeek.V))
	}
	var cells []cell
	for _, k := range part {
		c := same
		if print(k) != print(o.ref) {
			c = cell{text: print(k)}
		}
		cells = append(cells, c)
	}
	now := ""
	if some(o.ref) {
		now = o.whole(partOf(rows[o.ref].PartWeek, rows[o.ref].People))
	}
	o.line(o.either("row.part_week", "row.part_week_short"), "", now, cells)
}

// mostPeople writes the figures of which a row has, of each option, the most people in
// one of all services, under a heading of their own; nothing if there are none.
func (o *overview) mostPeople(part []int) {
	headed := false
	for _, m := range []struct {
		name, short, arrow, tone string
		of                       func(row *report.Row) float64
	}{
		{"row.own_means", "row.own_means_short", "▼", loseTone, func(row *report.Row) float64 { return row.LoseLast }},
		{"row.fewer_days", "row.fewer_days_short", "▼", loseTone, func(row *report.Row) float64 { return row.FewerDays }},
		{"row.only_provider", "row.only_provider_short", "", "", func(row *report.Row) float64 { return row.OnlyProvider.V }},
	} {
		var cells []cell
		some := false
		for _, k := range part {
			most := 0.0
			for s := range o.r.Services {
				if v := m.of(&o.r.Services[s].Rows[k]); v > most {
					most = v
				}
			}
			c := same
			if most >= leastPeople {
				some, c = true, cell{m.arrow + o.column(o.w.Count(most)), m.tone}
			}
			cells = append(cells, c)
		}
		if !some {
			continue
		}
		if !headed {
			headed = true
			o.line(o.either("row.most_people", "row.most_people_short"), "", "", nil)
		}
		o.line(o.either(m.name, m.short), "", "", cells)
	}
}
