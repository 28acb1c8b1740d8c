package main

import (
	"errors"
	"math"
	"strconv"
	"strings"

	"saavu/internal/engine"
	"saavu/pkg/params"
	"saavu/pkg/population"
)

// model computes what the model has for a row of known figures.
func (c *calibration) model(i int) (float64, error) {
	of, whose := c.known.text(i, "of"), c.known.text(i, "whose")
	held, group, _ := strings.Cut(c.known.text(i, "held"), " ")
	switch held {
	case "people", "documents":
		year, err := strconv.Atoi(c.known.text(i, "when"))
		if err != nil {
			return 0, errors.New("a year under when")
		}
		path := population.Observed
		if held == "documents" {
			path = population.Documents
		}
		return c.people(year, path, of, whose, c.known.text(i, "unit") == "share")
	case "language":
		return c.language(of, whose), nil
	case "parameter":
		p, ok := c.base.Base.Params.Get(of)
		if !ok || !p.Known {
			return 0, errors.New("the path of a known parameter")
		}
		return p.V, nil
	case "ages":
		return c.byAge(of)
	case "rate", "contacts":
		contacts := 0.0
		for _, id := range strings.Fields(of) {
			s := c.base.Base.Network.Service(id)
			if s < 0 {
				return 0, errors.New("ids of services")
			}
			contacts += c.today.Today.Services[s].Contacts
		}
		if held == "contacts" {
			return contacts, nil
		}
		if group == "" {
			group = "all"
		}
		people, err := c.people(c.base.Base.Year, population.Observed, group, "county", false)
		return contacts / people, err
	case "staff":
		return c.staff(of)
	}
	return 0, errors.New("people, documents, language, parameter, ages, rate, contacts, staff or none")
}

// inside reports whether an area belongs to a place: the county, a municipality or the
// area itself.
func inside(a *population.Area, whose string) bool {
	return whose == "county" || strings.EqualFold(a.Municipality, whose) || a.Name == whose
}

// people counts people of an age group in a place and year, or gives their share of all
// who live there.
func (c *calibration) people(year int, path population.Path, ages, whose string, share bool) (float64, error) {
	g, err := engine.GridOf(&c.base.Base, year, path)
	if err != nil {
		return 0, err
	}
	group := population.Everyone()
	if ages != "all" {
		from, to, ok := params.ParseAges(ages)
		if !ok {
			return 0, errors.New("an age group")
		}
		group = population.Group{From: from, To: min(to, population.Ages-1)}
	}
	some, all := g.Sum(group), g.Sum(population.Everyone())
	n, of := 0.0, 0.0
	for k := range some {
		if a := g.Area[k]; a >= 0 && inside(&g.Areas[a], whose) {
			n, of = n+some[k], of+all[k]
		}
	}
	if share {
		n /= of
	}
	return n, nil
}

// language is the share of the speakers of a language in a place, over the areas where
// it is known.
func (c *calibration) language(of, whose string) float64 {
	g := c.base.Base.Grid
	all := g.Sum(population.Everyone())
	n, people := 0.0, 0.0
	for k, a := range g.Area {
		if a < 0 || !inside(&g.Areas[a], whose) {
			continue
		}
		v := &g.Areas[a]
		if share := map[string]float64{"fi": v.Fi, "sv": v.Sv, "foreign": v.Foreign}[of]; !math.IsNaN(share) {
			n, people = n+share*all[k], people+all[k]
		}
	}
	return n / people
}

// byAge is the mean of a parameter that has a value for each age group, over the
// county's people.
func (c *calibration) byAge(of string) (float64, error) {
	sum, people := 0.0, 0.0
	for _, p := range c.base.Base.Params.All() {
		ages, ok := strings.CutPrefix(p.Path, of+".")
		if !ok {
			continue
		}
		n, err := c.people(c.base.Base.Year, population.Observed, ages, "county", false)
		if err != nil {
			return 0, err
		}
		sum, people = sum+n*p.V, people+n
	}
	if people == 0 {
		return 0, errors.New("the path of a parameter by age")
	}
	return sum / people, nil
}

// staff is the pay of the staff for one contact in person at full use.
func (c *calibration) staff(service string) (float64, error) {
	s := c.base.Base.Network.Service(service)
	if s < 0 {
		return 0, errors.New("the id of a service")
	}
	r := params.NewReader(c.base.Base.Params)
	eur := 0.0
	for _, p := range c.base.Base.Network.Services[s].Staff {
		eur += r.Value(p.Minutes) / 60 * r.Value(p.Wage)
	}
	return eur * r.Value("staff.worked_hours_fte") / r.Value("staff.productive_hours_fte"), r.Err()
}
