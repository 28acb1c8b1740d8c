package load

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"saavu/internal/format/problem"
	"saavu/pkg/travel"
)

// tableFacts counts what was found in one table.
type tableFacts struct {
	label     string  // "transit rush"
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
	suspects  markCounts // times that look like a mark of a missing time
}

// factsOf returns empty facts of declared tables. Two tables with the same
// label are distinguished by their columns.
func factsOf(tables []TimesTable) []tableFacts {
	out := make([]tableFacts, len(tables))
	for k, t := range tables {
		out[k] = tableFacts{label: cmp.Or(t.Label, tableLabel(t.Mode, t.Period, t.Percentile)), column: t.Time}
	}
	for k := range out {
		for i := range out {
			if i != k && tableLabel(tables[i].Mode, tables[i].Period, tables[i].Percentile) == tableLabel(tables[k].Mode, tables[k].Period, tables[k].Percentile) && out[k].column != "" {
				out[k].label = tableLabel(tables[k].Mode, tables[k].Period, tables[k].Percentile) + " (" + out[k].column + ")"
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

// brokenShare is the share of cells without a time from which a destination looks
// broken.
const brokenShare = 0.99

// fewIDs is how many ids a note lists.
const fewIDs = 3

// noteFacts notes what was found in a part, table by table.
func (w *timesWork) noteFacts(p *timesPart) {
	cells := len(w.grid.Centres)
	for k := range p.facts {
		f := &p.facts[k]
		note := func(format string, args ...any) {
			w.note("travel times, "+f.label+": "+format, args...)
		}
		w.noteMissing(p, f, cells, note)
		if f.moved > 0 {
			note("times that are not whole seconds, rounded half up: %s of %s", count(f.moved), count(f.values))
		}
		if f.tooLong > 0 {
			note("times of more than 65 534 seconds (18.2 hours), treated as unreached: %s", count(f.tooLong))
		}
		f.suspects.note(w.reader, p.name, f.label, "it is used as a time; declare it in missing if it means no time")
		if f.timeless > 0 {
			note("pairs with metres but no time, treated as unreached: %s", count(f.timeless))
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
func (w *timesWork) noteMissing(p *timesPart, f *tableFacts, cells int, note func(string, ...any)) {
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
	var worst, broken []string
	for i, j := range order {
		if float64(lack(i)) > brokenShare*float64(cells) {
			broken = append(broken, fmt.Sprintf("%s (%s)", p.columns[j].id, times(int(f.reached[j]))))
		} else if len(worst) < fewIDs && lack(i) > lack(last) {
			worst = append(worst, fmt.Sprintf("%s (%s)", p.columns[j].id, count(lack(i))))
		}
	}
	text := fmt.Sprintf("%s of %s cells have no time to a destination", count(lack(last)), count(cells))
	if lack(0) != lack(last) {
		text = fmt.Sprintf("%s to %s of %s cells have no time to a destination, the median is %s", count(lack(last)), count(lack(0)), count(cells), count(lack(len(order)/2)))
	}
	if worst != nil {
		text += "; most to " + strings.Join(worst, ", ")
	}
	note("%s", text)
	if broken != nil {
		note("destinations that look broken: %s", problem.Listed(broken, 10))
	}
}

// times formats a number of times.
func times(n int) string {
	if n == 0 {
		return "no time"
	}
	return problem.Counted(n, "time")
}

// noteUnusedTables notes tables that comparisons do not use, because there is an
// earlier one of the same mode and period.
func (w *timesWork) noteUnusedTables(parts []*timesPart) {
	type key struct {
		mode   travel.Mode
		period travel.Period
	}
	first := map[key]string{}
	for _, p := range parts {
		for k, t := range p.tables {
			at := key{t.Mode, t.Period}
			if used, more := first[at]; more {
				w.note("travel times, %s: not used by comparisons, which use the first table of this mode and time of day, %s", w.where(p, k), used)
			} else {
				first[at] = w.where(p, k)
			}
		}
	}
}

// where names a table with its file.
func (w *timesWork) where(p *timesPart, k int) string { return p.facts[k].label + " of " + p.name }
