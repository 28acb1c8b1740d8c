package batch

import (
	"cmp"
	"context"
	"errors"
	"math"
	"slices"

	"saavu/internal/engine"
)

// Why is what caused the changes between two runs.
type Why struct {
	Changes []Change `json:"changes" jsonschema_description:"what the runs were not given alike"`
	Causes  []Cause  `json:"causes" jsonschema_description:"changes that are told apart"`
	Nights  int      `json:"nights" jsonschema_description:"mixed nights that were computed"`
	Reason  string   `json:"reason,omitempty" jsonschema_description:"why some changes are not explained, in English"`
}

// Cause is one change, or several that a county can only have together.
type Cause struct {
	Changes []int `json:"changes" jsonschema_description:"indexes in changes"`
	Nothing bool  `json:"nothing" jsonschema_description:"it changes none of the explained figures, neither alone nor last"`
}

// The ways in which a change of a figure is explained.
const (
	HowOne     = "one"     // there is one cause: the whole change
	HowShapley = "shapley" // two to five causes: the mean over all orders in which they can be taken
	HowEach    = "each"    // more: each alone, and the rest together
	HowNot     = "not"     // it cannot be said
)

// Explained is what a change of a figure is made of. The parts and the rest add up to
// the change.
type Explained struct {
	How   string   `json:"how" jsonschema:"enum=one,enum=shapley,enum=each,enum=not" jsonschema_description:"one cause, the mean over all orders, each alone, or not explained"`
	Parts []Part   `json:"parts" jsonschema_description:"the largest first; causes without a part are 0"`
	Rest  *float64 `json:"rest,omitempty" jsonschema_description:"each: the change that only several causes together make"`
}

// Part is the part of a cause in a change.
type Part struct {
	Cause int      `json:"cause" jsonschema_description:"index in causes"`
	Value float64  `json:"value"`
	Alone *float64 `json:"alone,omitempty" jsonschema_description:"the change if it is taken alone"`
	Last  *float64 `json:"last,omitempty" jsonschema_description:"the change if it is taken after all others"`
}

// mostShapley is the number of causes up to which every mix is computed.
const mostShapley = 5

// inquiry is the state of why.
type inquiry struct {
	*night
	ctx    context.Context
	out    *Why
	whole  taken
	groups []taken          // changes that are told apart
	can    map[string]taken // changes that can change a task
}

// why explains figures that differ. Those that cannot be explained say so.
func (p *pair) why(ctx context.Context, figures []Figure, version string) (*Why, error) {
	p.limit()
	out := &Why{Changes: p.changes, Causes: []Cause{}}
	if out.Changes == nil {
		out.Changes = []Change{}
	}
	q := &inquiry{out: out, ctx: ctx, can: map[string]taken{}}
	program := taken(0)
	for k := range p.changes {
		if p.changes[k].Kind == ChangeProgram {
			program |= 1 << k
			continue
		}
		q.whole |= 1 << k
		q.groups = append(q.groups, 1<<k)
	}
	if err := q.relevant(p, figures); err != nil {
		return nil, err
	}
	if program == 0 && !slices.ContainsFunc(figures, func(f Figure) bool { return q.can[f.Task].count() > 1 }) {
		q.single(figures)
		return out, nil
	}
	if p.b.Model != engine.Model {
		out.Reason = "this program has model " + engine.Model + " and " + p.b.Run + " model " + p.b.Model + ": publish a run with this program first"
		q.unexplained(figures)
		return out, nil
	}
	err := p.withNight(figures, func(n *night) error {
		q.night = n
		return q.explain(program != 0)
	})
	switch {
	case errors.As(err, new(*NotKept)), isUnfit(err):
		out.Reason = err.Error()
		q.unexplained(figures)
		err = nil
	case err == nil:
		out.Nights = q.nights
	}
	return out, err
}

// limit puts together what is beyond the number of changes that are told apart.
func (p *pair) limit() {
	if len(p.changes) <= mostTaken {
		return
	}
	rest := Change{Kind: ChangeFolder, names: map[string]change{}}
	kept := p.changes[:0:0]
	for _, c := range p.changes {
		if c.names == nil || len(kept) < mostTaken-1 {
			kept = append(kept, c)
			continue
		}
		rest.Files = append(rest.Files, c.File)
		for name, of := range c.names {
			rest.names[name] = of
		}
	}
	p.changes = append(kept, rest)
}

// relevant finds which changes can change which tasks: an option file changes those
// whose option or references it has.
func (q *inquiry) relevant(p *pair, figures []Figure) error {
	chains := map[string][]string{}
	for _, r := range []*Record{p.a, p.b} {
		keys, err := p.store.keysOf(r.Run)
		if err != nil {
			return err
		}
		for i := range figures {
			task := figures[i].Task
			result, err := p.store.loadOf(r.Model, keys[task])
			if err != nil {
				chains[task] = nil // it may be anything
				continue
			}
			if known, ok := chains[task]; ok && known == nil {
				continue
			}
			for _, l := range result.Chain {
				if !slices.Contains(chains[task], l.ID) {
					chains[task] = append(chains[task], l.ID)
				}
			}
		}
	}
	for task, chain := range chains {
		for k := range p.changes {
			c := &p.changes[k]
			if c.Kind != ChangeProgram && (chain == nil || c.touches == nil ||
				slices.ContainsFunc(c.touches, func(id string) bool { return slices.Contains(chain, id) })) {
				q.can[task] |= 1 << k
			}
		}
	}
	return nil
}

// single explains figures with one cause each: the whole change is its.
func (q *inquiry) single(figures []Figure) {
	q.finish()
	for i := range figures {
		f := &figures[i]
		can := q.can[f.Task]
		if can.count() != 1 || f.Change == nil || f.Measure == ofTheSet {
			f.Explained = &Explained{How: HowNot, Parts: []Part{}}
			continue
		}
		k := slices.Index(q.groups, can)
		q.out.Causes[k].Nothing = false
		f.Explained = &Explained{How: HowOne, Parts: []Part{{Cause: k, Value: *f.Change}}}
	}
}

// finish lists the causes, each without an effect until one is seen.
func (q *inquiry) finish() {
	for _, g := range q.groups {
		c := Cause{Changes: []int{}, Nothing: true}
		for k := range q.out.Changes {
			if g.has(k) {
				c.Changes = append(c.Changes, k)
			}
		}
		q.out.Causes = append(q.out.Causes, c)
	}
	for k := range q.out.Changes { // what is no mix is a cause of its own
		if q.out.Changes[k].Kind == ChangeProgram {
			q.out.Causes = append(q.out.Causes, Cause{Changes: []int{k}, Nothing: true})
		}
	}
}

func (q *inquiry) unexplained(figures []Figure) {
	q.out.Causes = q.out.Causes[:0]
	q.finish()
	for k := range q.out.Causes {
		q.out.Causes[k].Nothing = false // nobody knows
	}
	for i := range figures {
		figures[i].Explained = &Explained{How: HowNot, Parts: []Part{}}
	}
}

// explain computes mixed nights until every figure is explained. Changes that a county
// can only have together become one cause, and it begins again.
func (q *inquiry) explain(program bool) error {
	for {
		failed, tasks, err := q.all()
		if err != nil && !isUnfit(err) {
			return err
		}
		if err == nil {
			break
		}
		if failed == 0 || failed == q.reach(tasks) {
			return err // not even a whole night can be computed
		}
		if err := q.unite(failed, tasks); err != nil {
			return err
		}
	}
	q.finish()
	for i := range q.figures {
		q.figures[i].Explained = q.of(&q.figures[i], program)
	}
	return nil
}

// reach is the union of what can change tasks.
func (q *inquiry) reach(tasks []string) taken {
	var out taken
	for _, t := range tasks {
		out |= q.can[t]
	}
	return out
}

// tasks lists the tasks of the figures that are computed again.
func (q *inquiry) tasks() []string {
	var out []string
	for i := range q.figures {
		if f := &q.figures[i]; f.Change != nil && f.Measure != ofTheSet && !slices.Contains(out, f.Task) {
			out = append(out, f.Task)
		}
	}
	return out
}

// groupsOf lists the causes that can change a task, as far as they can.
func (q *inquiry) groupsOf(task string) []taken {
	var out []taken
	for _, g := range q.groups {
		if g&q.can[task] != 0 {
			out = append(out, g)
		}
	}
	return out
}

// all computes every mix that is needed. If one cannot be computed, it returns which,
// and the tasks of that mix.
func (q *inquiry) all() (taken, []string, error) {
	first := map[taken][]string{}
	for _, task := range q.tasks() {
		all := union(q.groupsOf(task))
		q.can[task] = all
		for _, m := range q.firstMixes(task) {
			first[m] = append(first[m], task)
		}
	}
	if m, tasks, err := q.mixes(first); err != nil {
		return m, tasks, err
	}
	together := map[taken][]string{}
	for _, task := range q.tasks() {
		m := union(q.felt(task))
		together[m] = append(together[m], task)
	}
	if m, tasks, err := q.mixes(together); err != nil {
		return m, tasks, err
	}
	second := map[taken][]string{}
	for _, task := range q.tasks() {
		if list := q.effective(task); len(list) <= mostShapley {
			for _, m := range subsets(list) {
				second[m] = append(second[m], task)
			}
		}
	}
	return q.mixes(second)
}

// firstMixes are the earlier night, the later one, and each cause alone and last.
func (q *inquiry) firstMixes(task string) []taken {
	all := q.can[task]
	out := []taken{0, all}
	for _, g := range q.groupsOf(task) {
		for _, m := range []taken{g, all &^ g} {
			if !slices.Contains(out, m) {
				out = append(out, m)
			}
		}
	}
	return out
}

// mixes computes mixes, those with the fewest changes first.
func (q *inquiry) mixes(list map[taken][]string) (taken, []string, error) {
	order := make([]taken, 0, len(list))
	for m := range list {
		order = append(order, m)
	}
	slices.SortFunc(order, func(a, b taken) int { return cmp.Or(a.count()-b.count(), cmp.Compare(a, b)) })
	for _, m := range order {
		if _, err := q.at(q.ctx, m, list[m]); err != nil {
			return m, list[m], err
		}
	}
	return 0, nil, nil
}

func union(list []taken) taken {
	var out taken
	for _, t := range list {
		out |= t
	}
	return out
}

// subsets lists the unions of every choice of causes; that of bits b is at b.
func subsets(list []taken) []taken {
	out := make([]taken, 1<<len(list))
	for b := range out {
		for k := range list {
			if b>>k&1 == 1 {
				out[b] |= list[k]
			}
		}
	}
	return out
}

// unite makes one cause of changes that cannot be taken without each other, after the
// mix m could not be computed: of those that it lacks and the one of its own without
// which it can be, or the other way round.
func (q *inquiry) unite(m taken, tasks []string) error {
	all := q.reach(tasks)
	lacks := all &^ m
	type try struct{ mix, together taken }
	var tries []try
	for _, g := range q.groups {
		switch {
		case g&m != 0 && lacks.count() <= m.count():
			tries = append(tries, try{m &^ g, lacks | g})
		case g&lacks != 0 && lacks.count() > m.count():
			tries = append(tries, try{m | g, m | g})
		}
	}
	tries = append(tries, try{all, all})
	for _, t := range tries {
		_, err := q.at(q.ctx, t.mix, tasks)
		if isUnfit(err) {
			continue
		}
		if err != nil {
			return err
		}
		one := t.together
		var rest []taken
		for _, g := range q.groups {
			if g&one != 0 {
				one |= g
			} else {
				rest = append(rest, g)
			}
		}
		q.groups = append(rest, one)
		slices.Sort(q.groups)
		return nil
	}
	return &unfit{errors.New("the later night cannot be read again")}
}

// felt lists the causes that change a task alone or last: of two nights with equal keys,
// every figure is equal.
func (q *inquiry) felt(task string) []taken {
	all := q.can[task]
	key := func(m taken) string { return q.done[m][task].key }
	var out []taken
	for _, g := range q.groupsOf(task) {
		if key(g) != key(0) || key(all&^g) != key(all) {
			out = append(out, g)
		}
	}
	return out
}

// effective lists the causes among which a change is divided: those that are felt, or
// all if what does nothing alone and last does something together.
func (q *inquiry) effective(task string) []taken {
	list := q.felt(task)
	if q.done[union(list)][task].key != q.done[q.can[task]][task].key {
		return q.groupsOf(task)
	}
	return list
}

// of explains a figure.
func (q *inquiry) of(f *Figure, program bool) *Explained {
	not := &Explained{How: HowNot, Parts: []Part{}}
	if f.Change == nil || f.Measure == ofTheSet {
		return not
	}
	value := func(m taken) (float64, bool) {
		v, ok := q.done[m][f.Task].values[f.place()]
		return v, ok
	}
	list, all := q.effective(f.Task), q.can[f.Task]
	first, known := value(0)
	last, knownLast := value(all)
	switch {
	case !known || !knownLast || !near(last, *f.After):
		q.out.Reason = "the inputs of " + q.pair.b.Run + " do not give all of its figures again"
		return not
	case !program && !near(first, *f.Before):
		q.out.Reason = "the inputs of " + q.pair.a.Run + " do not give all of its figures again"
		return not
	}
	var out *Explained
	switch {
	case len(list) <= mostShapley:
		out = q.shapley(list, value)
	default:
		out = q.each(list, all, value)
	}
	if out == nil {
		return not
	}
	if program {
		k := len(q.out.Causes) - 1
		part := first - *f.Before
		out.Parts = append(out.Parts, Part{Cause: k, Value: part})
		if out.How == HowOne && part != 0 {
			out.How = HowShapley
		}
	}
	for i := range out.Parts {
		if out.Parts[i].Value != 0 {
			q.out.Causes[out.Parts[i].Cause].Nothing = false
		}
	}
	slices.SortStableFunc(out.Parts, func(x, y Part) int { return cmp.Compare(math.Abs(y.Value), math.Abs(x.Value)) })
	return out
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
