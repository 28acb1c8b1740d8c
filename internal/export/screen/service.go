package screen

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"saavu/internal/board"
	"saavu/internal/export/plain"
	"saavu/pkg/report"
)

// Service prints the screen of one service: two lines about the reference, the options
// in rows, the areas and the stations where something differs, and how the ranges came
// about. Options of one reference share a screen; of a single option the stations after
// its changes are shown next to those before. Without plain.Options.Every only the first
// screen is printed. An unknown service is an error that lists the services.
func Service(out io.Writer, r report.Report, service string, t plain.Options) error {
	i, err := board.Find(&r, service)
	if err != nil {
		return err
	}
	return screens(out, &r, t, func(o *overview) {
		s := serviceScreen{overview: o, s: i, v: &r.Services[i]}
		s.print(t.Brief)
	})
}

// serviceScreen is the screen of one service.
type serviceScreen struct {
	*overview
	s int
	v *report.Service
}

// print writes the screen. Brief leaves out what the overview has for all services, new
// breaches of rules, and where to go on.
func (o *serviceScreen) print(brief bool) {
	title := plain.Dotted(board.ServiceName(o.Words, o.R, o.s), o.Words.Ages(o.v.Group)+", "+o.Words.People(o.refRow().People), fmt.Sprintf("%s %d", o.Words.Name(o.R.Names.Every(o.R.Name)), o.R.Options[o.Ref].Year))
	if o.R.Frame == "budget" {
		title = plain.Dotted(title, o.Words.Term("frame", o.R.Frame))
	}
	o.titled(title)
	if len(o.Options) == 1 && o.R.Options[o.Options[0]].ID == report.WhatIf {
		o.Paragraph(o.Words.Text("whatif.title", "changes", strings.Join(o.Words.Steps(&o.R.Options[o.Options[0]]), "; ")))
	}
	o.Paragraph(o.State(o.s))
	o.Gap()
	shown, alike, unchanged := o.distinct()
	o.optionRows(shown)
	for _, k := range shown {
		if alike[k] != nil {
			o.Paragraph(o.Words.Text("service.alike", "option", o.Names([]int{k}), "options", o.Names(alike[k])))
		}
	}
	if unchanged != nil {
		o.Paragraph(o.Words.Text("service.unchanged", "options", o.Names(unchanged)))
	}
	atSchool := o.AtSchool(o.s, append([]int{o.Ref}, shown...))
	if len(o.Options) == 1 {
		atSchool = "" // a row of the stations
	}
	for _, text := range []string{atSchool, o.Lent(o.s, append([]int{o.Ref}, shown...)), o.Induced(o.s, shown), o.Idle(o.s, shown)} {
		if text != "" {
			o.Paragraph(text)
		}
	}
	for _, k := range shown {
		if h := o.v.Rows[k].Harmonised; h != nil {
			o.Paragraph(o.Words.Text("harmonised.option", "option", o.Words.Option(&o.R.Options[k])) + ". " + strings.Join(board.Harmonised(o.Words, h), " "))
		}
	}
	o.Gap()
	for part := range slices.Chunk(shown, o.most) {
		o.areaRows(part)
	}
	if len(o.Options) == 1 {
		o.stationsOf(o.Options[0])
	} else {
		o.stations()
	}
	o.identifiable()
	o.Gap()
	o.Paragraph(o.Ranged(o.s))
	o.doubts()
	if !brief {
		for _, line := range o.Breaches(o.v.ID) {
			o.Paragraph(line)
		}
		o.onward()
	}
}

// refRow is the row of the reference.
func (o *serviceScreen) refRow() *report.Row { return &o.v.Rows[o.Ref] }

// distinct sorts the options into those with a row of their own, those that have the
// same row as one of these, and those that change nothing here.
func (o *serviceScreen) distinct() (shown []int, alike map[int][]int, unchanged []int) {
	alike = map[int][]int{}
	print := func(k int) string {
		var b strings.Builder
		for _, c := range o.optionColumns(nil) {
			b.WriteString(c.text(k).Text + "|")
		}
		for i := range o.v.Rows[k].Areas {
			b.WriteString(o.moves(&o.v.Rows[k].Areas[i]).Text + "|")
		}
		return b.String()
	}
	text := map[int]string{o.Ref: print(o.Ref)}
	for _, k := range o.Options {
		text[k] = print(k)
		at := slices.IndexFunc(shown, func(i int) bool { return text[i] == text[k] })
		switch {
		case len(o.Options) == 1:
			shown = append(shown, k)
		case text[k] == text[o.Ref]:
			unchanged = append(unchanged, k)
		case at >= 0:
			alike[shown[at]] = append(alike[shown[at]], k)
		default:
			shown = append(shown, k)
		}
	}
	return shown, alike, unchanged
}

// doubts writes what changes a reading: positions that balance the budget, a purchase
// without a verdict, estimated people, unknown staff.
func (o *serviceScreen) doubts() {
	o.balanced()
	for _, line := range append(o.Unjudged(func(s int) bool { return s == o.s }), o.Estimated(o.s)...) {
		o.Paragraph(line)
	}
	if !o.refRow().Served.Known && o.refRow().Need.V > 0 {
		o.Paragraph(o.Words.Text("warn.unstaffed", "services", []string{o.Short(o.s)}))
	}
}

// onward names what else a single option changes, the options that no screen shows,
// and where to go on.
func (o *serviceScreen) onward() {
	if len(o.Options) == 1 {
		var also []string
		for s := range o.R.Services {
			if s != o.s && o.Touched(s, o.Options[0]) {
				also = append(also, o.Short(s))
			}
		}
		if also != nil {
			o.Paragraph(o.Words.Text("service.also", "services", also))
		}
	}
	o.elsewhere()
	o.Paragraph(o.Words.Text("service.more"))
}
