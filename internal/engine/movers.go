package engine

import (
	"cmp"
	"math"
	"slices"
	"sort"

	"saavu/pkg/params"
	"saavu/pkg/report"
)

// The scales that make swings comparable: a percentage point of people or contacts
// weighs as much as 0.1 M€ a year.
const (
	pointScale = 0.01
	euroScale  = 1e5
)

// movers returns the three sources that change an option most: what can be served in
// some service, or the county's euros. No draw changes who gets there. A service of -1
// stands for all of them. Without swings the list is empty.
func (c *comparison) movers(i, service int) []report.Mover {
	var out []report.Mover
	if c.swings == nil {
		return nil
	}
	for k := range c.swings[i] {
		w := &c.swings[i][k]
		best := report.Mover{Source: w.source}
		for s := range w.served {
			if service >= 0 && s != service {
				continue
			}
			keep(&best, "can be served", "share", w.served[s])
		}
		if service < 0 {
			keep(&best, "county cost", "EUR/year", w.whole)
		} else {
			keep(&best, "county cost", "EUR/year", w.county[service])
		}
		if weight(best) >= leastWeight {
			out = append(out, best)
		}
	}
	sort.SliceStable(out, func(a, b int) bool { return weight(out[a]) > weight(out[b]) })
	return out[:min(len(out), 3)]
}

// leastWeight is the swing below which a reader would see no change: a tenth of a
// percentage point, or 0.01 M€ a year.
const leastWeight = 0.1

func weight(m report.Mover) float64 {
	if m.Unit == "share" {
		return m.Swing / pointScale
	}
	return m.Swing / euroScale
}

func keep(best *report.Mover, what, unit string, swing float64) {
	m := report.Mover{Source: best.Source, What: what, Unit: unit, Swing: swing}
	if weight(m) > weight(*best) {
		*best = m
	}
}

// mostBars is the number of bars of a tornado.
const mostBars = 10

// tornado returns, for each count, the ten sources that move the difference between
// an option and its reference most, the longest bar first. A service of -1 stands for
// all of them: it has euros only, because people and visits are not added over
// services. Without swings, or without a reference, it is empty.
func (c *comparison) tornado(i, service int) []report.Bar {
	if c.swings == nil || c.list[i].Against == nil {
		return nil
	}
	var out []report.Bar
	for count, name := range report.CountNames() {
		var bars []report.Bar
		for k := range c.swings[i] {
			w := &c.swings[i][k]
			bar := report.Bar{Count: name, Source: w.source, AtLow: w.low.of(count, service), At: w.at.of(count, service), AtHigh: w.high.of(count, service)}
			if bar.Length() >= leastBar[count] {
				bars = append(bars, bar)
			}
		}
		slices.SortStableFunc(bars, func(a, b report.Bar) int { return cmp.Compare(b.Length(), a.Length()) })
		bars = slices.DeleteFunc(bars, func(b report.Bar) bool { return b.Length() < leastPart*bars[0].Length() })
		out = append(out, bars[:min(len(bars), mostBars)]...)
	}
	return out
}

// leastPart is the part of the longest bar below which a bar is left out.
const leastPart = 0.01

// leastBar is the length below which a bar would show no change, in the order of
// report.CountNames: a person, a visit, 1,000 € a year.
var leastBar = [...]float64{1, 1, 1e3, 1e3}

// assumptions lists every parameter that the run read, the largest swing first, and
// the parameters that it read and that are null.
func (c *comparison) assumptions() ([]report.Assumption, []string) {
	heavy := map[string]float64{}
	for i := range c.swings {
		for k := range c.swings[i] {
			w := &c.swings[i][k]
			most := w.whole / euroScale
			for s := range w.served {
				most = math.Max(most, w.served[s]/pointScale)
			}
			for _, path := range w.source.Paths {
				heavy[path] = math.Max(heavy[path], most)
			}
		}
	}
	used, nulls := map[string]bool{}, map[string]bool{}
	var readers []*params.Reader
	for _, e := range c.list {
		readers = append(readers, e.people.forecast, e.compiled.reader)
	}
	for _, r := range readers {
		for _, path := range r.Used() {
			used[path] = true
		}
		for _, path := range r.Unknown() {
			nulls[path] = true
		}
	}
	var out []report.Assumption
	for _, p := range c.p.base.Params.All() {
		if used[p.Path] {
			out = append(out, report.Assumption{Path: p.Path, Unit: p.Unit, Flag: p.Src.String(), Ref: p.Ref, Names: p.Name.Or(p.Name),
				V: p.V, Lo: p.Lo, Hi: p.Hi, Ranged: p.Ranged(), Weight: heavy[p.Path]})
		}
	}
	sort.SliceStable(out, func(a, b int) bool { return out[a].Weight > out[b].Weight })
	unknown := make([]string, 0, len(nulls))
	for path := range nulls {
		unknown = append(unknown, path)
	}
	sort.Strings(unknown)
	return out, unknown
}
