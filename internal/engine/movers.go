package engine

import (
	"math"
	"sort"

	"saavu/pkg/cost"
	"saavu/pkg/params"
	"saavu/pkg/report"
)

// The scales that make swings comparable: a percentage point of people or
// contacts weighs as much as 0.1 M€ a year.
const (
	pointScale = 0.01
	euroScale  = 1e5
)

// swing is what one parameter moves when it goes alone from its low to its
// high: by service, and the county's euros over all services.
type swing struct {
	path                  string
	lo, hi                float64
	there, served, county []float64
	whole                 float64
}

// movers gives the three parameters that move an option most: who gets there
// or can be served in some service, or the county's euros. A service of -1
// looks at all of them.
func (c *comparison) movers(i, service int) []report.Mover {
	var out []report.Mover
	for _, w := range c.swung[i] {
		best := report.Mover{Path: w.path, Lo: w.lo, Hi: w.hi}
		for s := range w.there {
			if service >= 0 && s != service {
				continue
			}
			keep(&best, "gets there", "share", w.there[s])
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
	if len(out) > 3 {
		out = out[:3]
	}
	return out
}

// leastWeight is the swing below which a parameter moves nothing that a reader
// would see: a tenth of a percentage point, or 0.01 M€ a year.
const leastWeight = 0.1

func weight(m report.Mover) float64 {
	if m.Unit == "share" {
		return m.Swing / pointScale
	}
	return m.Swing / euroScale
}

// swings tries every ranged parameter that the run reads.
func (c *comparison) swings(i int) []swing {
	var out []swing
	t := c.counties[i].Params
	for _, path := range c.compiled[i].reader.Used() {
		p, _ := t.Get(path)
		if !p.Ranged() {
			continue
		}
		lo, hi := c.at(i, path, p.Lo), c.at(i, path, p.Hi)
		w := swing{path: path, lo: p.Lo, hi: p.Hi, whole: math.Abs(cost.Sum(hi.deltas, cost.County, -1, 0) - cost.Sum(lo.deltas, cost.County, -1, 0))}
		for s := range lo.one.served {
			people := c.outcome[i].Services[s].There.Total(-1)
			w.there = append(w.there, math.Abs(hi.one.there[s]-lo.one.there[s])/math.Max(people, 1))
			served := math.Abs(hi.one.served[s].Share - lo.one.served[s].Share)
			county := math.Abs(cost.Sum(hi.deltas, cost.County, s, 0) - cost.Sum(lo.deltas, cost.County, s, 0))
			if math.IsNaN(served) || !c.staffed(s) {
				served = 0
			}
			if !c.staffed(s) {
				county, w.whole = 0, 0
			}
			w.served, w.county = append(w.served, served), append(w.county, county)
		}
		out = append(out, w)
	}
	return out
}

func keep(best *report.Mover, what, unit string, swing float64) {
	m := report.Mover{Path: best.Path, Lo: best.Lo, Hi: best.Hi, What: what, Unit: unit, Swing: swing}
	if weight(m) > weight(*best) {
		*best = m
	}
}

// trial is an option with one parameter changed.
type trial struct {
	one    evaluation
	deltas []cost.Delta // against the option that it is compared with
}

func (c *comparison) at(i int, path string, v float64) trial {
	change := func(t params.Tree) params.Tree {
		changed, err := t.With(path, v)
		if err != nil {
			return t
		}
		return changed
	}
	none := budget{}
	p := compile(change(c.counties[i].Params), c.counties[i].Network, c.years[i], c.compiled[i])
	out := trial{one: c.one(i, p, none)}
	if j := c.against[i]; j >= 0 {
		q := compile(change(c.counties[j].Params), c.counties[j].Network, c.years[j], c.compiled[j])
		before := c.one(j, q, none)
		out.deltas = p.prices.Diff(before.bill, out.one.bill, c.leaseEnd)
	}
	return out
}

// assumptions lists every parameter that the run read, the heaviest first, and
// the nulls that it asked for.
func (c *comparison) assumptions() ([]report.Assumption, []string) {
	heavy := map[string]float64{}
	for i := range c.in.Options {
		for _, w := range c.swung[i] {
			heavy[w.path] = math.Max(heavy[w.path], w.whole/euroScale)
			for s := range w.there {
				heavy[w.path] = math.Max(heavy[w.path], math.Max(w.there[s], w.served[s])/pointScale)
			}
		}
	}
	used, nulls := map[string]bool{}, map[string]bool{}
	readers := append([]*params.Reader(nil), c.forecast...)
	for _, p := range c.compiled {
		readers = append(readers, p.reader)
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
	for _, p := range c.in.Base.Params.All() {
		if used[p.Path] {
			out = append(out, report.Assumption{Path: p.Path, Unit: p.Unit, Flag: p.Src.String(), Ref: p.Ref,
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
