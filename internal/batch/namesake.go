package batch

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"saavu/internal/app"
	"saavu/internal/format/problem"
	"saavu/internal/load"
)

// namesake is another file with the name of the plan whose nights the folder has: the plan
// itself, or a county file of an equal one.
type namesake struct{ was, run, old, now string }

// text says that its nights are compared with those of the plan.
func (n *namesake) text(plan string) string {
	what := "which is still there and differs from " + n.now
	if n.old != n.was {
		what = "whose county file " + n.old + " is still there and differs from " + n.now
	}
	return fmt.Sprintf("the plan %s was run from %s before (%s), %s: their nights are compared with each other; give another plan another name", plan, n.was, n.run, what)
}

// namesake looks for other plans with the name of this one whose nights the folder has: they
// would be compared with each other. Another plan is a file that is still there, has that name
// still, and differs. The one of two that was run later, or never yet, is refused if it has
// another file name, stands next to the other, or names other counties or options; counties is
// nil if those of this one are not known. Otherwise it may be another copy of the same plan:
// that is a note, and so is an equal plan with another county file, and one that should have
// been refused before.
func (s *Store) namesake(q *Request, p *load.Plan, counties []*county) (fault *problem.Problem, note *namesake, err error) {
	list, _, err := s.Records()
	if err != nil {
		return nil, nil, err
	}
	now := absolute(p.File.Name)
	var last *Record
	var files []string // in the order of their first runs
	newest := map[string]*Record{}
	for _, r := range list {
		if r.Plan.Name != p.Name {
			continue
		}
		last = r
		at := r.planAt()
		if newest[at] == nil {
			files = append(files, at)
		}
		newest[at] = r
	}
	for _, at := range files {
		if at == now { // it was there before the others
			break
		}
		if other := q.planAt(at, p.Name); other != nil && other.File.SHA256 != p.File.SHA256 {
			if what, another := otherPlan(other, p, at, now, newest[at], counties); another {
				found := p.Wrong(p.Name, "a name that no other plan of this run folder has",
					fmt.Sprintf("%s has it too%s (%s): give one of them another name, or remove that file if this one replaces it", at, what, newest[at].Run), "name")
				return &found, nil, nil
			}
		}
	}
	if last == nil || last.planAt() == now {
		return nil, nil, nil
	}
	was := last.planAt()
	other := q.planAt(was, p.Name)
	switch {
	case other == nil:
		return nil, nil, nil
	case other.File.SHA256 == p.File.SHA256:
		return nil, q.otherCounty(other, p, &namesake{was: was, run: last.Run}), nil
	}
	return nil, &namesake{was, last.Run, was, now}, nil
}

// planAt is the path of the plan of a run.
func (r *Record) planAt() string {
	if r.Plan.At == "" {
		return absolute(r.Plan.File)
	}
	return r.Plan.At
}

// planAt reads the plan at a path; nil if it is not there, or has not this name.
func (q *Request) planAt(at, name string) *load.Plan {
	if p, _ := load.ReadPlan(q.files(), at); p != nil && p.Name == name {
		return p
	}
	return nil
}

// otherPlan reports whether a plan that was run before is another one and no copy, and with
// what.
func otherPlan(other, p *load.Plan, at, now string, r *Record, counties []*county) (what string, another bool) {
	switch {
	case filepath.Dir(at) == filepath.Dir(now) || filepath.Base(at) != filepath.Base(now):
		return "", true
	case counties != nil && !alike(idsOf(counties), r.countyIDs()):
		return ", with other counties", true
	case !alike(other.Options, p.Options) || !alike(other.Exclude, p.Exclude):
		return ", with other options", true
	}
	return "", false
}

// otherCounty completes a note about an equal plan if a county file of it differs; nil if none
// does.
func (q *Request) otherCounty(other, p *load.Plan, note *namesake) *namesake {
	for i, name := range other.Counties {
		if name == "" || p.Counties[i] == "" {
			continue
		}
		old, err := q.files().Read(name)
		now, fault := q.files().Read(p.Counties[i])
		if err == nil && fault == nil && !bytes.Equal(old, now) {
			note.old, note.now = name, p.Counties[i]
			return note
		}
	}
	return nil
}

// alike reports whether two lists have the same items, in any order.
func alike(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

func idsOf(counties []*county) []string {
	var out []string
	for _, c := range counties {
		out = append(out, c.of.ID)
	}
	return out
}

func (r *Record) countyIDs() []string {
	var out []string
	for _, c := range r.Counties {
		out = append(out, c.ID)
	}
	return out
}

// withFault adds a fault of the plan to the others.
func withFault(err error, plan *load.Plan, fault *problem.Problem) error {
	if fault == nil {
		return err
	}
	var known problem.Problems
	if of := (*app.Invalid)(nil); errors.As(err, &of) && errors.As(of.Err, &known) {
		of.Err = append(slices.Clone(known), *fault).Sorted(plan.File.Name).Err()
		return err
	}
	return errors.Join(&app.Invalid{Err: problem.Problems{*fault}}, err)
}
