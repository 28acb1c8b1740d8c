package report

import "math"

// CountNames returns the names of the four counts that an option is judged by: the
// people who get there, the visits that can be given, the county's euros and the
// homes' euros.
func CountNames() [4]string { return [4]string{"gets there", "visits", "county", "homes"} }

// Source is a draw of parameters: one parameter, or several whose ranges have one
// source or one reason, which are low together and high together.
type Source struct {
	Path   string   // of the parameter; of several the first
	Lo, Hi float64  // the range of the parameter at Path
	Shared string   // name of the draw if several parameters may share it
	Paths  []string // of all its parameters that were read
}

// Draw is the name of the draw.
func (s *Source) Draw() string {
	if s.Shared != "" {
		return s.Shared
	}
	return s.Path
}

// Together reports whether a source has several parameters.
func (s *Source) Together() bool { return len(s.Paths) > 1 }

// Mover is the effect of one source on an option's result when its parameters go from
// their low to their high and all others stay the same.
type Mover struct {
	Source
	What  string  // which result changes: "gets there", "can be served", "county cost"
	Swing float64 // in the unit of What: share or euros a year
	Unit  string
}

// Bar is one bar of a tornado: a count of an option less that of its reference, while
// the parameters of one source are at their low, at their value and at their high.
type Bar struct {
	Count string // one of CountNames
	Source
	AtLow, At, AtHigh float64 // people, visits a year or euros a year
}

// Length is the distance between the ends of a bar; NaN if it is not known.
func (b *Bar) Length() float64 { return math.Abs(b.AtHigh - b.AtLow) }

// Odds counts the draws in which an option is better than its reference, by each of
// the four counts, in the order of CountNames: more people, more visits, fewer euros.
type Odds [4]Chance

// Chance is in how many draws an option is better than its reference and in how many
// worse. In the others the two are equal. Without draws, without a reference, or if the
// count is not known, Draws is 0.
type Chance struct{ Better, Worse, Draws int }

// Share returns the share of draws in which the option is better; NaN without draws.
func (c Chance) Share() float64 {
	if c.Draws == 0 {
		return math.NaN()
	}
	return float64(c.Better) / float64(c.Draws)
}
