package engine

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sort"
	"strings"
	"sync"

	"saavu/pkg/cost"
	"saavu/pkg/params"
	"saavu/pkg/report"
)

// The scales that make swings comparable: a percentage point of people or contacts
// weighs as much as 0.1 M€ a year.
const (
	pointScale = 0.01
	euroScale  = 1e5
)

// swing is what one parameter alone changes when it goes from its low to its high:
// by service, and in the county's euros over all services.
type swing struct {
	path                  string
	lo, hi                float64
	there, served, county []float64
	whole                 float64
}

// movers returns the three parameters that change an option most: who gets there or
// can be served in some service, or the county's euros. A service of -1 stands for
// all of them. Without swings the list is empty.
func (c *comparison) movers(i, service int) []report.Mover {
	var out []report.Mover
	if c.swings == nil {
		return nil
	}
	for _, w := range c.swings[i] {
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

// leastWeight is the swing below which a reader would see no change: a tenth of a
// percentage point, or 0.01 M€ a year.
const leastWeight = 0.1

func weight(m report.Mover) float64 {
	if m.Unit == "share" {
		return m.Swing / pointScale
	}
	return m.Swing / euroScale
}

// trial is a parameter that goes from its low to its high.
type trial struct {
	path   string
	lo, hi float64
}

// trials returns every parameter that the draws change and an option reads, by path.
func (e *Evaluation) trials() []trial {
	var out []trial
	for _, path := range e.compiled.reader.Used() {
		if p, _ := e.County.Params.Get(path); p.Drawn() {
			out = append(out, trial{path, p.Lo, p.Hi})
		}
	}
	return out
}

// swingsOf evaluates all options for every parameter that the draws change and that
// the options read, at its low and at its high, with the same staff.
func (p *Prepared) swingsOf(ctx context.Context, list []*Evaluation) ([][]swing, error) {
	of := make([][]trial, len(list)) // by option
	var all []trial
	for i, e := range list {
		of[i] = e.trials()
		all = append(all, of[i]...)
	}
	slices.SortFunc(all, func(a, b trial) int {
		return cmp.Or(strings.Compare(a.path, b.path), cmp.Compare(a.lo, b.lo), cmp.Compare(a.hi, b.hi))
	})
	all = slices.Compact(all)
	at := make([]account, len(list)) // at the parameters' central values
	for i, e := range list {
		e.fill(&at[i], e.compiled, budget{}, nil)
	}
	found := make([][]swing, len(all))
	accounts := sync.Pool{New: func() any { return &[2][]account{make([]account, len(list)), make([]account, len(list))} }}
	err := each(ctx, len(all), func(k int) error {
		scratch := accounts.Get().(*[2][]account)
		defer accounts.Put(scratch)
		evaluateChanged(scratch[0], at, list, to(all[k].path, all[k].lo))
		evaluateChanged(scratch[1], at, list, to(all[k].path, all[k].hi))
		for i, e := range list {
			found[k] = append(found[k], e.swingOf(all[k], &scratch[0][i], &scratch[1][i]))
		}
		return nil
	})
	out := make([][]swing, len(list))
	for k := 0; err == nil && k < len(all); k++ {
		for i := range of {
			if slices.Contains(of[i], all[k]) {
				out[i] = append(out[i], found[k][i])
			}
		}
	}
	return out, err
}

// evaluateChanged evaluates all options with changed parameters, each after its
// reference. Most options share one tree: it is changed and read once for all of
// them. What the change does not touch is as in the accounts at.
func evaluateChanged(out, at []account, list []*Evaluation, change func(params.Tree) params.Tree) {
	read := make([]*compiled, len(list))
	same := make([][]bool, len(list)) // by service: Serve reads nothing that changed
	for i, e := range list {
		j := slices.IndexFunc(list[:i], func(o *Evaluation) bool { return o.County.Params.Same(e.County.Params) })
		if j >= 0 {
			read[i], same[i] = read[j].of(e.County.Network, e.Year), same[j]
		} else {
			read[i] = e.changed(change)
			same[i] = read[i].model.Unchanged(e.compiled.model)
		}
	}
	none := make([]bool, len(at[0].served))
	for _, i := range referencesFirst(list) {
		e, now := list[i], same[i]
		if !read[i].model.SameUnits(e.compiled.model) {
			now = none
		}
		var before *account
		if e.Against != nil {
			before = &out[slices.Index(list, e.Against)]
		}
		e.fill(&out[i], read[i], budget{}, before, twin{&at[i], now})
	}
}

// referencesFirst lists the indexes of options so that each comes after its
// reference.
func referencesFirst(list []*Evaluation) []int {
	order := make([]int, len(list))
	for i := range order {
		order[i] = i
	}
	depth := func(e *Evaluation) (n int) {
		for ; e.Against != nil; e = e.Against {
			n++
		}
		return n
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(depth(list[i]), depth(list[j])) })
	return order
}

// to returns a function that changes one parameter of a tree.
func to(path string, v float64) func(params.Tree) params.Tree {
	return func(t params.Tree) params.Tree {
		if changed, err := t.At(path, v); err == nil {
			return changed
		}
		changed, err := t.With(path, v) // the option sets it
		if err != nil {
			return t
		}
		return changed
	}
}

// swingOf compares an option at a parameter's low with the option at its high.
func (e *Evaluation) swingOf(p trial, lo, hi *account) swing {
	moves := func(service int) float64 {
		return math.Abs(cost.Sum(hi.deltas, cost.County, service, 0) - cost.Sum(lo.deltas, cost.County, service, 0))
	}
	w := swing{path: p.path, lo: p.lo, hi: p.hi, whole: moves(-1)}
	for s := range lo.there {
		w.there = append(w.there, math.Abs(hi.there[s]-lo.there[s])/math.Max(e.reach[s].People, 1))
		served, county := math.Abs(hi.contacts[s].share-lo.contacts[s].share), moves(s)
		if math.IsNaN(served) || !e.of.staffed(s) {
			served = 0
		}
		if !e.of.staffed(s) {
			county, w.whole = 0, 0
		}
		w.served, w.county = append(w.served, served), append(w.county, county)
	}
	return w
}

func keep(best *report.Mover, what, unit string, swing float64) {
	m := report.Mover{Path: best.Path, Lo: best.Lo, Hi: best.Hi, What: what, Unit: unit, Swing: swing}
	if weight(m) > weight(*best) {
		*best = m
	}
}

// assumptions lists every parameter that the run read, the largest swing first, and
// the parameters that it read and that are null.
func (c *comparison) assumptions() ([]report.Assumption, []string) {
	heavy := map[string]float64{}
	for i := range c.swings {
		for _, w := range c.swings[i] {
			heavy[w.path] = math.Max(heavy[w.path], w.whole/euroScale)
			for s := range w.there {
				heavy[w.path] = math.Max(heavy[w.path], math.Max(w.there[s], w.served[s])/pointScale)
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
