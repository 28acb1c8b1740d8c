package plot

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"saavu/internal/board"
	"saavu/internal/draw"
	"saavu/pkg/report"
)

// Query asks for one picture: its kind, a service by index, and options by index, in
// their order. Service -1 stands for all services. Without options the picture shows
// those of the first screen that differ.
type Query struct {
	Kind    string
	Service int
	Options []int
	Format  draw.Format
}

// kind is what a picture shows, and what it needs.
type kind struct {
	name  string
	all   bool // shows all services too
	sheet func(*Album, *board.View, *Query) (*draw.Sheet, error)
}

// kinds are the kinds of pictures, in the order of the help.
var kinds = []kind{
	{"map", false, (*Album).maps},
	{"difference", false, (*Album).differences},
	{"reach", true, (*Album).reach},
	{"euros", true, (*Album).euros},
	{"stations", false, (*Album).stations},
	{"tradeoffs", true, (*Album).tradeoffs},
	{"ranges", false, (*Album).ranges},
}

// Kinds are the names of the kinds of pictures.
func Kinds() []string {
	out := make([]string, len(kinds))
	for i, k := range kinds {
		out[i] = k.name
	}
	return out
}

// AllServices reports whether a kind of picture can show all services.
func AllServices(name string) bool {
	return slices.ContainsFunc(kinds, func(k kind) bool { return k.name == name && k.all })
}

// mostPanels is how many drawings stand next to each other.
const mostPanels = 4

// Sheet makes a picture. It fails for an unknown kind, for a kind that needs one service,
// for options that are compared with different ones, for more options than have room,
// and where there is nothing to show.
func (a *Album) Sheet(q Query) (*draw.Sheet, error) {
	i := slices.IndexFunc(kinds, func(k kind) bool { return k.name == q.Kind })
	if i < 0 {
		return nil, fmt.Errorf("no picture of the kind %q, expected one of %s", q.Kind, strings.Join(Kinds(), ", "))
	}
	if q.Service < 0 && !kinds[i].all {
		return nil, fmt.Errorf("a picture of the kind %s shows one service: name it with --service", q.Kind)
	}
	v, err := a.view(&q)
	if err != nil {
		return nil, err
	}
	s, err := kinds[i].sheet(a, v, &q)
	if err != nil {
		return nil, err
	}
	s.Format, s.Stamp, s.Source = q.Format, a.stamp(), board.Credits(a.W, &a.Report)
	for _, k := range v.Options {
		if a.Report.Options[k].ID == report.WhatIf {
			s.Under = v.Subject(k) + " · " + s.Under
		}
	}
	return s, nil
}

// stamp says what is not of the real world, and that nothing is decided on it; "" for a
// county and a network that are real.
func (a *Album) stamp() string {
	stamp := strings.Join(board.Stamp(a.W, &a.Report), " · ")
	if stamp == "" {
		return ""
	}
	return stamp + ". " + a.W.Text("page.not_for_decisions")
}

// means says what in time means: of one service with its limit, of all for -1.
func (a *Album) means(service int) string {
	if service < 0 || !a.Report.Services[service].LimitMin.Known {
		return a.W.Text("plot.means_all")
	}
	return a.W.Text("plot.means", "minutes", math.Round(a.Report.Services[service].LimitMin.V*10)/10)
}

// met says that those who are met at school count as in time, for maps of options in which
// some are; "" for others.
func (a *Album) met(service int, options ...int) string {
	for _, k := range options {
		if a.Report.Services[service].Rows[k].AtSchool > 0 {
			return a.W.Text("page.at_school")
		}
	}
	return ""
}

// view is the screen of the options; of no options the first one.
func (a *Album) view(q *Query) (*board.View, error) {
	screens := board.Screens(&a.Report)
	at := 0
	for i, s := range screens {
		if slices.ContainsFunc(q.Options, func(k int) bool { return slices.Contains(s.Options, k) }) {
			at = i
		}
	}
	v := &board.View{R: &a.Report, W: a.W, Screen: screens[at]}
	for _, k := range q.Options {
		if k != v.Ref && !slices.Contains(v.Options, k) {
			other := ""
			for _, o := range q.Options {
				if o != k {
					other = a.Report.Options[o].ID
				}
			}
			return nil, fmt.Errorf("options %s and %s are compared with different options and have no picture in common", other, a.Report.Options[k].ID)
		}
	}
	if q.Options != nil {
		v.Options = slices.DeleteFunc(slices.Clone(q.Options), func(k int) bool { return k == v.Ref })
	}
	return v, nil
}

// under is the line below a title: county, year, time of day, and what is the same in
// all options.
func (a *Album) under(v *board.View) string {
	r := &a.Report
	parts := []string{a.W.Name(r.Names.Every(r.Name)), fmt.Sprint(r.Options[v.Ref].Year)}
	if r.Period != "" {
		parts = append(parts, a.W.Term("period", r.Period))
	}
	return strings.Join(append(parts, a.W.Term("frame", r.Frame)), " · ")
}

// crowded refuses more panels than have room.
func crowded(n int, what string) error {
	if n > mostPanels {
		return fmt.Errorf("%d %s do not fit on one picture: name at most %d options", n, what, mostPanels)
	}
	return nil
}

// said joins sentences to a description.
func said(list []string) string { return strings.Join(list, " ") }
