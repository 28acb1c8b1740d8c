package batch

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"saavu/pkg/scenario"
)

// The selections that are no names of tasks.
const (
	tagPrefix    = "tag:"
	statePrefix  = "state:"
	stateChanged = "state:changed"
	stateFailed  = "state:failed"
)

// selection decides which tasks patterns match, and remembers which patterns did.
type selection struct {
	w    *work
	used map[string]bool

	prev map[string]string // key by task of the newest whole run, "" if it failed; nil until somebody asks
}

// matches reports whether a task matches one of the patterns.
func (s *selection) matches(patterns []string, t *Task) (bool, error) {
	found := false
	for _, p := range patterns {
		ok, err := s.match(p, t)
		if err != nil {
			return false, err
		}
		if ok {
			found, s.used[p] = true, true
		}
	}
	return found, nil
}

// match reports whether a task matches one pattern: the id of an option, the name of a
// task, or a glob of one; tag:TAG or a glob of it; or a state.
func (s *selection) match(pattern string, t *Task) (bool, error) {
	if tag, ok := strings.CutPrefix(pattern, tagPrefix); ok {
		return slices.ContainsFunc(t.tags, func(of string) bool { ok, _ := path.Match(tag, of); return ok }), nil
	}
	if !strings.HasPrefix(pattern, statePrefix) {
		return t.matches(pattern), nil
	}
	if err := s.before(); err != nil {
		return false, err
	}
	key, known := s.prev[t.Name()]
	now := s.w.store.find(t.group.find, t.coarse)
	failed := known && key == "" && now == ""
	if !failed && t.Cause == "" && now == "" {
		f, err := s.w.store.failure(t)
		if err != nil {
			return false, err
		}
		failed = f != nil
	}
	if pattern == stateFailed {
		return failed, nil
	}
	return !failed && (now == "" || now != key), nil
}

// before reads which tasks the newest whole run has.
func (s *selection) before() error {
	if s.prev != nil {
		return nil
	}
	var faults []error
	var err error
	_, s.prev, faults, err = s.w.store.newestKeys()
	s.w.damaged(faults)
	return err
}

// checkStates refuses states that do not exist, before anything is asked of tasks.
func checkStates(patterns []string) error {
	states := []string{stateChanged, stateFailed}
	for _, p := range patterns {
		if !strings.HasPrefix(p, statePrefix) || slices.Contains(states, p) {
			continue
		}
		near, ok := scenario.Nearest(p, states)
		if ok {
			near = " (did you mean " + near + "?)"
		}
		return &Unmatched{text: fmt.Sprintf("no state %q, expected %s%s", p, strings.Join(states, " or "), near)}
	}
	return nil
}

// unmatched is the error of a pattern that no task of the plan matches. A state may be
// that of no task: then there is nothing to do.
func (s *selection) unmatched(patterns []string) error {
	for _, p := range patterns {
		if s.used[p] || strings.HasPrefix(p, statePrefix) {
			continue
		}
		if !strings.HasPrefix(p, tagPrefix) {
			return &Unmatched{Pattern: p}
		}
		tags := map[string]bool{}
		for _, t := range s.w.tags {
			tags[t] = true
		}
		known := "no option has tags"
		if len(tags) > 0 {
			known = "the tags are " + strings.Join(slices.Sorted(maps.Keys(tags)), ", ")
		}
		return &Unmatched{text: fmt.Sprintf("no task of the plan matches %q: %s", p, known)}
	}
	return nil
}

// byState reports whether the tasks of a request depend on what became of them before.
func (q *Request) byState() bool {
	return slices.ContainsFunc(slices.Concat(q.Select, q.Exclude), func(p string) bool { return strings.HasPrefix(p, statePrefix) })
}

// pick lists the tasks that the request selects, and of them those of its shard.
func (w *work) pick() error {
	patterns := slices.Concat(w.q.Select, w.q.Exclude)
	if err := checkStates(patterns); err != nil {
		return err
	}
	s, mine := &selection{w: w, used: map[string]bool{}}, w.part()
	for _, g := range w.groups {
		var kept []*Task
		for _, t := range g.tasks {
			w.tags = append(w.tags, t.tags...)
			in, err := s.matches(w.q.Select, t)
			out, err2 := s.matches(w.q.Exclude, t)
			if err != nil || err2 != nil {
				return fmt.Errorf("what became of tasks before is not known: %w", firstOf(err, err2))
			}
			if (in || len(w.q.Select) == 0) && !out && mine(t) {
				kept = append(kept, t)
			}
		}
		g.tasks = kept
		w.tasks = append(w.tasks, kept...)
	}
	if err := s.unmatched(patterns); err != nil {
		return err
	}
	if len(w.tasks) == 0 && w.q.Shard.Of == 0 && !w.q.byState() {
		return &Unmatched{}
	}
	return nil
}

func firstOf(errs ...error) error {
	return errs[slices.IndexFunc(errs, func(err error) bool { return err != nil })]
}

// whole reports whether a run has all tasks of its plan.
func (w *work) whole() bool { return len(w.q.Select) == 0 && len(w.q.Exclude) == 0 && !w.lacking }

// Unmatched is the error of a selection that matches no task of the plan.
type Unmatched struct{ Pattern, text string }

// Error names the pattern.
func (u *Unmatched) Error() string {
	switch {
	case u.text != "":
		return u.text
	case u.Pattern == "":
		return "no task of the plan is selected"
	}
	return fmt.Sprintf("no task of the plan matches %q: expected the id of an option, COUNTY/OPTION/YEAR/SET/FRAME, or a glob of one", u.Pattern)
}
