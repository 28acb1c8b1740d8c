package main

import (
	"bytes"
	"fmt"

	"github.com/spf13/pflag"

	"saavu/internal/app"
	"saavu/internal/export/plain"
	"saavu/internal/export/sweep"
	"saavu/internal/load/optionfile"
)

// asking is a flag that may be repeated; each use asks one question.
type asking struct {
	name, form string
	ask        func(text string) error
}

// String is empty: nothing is asked by default.
func (a *asking) String() string { return "" }

// Type stands for the value in the help text.
func (a *asking) Type() string { return a.name }

// Set reads one question.
func (a *asking) Set(text string) error {
	if err := a.ask(text); err != nil {
		return fmt.Errorf("%w; expected %s", err, a.form)
	}
	return nil
}

// questionFlags adds the flags that ask how the comparison depends on a value.
func questionFlags(f *pflag.FlagSet, q *app.Request) {
	f.Var(&asking{"PARAMETER=FROM..TO[ step S]", optionfile.SweepForm, func(text string) error {
		s, err := optionfile.ParseSweep(text)
		q.Sweeps = append(q.Sweeps, s)
		return err
	}}, "sweep", "compare at several values of a parameter, set.PARAMETER, remote.SERVICE or people.AREA; twice for all combinations")
	f.Var(&asking{"PARAMETER[=FROM..TO]: A > B by COUNT", optionfile.FindForm, func(text string) error {
		one, err := optionfile.ParseFind(text)
		q.Finds = append(q.Finds, one)
		return err
	}}, "find", "find the value at which option A has more (>) or less (<) than option B by reach.SERVICE, visits.SERVICE, county[.SERVICE] or homes[.SERVICE] (euros of the county, of residents)")
	f.BoolVar(&q.Stress, "stress", false, "compare again in each stress test: fewer staff, fewer remote contacts, higher rents, a site lost, a provider lost")
}

// asked reports whether the command line asks a question in addition to the comparison.
func (c *comparison) asked() bool {
	return c.request.Sweeps != nil || c.request.Finds != nil || c.request.Stress
}

// questions prints the answers to the questions of the command line and of option
// files.
func (c *comparison) questions(b *bytes.Buffer, out *app.Outcome, o plain.Options) error {
	var services []string
	if c.request.Service != "" && !out.All {
		services = out.Services
	}
	part := func(any bool, print func() error) error {
		if !any {
			return nil
		}
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		return print()
	}
	if err := part(len(out.Report.Sweeps) > 0, func() error { return sweep.Table(b, out.Report, services, o) }); err != nil {
		return err
	}
	if err := part(len(out.Report.Finds) > 0, func() error { return sweep.Finds(b, out.Report, o) }); err != nil {
		return err
	}
	return part(out.Report.Stress != nil, func() error { return sweep.Stress(b, out.Report, services, o) })
}
