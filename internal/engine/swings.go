package engine

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"
	"sync"

	"saavu/pkg/cost"
	"saavu/pkg/params"
	"saavu/pkg/report"
)

// swing is what one source of uncertainty changes when all its parameters go from
// their low to their high together: by service, and in the county's euros over all
// services. The four counts are differences from the option's reference; they are
// empty without one.
type swing struct {
	source         report.Source
	served, county []float64
	whole          float64
	low, at, high  differences
}

// differences are the four counts of an option less those of its reference, by
// service. What is not known is NaN.
type differences [4][]float64

// of returns one count of a service; -1 is the sum over the services, which exists for
// euros only.
func (d *differences) of(count, service int) float64 {
	if service >= 0 {
		return d[count][service]
	}
	if count < 2 {
		return nan
	}
	sum := 0.0
	for _, v := range d[count] {
		sum += v
	}
	return sum
}

// sources returns every draw that changes parameters which an option reads, by name.
func (e *Evaluation) sources() []report.Source {
	var out []report.Source
	at := map[string]int{}
	for _, path := range e.compiled.reader.Used() {
		p, _ := e.County.Params.Get(path)
		if !p.Drawn() {
			continue
		}
		k, seen := at[p.Draw()]
		if !seen {
			k = len(out)
			at[p.Draw()] = k
			out = append(out, report.Source{Path: path, Shared: p.SharedDraw, Lo: p.Lo, Hi: p.Hi})
		}
		out[k].Paths = append(out[k].Paths, path)
	}
	slices.SortFunc(out, func(a, b report.Source) int { return strings.Compare(a.Path, b.Path) })
	return out
}

// swingsOf evaluates all options for every draw of parameters that the options read,
// with these at their lows and at their highs, and with the same staff.
func (p *Prepared) swingsOf(ctx context.Context, list []*Evaluation) ([][]swing, error) {
	of := make([][]report.Source, len(list)) // by option
	var all []string                         // draws
	for i, e := range list {
		of[i] = e.sources()
		for _, s := range of[i] {
			all = append(all, s.Draw())
		}
	}
	slices.Sort(all)
	all = slices.Compact(all)
	at := make([]account, len(list)) // at the parameters' central values
	for _, i := range referencesFirst(list) {
		list[i].fill(&at[i], list[i].compiled, budget{}, accountOf(at, list, list[i].Against))
	}
	found := make([][]swing, len(all))
	accounts := sync.Pool{New: func() any { return &[2][]account{make([]account, len(list)), make([]account, len(list))} }}
	err := each(ctx, len(all), func(k int) error {
		scratch := accounts.Get().(*[2][]account)
		defer accounts.Put(scratch)
		for end := range scratch {
			evaluateChanged(scratch[end], at, list, func(t params.Tree) params.Tree { return t.AtEnd(all[k], end == 1) })
		}
		for i, e := range list {
			found[k] = append(found[k], e.swingOf(at, scratch, list, i))
		}
		return nil
	})
	out := make([][]swing, len(list))
	for i := 0; err == nil && i < len(list); i++ {
		for _, source := range of[i] {
			w := found[slices.Index(all, source.Draw())][i]
			w.source = source
			out[i] = append(out[i], w)
		}
	}
	return out, err
}

// accountOf returns the account of an option in a list; nil for none.
func accountOf(accounts []account, list []*Evaluation, e *Evaluation) *account {
	if e == nil {
		return nil
	}
	return &accounts[slices.Index(list, e)]
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
		e.fill(&out[i], read[i], budget{}, accountOf(out, list, e.Against), twin{&at[i], now})
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

// swingOf compares an option at the lows of a source with the option at the highs.
// The accounts are those of all options at the parameters' values and at both ends.
func (e *Evaluation) swingOf(at []account, ends *[2][]account, list []*Evaluation, i int) swing {
	lo, hi := &ends[0][i], &ends[1][i]
	moves := func(service int) float64 {
		return math.Abs(cost.Sum(hi.deltas, cost.County, service, 0) - cost.Sum(lo.deltas, cost.County, service, 0))
	}
	w := swing{whole: moves(-1)}
	for s := range lo.there {
		served, county := math.Abs(hi.contacts[s].share-lo.contacts[s].share), moves(s)
		if math.IsNaN(served) || !e.of.staffed(s) {
			served = 0
		}
		if !e.of.staffed(s) {
			county, w.whole = 0, 0
		}
		w.served, w.county = append(w.served, served), append(w.county, county)
	}
	if e.Against == nil {
		return w
	}
	// Contacts are followed by groups of cells here, by cell in the option's figures:
	// what the ends change is added to the figures.
	w.at = e.differences(&e.plain, &e.Against.plain)
	middle := e.differences(&at[i], accountOf(at, list, e.Against))
	for end, to := range []*differences{&w.low, &w.high} {
		*to = e.differences(&ends[end][i], accountOf(ends[end], list, e.Against))
		for count := range to {
			for s := range to[count] {
				to[count][s] += w.at[count][s] - middle[count][s]
			}
		}
	}
	return w
}

// differences returns the four counts of an account less those of the reference's.
func (e *Evaluation) differences(a, before *account) differences {
	var out differences
	for s := range a.there {
		visits, county, homes := a.contacts[s].given-before.contacts[s].given, cost.Sum(a.deltas, cost.County, s, 0), cost.Sum(a.deltas, cost.Residents, s, 0)
		if !e.of.staffed(s) {
			visits, county, homes = nan, nan, nan
		}
		for count, v := range [...]float64{net(a.there[s] - before.there[s]), net(visits), county, homes} {
			out[count] = append(out[count], v)
		}
	}
	return out
}
