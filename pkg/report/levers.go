package report

// Lever is the effect of one lever of a mixed option alone, or the interaction of
// all levers: the whole minus the sum of the levers. Known is false if the lever
// cannot be applied alone; Why gives the reason in English, like errors.
type Lever struct {
	Name          string
	Known         bool
	Why           string
	Services      []LeverEffect
	County, Homes float64 // change of euros a year, full effect
	Reasons       Reasons // why figures have no number
}

// LeverEffect is a lever's effect on one service, compared with the reference of the
// whole option.
type LeverEffect struct {
	Service string
	There   float64 // people who get there
	Served  float64 // share of the need that can be served
}

// Add adds another lever's figures, multiplied by sign.
func (l *Lever) Add(o Lever, sign float64) {
	if l.Services == nil {
		l.Services = make([]LeverEffect, len(o.Services))
	}
	for s, e := range o.Services {
		l.Services[s].Service = e.Service
		l.Services[s].There += sign * e.There
		l.Services[s].Served += sign * e.Served
	}
	l.County += sign * o.County
	l.Homes += sign * o.Homes
	l.Known = true
}
