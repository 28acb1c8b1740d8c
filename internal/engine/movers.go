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

// movers gives the three parameters that move an option's result most when
// each goes alone from its low to its high: who gets there or can be served in
// some service, or the county's euros against the option that it is compared
// with.
func (c *comparison) movers(i int) []report.Mover {
	out := append([]report.Mover(nil), c.swung[i]...)
	sort.SliceStable(out, func(a, b int) bool { return weight(out[a]) > weight(out[b]) })
	if len(out) > 3 {
		out = out[:3]
	}
	return out
}

func weight(m report.Mover) float64 {
	if m.Unit == "share" {
		return m.Swing / pointScale
	}
	return m.Swing / euroScale
}

// swings gives the largest swing of every ranged parameter that the run reads.
func (c *comparison) swings(i int) []report.Mover {
	var out []report.Mover
	t := c.counties[i].Params
	for _, path := range c.compiled[i].used {
		p, _ := t.Get(path)
		if !p.Ranged() {
			continue
		}
		lo, hi := c.at(i, path, p.Lo), c.at(i, path, p.Hi)
		best := report.Mover{Path: path, Lo: p.Lo, Hi: p.Hi}
		for s := range lo.one.served {
			people := c.outcome[i].Services[s].There.Total(-1)
			if people > 0 {
				keep(&best, "gets there", "share", math.Abs(hi.one.there[s]-lo.one.there[s])/people)
			}
			if v := math.Abs(hi.one.served[s].Share - lo.one.served[s].Share); !math.IsNaN(v) {
				keep(&best, "can be served", "share", v)
			}
		}
		keep(&best, "county cost", "EUR/year", math.Abs(hi.county-lo.county))
		if best.Swing > 0 {
			out = append(out, best)
		}
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
	county float64 // change of the county's euros
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
	p := compile(change(c.counties[i].Params), c.counties[i].Network, c.in.Base.Year)
	out := trial{one: c.one(i, p, none)}
	if j := c.against[i]; j >= 0 {
		q := compile(change(c.counties[j].Params), c.counties[j].Network, c.in.Base.Year)
		before := c.one(j, q, none)
		out.county = cost.Sum(p.prices.Diff(before.bill, out.one.bill, c.leaseEnd), cost.County, -1, 0)
	}
	return out
}

// assumptions lists every parameter that the run read, the heaviest first, and
// the nulls that it asked for.
func (c *comparison) assumptions() ([]report.Assumption, []string) {
	heavy := map[string]float64{}
	for i := range c.in.Options {
		for _, m := range c.swung[i] {
			heavy[m.Path] = math.Max(heavy[m.Path], weight(m))
		}
	}
	used, nulls := map[string]bool{}, map[string]bool{}
	for _, p := range c.compiled {
		for _, path := range p.used {
			used[path] = true
		}
		for _, path := range p.nulls {
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
