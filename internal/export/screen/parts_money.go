package screen

import (
	"slices"
	"strings"

	"saavu/internal/board"
	"saavu/internal/export/plain"
	"saavu/internal/words"
	"saavu/pkg/cost"
	"saavu/pkg/report"
)

// costPart writes the changes of the cost lines, by who pays: lines in rows, options in
// columns.
func (o *serviceScreen) costPart() {
	o.block("detail.cost", o.Words.Text("detail.cost_sub"))
	if o.s < len(o.R.Today.Services) && o.R.Options[o.Ref].Year == o.R.Year {
		if known := o.R.Today.Services[o.s].Known; known-known == 0 {
			o.Paragraph(o.Words.Text("detail.cost_today", "money", o.Words.Fixed(known/1e6, 1)))
		}
	}
	var shown, unchanged []int
	for _, k := range o.Options {
		if len(o.v.Rows[k].Lines) == 0 && o.v.Rows[k].OneOff == 0 {
			unchanged = append(unchanged, k)
		} else {
			shown = append(shown, k)
		}
	}
	if shown == nil {
		o.Paragraph(o.Words.Text("detail.cost_none"))
		return
	}
	for part := range slices.Chunk(shown, o.most) {
		o.Sheet(o.costSheet(part))
		o.Gap()
	}
	if unchanged != nil {
		o.Paragraph(o.Words.Text("detail.unchanged", "reference", o.reference(), "options", o.Names(unchanged)))
	}
}

// costSheet is the table of some options.
func (o *serviceScreen) costSheet(part []int) *plain.Sheet {
	s := &plain.Sheet{Most: o.Width(), Columns: []plain.Column{{Least: plain.LeastName, Names: true}}}
	for _, head := range plain.Heads(part, o.Option, o.each-1) {
		s.Columns = append(s.Columns, plain.Column{Head: head, Right: true})
	}
	row := func(name string, of func(row *report.Row) report.Range) bool {
		cells, some := []plain.Cell{{Text: name}}, false
		for _, k := range part {
			c := o.money(of(&o.v.Rows[k]))
			some = some || c != plain.Same
			cells = append(cells, c)
		}
		if some {
			s.Colored(cells...)
			o.ranges(s, o.layout == narrowLayout)
		}
		return some
	}
	for _, payer := range []cost.Payer{cost.County, cost.Residents, cost.State, cost.Municipality, cost.NotGiven} {
		var kinds []string
		for _, k := range part {
			for _, l := range o.v.Rows[k].Lines {
				if l.Payer == string(payer) {
					kinds = add(kinds, l.Kind)
				}
			}
		}
		if kinds == nil {
			continue
		}
		s.Add(strings.ToUpper(o.Words.Term("payer", string(payer))))
		for _, kind := range kinds {
			row("  "+o.Words.Term("line", kind), func(r *report.Row) report.Range {
				for _, l := range r.Lines {
					if l.Kind == kind && l.Payer == string(payer) {
						return l.Money
					}
				}
				return report.Exact(0)
			})
		}
		if sum := map[cost.Payer]func(*report.Row) report.Range{
			cost.County: func(r *report.Row) report.Range { return r.County }, cost.Residents: func(r *report.Row) report.Range { return r.Homes },
		}[payer]; sum != nil {
			row("  "+o.Words.Text("detail.sum"), sum)
		}
	}
	row(o.Words.Text("detail.one_off"), func(r *report.Row) report.Range { return report.Exact(r.OneOff) })
	s.Spread()
	return s
}

// rangePart writes value, low and high of the headlines, and the parameters that move
// each option most.
func (o *serviceScreen) rangePart() {
	if o.R.Draws <= 0 {
		o.block("detail.ranges", "")
		o.Paragraph(o.Words.Text("ranges_none"))
		return
	}
	o.block("detail.ranges", o.Words.Text("detail.ranges_sub", "draws", o.R.Draws))
	columns := []partColumn{{least: plain.LeastName}, {head: o.Words.Text("detail.head_value")}, {head: o.Words.Text("detail.head_low")}, {head: o.Words.Text("detail.head_high")}, {left: true}}
	o.byOption(columns, 0, plain.Cell{Text: words.Dash}, o.rangeRows, noLead)
	o.Paragraph(o.Words.Text("detail.ranges_how") + " " + board.Networks(o.Words, o.R))
	o.Gap()
	var texts []string
	by := map[string][]int{}
	for _, k := range append([]int{o.Ref}, o.Options...) {
		if text := board.MovedMost(o.Words, o.R, o.v.Rows[k].Movers, o.Detail); text != "" {
			texts, by[text] = add(texts, text), append(by[text], k)
		}
	}
	for _, text := range texts {
		name := o.Names(slices.DeleteFunc(slices.Clone(by[text]), func(k int) bool { return k == o.Ref }))
		if by[text][0] == o.Ref {
			name = strings.TrimSuffix(words.Capital(o.reference())+", "+name, ", ")
		}
		o.Paragraph(name + ": " + text)
	}
}

// ofReach are the headlines whose range is that of the networks.
var ofReach = []string{"range.gets_there", "range.there_change", "range.week_change"}

// rangeRows are the headlines of an option with their ranges.
func (o *serviceScreen) rangeRows(k int) []partRow {
	row := o.v.Rows[k].Shown(&o.R.Options[k])
	share := func(v float64) string { return o.Whole(report.Exact(v)) }
	million := func(v float64) string { return o.Words.Signed(v/1e6, 2) }
	var out []partRow
	put := func(key string, v report.Range, change bool, text func(float64) string) {
		if !v.Known || change && v == report.Exact(0) {
			return
		}
		var notes []string
		if change && v.Sign() == 0 && (v.Lo != 0 || v.Hi != 0) {
			notes = append(notes, o.Words.Text("detail.unclear"))
		}
		if v.OneSided {
			notes = append(notes, o.Words.Text("detail.one_sided"))
		}
		low, high := text(v.Lo), text(v.Hi)
		if o.R.Networks <= 0 && slices.Contains(ofReach, key) {
			low, high = words.Dash, words.Dash
		}
		out = append(out, partRow{key, []plain.Cell{{Text: "  " + o.Words.Text(key)}, {Text: text(v.V)}, {Text: low}, {Text: high}, {Text: strings.Join(notes, ", "), Tone: plain.Dim}}})
	}
	put(ofReach[0], row.GetsThere, false, share)
	put(ofReach[1], row.ThereChange, true, o.Words.People)
	put(ofReach[2], row.WeekChange, true, o.Words.People)
	put("range.served", row.Served, false, share)
	put("range.visits_change", row.VisitsChange, true, o.Words.People)
	if o.R.Options[k].Against >= 0 {
		put("range.county", row.County, true, million)
		put("range.homes", row.Homes, true, million)
	}
	return out
}
