package layers

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"saavu/pkg/population"
	"saavu/pkg/report"
)

// chooseMaps finds the services that the layers of maps show (see Maps.Mapped). Unknown ones are errors.
func (s *Maps) chooseMaps() error {
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

// inOrder lists the cells in the order of their source.
func (s *Maps) inOrder() []int { return population.InOrder(s.Grid.Order, s.Grid.Cells()) }

// moved reports whether an option changes the minutes to a service in some cell.
func (s *Maps) moved(service string) bool {
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

// Check collects all inconsistencies, so that no file is started for layers that
// cannot be written.
func (s *Maps) Check() error {
	var faults []error
	fault := func(format string, args ...any) { faults = append(faults, fmt.Errorf(format, args...)) }
	if s.Grid == nil {
		return errors.New("layers: no population grid")
	}
	n := len(s.Report.Options)
	if n == 0 || len(s.Report.Services) == 0 {
		fault("a report of %d options and %d services, expected at least one of each", n, len(s.Report.Services))
	}
	if len(s.Surfaces) != n || len(s.Counties) != n {
		fault("%d surfaces and %d counties for %d options", len(s.Surfaces), len(s.Counties), n)
		return errors.Join(faults...)
	}
	ids, names, tables := map[string]string{}, map[string]string{}, map[string]string{}
	for i, o := range s.Report.Options {
		file := strings.ToLower(PlainID(o.ID)) // some systems ignore case in file names
		if other, twice := ids[file]; twice {
			fault("options %q and %q would be written to the same file", other, o.ID)
		} else if other, twice := tables[Plain(o.ID)]; twice {
			fault("options %q and %q would be written to the same layer", other, o.ID)
		}
		ids[file], tables[Plain(o.ID)] = o.ID, o.ID
		if s.Surfaces[i].Option != o.ID {
			fault("surface %d belongs to option %q, expected %q", i+1, s.Surfaces[i].Option, o.ID)
		}
		if c := s.Counties[i]; c == nil || c.Network == nil {
			fault("option %q has no county", o.ID)
		}
		for _, l := range s.Surfaces[i].Layers {
			if !s.shaped(&l) {
				fault("option %q, service %q: expected a surface of the grid's %d cells", o.ID, l.Service, s.Grid.Cells())
			}
		}
	}
	for _, v := range s.Report.Services {
		if other, twice := names[Prefix(v.ID)]; twice {
			fault("services %q and %q would be written to the same columns", other, v.ID)
		}
		names[Prefix(v.ID)] = v.ID
		if len(v.Rows) != n {
			fault("service %q has %d rows for %d options", v.ID, len(v.Rows), n)
		}
	}
	if err := s.chooseMaps(); err != nil {
		faults = append(faults, err)
	}
	faults = append(faults, s.checkAsked()...)
	return errors.Join(faults...)
}

func (s *Maps) shaped(l *report.Layer) bool {
	n := s.Grid.Cells()
	return len(l.Minutes) == n && len(l.Own) == n && len(l.Nearest) == n && len(l.Diff) == n &&
		len(l.Target) == n && len(l.There) == n && len(l.Gain) == n && len(l.Lose) == n && len(l.LoseLast) == n && len(l.FewerDays) == n
}
