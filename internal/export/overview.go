package export

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"saavu/internal/board"
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
	*page
	layout
	board.View
	others []report.Option // that no screen shows
	alone  []report.Option // references that nothing is compared with, next to others that have a screen
}

// Overview prints the first screen of a comparison: the answer, who gets there in
// time, the visits that can be given, the euros and the rules, by service and option.
// Only what differs from the reference is printed. Options of one reference share a
// screen; a single one has a screen of the services that it changes. Without
// TableOptions.Every only the first screen is printed, and the options of the others
// are named. It fails if there is nothing to compare.
func Overview(out io.Writer, r report.Report, t TableOptions) error {
	if len(r.Options) == 0 || len(r.Network) != len(r.Options) {
		return fmt.Errorf("%d network rows for %d options", len(r.Network), len(r.Options))
	}
	return t.screens(out, &r, (*overview).print)
}

// screens prints each screen of a report, or only the first one.
func (t TableOptions) screens(out io.Writer, r *report.Report, print func(*overview)) error {
	p := t.page()
	screens := board.Screens(r)
	shown := len(screens)
	if !t.Every {
		shown = 1
	}
	for k, s := range screens[:shown] {
		if k > 0 {
			p.write("")
		}
		o := overview{page: p, layout: wideLayout, View: board.View{R: r, W: p.w, Screen: s}}
		if o.width() < narrowWidth {
			o.layout = narrowLayout
		}
		if k == shown-1 {
			o.others, o.alone = r.Elsewhere, r.Alone
			for _, other := range screens[shown:] {
				o.others = append(o.others, o.named(other.Options)...)
			}
			o.alone = append(o.alone, o.named(board.Without(r, screens))...)
		}
		print(&o)
	}
	_, err := io.WriteString(out, p.b.String())
	return err
}

// print writes one screen.
func (o *overview) print() {
	if len(o.Options) == 1 {
		o.single()
	} else {
		o.title()
		for _, line := range o.Answer() {
			o.paragraph(line)
		}
		parts := slices.Collect(slices.Chunk(o.Options, o.most))
		if parts == nil {
			parts = [][]int{nil} // the reference alone
		}
		for _, part := range parts {
			o.gap()
			o.blocks(part)
		}
		o.gap()
	}
	for _, line := range o.Warnings() {
		o.paragraph(line)
	}
	o.further()
}

// title names the county, the year and what is not of the real world.
func (o *overview) title() {
	compared := o.w.Option(&o.R.Options[o.Ref])
	if n := len(o.Options); n > 0 {
		compared = o.w.Text("overview.title", "n", n)
	}
	o.titled(fmt.Sprintf("%s %d · %s · %s", o.w.Name(o.R.Names.Every(o.R.Name)), o.R.Options[o.Ref].Year, compared, o.w.Term("frame", o.R.Frame)))
}

// titled writes a title, and to its right what is not of the real world.
func (o *overview) titled(left string) {
	left = problem.Shown(left)
	right := dotted(board.Stamp(o.W, o.R)...)
	if pad := o.width() - width(left) - width(right); pad > 0 {
		left += strings.Repeat(" ", pad) + right
	} else {
		left = dotted(left, right)
	}
	left = strings.TrimRight(left, " ·")
	if width(left) > o.width() {
		o.paragraph(left)
		o.gap()
		return
	}
	if o.color {
		left = bold + left + plain
	}
	o.write(left, "")
}

// line writes a row: its name, the limit, the reference and the options.
func (o *overview) line(name, limit, today string, cells []cell) {
	name, today = problem.Shown(name), problem.Shown(today)
	room := o.name + o.limit + o.today - 1 - width(today)
	if limit != "" {
		room = o.name + o.limit - 2 - width(limit)
	}
	text := padded(cut(name, room), o.name)
	text += strings.Repeat(" ", max(0, o.name+o.limit-1-width(text)-width(limit))) + limit
	text += strings.Repeat(" ", max(0, o.name+o.limit+o.today-width(text)-width(today))) + today
	for _, c := range cells {
		c.text = problem.Shown(c.text)
		pad := strings.Repeat(" ", max(0, o.each-width(c.text)))
		if o.color && c.tone != "" && c.text != "" {
			c.text = c.tone + c.text + plain
		}
		text += pad + c.text
	}
	o.write(strings.TrimRight(text, " "))
}

// head writes the names of the options above their columns.
func (o *overview) head(part []int) {
	columns := heads(part, o.Option, o.each-1)
	for at := range columns[0] {
		var cells []cell
		for _, c := range columns {
			cells = append(cells, cell{c[at], bold})
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
	if name := o.Reference(); width(name) <= 10 {
		return name
	}
	return o.w.Text("overview.reference")
}

// block begins a part of the screen.
func (o *overview) block(title, under string) {
	t, u := o.w.Text(title), under
	room := o.width() - width(t) - 2
	if width(u) > room {
		parts := strings.Split(u, " · ")
		for len(parts) > 1 && width(dotted(parts...)) > room {
			parts = parts[:len(parts)-1]
		}
		u = cut(dotted(parts...), room)
	}
	if o.color {
		t, u = bold+t+plain, dimTone+u+plain
	}
	o.write(t + "  " + u)
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
			list = append(list, o.w.Text("more_option", "option", o.w.ShortOption(m), "year", report.Year(m.Year), "id", m.ID))
		}
		if list != nil {
			o.paragraph(o.w.Text(missing.key, "list", list))
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
	o.paragraph(o.w.Text("more", "service", o.R.Services[first].ID))
}
