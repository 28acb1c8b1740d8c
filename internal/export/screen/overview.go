// Package screen prints the short answers of a comparison: the first screen, the screen of
// one option, the screen of one service and the parts of it that are asked for. Only what
// differs from the reference is printed, and what is not certain is left out or marked.
package screen

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"saavu/internal/board"
	"saavu/internal/export/plain"
	"saavu/internal/format/problem"
	"saavu/pkg/report"
)

// Widths of the first screen: of the name of a row, the time limit, the reference
// and each option, and how many options stand next to each other.
type layout struct {
	name, limit, today, each, most int
}

var (
	wideLayout   = layout{name: 16, limit: 7, today: 5, each: 12, most: 6}
	narrowLayout = layout{name: 14, limit: 5, today: 4, each: 9, most: 6}
)

// narrowWidth is the width of lines below which the narrow layout is taken.
const narrowWidth = 100

// overview is the first screen of a comparison: services in rows, options in columns.
type overview struct {
	*plain.Page
	layout
	board.View
	others []report.Option // that no screen shows
	alone  []report.Option // references that nothing is compared with, next to others that have a screen
}

// Overview prints the first screen of a comparison: the answer, who gets there in
// time, the visits that can be given, the euros and the rules, by service and option.
// Only what differs from the reference is printed. Options of one reference share a
// screen; a single one has a screen of the services that it changes. Without
// plain.Options.Every only the first screen is printed, and the options of the others
// are named. It fails if there is nothing to compare.
func Overview(out io.Writer, r report.Report, t plain.Options) error {
	if len(r.Options) == 0 || len(r.Network) != len(r.Options) {
		return fmt.Errorf("%d network rows for %d options", len(r.Network), len(r.Options))
	}
	return screens(out, &r, t, (*overview).print)
}

// screens prints each screen of a report, or only the first one.
func screens(out io.Writer, r *report.Report, t plain.Options, print func(*overview)) error {
	p := t.Page()
	all := board.Screens(r)
	shown := len(all)
	if !t.Every {
		shown = 1
	}
	for k, s := range all[:shown] {
		if k > 0 {
			p.Write("")
		}
		o := overview{Page: p, layout: wideLayout, View: board.View{R: r, W: p.Words, Screen: s}}
		if o.Width() < narrowWidth {
			o.layout = narrowLayout
		}
		if k == shown-1 {
			o.others, o.alone = r.Elsewhere, r.Alone
			for _, other := range all[shown:] {
				o.others = append(o.others, o.named(other.Options)...)
			}
			o.alone = append(o.alone, o.named(board.Without(r, all))...)
		}
		print(&o)
	}
	_, err := io.WriteString(out, p.String())
	return err
}

// print writes one screen.
func (o *overview) print() {
	if len(o.Options) == 1 {
		o.single()
	} else {
		o.title()
		o.Paragraph(strings.Join(o.Answer(), " "))
		parts := slices.Collect(slices.Chunk(o.Options, o.most))
		if parts == nil {
			parts = [][]int{nil} // the reference alone
		}
		for _, part := range parts {
			o.Gap()
			o.blocks(part)
		}
		o.Gap()
	}
	for _, line := range o.Warnings() {
		o.Paragraph(line)
	}
	o.further()
}

// title names the county, the year and what is not of the real world.
func (o *overview) title() {
	compared := o.Words.Option(&o.R.Options[o.Ref])
	if n := len(o.Options); n > 0 {
		compared = o.Words.Text("overview.title", "n", n)
	}
	o.titled(fmt.Sprintf("%s %d · %s · %s", o.Words.Name(o.R.Names.Every(o.R.Name)), o.R.Options[o.Ref].Year, compared, o.Words.Term("frame", o.R.Frame)))
}

// titled writes a title, and to its right what is not of the real world.
func (o *overview) titled(left string) {
	left = problem.Shown(left)
	right := plain.Dotted(board.Stamp(o.W, o.R)...)
	if pad := o.Width() - plain.Width(left) - plain.Width(right); pad > 0 {
		left += strings.Repeat(" ", pad) + right
	} else {
		left = plain.Dotted(left, right)
	}
	left = strings.TrimRight(left, " ·")
	if plain.Width(left) > o.Width() {
		o.Paragraph(left)
		o.Gap()
		return
	}
	if o.Color {
		left = plain.Bold + left + plain.End
	}
	o.Write(left, "")
}

// line writes a row: its name, the limit, the reference and the options.
func (o *overview) line(name, limit, today string, cells []plain.Cell) {
	name, today = problem.Shown(name), problem.Shown(today)
	room := o.name + o.limit + o.today - 1 - plain.Width(today)
	if limit != "" {
		room = o.name + o.limit - 2 - plain.Width(limit)
	}
	text := plain.Padded(plain.Cut(name, room), o.name)
	text += strings.Repeat(" ", max(0, o.name+o.limit-1-plain.Width(text)-plain.Width(limit))) + limit
	text += strings.Repeat(" ", max(0, o.name+o.limit+o.today-plain.Width(text)-plain.Width(today))) + today
	for _, c := range cells {
		c.Text = problem.Shown(c.Text)
		pad := strings.Repeat(" ", max(0, o.each-plain.Width(c.Text)))
		if o.Color && c.Tone != "" && c.Text != "" {
			c.Text = c.Tone + c.Text + plain.End
		}
		text += pad + c.Text
	}
	o.Write(strings.TrimRight(text, " "))
}

// head writes the names of the options above their columns.
func (o *overview) head(part []int) {
	columns := plain.Heads(part, o.Option, o.each-1)
	for at := range columns[0] {
		var cells []plain.Cell
		for _, c := range columns {
			cells = append(cells, plain.Cell{Text: c[at], Tone: plain.Bold})
		}
		if at < len(columns[0])-1 {
			o.line("", "", "", cells)
		} else {
			o.line("", "", o.reference(), cells)
		}
	}
}

// reference names the reference above its column.
func (o *overview) reference() string {
	if name := o.Reference(); plain.Width(name) <= 10 {
		return name
	}
	return o.Words.Text("overview.reference")
}

// block begins a part of the screen.
func (o *overview) block(title, under string) {
	t, u := o.Words.Text(title), under
	room := o.Width() - plain.Width(t) - 2
	if plain.Width(u) > room {
		parts := strings.Split(u, " · ")
		for len(parts) > 1 && plain.Width(plain.Dotted(parts...)) > room {
			parts = parts[:len(parts)-1]
		}
		u = plain.Cut(plain.Dotted(parts...), room)
	}
	if o.Color {
		t, u = plain.Bold+t+plain.End, plain.Dim+u+plain.End
	}
	o.Write(t + "  " + u)
}

// named are options of the report by index.
func (o *overview) named(list []int) []report.Option {
	var out []report.Option
	for _, k := range list {
		out = append(out, o.R.Options[k])
	}
	return out
}

// elsewhere names the options that no screen shows, and why.
func (o *overview) elsewhere() {
	for _, missing := range []struct {
		key     string
		options []report.Option
	}{{"more_options", o.others}, {"alone_options", o.alone}} {
		var list []string
		for k := range missing.options {
			m := &missing.options[k]
			list = append(list, o.Words.Text("more_option", "option", o.Words.ShortOption(m), "year", report.Year(m.Year), "id", m.ID))
		}
		if list != nil {
			o.Paragraph(o.Words.Text(missing.key, "list", list))
		}
	}
}

// further names the options that no screen shows, and where to go on.
func (o *overview) further() {
	o.elsewhere()
	first := 0
	for s := len(o.R.Services) - 1; s >= 0 && len(o.Options) == 1; s-- {
		if o.Touched(s, o.Options[0]) {
			first = s
		}
	}
	o.Paragraph(o.Words.Text("more", "service", o.R.Services[first].ID))
}
