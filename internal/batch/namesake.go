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

// namesake looks for another plan with the name of this one whose nights the folder has:
// they would be compared with each other. It is the file of the newest run of that name, if
// it is still there, has that name still, and differs. It is another plan, which is a fault,
// if it has another file name, stands next to this one, or names other counties or options;
// counties is nil if those of this one are not known. Otherwise it may be another copy of the
// same plan: that is a note. So is an equal plan with another county file.
func (s *Store) namesake(q *Request, p *load.Plan, counties []*county) (fault *problem.Problem, note *namesake, err error) {
	list, _, err := s.Records()
	if err != nil {
		return nil, nil, err
	}
	list = slices.DeleteFunc(list, func(r *Record) bool { return r.Plan.Name != p.Name })
	if len(list) == 0 {
		return nil, nil, nil
	}
	r := list[len(list)-1]
	was, now := r.Plan.At, absolute(p.File.Name)
	if was == "" {
		was = absolute(r.Plan.File)
	}
	if was == now {
		return nil, nil, nil
	}
	other, _ := load.ReadPlan(q.files(), was)
	if other == nil || other.Name != p.Name {
		return nil, nil, nil
	}
	if other.File.SHA256 == p.File.SHA256 {
		return nil, q.otherCounty(other, p, &namesake{was: was, run: r.Run}), nil
	}
	what := ""
	switch {
	case filepath.Dir(was) == filepath.Dir(now) || filepath.Base(was) != filepath.Base(now):
	case counties != nil && !alike(idsOf(counties), r.countyIDs()):
		what = ", with other counties"
	case !alike(other.Options, p.Options) || !alike(other.Exclude, p.Exclude):
		what = ", with other options"
	default:
		return nil, &namesake{was, r.Run, was, now}, nil
	}
	found := p.Wrong(p.Name, "a name that no other plan of this run folder has",
		fmt.Sprintf("%s has it too%s (%s): give one of them another name, or remove that file if this one replaces it", was, what, r.Run), "name")
	return &found, nil, nil
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
