package batch

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"saavu/internal/app"
	"saavu/internal/format/problem"
	"saavu/internal/load"
)

// namesake is another file with the name of the plan whose nights the folder has.
type namesake struct{ was, run, now string }

// text says that its nights are compared with those of the plan.
func (n *namesake) text(plan string) string {
	return fmt.Sprintf("the plan %s was run from %s before (%s), which is still there and differs from %s: their nights are compared with each other; give another plan another name", plan, n.was, n.run, n.now)
}

// namesake looks for another plan with the name of this one whose nights the folder has:
// they would be compared with each other. It is the file of the newest run of that name, if
// it is still there, has that name still, and differs. It is surely another plan if it has
// another file name, stands next to this one, or has none of its counties, nil if they are
// not known: that is a fault. Otherwise it may be another copy of the same plan: that is a
// note.
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
	if other == nil || other.Name != p.Name || other.File.SHA256 == p.File.SHA256 {
		return nil, nil, nil
	}
	apart := len(counties) > 0 && !slices.ContainsFunc(counties, func(c *county) bool {
		return slices.ContainsFunc(r.Counties, func(o CountyRecord) bool { return o.ID == c.of.ID })
	})
	if filepath.Dir(was) == filepath.Dir(now) || filepath.Base(was) != filepath.Base(now) || apart {
		found := p.Wrong(p.Name, "a name that no other plan of this run folder has", fmt.Sprintf("%s has it too (%s): give one of them another name", was, r.Run), "name")
		return &found, nil, nil
	}
	return nil, &namesake{was, r.Run, now}, nil
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
