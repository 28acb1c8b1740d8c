package export

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"saavu/internal/words"
	"saavu/pkg/report"
)

// Widths of the first screen: of the name of a row, the time limit, the reference
// and each option, and how many options stand next to each other.
type layout struct {
	name, limit, today, each, most int
}

var (
	wideLayout   = layout{name: 16, limit: 7, today: 5, each: 12, most: 6}
	narrowLayout = layout{name: 14, limit: 4, today: 4, each: 9, most: 6}
)

// narrowWidth is the width of lines below which the narrow layout is taken.
const narrowWidth = 100

// overview is the first screen of a comparison: services in rows, options in columns.
type overview struct {
	*page
	layout
	r       *report.Report
	ref     int   // index of the option that the others are compared with
	options []int // those of its year that are compared with it
	others  []int // all other options
}

// Overview prints the first screen of a comparison: the answer, who gets there in
// time, the visits that can be given, the euros and the rules, by service and option.
// Only what differs from the reference is printed. The options are those of the
// first year that are compared with its reference; others are named at the end. It
// fails where there is nothing to compare.
func Overview(out io.Writer, r report.Report, t TableOptions) error {
	o := overview{page: t.page(), layout: wideLayout, r: &r}
	if o.width() < narrowWidth {
		o.layout = narrowLayout
	}
	if len(r.Options) == 0 || len(r.Network) != len(r.Options) {
		return fmt.Errorf("%d network rows for %d options", len(r.Network), len(r.Options))
	}
	o.ref = blocks(&r)[0].options[0]
	for k := range r.Options {
		switch {
		case k == o.ref:
		case r.Options[k].Against == o.ref && r.Options[k].Year == r.Options[o.ref].Year:
			o.options = append(o.options, k)
		default:
			o.others = append(o.others, k)
		}
	}
	if len(o.options) == 1 {
		o.single()
		o.warnings()
		o.further()
		_, err := io.WriteString(out, o.b.String())
		return err
	}
	o.title()
	for _, line := range o.answer() {
		o.say(line)
	}
	for part := range slices.Chunk(o.options, o.most) {
		o.gap()
		o.blocks(part)
	}
	o.gap()
	o.warnings()
	o.further()
	_, err := io.WriteString(out, o.b.String())
	return err
}

// title names the county, the year and what is not of the real world.
func (o *overview) title() {
	left := fmt.Sprintf("%s %d · %s", o.r.Name, o.r.Options[o.ref].Year, o.w.Text("overview.title", "n", len(o.options)))
	var stamp []string
	if o.r.Synthetic {
		stamp = append(stamp, o.w.Text("overview.synthetic"))
	}
	if o.r.Demo {
		stamp = append(stamp, o.w.Text("demonstration"))
	}
	right := dotted(stamp...)
	if pad := o.width() - width(left) - width(right); pad > 0 {
		left += strings.Repeat(" ", pad) + right
	} else {
		left = dotted(left, right)
	}
	left = strings.TrimRight(left, " ·")
	if width(left) > o.width() {
		o.say(left)
		o.gap()
		return
	}
	if o.color {
		left = bold + left + plain
	}
	o.write(left, "")
}

// cell is a text in a column with its terminal colour.
type cell struct{ text, tone string }

// Terminal colours of changes.
const (
	gainTone = "\x1b[38;5;37m"
	loseTone = "\x1b[38;5;172m"
	dimTone  = "\x1b[2m"
)

// same stands for what does not change.
var same = cell{"·", dimTone}

// line writes a row: its name, the limit, the reference and the options.
func (o *overview) line(name, limit, today string, cells []cell) {
	text := padded(cut(name, o.name+o.limit+o.today-width(limit)-width(today)-1), o.name)
	text += strings.Repeat(" ", max(0, o.name+o.limit-1-width(text)-width(limit))) + limit
	text += strings.Repeat(" ", max(0, o.name+o.limit+o.today-width(text)-width(today))) + today
	for _, c := range cells {
		pad := strings.Repeat(" ", max(0, o.each-width(c.text)))
		if o.color && c.tone != "" && c.text != "" {
			c.text = c.tone + c.text + plain
		}
		text += pad + c.text
	}
	o.write(strings.TrimRight(text, " "))
}

// padded puts spaces after a text.
func padded(text string, n int) string { return text + strings.Repeat(" ", max(0, n-width(text))) }

// head writes the names of the options above their columns, on one or two lines.
func (o *overview) head(part []int) {
	var upper, lower []cell
	for _, k := range part {
		above, below := broken(o.w.ShortOption(&o.r.Options[k]), o.each-1)
		upper, lower = append(upper, cell{above, bold}), append(lower, cell{below, bold})
	}
	if slices.ContainsFunc(upper, func(c cell) bool { return c.text != "" }) {
		o.line("", "", "", upper)
	}
	today := o.w.Text("overview.today")
	if ref := &o.r.Options[o.ref]; len(ref.Steps) > 0 {
		today = cut(o.w.ShortOption(ref), o.name)
	}
	o.line("", "", today, lower)
}

// broken breaks a name that is wider than a column at its last space or hyphen that
// fits.
func broken(name string, most int) (above, below string) {
	if width(name) <= most {
		return "", name
	}
	at := -1
	for i, c := range name {
		if (c == ' ' || c == '-') && width(name[:i+1]) <= most {
			at = i
		}
	}
	if at < 0 {
		return hyphenated(name, most)
	}
	return strings.TrimSpace(name[:at+1]), cut(strings.TrimSpace(name[at+1:]), most)
}

// hyphenated breaks a long word before the last consonant that fits and that a vowel
// follows, as Finnish and Swedish do.
func hyphenated(word string, most int) (above, below string) {
	letters := []rune(word)
	vowel := func(c rune) bool { return strings.ContainsRune("aeiouyåäöAEIOUYÅÄÖ", c) }
	for i := min(most-1, len(letters)-2); i > 1; i-- {
		if !vowel(letters[i]) && vowel(letters[i+1]) && slices.ContainsFunc(letters[:i], vowel) {
			return string(letters[:i]) + "-", cut(string(letters[i:]), most)
		}
	}
	return "", cut(word, most)
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

// blocks writes the four parts for some options.
func (o *overview) blocks(part []int) {
	o.head(part)
	o.block("block.there", o.w.Text("block.there_sub"))
	for s := range o.r.Services {
		o.reach(s, part)
	}
	o.ownMeans(part)
	o.block("block.visits", o.w.Text("block.visits_sub", "frame", o.w.Term("frame", o.r.Frame)))
	for s := range o.r.Services {
		o.visits(s, part)
	}
	o.euros(part)
	o.rules(part)
}

// short names a service.
func (o *overview) short(s int) string {
	v := &o.r.Services[s]
	return o.w.Name(v.Short.Or(v.Names.Every(v.Name)))
}

// reach writes who gets there in time, and who gains and loses, never netted.
func (o *overview) reach(s int, part []int) {
	v := &o.r.Services[s]
	var first, second []cell
	for _, k := range part {
		row := &v.Rows[k]
		gain, lose := o.w.Count(row.Gain.V), o.w.Count(row.Lose.V)
		up, down := row.Gain.Known && row.Gain.V > 0, row.Lose.Known && row.Lose.V > 0
		a, b := same, cell{}
		switch {
		case !row.Gain.Known || !row.Lose.Known:
			a = cell{words.Dash, ""}
		case up && down:
			a, b = o.moved(row.GetsThere, "▲", gain, gainTone), cell{"▼" + o.column(lose), loseTone}
		case up:
			a = o.moved(row.GetsThere, "▲", gain, gainTone)
		case down:
			a = o.moved(row.GetsThere, "▼", lose, loseTone)
		}
		first, second = append(first, a), append(second, b)
	}
	limit := ""
	if v.LimitMin.Known {
		limit = fmt.Sprintf("%g min", math.Round(v.LimitMin.V*10)/10)
		if o.layout == narrowLayout {
			limit = fmt.Sprintf("%g'", math.Round(v.LimitMin.V*10)/10)
		}
	}
	o.line(o.short(s), limit, o.whole(v.Rows[o.ref].GetsThere), first)
	if slices.ContainsFunc(second, func(c cell) bool { return c.text != "" }) {
		o.line("", "", "", second)
	}
}

// column pads a number in the wide layout so that arrows stand below each other.
func (o *overview) column(number string) string {
	if o.layout == narrowLayout {
		return number
	}
	return fmt.Sprintf("%6s", number)
}

// moved writes a share with an arrow and a number; the number alone where columns are
// narrow.
func (o *overview) moved(share report.Range, arrow, number, tone string) cell {
	text := arrow + o.column(number)
	if o.layout == wideLayout {
		text = o.whole(share) + " " + text
	}
	return cell{text, tone}
}

// ownMeans writes the most people of a service who also lose the last place by their
// own means.
func (o *overview) ownMeans(part []int) {
	var cells []cell
	some := false
	for _, k := range part {
		most := 0.0
		for s := range o.r.Services {
			if v := o.r.Services[s].Rows[k].LoseLast; v > most {
				most = v
			}
		}
		c := same
		if most > 0 {
			some, c = true, cell{"▼" + o.column(o.w.Count(most)), loseTone}
		}
		cells = append(cells, c)
	}
	if !some {
		return
	}
	key := "row.own_means"
	if o.layout == narrowLayout {
		key = "row.own_short"
	}
	o.line(o.w.Text(key), "", "", cells)
}

// undone gives the visits a year that are left undone in an option; NaN where what can
// be given is not known.
func undone(row *report.Row) float64 {
	if !row.Served.Known || !row.Need.Known {
		return math.NaN()
	}
	return row.Need.V * (1 - row.Served.V)
}

// visits writes the share of the need that can be served, and the change of the visits
// left undone.
func (o *overview) visits(s int, part []int) {
	v := &o.r.Services[s]
	var cells []cell
	for _, k := range part {
		more := undone(&v.Rows[k]) - undone(&v.Rows[o.ref])
		c := same
		switch {
		case math.IsNaN(more):
			c = cell{words.Dash, ""}
		case more >= leastVisits:
			c = o.moved(v.Rows[k].Served, "▼", o.w.Count(more), loseTone)
		case more <= -leastVisits:
			c = o.moved(v.Rows[k].Served, "▲", o.w.Count(more), gainTone)
		}
		cells = append(cells, c)
	}
	o.line(o.short(s), "", o.whole(v.Rows[o.ref].Served), cells)
}

// leastVisits is the change of visits a year that the screen shows.
const leastVisits = 9.5

// euros writes the change of the county's and the residents' money.
func (o *overview) euros(part []int) {
	sub := o.w.Text("block.euros_some")
	if o.r.Today.Reason.Cause == "" && o.r.Today.Known > 0 {
		sub = o.w.Text("block.euros_sub", "money", o.w.Fixed(o.r.Today.Known/1e6, 1))
	}
	o.block("block.euros", sub)
	residents := "row.residents"
	if o.layout == narrowLayout {
		residents = "row.homes"
	}
	o.money("row.county", part, func(n *report.NetworkRow) report.Range { return n.County })
	o.money(residents, part, func(n *report.NetworkRow) report.Range { return n.Homes })
	o.money("row.one_off", part, func(n *report.NetworkRow) report.Range { return report.Exact(n.OneOff) })
}

// money writes one row of euros; in narrow columns the high stands below the low.
func (o *overview) money(key string, part []int, of func(*report.NetworkRow) report.Range) {
	var first, second []cell
	for _, k := range part {
		text := o.w.Change(of(&o.r.Network[k]))
		low, high, spans := strings.Cut(text, "…")
		if !spans || o.layout == wideLayout {
			low, high = text, ""
		}
		first, second = append(first, cell{text: low}), append(second, cell{text: high})
	}
	o.line(o.w.Text(key), "", "", first)
	if slices.ContainsFunc(second, func(c cell) bool { return c.text != "" }) {
		o.line(o.w.Text("row.up_to"), "", "", second)
	}
}

// rules writes the gravest new breach of each option.
func (o *overview) rules(part []int) {
	unchecked, now, all := 0, 0, 0
	for _, b := range o.r.Options[o.ref].Breaches {
		all++
		switch b.Verdict {
		case "not checked":
			unchecked++
		case "inherited", "breach":
			now++
		}
	}
	o.block("block.rules", o.w.Text("block.rules_sub", "n", unchecked, "all", all, "now", now))
	var cells []cell
	for _, k := range part {
		switch key := gravest(&o.r.Options[k]); key {
		case lawBroken:
			cells = append(cells, cell{o.w.Text(key), red})
		case ownBroken:
			cells = append(cells, cell{o.w.Text(key), loseTone})
		default:
			cells = append(cells, cell{text: o.w.Text("row.none")})
		}
	}
	o.line(o.w.Text("row.breaches"), "", "", cells)
}
