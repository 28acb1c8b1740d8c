package access

import (
	"fmt"
	"math"
	"slices"

	"saavu/pkg/travel"
)

// Decay describes how the weight of a place falls with the travel time to it.
// The weight is 1 at time 0 unless a step sets another, is always between 0 and
// 1, never rises, and is 0 where the place is not reached. Use one of the
// constructors below; all times are minutes. The zero Decay is Binary(0).
type Decay struct {
	form  form
	a, b  float64 // parameters of the form, in minutes or per minute
	steps []Step
}

// form is the formula of a Decay.
type form uint8

const (
	binary form = iota
	linear
	exponential
	halfLife
	power
	gaussian
	boundedGaussian
	logistic
	stepped
	steppedOpen
)

// Step is one step of a stepped decay: the weight up to a time in minutes.
type Step struct{ Until, Weight float64 }

// Binary is 1 up to the limit, inclusive, and 0 beyond.
func Binary(limit float64) Decay { return Decay{form: binary, a: limit} }

// Linear is 1 − t/limit, and 0 from the limit on.
func Linear(limit float64) Decay { return Decay{form: linear, a: limit} }

// Exponential is exp(−beta·t), beta per minute (Hansen 1959; Kwan 1998).
func Exponential(beta float64) Decay { return Decay{form: exponential, a: beta} }

// HalfLife is 0.5^(t/half): an exponential that is 0.5 at half, as Conveyal's
// R5 defines it.
func HalfLife(half float64) Decay { return Decay{form: halfLife, a: half} }

// Power is min(1, t^−alpha), t in minutes: 1 up to one minute.
func Power(alpha float64) Decay { return Decay{form: power, a: alpha} }

// Gaussian is exp(−t²/(2·sigma²)). It never reaches 0.
func Gaussian(sigma float64) Decay { return Decay{form: gaussian, a: sigma} }

// BoundedGaussian is (exp(−(t/limit)²/2) − exp(−1/2)) / (1 − exp(−1/2)) up to
// the limit, where it is 0 (Dai 2010, Health & Place 16:1038-1052).
func BoundedGaussian(limit float64) Decay { return Decay{form: boundedGaussian, a: limit} }

// Logistic is g(0)/g(t) with g(t) = 1 + exp((t − median)·π/(sd·√3)), the
// downward cumulative logistic function scaled to 1 at time 0 (Bauer &
// Groneberg 2016, PLOS ONE 11:e0159148, equation 9). At the median it is a
// little above one half.
func Logistic(median, sd float64) Decay { return Decay{form: logistic, a: median, b: sd} }

// Stepped has each step's weight up to that step's time. If closed is true, a
// time equal to a step's end still has that step's weight (Luo & Qi 2009,
// PySAL); if false, it has the next step's weight, as in the R package
// accessibility. Beyond the last step the weight is 0.
func Stepped(steps []Step, closed bool) Decay {
	d := Decay{form: stepped, steps: slices.Clone(steps)}
	if !closed {
		d.form = steppedOpen
	}
	return d
}

// Calibrated returns the one-parameter decay that has the given weight at the
// given minutes. form is "exponential", "gaussian", "power" or "linear"; the
// weight is above 0 and below 1, the minutes are above 0 (above 1 for "power").
func Calibrated(form string, weight, minutes float64) (Decay, error) {
	if !(weight > 0 && weight < 1) || !(minutes > 0) || math.IsInf(minutes, 1) {
		return Decay{}, fmt.Errorf("access: a weight of %g at %g minutes is impossible: the weight lies between 0 and 1, the time above 0", weight, minutes)
	}
	switch form {
	case "exponential":
		return Exponential(-math.Log(weight) / minutes), nil
	case "gaussian":
		return Gaussian(minutes / math.Sqrt(-2*math.Log(weight))), nil
	case "linear":
		return Linear(minutes / (1 - weight)), nil
	case "power":
		if minutes > 1 {
			return Power(-math.Log(weight) / math.Log(minutes)), nil
		}
		return Decay{}, fmt.Errorf("access: a power decay is 1 up to one minute, so its weight at %g minutes cannot be chosen", minutes)
	}
	return Decay{}, fmt.Errorf("access: a decay %q has no single parameter to calibrate: exponential, gaussian, linear or power", form)
}

// Validate reports invalid parameters: times that are not above 0 and finite (a
// binary limit may be 0), or steps whose times do not rise or whose weights do
// not fall from at most 1.
func (d Decay) Validate() error {
	positive := func(v float64) bool { return v > 0 && !math.IsInf(v, 1) }
	switch d.form {
	case binary:
		if !(d.a >= 0) || math.IsInf(d.a, 1) {
			return fmt.Errorf("access: the limit of a binary decay is %g minutes, expected 0 or more", d.a)
		}
	case logistic:
		if !positive(d.a) || !positive(d.b) {
			return fmt.Errorf("access: the median and deviation of a logistic decay are %g and %g minutes, expected more than 0", d.a, d.b)
		}
	case stepped, steppedOpen:
		return d.validSteps()
	default:
		if !positive(d.a) {
			return fmt.Errorf("access: the parameter of the decay %s must be above 0 and finite", d)
		}
	}
	return nil
}

func (d Decay) validSteps() error {
	if len(d.steps) == 0 {
		return fmt.Errorf("access: a stepped decay without steps")
	}
	last := Step{Weight: 1}
	for i, s := range d.steps {
		if !(s.Until > last.Until) || math.IsInf(s.Until, 1) || !(s.Weight >= 0 && s.Weight <= last.Weight) {
			return fmt.Errorf("access: step %d is %g until %g minutes: times must rise and weights fall from at most 1", i+1, s.Weight, s.Until)
		}
		last = s
	}
	return nil
}

// Weight returns the weight at a time in minutes, 0 for +Inf.
func (d Decay) Weight(minutes float64) float64 {
	t := minutes
	if math.IsInf(t, 1) {
		return 0
	}
	switch d.form {
	case linear:
		return math.Max(0, 1-t/d.a)
	case exponential:
		return math.Exp(-d.a * t)
	case halfLife:
		return math.Exp2(-t / d.a)
	case power:
		if t <= 1 {
			return 1
		}
		return math.Pow(t, -d.a)
	case gaussian:
		return math.Exp(-t * t / (2 * d.a * d.a))
	case boundedGaussian:
		if t >= d.a {
			return 0
		}
		edge := math.Exp(-0.5)
		return (math.Exp(-t*t/(2*d.a*d.a)) - edge) / (1 - edge)
	case logistic:
		slope := math.Pi / (d.b * math.Sqrt(3))
		return (1 + math.Exp(-d.a*slope)) / (1 + math.Exp((t-d.a)*slope))
	case stepped, steppedOpen:
		for _, s := range d.steps {
			if t < s.Until || t == s.Until && d.form == stepped {
				return s.Weight
			}
		}
		return 0
	}
	if t <= d.a {
		return 1
	}
	return 0
}

// End returns the time in minutes beyond which every weight is 0, +Inf if there
// is none.
func (d Decay) End() float64 {
	switch d.form {
	case binary, linear, boundedGaussian:
		return d.a
	case stepped, steppedOpen:
		if len(d.steps) > 0 {
			return d.steps[len(d.steps)-1].Until
		}
		return 0
	}
	return math.Inf(1)
}

// Boundary states in words how a time equal to a limit is treated; "" where the
// weight does not jump at any limit.
func (d Decay) Boundary() string {
	switch d.form {
	case binary:
		return "a time equal to the limit is within"
	case stepped:
		return "a time equal to the end of a step has that step's weight"
	case steppedOpen:
		return "a time equal to the end of a step has the next step's weight"
	}
	return ""
}

// Weights tabulates a Decay over whole seconds: the weight of every time that a
// table can hold, 0 for Unreached. A 16-bit index needs no bounds check.
type Weights [1 << 16]float64

// Fill tabulates a decay up to the longest time that will be looked up. Weights
// beyond it keep their old values, except Unreached, which is 0.
func (w *Weights) Fill(d Decay, longest travel.Seconds) {
	longest = min(longest, travel.Unreached-1)
	last := int(longest)
	if end := d.End() * 60; end < float64(last) { // beyond it all weights are 0
		last = int(end) + 1
		clear(w[last+1 : int(longest)+1])
	}
	for s := 0; s <= last; s++ {
		w[s] = d.Weight(float64(s) / 60)
	}
	w[travel.Unreached] = 0
}

// Longest returns the longest time in the columns that is not Unreached; 0 if
// there is none.
func Longest(columns [][]travel.Seconds) travel.Seconds {
	var a, b, c, d uint16
	for _, times := range columns {
		// Add one to each time: Unreached wraps to 0, so no branch is needed.
		for ; len(times) >= 4; times = times[4:] {
			a = max(a, uint16(times[0])+1)
			b = max(b, uint16(times[1])+1)
			c = max(c, uint16(times[2])+1)
			d = max(d, uint16(times[3])+1)
		}
		for _, t := range times {
			a = max(a, uint16(t)+1)
		}
	}
	return travel.Seconds(max(max(a, b, c, d), 1) - 1)
}
