package export

import (
	"math"
	"strings"

	"saavu/internal/board"
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
	columns := []partColumn{{least: leastName}, {head: o.w.Text("detail.head_wanted")}, {head: o.w.Text("detail.head_can")}, {head: o.w.Text("detail.head_given")},
		{head: o.w.Text("detail.head_percent")}, {head: o.w.Text("detail.head_binds"), left: true}}
	split := len(columns)
	for _, p := range professions {
		columns = append(columns, partColumn{head: strings.Join(broken(o.w.Term("profession", p), professionWidth), "\n")})
	}
	columns = append(columns, partColumn{head: o.w.Text("detail.head_rooms")}, partColumn{head: o.w.Text("detail.head_position")},
		partColumn{head: o.w.Text("detail.head_room")}, partColumn{head: o.w.Text("detail.head_unit")})
	o.block("detail.stations", o.w.Text("detail.stations_sub"))
	o.byOption(columns, split, cell{o.w.Text("detail.closed"), dimTone}, func(k int) []partRow {
		var rows []partRow
		for _, l := range o.View.Loads(o.s, k) {
			given := o.Given(l)
			bind := cell{text: o.w.Term("bind", l.Bind)}
			if math.IsNaN(l.Seen) {
				bind = cell{o.w.Term("cause", string(l.Reason.Cause)), dimTone}
			}
			row := []cell{{text: o.w.Name(l.Names.Every(l.Facility))}, {text: given[0]}, {text: given[1]}, {text: o.w.Count(l.Seen)}, {text: strings.TrimSuffix(given[2], " %")}, bind}
			for _, p := range professions {
				row = append(row, cell{text: o.positions(l, p)})
			}
			row = append(row, cell{text: o.rooms(l)}, cell{text: o.more(l.More.Position)}, cell{text: o.more(l.More.RoomHour)}, cell{text: o.more(l.More.UnitDay)})
			rows = append(rows, partRow{l.Facility + "/" + l.Unit, row})
		}
		return rows
	}, noLead)
	o.paragraph(o.w.Text("detail.stations_how"))
	o.identifiable()
}

// identifiable states where load against capacity by station is not identifiable.
func (o *serviceScreen) identifiable() {
	if o.v.Loads != report.LoadsKnown && len(o.v.Rows[o.Ref].Loads) > 0 {
		o.paragraph(o.w.Text("loads." + string(o.v.Loads)))
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
		return o.w.Fixed(v, 0)
	}
	return o.w.Fixed(v, 1)
}

// more writes visits that one unit more gives.
func (o *serviceScreen) more(v float64) string {
	if math.Abs(v) < 0.5 {
		v = 0
	}
	return o.w.People(v)
}

// areaPart writes the areas: who gets there, gains and loses, and the visits of those
// who live there.
func (o *serviceScreen) areaPart() {
	columns := []partColumn{{least: leastName}, {head: o.w.Text("detail.head_people")}, {head: o.w.Text("service.head_there")}, {head: o.w.Text("service.head_range"), left: true},
		{head: o.w.Text("service.head_gain")}, {head: o.w.Text("service.head_lose")}, {head: o.w.Text("service.head_fewer_days")},
		{head: o.w.Text("detail.head_wanted")}, {head: o.w.Text("detail.head_given")}, {head: o.w.Text("detail.head_percent")}}
	o.block("detail.areas", o.w.Text("detail.areas_sub"))
	people := func(arrow, tone string, v float64) cell {
		if math.IsNaN(v) {
			return cell{text: words.Dash}
		}
		if !(v > 0) {
			return same
		}
		return cell{arrow + o.w.Count(v), tone}
	}
	o.byOption(columns, 0, cell{text: words.Dash}, func(k int) []partRow {
		var rows []partRow
		for i := range o.v.Rows[k].Areas {
			a := &o.v.Rows[k].Areas[i]
			given := words.Dash
			if a.Need > 0 {
				given = o.w.Fixed(100*a.Visits/a.Need, 0)
			}
			rows = append(rows, partRow{a.ID, []cell{{text: o.w.Name(a.Names.Every(a.Name))}, {text: o.w.Count(a.People)}, {text: o.whole(a.GetsThere)}, {text: o.spread(a.GetsThere)},
				people("▲", gainTone, a.Gain), people("▼", loseTone, a.Lose), people("▼", loseTone, a.FewerDays),
				{text: o.w.Count(a.Need)}, {text: o.w.Count(a.Visits)}, {text: given}}})
		}
		return rows
	}, noLead)
}

// capacityPart writes the hours of each profession, and what limits the service.
func (o *serviceScreen) capacityPart() {
	columns := []partColumn{{least: leastName}, {head: o.w.Text("detail.head_positions")}, {head: o.w.Text("detail.head_hours")}, {head: o.w.Text("detail.head_crew")},
		{head: o.w.Text("detail.head_wanted")}, {head: o.w.Text("detail.head_used")}, {head: o.w.Text("detail.head_percent")}}
	o.block("detail.capacity", o.w.Text("detail.capacity_sub"))
	if o.refRow().Capacity == nil {
		o.paragraph(o.w.Text("detail.unknown"))
		return
	}
	o.byOption(columns, 0, cell{text: words.Dash}, func(k int) []partRow {
		var rows []partRow
		for _, y := range o.v.Rows[k].Capacity {
			part := words.Dash
			if y.Hours > 0 {
				part = o.w.Fixed(100*y.Used/y.Hours, 0)
			}
			crew := same
			if y.Crew > 0 {
				crew = cell{text: o.w.Count(y.Crew)}
			}
			rows = append(rows, partRow{y.Profession, []cell{{text: o.w.Term("profession", y.Profession)}, {text: o.tenthsOf(y.Positions)}, {text: o.w.Count(y.Hours)}, crew,
				{text: o.w.Count(y.Wanted)}, {text: o.w.Count(y.Used)}, {text: part}}})
		}
		if row := &o.v.Rows[k]; row.SchoolNeed >= board.LeastVisits {
			rows = append(rows, partRow{board.AtSchool, []cell{{text: o.w.Text("detail.at_school")}, same, same, same, {text: o.w.Count(row.SchoolNeed)}, {text: o.w.Count(row.SchoolVisits)},
				{text: o.w.Fixed(100*row.SchoolVisits/row.SchoolNeed, 0)}}})
		}
		return rows
	}, func(k int) string { return o.w.Term("bind", o.v.Rows[k].Bottleneck) })
}
