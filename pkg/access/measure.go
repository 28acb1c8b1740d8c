package access

import (
	"fmt"
	"slices"
	"strings"
)

// Measure describes one accessibility measure: its formula, its source, its
// values at the edges, and the function that computes it. docs/MEASURES.md has
// a section for each.
type Measure struct {
	Name      string   // as on a command line
	Title     string   // title in words
	Formula   string   // formula in one line
	Papers    []string // author, year, publication; the first one defines it
	Unit      string   // of a value; "supply" is replaced by the unit of supply
	Unreached string   // value of a cell that reaches nothing
	Boundary  string   // how a time equal to a limit is treated
	Rests     string   // conserved totals and equalities with other measures; "" for none
	Differs   []string // where another program gives another number: its name, ": " and how
	Needs     []Need   // the choices that it reads

	// Facilities is true if values are per facility instead of per cell.
	Facilities bool

	// Bad is true if less is better, as for times.
	Bad bool

	// Unsupplied states how a facility without supply is treated or what it
	// changes; "" where it only adds 0. Shared is true if people are divided
	// among the facilities within reach, so that one without supply changes the
	// values of others.
	Unsupplied string
	Shared     bool

	compute func(k *Kernel, in *Input, c *Choice, s *Surface) error
}

// Need is a choice that a measure reads.
type Need string

// The choices. A measure returns an error without those that it needs; it does
// not read the others.
const (
	NeedDecay    Need = "decay"
	NeedCutoffs  Need = "cutoff"
	NeedInterval Need = "interval"
	NeedVariable Need = "sizes"
	NeedKind     Need = "kind"
)

// Choice holds the settings of a measure. The zero value of a field stands for
// the default that its measure documents.
type Choice struct {
	Decay    *Decay
	Cutoffs  []float64 // minutes, ascending
	From, To float64   // minutes of the interval
	Step     float64   // minutes; 0 = 1
	Mean     bool      // mean of the interval instead of the median
	Below    bool      // a time equal to a cutoff is outside it: for choices, cumulative and interval
	Count    float64   // facilities or units of supply of closest-n; 0 = 1
	Units    bool      // closest-n counts units of supply, not facilities
	Alpha    *float64  // exponent of people of spatial-availability; nil = 1
	Variable Variable  // v2sfca
	Kind     string    // constrained: total, supply, demand or doubly
	RAAM     RAAM      // the zero value is DefaultRAAM
	Ratio    bool      // the spatial access ratio of the result
}

// Surface holds a measure's values.
type Surface struct {
	Measure    *Measure
	Facilities bool      // values are per facility, else per cell
	Columns    []float64 // cutoffs in minutes where there are several values; nil for one value
	Values     []float64 // flat, [row*columns+column]
	Unit       string

	Unreached Unreached // people who reach nothing at all
	Iterated  *Iterated // of raam; nil for other measures
	Fitted    *Fitted   // of doubly constrained access; nil for other measures
}

// Unreached holds the people who reach no facility and the cells in which they live.
type Unreached struct {
	People float64
	Cells  int
}

// Iterated describes the equilibrium that a search ended with.
type Iterated struct {
	Tau    float64 // minutes
	Rho    float64 // people per unit of supply, as used
	Gap    float64 // relative, see Equilibrium
	Rounds int
}

// Fitted describes the fit that a search ended with.
type Fitted struct {
	Error  float64 // largest difference from a total, relative to that total
	Passes int     // passes over all pairs
}

// Width returns the number of values in a row.
func (s *Surface) Width() int { return max(len(s.Columns), 1) }

// Column returns one column of the values, by row.
func (s *Surface) Column(c int) []float64 {
	w := s.Width()
	if w == 1 {
		return s.Values
	}
	out := make([]float64, len(s.Values)/w)
	for i := range out {
		out[i] = s.Values[i*w+c]
	}
	return out
}

// Find returns a measure by its name; nil if there is none.
func Find(name string) *Measure {
	list := Measures()
	if i := slices.IndexFunc(list, func(m Measure) bool { return m.Name == name }); i >= 0 {
		return &list[i]
	}
	return nil
}

// Compute computes a measure. The error names a missing choice or an input that
// does not match; nothing is guessed.
func (m *Measure) Compute(in *Input, c Choice) (*Surface, error) {
	for _, need := range m.Needs {
		if err := c.has(m, need); err != nil {
			return nil, err
		}
	}
	if c.Below {
		var err error
		if m, err = m.below(&c); err != nil {
			return nil, err
		}
	}
	decay := Binary(0)
	if c.Decay != nil {
		decay = *c.Decay
	}
	k, err := in.kernel(decay)
	if err != nil {
		return nil, err
	}
	s := &Surface{Measure: m, Facilities: m.Facilities, Unit: m.Unit}
	s.size(k, 1)
	if err := m.compute(k, in, &c, s); err != nil {
		return nil, err
	}
	if c.Ratio {
		if s.Facilities || s.Width() != 1 || m.Bad {
			return nil, fmt.Errorf("access: a spatial access ratio needs one value per cell, with larger values better: not available for %s", m.Name)
		}
		Ratio(s.Values, in.Demand, s.Values)
		s.Unit = "times the mean"
	}
	s.countUnreached(in)
	return s, nil
}

// size allocates the values, so many per row.
func (s *Surface) size(k *Kernel, columns int) {
	n := k.cells
	if s.Facilities {
		n = k.Facilities()
	}
	s.Values = make([]float64, n*columns)
}

func (c *Choice) has(m *Measure, need Need) error {
	missing := false
	hint := ""
	switch need {
	case NeedDecay:
		missing, hint = c.Decay == nil, "one of "+strings.Join(DecayForms(), ", ")
	case NeedCutoffs:
		missing, hint = len(c.Cutoffs) == 0, "a time such as 30m"
	case NeedInterval:
		missing, hint = c.To <= 0, "a range of times such as 30m..60m"
	case NeedKind:
		missing, hint = c.Kind == "", "one of "+strings.Join(kinds, ", ")
	case NeedVariable:
		missing, hint = len(c.Variable.Sizes) == 0, "the sizes that a catchment may have, such as 10m..60m by 10m"
	}
	if missing {
		return fmt.Errorf("access: %s needs %s: %s", m.Name, need, hint)
	}
	return nil
}

// countUnreached counts the people who reach nothing at all.
func (s *Surface) countUnreached(in *Input) {
	best := make([]uint32, len(in.Demand))
	Nearest(in.Columns, best)
	for i, b := range best {
		if _, j := Unpack(b); j < 0 && in.Demand[i] > 0 {
			s.Unreached.People += in.Demand[i]
			s.Unreached.Cells++
		}
	}
}
