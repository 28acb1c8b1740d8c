package batch

import (
	"context"
	"errors"
	"slices"

	"saavu/internal/engine"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/report"
)

// Why is what caused the changes between two runs.
type Why struct {
	Changes []Change `json:"changes" jsonschema_description:"what the runs were not given alike"`
	Causes  []Cause  `json:"causes" jsonschema_description:"changes that are kept separate"`
	Nights  int      `json:"nights" jsonschema_description:"mixed nights that were computed"`
	Reason  string   `json:"reason,omitempty" jsonschema_description:"why some changes are not explained, in English"`

	reason report.Message // the same in no language
}

// Cause is one change, or several that a county can only have together.
type Cause struct {
	Changes []int `json:"changes" jsonschema_description:"indexes in changes"`
	Nothing bool  `json:"nothing" jsonschema_description:"it changes none of the explained figures, neither alone nor last, and is no option file next to a price that is not explained"`
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
	Why   string   `json:"why,omitempty" jsonschema_description:"not: why it cannot be said, in English"`

	reason report.Message // the same in no language
}

// notExplained is a change of which the cause is not known, and why.
func notExplained(reason report.Message) *Explained {
	out := &Explained{How: HowNot, Parts: []Part{}, reason: reason}
	if reason.Kind != "" {
		out.Why = words.In(lang.English).Message(reason)
	}
	return out
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
	keys   [2]map[string]string // of the tasks of both runs by name, "" for one that failed
	whole  taken
	groups []taken          // changes that are kept separate
	can    map[string]taken // changes that can change a task
}

// why explains figures that differ. Those that cannot be explained say so. keys are those of
// the tasks of both runs by name.
func (p *pair) why(ctx context.Context, figures []Figure, keys [2]map[string]string, progress func(Event)) (*Why, error) {
	p.limit()
	out := &Why{Changes: p.changes, Causes: []Cause{}}
	if out.Changes == nil {
		out.Changes = []Change{}
	}
	q := &inquiry{out: out, ctx: ctx, keys: keys, can: map[string]taken{}}
	program := taken(0)
	for k := range p.changes {
		if p.changes[k].Kind == ChangeProgram {
			program |= 1 << k
			continue
		}
		q.whole |= 1 << k
		q.groups = append(q.groups, 1<<k)
	}
	q.relevant(p, figures)
	if program == 0 && !slices.ContainsFunc(figures, func(f Figure) bool { return q.can[f.Task].count() > 1 }) {
		q.single(figures)
		return out, nil
	}
	if p.b.Model != engine.Model {
		out.unexplained(report.NewMessage("diff.other_model", "own", engine.Model, "run", p.b.Run, "model", p.b.Model))
		q.unexplained(figures)
		return out, nil
	}
	err := p.withNight(figures, func(n *night) error {
		q.night, n.progress = n, progress
		return q.explain(program != 0)
	})
	var gone *NotKept
	switch {
	case errors.As(err, &gone):
		out.unexplained(gone.message())
		q.unexplained(figures)
		err = nil
	case isUnfit(err):
		out.unexplained(report.NewMessage("why.error", "error", err.Error()))
		q.unexplained(figures)
		err = nil
	case err == nil:
		out.Nights = q.nights
	}
	return out, err
}

// unexplained notes why some changes are not explained.
func (w *Why) unexplained(reason report.Message) {
	w.reason, w.Reason = reason, words.In(lang.English).Message(reason)
}

// limit puts together what is beyond the number of changes that are kept separate: first the
// keys of the file with the most, then files.
func (p *pair) limit() {
	for len(p.changes) > mostTaken && p.whole() {
	}
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

// whole makes one change of the keys of the file that has the most. It returns false if no
// file has several.
func (p *pair) whole() bool {
	count, most := map[string]int{}, ""
	for i := range p.changes {
		if key := p.changes[i].key; key != "" {
			if count[key]++; count[key] > count[most] || count[key] == count[most] && key < most {
				most = key
			}
		}
	}
	if count[most] < 2 {
		return false
	}
	of := p.files[most]
	first := slices.IndexFunc(p.changes, func(c Change) bool { return c.key == most })
	p.changes[first] = Change{Kind: ChangeFile, File: most, Before: short(of.before), After: short(of.after), short: p.changes[first].short, names: map[string]change{most: of}}
	p.changes = slices.DeleteFunc(p.changes, func(c Change) bool { return c.key == most })
	delete(p.keyed, most)
	return true
}

// relevant finds which changes can change which tasks: an option file changes those
// whose option or references it has, and a parameter set its own.
func (q *inquiry) relevant(p *pair, figures []Figure) {
	chains := map[string][]string{}
	tasks := tasksOf(figures, func(*Figure) bool { return true })
	for k, r := range []*Record{p.a, p.b} {
		for _, task := range tasks {
			result, err := p.store.loadOf(r.Model, q.keys[k][task])
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
			if c.Kind != ChangeProgram && c.reaches(setOf(task)) && (chain == nil || c.touches == nil ||
				slices.ContainsFunc(c.touches, func(id string) bool { return slices.Contains(chain, id) })) {
				q.can[task] |= 1 << k
			}
		}
	}
}

// single explains figures with one cause each: the whole change is its.
func (q *inquiry) single(figures []Figure) {
	q.finish()
	for i := range figures {
		f := &figures[i]
		can := q.can[f.Task]
		if reason, not := q.plainly(f); q.sole(f) {
			can = 1
		} else if not {
			f.Explained = notExplained(reason)
			continue
		}
		if can.count() != 1 {
			f.Explained = notExplained(report.NewMessage("diff.no_input"))
			continue
		}
		k := slices.Index(q.groups, can)
		q.out.Causes[k].Nothing = false
		f.Explained = &Explained{How: HowOne, Parts: []Part{{Cause: k, Value: *f.Change}}}
	}
	q.doubt(figures)
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
		figures[i].Explained = notExplained(q.out.reason)
	}
}
