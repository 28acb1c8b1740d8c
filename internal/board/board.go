// Package board is a comparison as a board reads it: the answer, the decision table
// and the warnings below it, as values with their words and without a layout. A
// terminal and a page print the same values, so that both have the same words, order
// and numbers. The package writes nothing.
package board

import (
	"math"
	"slices"
	"strings"

	"saavu/internal/words"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// Result is a comparison with what maps of it need. Surfaces and Counties are in the
// order of the report's options, their cells in the order of Grid.
type Result struct {
	Report   report.Report
	Surfaces []report.Surface // none if no maps were asked for
	Grid     *population.Grid
	Counties []*scenario.Base // each option's county after its changes

	// Left are the cells, and LeftAreas the areas of the grid, whose number of people a
	// public result hides; nil if it is not public (see Protected).
	Left, LeftAreas []bool

	Background []report.BackgroundLayer // what maps show below their figures, in the order in which it is drawn

	// Flows computes where the people of a service go in an option, both by index; nil if
	// it was not asked for.
	Flows func(option, service int) *report.Flows
}

// Screen is a reference and the options that are compared with it: indexes of the
// report's options.
type Screen struct {
	Ref     int
	Options []int
}

// Screens sorts the options by what they are compared with. A reference with no option
// has a screen only if there is no other.
func Screens(r *report.Report) []Screen {
	var out []Screen
	years := ByYear(r)
	for _, y := range years {
		for _, ref := range y.Options {
			s := Screen{Ref: ref}
			for k := range r.Options {
				if r.Options[k].Against == ref && r.Options[k].Year == y.Year && k != ref {
					s.Options = append(s.Options, k)
				}
			}
			if s.Options != nil {
				out = append(out, s)
			}
		}
	}
	if out == nil && len(years) > 0 {
		out = append(out, Screen{Ref: years[0].Options[0]})
	}
	return out
}

// Without returns the options that no screen has, neither as reference nor next to it.
func Without(r *report.Report, screens []Screen) []int {
	var out []int
	for k := range r.Options {
		if !slices.ContainsFunc(screens, func(s Screen) bool { return s.Ref == k || slices.Contains(s.Options, k) }) {
			out = append(out, k)
		}
	}
	return out
}

// Year is the options of one year, by index. Options without a reference in the year
// come first.
type Year struct {
	Year    int
	Options []int
}

// ByYear groups the options by year, in the order in which the years first occur, and
// puts the references of a year before the options that are compared with them.
func ByYear(r *report.Report) []Year {
	var list []Year
	for i, o := range r.Options {
		at := slices.IndexFunc(list, func(y Year) bool { return y.Year == o.Year })
		if at < 0 {
			at, list = len(list), append(list, Year{Year: o.Year})
		}
		list[at].Options = append(list[at].Options, i)
	}
	for y := range list {
		var first, then []int
		for _, i := range list[y].Options {
			against := r.Options[i].Against
			if against < 0 || against >= len(r.Options) || r.Options[against].Year != list[y].Year {
				first = append(first, i)
			} else {
				then = append(then, i)
			}
		}
		list[y].Options = append(first, then...)
	}
	return list
}

// View is one screen of a report in one language.
type View struct {
	R *report.Report
	W *words.Words
	Screen
}

// Short gives the short name of a service.
func (v *View) Short(service int) string {
	s := &v.R.Services[service]
	return v.W.Name(s.Short.Or(s.Names.Every(s.Name)))
}

// Option gives the short name of an option.
func (v *View) Option(k int) string { return v.W.ShortOption(&v.R.Options[k]) }

// Names lists the short names of options.
func (v *View) Names(list []int) string {
	out := make([]string, len(list))
	for i, k := range list {
		out[i] = v.Option(k)
	}
	return strings.Join(out, ", ")
}

// Today reports whether the reference is the network of today in the report's year.
func (v *View) Today() bool {
	ref := &v.R.Options[v.Ref]
	return len(ref.Steps) == 0 && ref.Year == v.R.Year
}

// Reference names the reference: today, or another option or year.
func (v *View) Reference() string {
	if !v.Today() {
		return v.Option(v.Ref)
	}
	return v.W.Text("overview.today")
}

// Head names the reference at the head of a column or a map.
func (v *View) Head() string {
	if v.Today() {
		return v.W.Text("page.today")
	}
	return v.Option(v.Ref)
}

// Stamp states what of a report is not of the real world; nil if all of it is.
func Stamp(w *words.Words, r *report.Report) []string {
	var out []string
	if r.Synthetic {
		out = append(out, w.Text("overview.synthetic"))
	}
	if r.Demo {
		out = append(out, w.Text("demonstration"))
	}
	return out
}

// Source names a source of uncertainty and writes its low and high: a parameter, with
// paths its path too. Of parameters that share a draw it writes how many go together.
func Source(w *words.Words, r *report.Report, s *report.Source, paths bool) (name, between string) {
	if s.Together() {
		return w.Term("draw", s.Shared), w.Text("sure.together", "n", len(s.Paths))
	}
	a := Used(r, s.Path)
	name = w.Parameter(s.Path, a.Names)
	if paths {
		name = w.Value(report.Parameter{Path: s.Path, Names: a.Names})
	}
	return name, Between(w, s.Lo, s.Hi, a.Unit)
}

// Used finds a parameter that a report depends on; the zero Assumption for any other.
func Used(r *report.Report, path string) report.Assumption {
	for i := range r.Used {
		if r.Used[i].Path == path {
			return r.Used[i]
		}
	}
	return report.Assumption{}
}

// Between writes a parameter's low and high: shares as per cent, euros without their
// unit of service.
func Between(w *words.Words, lo, hi float64, unit string) string {
	if unit == "share" {
		lo, hi, unit = 100*lo, 100*hi, "%"
	}
	if strings.HasPrefix(unit, "EUR") {
		unit = "€"
	}
	text := w.Amount(lo) + w.Text("to") + w.Amount(hi)
	if unit != "" && unit != "ratio" {
		text += w.Gap() + w.Unit(unit)
	}
	return text
}

// Changes that a reader is shown.
const (
	LeastPeople = 9.5  // people
	LeastVisits = 9.5  // visits a year
	LeastShare  = 5e-3 // a share
)

// Shown gives a number of people that is large enough to be shown; 0 for any other and
// for an unknown one.
func Shown(people float64) float64 {
	if people >= LeastPeople {
		return people
	}
	return 0
}

// Stays reports whether a change of visits is too small to be shown, in all draws.
func Stays(v report.Range) bool {
	return max(math.Abs(v.V), math.Abs(v.Lo), math.Abs(v.Hi)) < LeastVisits
}

// Fewer gives the visits a year that an option leaves undone beyond its reference; NaN
// where what can be given is not known.
func Fewer(row *report.Row) float64 {
	if !row.VisitsChange.Known {
		return math.NaN()
	}
	return -row.VisitsChange.V
}

// Part is people as a share of a group; unknown for an empty group.
func Part(people report.Range, all float64) report.Range {
	if !people.Known || all <= 0 {
		return report.Range{}
	}
	return report.Exact(people.V / all)
}

// Touched reports whether an option changes a service: who gets there, its visits,
// hours, points or the county's euros.
func (v *View) Touched(service, k int) bool {
	row, ref := &v.R.Services[service].Rows[k], &v.R.Services[service].Rows[v.Ref]
	return row.Gain.V > 0 || row.Lose.V > 0 || row.FewerDays >= LeastPeople || row.Points != ref.Points ||
		math.Abs(row.OwnModes.V*row.People-ref.OwnModes.V*ref.People) >= LeastPeople ||
		!Stays(row.VisitsChange) || math.Abs(row.Slot.V-ref.Slot.V) >= LeastShare ||
		row.County.Known && v.W.Change(row.County) != words.NoChange
}

// MovedMost names the parameters with the largest effect on a result, each with its low and high
// and the change between them; with paths a parameter has its path too. A change of less than a
// percentage point or 0.1 M€ is left out. It is "" if no parameter moves the result as printed.
func MovedMost(w *words.Words, r *report.Report, list []report.Mover, paths bool) string {
	var parts []string
	for _, m := range list {
		swing, digits := 100*m.Swing, 0 // in whole per cent
		if m.Unit != "share" {
			swing, digits = m.Swing/1e5, 1 // in tenths of a million
		}
		if swing < 0.1 {
			continue
		}
		if swing < 1 { // less than a reader would see in the table
			digits++
		}
		key, n := "points_apart", w.Fixed(100*m.Swing, digits)
		switch {
		case m.Unit != "share":
			key, n = "money_apart", w.Fixed(m.Swing/1e6, digits)
		case n == "1":
			key = "point_apart"
		}
		name, between := Source(w, r, &m.Source, paths)
		parts = append(parts, w.Text("mover", "parameter", name, "range", between, "what", w.Term("mover", m.What), "apart", w.Text(key, "n", n)))
	}
	if parts == nil {
		return ""
	}
	return w.Text("moved_most", "list", strings.Join(parts, ", "))
}
