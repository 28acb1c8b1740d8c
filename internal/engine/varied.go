package engine

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"saavu/pkg/scenario"
)

// Variation is another world for all options alike: parameters with other values, and
// more or fewer people.
type Variation struct {
	Params map[string]float64 // by path
	Times  map[string]float64 // factors of parameters and of their ranges, by path
	Rents  float64            // factor of every rent, that of the parameters and those of buildings; 0 leaves them
	People []float64          // factor by area; nil leaves them as they are
}

// rentPath is the rent of buildings without their own.
const rentPath = "premises.rent_eur_m2_month"

// Varied prepares the same county with a variation. A parameter with a new value has no
// range; one with a factor keeps its own, multiplied. It is as if the county had this value: known shares are fitted again. The
// factors multiply the people of every year after its forecasts; how people choose
// among points stays as it was fitted to the people that there are. An unknown path and
// a value out of bounds are errors.
func (p *Prepared) Varied(ctx context.Context, v Variation) (*Prepared, error) {
	out := p
	if len(v.Params)+len(v.Times) > 0 || v.Rents != 0 {
		base, err := v.county(p.base)
		if err != nil {
			return nil, err
		}
		if out, err = prepare(ctx, base, p.settings, p); err != nil {
			return nil, err
		}
	}
	if v.People == nil {
		return out, nil
	}
	more := out.withPeople(v.People)
	for _, network := range out.networks {
		in := network.withPeople(v.People)
		in.values = more
		more.networks = append(more.networks, in)
	}
	return more, nil
}

// withPeople returns the same county without its networks, with factors of the people.
func (p *Prepared) withPeople(factors []float64) *Prepared {
	return &Prepared{base: p.base, settings: p.settings, today: p.today, draws: p.draws, times: p.times, unstaffed: p.unstaffed,
		hidden: p.hidden, years: map[int]func() (*people, error){}, roots: map[int]*root{},
		accounts: sync.Pool{New: func() any { return new(account) }}, scaled: factors, unscaled: p}
}

// county returns a county with the variation's parameters and rents.
func (v *Variation) county(of *scenario.Base) (*scenario.Base, error) {
	base := *of
	var err error
	for path, value := range v.Params {
		if base.Params, err = base.Params.With(path, value); err != nil {
			return nil, err
		}
	}
	for path, factor := range v.Times {
		if base.Params, err = base.Params.Times(path, factor); err != nil {
			return nil, err
		}
	}
	if v.Rents == 0 {
		return &base, nil
	}
	if base.Params, err = base.Params.Times(rentPath, v.Rents); err != nil {
		return nil, err
	}
	base.Network = base.Network.Clone()
	for i := range base.Network.Buildings {
		base.Network.Buildings[i].RentM2 *= v.Rents // NaN for the parameter stays
	}
	return &base, nil
}

// CanVary returns why no variation of a parameter changes a comparison of options: it
// is a text, travel times were made from it, or nothing reads it. The error of a
// parameter that can vary is nil.
func (p *Prepared) CanVary(path string, options []scenario.Option) error {
	param, known := p.base.Params.Get(path)
	switch {
	case !known:
		return fmt.Errorf("no parameter %q", path)
	case param.Text != "":
		return fmt.Errorf("%s holds the text %q, not a number", path, param.Text)
	case strings.HasPrefix(path, "travel.speed_kmh."):
		return fmt.Errorf("travel times are computed from %s before options are compared: change it in the county file", path)
	}
	counties, err := Apply(p.base, options)
	if err != nil {
		return err
	}
	for i := range options {
		y, err := p.peopleOf(p.yearOf(&options[i]))
		if err != nil {
			return err
		}
		read := compile(counties[i].Params, counties[i].Network, p.base.Year, nil).reader
		if slices.Contains(read.Used(), path) || slices.Contains(y.forecast.Used(), path) {
			return nil
		}
	}
	if strings.HasPrefix(path, "travel.") {
		return fmt.Errorf("travel times are computed from %s before options are compared: change it in the county file", path)
	}
	return fmt.Errorf("no part of the comparison reads %s", path)
}
