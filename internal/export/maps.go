package export

import (
	"errors"
	"fmt"
	"slices"

	"saavu/pkg/report"
)

// chooseMaps finds the services that the layers of maps show (see Set.Mapped). Unknown ones are errors.
func (s *Set) chooseMaps() error {
	s.mapped = nil
	var faults []error
	for _, id := range s.Mapped {
		i := slices.IndexFunc(s.Report.Services, func(v report.Service) bool { return v.ID == id })
		if i < 0 {
			faults = append(faults, fmt.Errorf("maps: no service %q in the report", id))
		} else if !slices.Contains(s.mapped, i) {
			s.mapped = append(s.mapped, i)
		}
	}
	if len(s.Mapped) == 0 {
		s.mapped = []int{max(0, slices.IndexFunc(s.Report.Services, func(v report.Service) bool { return s.moved(v.ID) }))}
	}
	return errors.Join(faults...)
}

// moved reports whether an option changes the minutes to a service in some cell.
func (s *Set) moved(service string) bool {
	for k, o := range s.Report.Options {
		if o.Against < 0 {
			continue
		}
		now, before := s.Layer(k, service), s.Layer(o.Against, service)
		if now != nil && before != nil && !slices.Equal(now.Minutes, before.Minutes) {
			return true
		}
	}
	return false
}

// styles makes a style of each service that maps show: that of the first one, and those
// of the others by id.
func (s *Set) styles(of func(id, name string) string) (first string, more map[string]string) {
	for k, v := range s.mapped {
		style := of(plainID(s.Report.Services[v].ID), label(english, &s.Report, v))
		if k == 0 {
			first = style
			continue
		}
		if more == nil {
			more = map[string]string{}
		}
		more[s.Report.Services[v].ID] = style
	}
	return first, more
}
