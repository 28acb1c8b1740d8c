// Package impact writes the form of a prior assessment of effects of one option, as
// Markdown: figures of the comparison by chapter, what is not identified from the data,
// and a place in each chapter for people to write. It computes nothing and judges nothing.
package impact

import (
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"saavu/internal/board"
	"saavu/internal/export/plain"
	"saavu/internal/words"
	"saavu/pkg/report"
)

// form is the form of one option.
type form struct {
	*plain.Page
	v   *board.View
	k   int // the option
	ref int // what it is compared with
}

// Write writes the form of an option that has a reference, in the language of the words,
// English for nil.
func Write(out io.Writer, r *report.Report, option int, w *words.Words) error {
	w = words.OrEnglish(w)
	f := &form{Page: &plain.Page{Words: w, Markdown: true, Detail: true}, k: option, ref: r.Options[option].Against}
	f.v = &board.View{R: r, W: w, Screen: board.Screen{Ref: f.ref, Options: []int{option}}}
	f.head()
	f.clients()
	f.groups("children", func(name string) bool { return name == "age 0-6" || name == "age 7-17" })
	f.groups("languages", func(name string) bool { return slices.Contains([]string{"Finnish", "Swedish", "other language"}, name) })
	f.equality()
	f.staff()
	f.economy()
	f.chapter("culture")
	f.Paragraph(w.Text("impact.not_identified"))
	f.box()
	f.rules()
	_, err := io.WriteString(out, f.String())
	return err
}

// chapter begins a chapter.
func (f *form) chapter(key string) { f.Heading(2, f.Words.Text("impact."+key)) }

// box is where people write.
func (f *form) box() {
	f.Item(f.Words.Text("impact.judged"), "____")
	f.Item(f.Words.Text("impact.why"), "____")
	f.Gap()
}

// head says what is assessed, and the answer.
func (f *form) head() {
	o, ref := &f.v.R.Options[f.k], &f.v.R.Options[f.ref]
	f.Heading(1, f.Words.Text("impact.title", "option", f.Words.Option(o)))
	parts := append([]string{f.Words.Name(f.v.R.Names), f.Words.Text("impact.against", "option", f.Words.Option(ref), "year", strconv.Itoa(o.Year))}, plain.MadeUp(f.Words, f.v.R.Synthetic, f.v.R.Demo)...)
	f.Paragraph(plain.Dotted(parts...))
	for _, sentence := range f.v.Answer() {
		f.Paragraph(sentence)
	}
	f.Paragraph(f.Words.Text("impact.what"))
	for _, step := range f.Words.Steps(o) {
		f.Item("", step)
	}
	f.Gap()
}

// rows returns the row of a service in the reference and in the option.
func (f *form) rows(s int) (before, after *report.Row) {
	rows := f.v.R.Services[s].Rows
	return &rows[f.ref], &rows[f.k]
}

// sheet begins a table with these heads.
func (f *form) sheet(keys ...string) *plain.Sheet {
	s := &plain.Sheet{}
	for i, key := range keys {
		s.Columns = append(s.Columns, plain.Column{Head: []string{f.Words.Text("impact_head." + key)}, Right: i > 0 && !slices.Contains([]string{"group", "area", "profession"}, key)})
	}
	return s
}

// clients is the chapter of clients.
func (f *form) clients() {
	f.chapter("clients")
	s := f.sheet("service", "gain", "lose", "lose_last", "fewer_days", "school", "visits", "served_before", "served")
	var alike []string
	for i := range f.v.R.Services {
		if !f.v.Touched(i, f.k) {
			alike = append(alike, f.v.Short(i))
			continue
		}
		before, x := f.rows(i)
		s.Add(f.v.Short(i), f.people(x.Gain.V), f.people(x.Lose.V), f.people(x.LoseLast), f.people(x.FewerDays), f.people(x.AtSchool), f.change(x.VisitsChange), f.share(before.Served), f.share(x.Served))
	}
	if len(s.Rows) > 0 {
		f.Sheet(s)
	}
	if alike != nil {
		f.Paragraph(f.Words.Text("impact.alike", "services", strings.Join(alike, ", ")))
	}
	f.Paragraph(f.Words.Text("impact.by_service"))
	f.box()
}

// people writes a number of people; under 10 it says no more.
func (f *form) people(v float64) string { return f.Words.Count(v) }

// change writes a change of visits with its low and high.
func (f *form) change(r report.Range) string {
	if !r.Usable() {
		return words.Dash
	}
	out := f.signed(r.V, f.Words.Count)
	if lo, hi := f.signed(r.Lo, f.Words.Bound), f.signed(r.Hi, f.Words.Bound); r.Wide() && lo != hi {
		out += " (" + lo + "…" + hi + ")"
	}
	return out
}

// signed writes a rounded number with its sign.
func (f *form) signed(v float64, size func(float64) string) string {
	switch {
	case v < 0:
		return "−" + size(v)
	case v > 0:
		return "+" + size(v)
	}
	return "0"
}

// share writes who of all, per cent.
func (f *form) share(r report.Range) string {
	if !r.Usable() {
		return words.Dash
	}
	return f.v.Whole(r) + f.Words.Gap() + "%"
}

// groups is a chapter of groups of people: who gets there in time, before and after.
func (f *form) groups(key string, of func(string) bool) {
	f.chapter(key)
	f.groupTable(of)
	if key == "children" {
		sum := 0.0
		for i := range f.v.R.Services {
			if _, x := f.rows(i); !math.IsNaN(x.ChildMinutes) {
				sum += x.ChildMinutes
			}
		}
		f.Paragraph(f.Words.Text("impact.child_hours", "hours", f.signed(sum/60, f.Words.Count)))
	}
	f.box()
}

// groupTable lists groups by service.
func (f *form) groupTable(of func(string) bool) {
	s, unknown := f.sheet("service", "group", "people", "there_before", "there"), false
	for i := range f.v.R.Services {
		if !f.v.Touched(i, f.k) {
			continue
		}
		before, x := f.rows(i)
		for g := range x.Groups {
			group := &x.Groups[g]
			at := slices.IndexFunc(before.Groups, func(b report.GroupRow) bool { return b.Name == group.Name })
			if !of(group.Name) || at < 0 || group.People == 0 {
				continue
			}
			name := f.Words.Group(group.Name)
			if !group.Identified {
				name, unknown = name+" *", true
			}
			s.Add(f.v.Short(i), name, f.people(group.People), f.share(before.Groups[at].GetsThere), f.share(group.GetsThere))
		}
	}
	if len(s.Rows) == 0 {
		f.Paragraph(f.Words.Text("impact.no_group"))
		return
	}
	f.Sheet(s)
	if unknown {
		f.Paragraph(f.Words.Text("impact.star"))
	}
}

// equality is the chapter of age, mobility and area.
func (f *form) equality() {
	f.chapter("equality")
	f.groupTable(func(name string) bool { return name == "age 65-74" || name == "age 75+" || name == "mobility-limited" })
	s := f.sheet("service", "area", "people", "gain", "lose", "there_before", "there")
	for i := range f.v.R.Services {
		before, x := f.rows(i)
		for a := range x.Areas {
			area := &x.Areas[a]
			if area.Gain == 0 && area.Lose == 0 || a >= len(before.Areas) {
				continue
			}
			s.Add(f.v.Short(i), f.Words.Name(area.Names.Every(area.Name)), f.people(area.People), f.people(area.Gain), f.people(area.Lose), f.share(before.Areas[a].GetsThere), f.share(area.GetsThere))
		}
	}
	if len(s.Rows) > 0 {
		f.Sheet(s)
	} else {
		f.Paragraph(f.Words.Text("impact.no_area"))
	}
	f.box()
}

// economy is the chapter of euros: who pays, now and in full.
func (f *form) economy() {
	f.chapter("economy")
	net := &f.v.R.Network[f.k]
	s := f.sheet("payer", "full")
	for i := range net.Payers {
		s.Add(f.Words.Term("payer", net.Payers[i].Name), f.Words.Change(net.Payers[i].Money))
	}
	f.Sheet(s)
	f.Paragraph(f.Words.Text("impact.euros", "now", f.Words.Change(net.CountyNow), "full", f.Words.Change(net.County), "once", f.Words.Spaced(net.OneOff), "homes", f.Words.Change(net.Homes)))
	f.box()
}

// rules lists the rules that are broken or not checked.
func (f *form) rules() {
	f.chapter("rules")
	o := &f.v.R.Options[f.k]
	for i := range o.Breaches {
		b := &o.Breaches[i]
		if b.Verdict == "ok" {
			continue
		}
		text := f.Words.Term("impact_verdict", b.Verdict)
		if detail := f.Words.Message(b.Detail); detail != "" {
			text += ": " + detail
		}
		f.Item(f.Words.Term("severity", string(b.Severity))+", "+f.Words.Name(b.Names.Every(b.Rule)), strings.TrimSuffix(text, ": "))
	}
	f.Gap()
}
