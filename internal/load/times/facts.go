package times

import (
	"cmp"
	"fmt"
	"slices"

	"saavu/internal/format/problem"
	"saavu/internal/load/input"
	"saavu/pkg/report"
	"saavu/pkg/travel"
)

// tableFacts counts what was found in one table.
type tableFacts struct {
	label     string  // "transit rush"
	said      any     // the same for notes: a message or, where a column names it, a text
	column    string  // of the times, empty in the layout wide
	reached   []int32 // by column: number of cells with a time to it
	values    int     // number of times
	moved     int     // of them, not a whole second
	tooLong   int     // of them, more than Seconds can hold
	large     int     // of them, more than 600 minutes
	small     int     // of them, less than 120 seconds
	timeless  int     // pairs with metres and no time
	perMinute bool    // declared in minutes, if declared is true
	declared  bool
	suspects  input.Marks // times that look like a mark of a missing time
}

// factsOf returns empty facts of declared tables. Two tables with the same
// label are distinguished by their columns.
func factsOf(tables []Table) []tableFacts {
	out := make([]tableFacts, len(tables))
	for k, t := range tables {
		out[k] = tableFacts{label: cmp.Or(t.Label, tableLabel(t.Mode, t.Period, t.Percentile)), said: tableSaid(t.Mode, t.Period, t.Percentile), column: t.Time}
		if t.Label != "" {
			out[k].said = t.Label
		}
	}
	for k := range out {
		for i := range out {
			if i != k && tableLabel(tables[i].Mode, tables[i].Period, tables[i].Percentile) == tableLabel(tables[k].Mode, tables[k].Period, tables[k].Percentile) && out[k].column != "" {
				out[k].label = tableLabel(tables[k].Mode, tables[k].Period, tables[k].Percentile) + " (" + out[k].column + ")"
				out[k].said = report.NewMessage("data.times_column", "of", tableSaid(tables[k].Mode, tables[k].Period, tables[k].Percentile), "column", out[k].column)
			}
		}
	}
	return out
}

// tableLabel returns "walk", "transit rush" or "transit rush, percentile 75".
func tableLabel(mode travel.Mode, p travel.Period, percentile int) string {
	label := mode.String()
	if p != travel.Any {
		label += " " + p.String()
	}
	if percentile > 0 {
		label += fmt.Sprintf(", percentile %d", percentile)
	}
	return label
}

// tableSaid is tableLabel for a note.
func tableSaid(mode travel.Mode, p travel.Period, percentile int) report.Message {
	of := report.NewMessage("mode." + mode.String())
	if p != travel.Any {
		of = report.NewMessage("data.times_"+p.String(), "of", of)
	}
	if percentile > 0 {
		of = report.NewMessage("data.times_percentile", "of", of, "n", percentile)
	}
	return of
}

// brokenShare is the share of cells without a time from which a destination looks
// broken.
const brokenShare = 0.99

// fewIDs is how many ids a note lists.
const fewIDs = 3

// noteFacts notes what was found in a part, table by table.
func (w *work) noteFacts(p *timesPart) {
	cells := len(w.grid.Centres)
	for k := range p.facts {
		f := &p.facts[k]
		note := func(format string, args ...any) {
			w.Note("travel times, "+f.label+": "+format, args...)
		}
		about := func(kind string, facts ...any) {
			w.State("data."+kind, append(facts, "of", f.said)...)
		}
		w.noteMissing(p, f, cells, about)
		if f.moved > 0 {
			note("times that are not whole seconds, rounded half up: %s of %s", problem.Spaced(f.moved), problem.Spaced(f.values))
		}
		if f.tooLong > 0 {
			about("times_long", "n", f.tooLong)
		}
		f.suspects.Note(w.Reader, p.name, f.label, "it is used as a time; declare it in missing if it means no time")
		if f.timeless > 0 {
			about("timeless", "n", f.timeless)
		}
		switch {
		case f.declared && f.perMinute && 2*f.large > f.values:
			note("more than half of the times are above 600 minutes; they may be seconds, but %s declares minutes", p.name)
		case f.declared && !f.perMinute && f.values > 0 && 2*f.small > f.values:
			note("more than half of the times are below 120 seconds; they may be minutes, but %s declares seconds", p.name)
		}
	}
}

// noteMissing notes how many cells lack a time to a destination and which
// destinations look broken.
func (w *work) noteMissing(p *timesPart, f *tableFacts, cells int, about func(string, ...any)) {
	order := make([]int, len(p.columns))
	for j := range order {
		order[j] = j
	}
	slices.SortStableFunc(order, func(a, b int) int { return int(f.reached[a] - f.reached[b]) })
	if len(order) == 0 || f.reached[order[0]] == int32(cells) {
		return
	}
	lack := func(i int) int { return cells - int(f.reached[order[i]]) }
	last := len(order) - 1
	var worst []string
	var broken []report.Message
	for i, j := range order {
		if float64(lack(i)) > brokenShare*float64(cells) {
			broken = append(broken, brokenOf(p.columns[j].id, int(f.reached[j])))
		} else if len(worst) < fewIDs && lack(i) > lack(last) {
			worst = append(worst, fmt.Sprintf("%s (%s)", p.columns[j].id, problem.Spaced(lack(i))))
		}
	}
	switch facts := []any{"n", lack(last), "all", cells}; {
	case lack(0) == lack(last):
		about("lack", facts...)
	case worst == nil:
		about("lack_between", append(facts, "most", lack(0), "median", lack(len(order)/2))...)
	default:
		about("lack_worst", append(facts, "most", lack(0), "median", lack(len(order)/2), "list", worst)...)
	}
	if first := min(len(broken), 10); first > 0 {
		about("broken", "list", report.NewMessage("some", "list", broken[:first], "more", len(broken)-first))
	}
}

// brokenOf names a destination to which few cells have a time.
func brokenOf(id string, n int) report.Message {
	if n == 0 {
		return report.NewMessage("data.no_time", "id", id)
	}
	return report.NewMessage("data.few_times", "id", id, "n", n)
}

// noteUnusedTables notes tables that comparisons do not use, because there is an
// earlier one of the same mode and period.
func (w *work) noteUnusedTables(parts []*timesPart) {
	type key struct {
		mode   travel.Mode
		period travel.Period
	}
	first := map[key]string{}
	for _, p := range parts {
		for k, t := range p.tables {
			at := key{t.Mode, t.Period}
			if used, more := first[at]; more {
				w.Note("travel times, %s: not used by comparisons, which use the first table of this mode and time of day, %s", w.where(p, k), used)
			} else {
				first[at] = w.where(p, k)
			}
		}
	}
}

// where names a table with its file.
func (w *work) where(p *timesPart, k int) string { return p.facts[k].label + " of " + p.name }
