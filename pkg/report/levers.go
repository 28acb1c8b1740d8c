package report

// Lever is what one lever of a mixed option does alone, or the interaction of
// all of them: the whole less the sum of its levers. Known is false where the
// lever cannot stand alone; Why says why, in English as errors are.
type Lever struct {
	Name          string
	Known         bool
	Why           string
	Services      []LeverEffect
	County, Homes float64 // change of euros a year, full effect
	Reasons       Reasons // why figures have no number
}

// LeverEffect is a lever's effect on one service, against the option that the
// whole is compared with.
type LeverEffect struct {
	Service string
	There   float64 // people who get there
	Served  float64 // share of the need that can be served
}

// Add adds another lever's figures, times a sign.
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
