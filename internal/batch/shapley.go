package batch

import (
	"cmp"
	"math"
	"slices"

	"saavu/pkg/report"
)

// of explains a figure.
func (q *inquiry) of(f *Figure, program bool) *Explained {
	if reason, not := q.plainly(f); not {
		return notExplained(reason)
	}
	value := func(m taken) (float64, bool) {
		v, ok := q.done[m][f.Task].values[f.place()]
		return v, ok
	}
	list, all := q.effective(f.Task), q.can[f.Task]
	first, known := value(0)
	last, knownLast := value(all)
	again := func(r *Record) *Explained {
		reason := report.NewMessage("diff.not_again", "run", r.Run)
		q.out.unexplained(reason)
		return notExplained(reason)
	}
	switch {
	case !known || !knownLast || !near(last, *f.After):
		return again(q.pair.b)
	case !program && !near(first, *f.Before):
		return again(q.pair.a)
	}
	var out *Explained
	switch {
	case len(list) <= mostShapley:
		out = q.shapley(list, value)
	default:
		out = q.each(list, all, value)
	}
	if out == nil {
		return notExplained(report.NewMessage("diff.mix_unknown"))
	}
	if program {
		k := len(q.out.Causes) - 1
		part := first - *f.Before
		out.Parts = append(out.Parts, Part{Cause: k, Value: part})
		if out.How == HowOne && part != 0 {
			out.How = HowShapley
		}
	}
	out.round(f)
	for i := range out.Parts {
		if out.Parts[i].Value != 0 {
			q.out.Causes[out.Parts[i].Cause].Nothing = false
		}
	}
	slices.SortStableFunc(out.Parts, func(x, y Part) int { return cmp.Compare(math.Abs(y.Value), math.Abs(x.Value)) })
	return out
}

// noise is the share of a change, and of the figure, below which a part of the change is the
// rounding of the computer.
const (
	noise       = 1e-9
	figureNoise = 1e-14
)

// round makes parts that are the rounding of the computer 0.
func (e *Explained) round(f *Figure) {
	least := max(noise*size(f.Change), figureNoise*max(size(f.Before), size(f.After)))
	for _, p := range e.Parts {
		for _, v := range []*float64{p.Alone, p.Last} {
			if v != nil && math.Abs(*v) < least {
				*v = 0
			}
		}
	}
	for i := range e.Parts {
		if math.Abs(e.Parts[i].Value) < least {
			e.Parts[i].Value = 0
		}
	}
	if e.Rest != nil && math.Abs(*e.Rest) < least {
		*e.Rest = 0
	}
}

// near reports whether a figure that was computed again is the published one.
func near(a, b float64) bool {
	return math.Abs(a-b) <= DiffTolerance*max(math.Abs(a), math.Abs(b), 1e-6)
}

// shapley gives each cause the mean of what it changes over all orders in which the
// causes can be taken (Shapley 1953, Contributions to the Theory of Games II: 307-317).
// It is nil if a figure of a mix is unknown.
func (q *inquiry) shapley(list []taken, value func(taken) (float64, bool)) *Explained {
	out := &Explained{How: HowShapley}
	if len(list) == 1 {
		out.How = HowOne
	}
	n := len(list)
	v := make([]float64, 1<<n)
	for b, m := range subsets(list) {
		var ok bool
		if v[b], ok = value(m); !ok {
			return nil
		}
	}
	all := 1<<n - 1
	for k, g := range list {
		sum := 0.0
		for b := range v {
			if b>>k&1 == 0 {
				sum += weight(n, taken(b).count()) * (v[b|1<<k] - v[b])
			}
		}
		alone, last := v[1<<k]-v[0], v[all]-v[all&^(1<<k)]
		out.Parts = append(out.Parts, Part{slices.Index(q.groups, g), sum, &alone, &last})
	}
	return out
}

// weight is the share of the orders of n causes in which exactly s given ones come
// before another given one: s! (n-s-1)! / n!.
func weight(n, s int) float64 {
	w := 1 / float64(n)
	for k := 1; k <= s; k++ {
		w *= float64(k) / float64(n-k)
	}
	return w
}

// each gives each cause what it changes alone, and the rest to all of them together.
func (q *inquiry) each(list []taken, all taken, value func(taken) (float64, bool)) *Explained {
	out := &Explained{How: HowEach}
	first, _ := value(0)
	last, _ := value(all)
	rest := last - first
	for _, g := range list {
		one, ok := value(g)
		without, known := value(all &^ g)
		if !ok || !known {
			return nil
		}
		alone, after := one-first, last-without
		rest -= alone
		out.Parts = append(out.Parts, Part{slices.Index(q.groups, g), alone, &alone, &after})
	}
	out.Rest = &rest
	return out
}
