package scenario

import "math"

// Sweep is a list of values of one thing (a parameter, a remote share, the people of
// an area) at which options are compared: From, then in steps up to To. A Step of 0 is
// a fifth of the way.
type Sweep struct {
	What           string
	From, To, Step float64
}

// steps is the number of steps of a sweep without its own.
const steps = 5

// Values returns the values, the last one To. If the steps do not end at To, the last
// one is shorter.
func (s Sweep) Values() []float64 {
	step := s.Step
	if step == 0 {
		step = (s.To - s.From) / steps
	}
	var out []float64
	for k := 0; ; k++ {
		v := s.From + float64(k)*step
		if !(v < s.To-1e-9*(s.To-s.From)) {
			return append(out, s.To)
		}
		out = append(out, plainNumber(v))
	}
}

// plainNumber removes the rounding error of steps: 0.1 + 0.2 is 0.3.
func plainNumber(v float64) float64 {
	if v == 0 {
		return 0
	}
	p := math.Pow10(12 - int(math.Ceil(math.Log10(math.Abs(v)))))
	return math.Round(v*p) / p
}

// Find asks at which value of one thing, between From and To, an option has more than
// another of one count, or less. From and To are NaN if they are not given. Service is
// empty for the euros of all services.
type Find struct {
	What         string
	From, To     float64
	Option, Than string // ids of options
	More         bool   // else less
	Count        string // reach, visits, county or homes
	Service      string
}
