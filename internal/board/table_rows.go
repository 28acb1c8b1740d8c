package board

import (
	"math"
	"slices"
	"strings"

	"saavu/internal/words"
	"saavu/pkg/report"
)

// reach is who gets there in time, and who gains and loses, never netted.
func (v *View) reach(s int, part []int) Row {
	out := v.row(Reach, s)
	rows := v.R.Services[s].Rows
	for _, k := range part {
		out.Cells = append(out.Cells, v.Moves(s, k))
	}
	out.RefPart = rows[v.Ref].GetsThere
	out.Ref = v.Whole(out.RefPart)
	return out
}

// Moves is who comes within the time limit of a service in an option, and who falls
// outside it.
func (v *View) Moves(service, k int) Cell {
	row := &v.R.Services[service].Rows[k]
	if !row.Gain.Known || !row.Lose.Known {
		return Cell{State: Unknown}
	}
	c := Cell{}
	for _, change := range []report.Range{row.Gain, minus(row.Lose)} {
		size, share := of(change.V, row.People), v.Whole(row.GetsThere)
		switch {
		case change.V == 0:
			continue
		case change.Direction() == 0:
			c.Moves = append(c.Moves, v.unclear(share, change.Lo, change.Hi, size))
		case c.Moves == nil:
			c.Moves = append(c.Moves, v.directed(share, change, size))
		default:
			c.Moves = append(c.Moves, v.directed("", change, size))
		}
		c.State = Differs
	}
	return c
}

// minus is a change the other way.
func minus(r report.Range) report.Range {
	r.V, r.Lo, r.Hi = -r.V, -r.Hi, -r.Lo
	return r
}

// partWeek is who gets there only at places that are open a part of the week, and the change
// of their number, which is neither good nor bad; no row if that is nobody in every option.
func (v *View) partWeek(s int, part []int) []Row {
	rows := v.R.Services[s].Rows
	ref := &rows[v.Ref]
	if !slices.ContainsFunc(append([]int{v.Ref}, part...), func(k int) bool { return rows[k].PartWeek.V >= LeastPeople }) {
		return nil
	}
	out := v.named(PartWeek, "row.part_week", "row.part_week_short")
	out.Service, out.Group = s, v.R.Services[s].Group
	for _, k := range part {
		c, change := Cell{}, rows[k].PartWeek.V-ref.PartWeek.V
		if math.Abs(change) >= LeastPeople {
			share := v.Whole(Part(rows[k].PartWeek, rows[k].People))
			c = Cell{State: Differs, Moves: []Move{{Share: share, Number: v.W.MoreOrLess(change), Of: of(change, ref.People)}}}
		}
		out.Cells = append(out.Cells, c)
	}
	if ref.PartWeek.V >= LeastPeople {
		out.RefPart = Part(ref.PartWeek, ref.People)
		out.Ref = v.Whole(out.RefPart)
	}
	return []Row{out}
}

// mostPeople are the figures of which a row has, of each option, the most people in one
// of all services, under a heading of their own; none if there are no such people.
func (v *View) mostPeople(part []int) []Row {
	var out []Row
	for _, m := range []struct {
		name, short, arrow string
		tone               Tone
		of                 func(row *report.Row) float64
	}{
		{"row.own_means", "row.own_means_short", "▼", Lose, func(row *report.Row) float64 { return row.LoseLast }},
		{"row.fewer_days", "row.fewer_days_short", "▼", Lose, func(row *report.Row) float64 { return row.FewerDays }},
		{"row.only_provider", "row.only_provider_short", "", Neutral, func(row *report.Row) float64 { return row.OnlyProvider.V }},
	} {
		row := v.named(MostPeople, m.name, m.short)
		some := false
		for _, k := range part {
			most, c := 0.0, Cell{}
			for s := range v.R.Services {
				if n := m.of(&v.R.Services[s].Rows[k]); n > most {
					most = n
				}
			}
			if most >= LeastPeople {
				some, c = true, Cell{State: Differs, Moves: []Move{{Arrow: m.arrow, Number: v.W.Count(most), Tone: m.tone, Of: math.NaN()}}}
			}
			row.Cells = append(row.Cells, c)
		}
		if !some {
			continue
		}
		if out == nil {
			out = append(out, v.heading("row.most_people"))
		}
		out = append(out, row)
	}
	return out
}

// visits is the share of the need that can be served, and the change of the visits left
// undone.
func (v *View) visits(s int, part []int) Row {
	out := v.row(Visits, s)
	rows := v.R.Services[s].Rows
	for _, k := range part {
		change, share := rows[k].VisitsChange, v.Whole(rows[k].Served)
		c := v.freed(change, share, of(change.V, rows[v.Ref].Need.V))
		if more, _ := Undone(&rows[k]); more > 0 { // a loss needs less than a gain
			c.Moves = []Move{v.directed(share, change, of(change.V, rows[v.Ref].Need.V))}
		}
		out.Cells = append(out.Cells, c)
	}
	out.RefPart = rows[v.Ref].Served
	out.Ref = v.Whole(out.RefPart)
	return out
}

// freed is a change of what can be given, in visits or hours a year.
func (v *View) freed(change report.Range, share string, size float64) Cell {
	switch {
	case !change.Known:
		return Cell{State: Unknown}
	case Stays(change):
		return Cell{State: Same}
	case change.Sign() == 0:
		return Cell{State: Differs, Moves: []Move{v.unclear(share, change.Lo, change.Hi, size)}}
	}
	return Cell{State: Differs, Moves: []Move{v.directed(share, change, size)}}
}

// sameEuros is what can be given in all services together at the euros of the reference,
// in hours of clients: visits of different services do not add. No row if nothing changes.
func (v *View) sameEuros(part []int) []Row {
	out := v.named(SameEuros, "row.same_euros", "row.same_euros_short")
	some := false
	for _, k := range part {
		n := &v.R.Network[k]
		c := Cell{State: Unknown}
		if !n.Unbalanced {
			c = v.freed(minus(n.UndoneHours), v.Whole(n.ServedSame), math.NaN())
		}
		some = some || c.State != Same
		out.Cells = append(out.Cells, c)
	}
	if !some {
		return nil
	}
	out.RefPart = v.R.Network[v.Ref].ServedSame
	out.Ref = v.Whole(out.RefPart)
	return []Row{v.heading("row.together"), out}
}

// euros is the change of the county's and the residents' money.
func (v *View) euros(part []int) Block {
	b := Block{Key: "block.euros", Sub: v.W.Text("block.euros_some")}
	cost := v.Cost()
	if v.R.Today.Reason.Cause == "" && v.R.Today.Known > 0 {
		b.Sub = v.W.Text("block.euros_sub", "money", v.W.Fixed(v.R.Today.Known/1e6, 1))
	}
	for _, m := range []struct {
		name, narrow string
		of           func(*report.NetworkRow) report.Range
	}{
		{"row.county", "row.county", func(n *report.NetworkRow) report.Range { return n.County }},
		{"row.residents", "row.homes", func(n *report.NetworkRow) report.Range { return n.Homes }},
		{"row.one_off", "row.one_off", func(n *report.NetworkRow) report.Range { return report.Exact(n.OneOff) }},
	} {
		row := v.named(Money, m.name, m.narrow)
		if m.name == "row.county" {
			row.RefWide = cost
		}
		for _, k := range part {
			row.Cells = append(row.Cells, v.moneyCell(m.of(&v.R.Network[k])))
		}
		b.Rows = append(b.Rows, row)
	}
	return b
}

// rules is the gravest new breach of each option.
func (v *View) rules(part []int) Block {
	unchecked, now, all := 0, 0, 0
	for _, b := range v.R.Options[v.Ref].Breaches {
		all++
		switch b.Verdict {
		case "not checked", "not identified":
			unchecked++
		case "inherited", "breach":
			now++
		}
	}
	row := v.named(NewBreaches, "row.breaches", "row.breaches")
	if now > 0 {
		row.RefWide = v.W.Text("row.broken_now", "n", now)
	}
	for _, k := range part {
		m := Move{Number: v.W.Text("row.none"), Of: math.NaN()}
		switch key := Gravest(&v.R.Options[k]); key {
		case LawBroken:
			m.Number, m.Tone = v.W.Text(key), Law
		case OwnBroken:
			m.Number, m.Tone = v.W.Text(key), Lose
		}
		for _, b := range v.R.Options[k].Breaches {
			if b.Verdict == "breach" && severity[b.Severity] != Neutral {
				m.Rules = append(m.Rules, Rule(v.W, b))
			}
		}
		row.Cells = append(row.Cells, Cell{State: Differs, Moves: []Move{m}})
	}
	facts := []any{"n", unchecked, "all", all, "now", now}
	return Block{Key: "block.rules", Sub: v.W.Text("block.rules_sub", facts...), Facts: facts, Rows: []Row{row}}
}

// Cost is what the county pays a year in the reference, in millions of euros; "" where
// it is not known, or where the reference is not the network of today.
func (v *View) Cost() string {
	if today := &v.R.Today; today.Reason.Cause == "" && today.Known > 0 && today.Option == v.Ref {
		return v.W.Fixed(today.Known/1e6, 1)
	}
	return ""
}

// moneyCell is a change of euros.
func (v *View) moneyCell(money report.Range) Cell {
	text := v.W.Change(money)
	switch text {
	case words.NoChange:
		return Cell{}
	case words.Dash:
		return Cell{State: Unknown}
	}
	m := Move{Of: math.NaN()}
	if low, high, spans := strings.Cut(text, "…"); spans {
		m.Low, m.High, m.Middle = low, high, v.Clear(money)
	} else {
		m.Number = text
	}
	return Cell{State: Differs, Moves: []Move{m}}
}

// Clear writes a change of euros in millions without its range; SmallChange if it is no
// clear difference.
func (v *View) Clear(money report.Range) string {
	text := v.W.Changed(money)
	if v.W.Change(money) != words.NoChange && (money.Sign() == 0 || text == words.NoChange) {
		return SmallChange
	}
	return text
}
