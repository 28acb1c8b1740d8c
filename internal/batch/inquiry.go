package batch

import (
	"cmp"
	"errors"
	"slices"
)

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
	q.doubt(q.figures)
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
	return tasksOf(q.figures, func(f *Figure) bool { return f.Change != nil && f.Measure != ofTheSet })
}

// tasksOf lists the tasks of some figures, each once.
func tasksOf(figures []Figure, of func(*Figure) bool) []string {
	var out []string
	seen := map[string]bool{}
	for i := range figures {
		if f := &figures[i]; of(f) && !seen[f.Task] {
			seen[f.Task] = true
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
	q.event.All = q.event.Done
	for m, tasks := range list {
		order = append(order, m)
		for _, task := range tasks {
			if q.done[m][task] == nil {
				q.event.All++
			}
		}
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
