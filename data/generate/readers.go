package main

import (
	"strings"

	"saavu/internal/engine"
	"saavu/internal/load"
)

// readingsOf asks every step for what it reads: the generator itself, and a comparison
// of the county's options.
func readingsOf(f *facts, c *county, read *load.County) (engine.Readings, error) {
	r := engine.Readings{}
	t, err := readToday(f, c)
	if err != nil {
		return nil, err
	}
	if err := t.staff(); err != nil {
		return nil, err
	}
	r.Add("cells", "", f.asked)
	r.Add("positions", "", t.params.Used())
	r.Of(&read.Base, read.Options)
	return r, nil
}

// readers says who reads a parameter; nil for nobody.
func readers(x *engine.Reading) string {
	if x == nil {
		return "**nothing**"
	}
	out := strings.Join(x.Steps, ", ")
	if len(x.Services) > 0 {
		out += " of " + strings.Join(x.Services, ", ")
	}
	return out
}
