package screen

import (
	"math"
	"strings"

	"saavu/internal/board"
	"saavu/internal/export/plain"
	"saavu/internal/words"
	"saavu/pkg/report"
)

// stationPart writes the stations: load, capacity, what is given and what binds,
// positions, rooms, and what one unit more gives.
func (o *serviceScreen) stationPart() {
	var professions []string
	for k := range o.v.Rows {
		for _, y := range o.v.Rows[k].Capacity {
			professions = add(professions, y.Profession)
		}
	}
	columns := []partColumn{{least: plain.LeastName}, {head: o.Words.Text("detail.head_wanted")}, {head: o.Words.Text("detail.head_can")}, {head: o.Words.Text("detail.head_given")},
		{head: o.Words.Text("detail.head_percent")}, {head: o.Words.Text("detail.head_binds"), left: true}}
	split := len(columns)
	for _, p := range professions {
		columns = append(columns, partColumn{head: strings.Join(plain.Broken(o.Words.Term("profession", p), professionWidth), "\n")})
	}
	columns = append(columns, partColumn{head: o.Words.Text("detail.head_rooms")}, partColumn{head: o.Words.Text("detail.head_position")},
		partColumn{head: o.Words.Text("detail.head_room")}, partColumn{head: o.Words.Text("detail.head_unit")})
	o.block("detail.stations", o.Words.Text("detail.stations_sub"))
	o.byOption(columns, split, plain.Cell{Text: o.Words.Text("detail.closed"), Tone: plain.Dim}, func(k int) []partRow {
		var rows []partRow
		for _, l := range o.View.Loads(o.s, k) {
			given := o.Given(l)
			bind := plain.Cell{Text: o.Words.Term("bind", l.Bind)}
			if math.IsNaN(l.Seen) {
				bind = plain.Cell{Text: o.Words.Term("cause", string(l.Reason.Cause)), Tone: plain.Dim}
			}
			row := []plain.Cell{{Text: o.Words.Name(l.Names.Every(l.Facility))}, {Text: given[0]}, {Text: given[1]}, {Text: o.Words.Count(l.Seen)}, {Text: strings.TrimSuffix(given[2], " %")}, bind}
			for _, p := range professions {
				row = append(row, plain.Cell{Text: o.positions(l, p)})
			}
			row = append(row, plain.Cell{Text: o.rooms(l)}, plain.Cell{Text: o.more(l.More.Position)}, plain.Cell{Text: o.more(l.More.RoomHour)}, plain.Cell{Text: o.more(l.More.UnitDay)})
			rows = append(rows, partRow{l.Facility + "/" + l.Unit, row})
		}
		return rows
	}, noLead)
	o.Paragraph(o.Words.Text("detail.stations_how"))
	o.identifiable()
}

// identifiable states where load against capacity by station is not identifiable.
func (o *serviceScreen) identifiable() {
	if o.v.Loads != report.LoadsKnown && len(o.v.Rows[o.Ref].Loads) > 0 {
		o.Paragraph(o.Words.Text("loads." + string(o.v.Loads)))
	}
}

// professionWidth is the width at which the name of a profession breaks.
const professionWidth = 11

// add adds a text to a list that does not have it.
func add(list []string, text string) []string {
	for _, t := range list {
		if t == text {
			return list
		}
	}
	return append(list, text)
}

// positions writes a station's positions of one profession.
func (o *serviceScreen) positions(l *report.PointLoad, profession string) string {
	for _, p := range l.Staff {
		if p.Profession == profession {
			return o.tenthsOf(p.N)
		}
	}
	return words.Dash
}

// rooms writes a station's rooms; a vehicle has none.
func (o *serviceScreen) rooms(l *report.PointLoad) string {
	if l.Unit != "" {
		return words.Dash
	}
	return o.tenthsOf(l.Rooms)
}

// tenthsOf writes a number with a decimal if it is not whole.
func (o *serviceScreen) tenthsOf(v float64) string {
	switch {
	case v-v != 0:
		return words.Dash
	case math.Abs(v-math.Round(v)) < 0.05:
		return o.Words.Fixed(v, 0)
	}
	return o.Words.Fixed(v, 1)
}

// more writes visits that one unit more gives.
func (o *serviceScreen) more(v float64) string {
	if math.Abs(v) < 0.5 {
		v = 0
	}
	return o.Words.People(v)
}

// areaPart writes the areas: who gets there, gains and loses, and the visits of those
// who live there.
func (o *serviceScreen) areaPart() {
	columns := []partColumn{{least: plain.LeastName}, {head: o.Words.Text("detail.head_people")}, {head: o.Words.Text("service.head_there")}, {head: o.Words.Text("service.head_range"), left: true},
		{head: o.Words.Text("service.head_gain")}, {head: o.Words.Text("service.head_lose")}, {head: o.Words.Text("service.head_fewer_days")},
		{head: o.Words.Text("detail.head_wanted")}, {head: o.Words.Text("detail.head_given")}, {head: o.Words.Text("detail.head_percent")}}
	o.block("detail.areas", o.Words.Text("detail.areas_sub"))
	people := func(arrow, tone string, v float64) plain.Cell {
		if math.IsNaN(v) {
			return plain.Cell{Text: words.Dash}
		}
		if !(v > 0) {
			return plain.Same
		}
		return plain.Cell{Text: arrow + o.Words.Count(v), Tone: tone}
	}
	o.byOption(columns, 0, plain.Cell{Text: words.Dash}, func(k int) []partRow {
		var rows []partRow
		for i := range o.v.Rows[k].Areas {
			a := &o.v.Rows[k].Areas[i]
			given := words.Dash
			if a.Need > 0 {
				given = o.Words.Fixed(100*a.Visits/a.Need, 0)
			}
			rows = append(rows, partRow{a.ID, []plain.Cell{{Text: o.Words.Name(a.Names.Every(a.Name))}, {Text: o.Words.Count(a.People)}, {Text: o.Whole(a.GetsThere)}, {Text: o.spread(a.GetsThere)},
				people("▲", plain.Gain, a.Gain), people("▼", plain.Lose, a.Lose), people("▼", plain.Lose, a.FewerDays),
				{Text: o.Words.Count(a.Need)}, {Text: o.Words.Count(a.Visits)}, {Text: given}}})
		}
		return rows
	}, noLead)
}

// capacityPart writes the hours of each profession, and what limits the service.
func (o *serviceScreen) capacityPart() {
	columns := []partColumn{{least: plain.LeastName}, {head: o.Words.Text("detail.head_positions")}, {head: o.Words.Text("detail.head_hours")}, {head: o.Words.Text("detail.head_crew")},
		{head: o.Words.Text("detail.head_wanted")}, {head: o.Words.Text("detail.head_used")}, {head: o.Words.Text("detail.head_percent")}}
	o.block("detail.capacity", o.Words.Text("detail.capacity_sub"))
	if o.refRow().Capacity == nil {
		o.Paragraph(o.Words.Text("detail.unknown"))
		return
	}
	o.byOption(columns, 0, plain.Cell{Text: words.Dash}, func(k int) []partRow {
		var rows []partRow
		for _, y := range o.v.Rows[k].Capacity {
			part := words.Dash
			if y.Hours > 0 {
				part = o.Words.Fixed(100*y.Used/y.Hours, 0)
			}
			crew := plain.Same
			if y.Crew > 0 {
				crew = plain.Cell{Text: o.Words.Count(y.Crew)}
			}
			rows = append(rows, partRow{y.Profession, []plain.Cell{{Text: o.Words.Term("profession", y.Profession)}, {Text: o.tenthsOf(y.Positions)}, {Text: o.Words.Count(y.Hours)}, crew,
				{Text: o.Words.Count(y.Wanted)}, {Text: o.Words.Count(y.Used)}, {Text: part}}})
		}
		if row := &o.v.Rows[k]; row.SchoolNeed >= board.LeastVisits {
			rows = append(rows, partRow{board.AtSchool, []plain.Cell{{Text: o.Words.Text("detail.at_school")}, plain.Same, plain.Same, plain.Same, {Text: o.Words.Count(row.SchoolNeed)}, {Text: o.Words.Count(row.SchoolVisits)},
				{Text: o.Words.Fixed(100*row.SchoolVisits/row.SchoolNeed, 0)}}})
		}
		return rows
	}, func(k int) string { return o.Words.Term("bind", o.v.Rows[k].Bottleneck) })
}
