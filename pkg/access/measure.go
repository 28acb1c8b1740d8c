package access

import (
	"fmt"
	"slices"
	"strings"
)

// Measure is one measure of access: what it is, where it is from, what it gives
// at the edges, and how it is reckoned. docs/MEASURES.md has a section of each.
type Measure struct {
	Name      string   // as on a command line
	Title     string   // in words
	Formula   string   // in one line
	Papers    []string // author, year, place; the first defines it
	Unit      string   // of a value; "supply" stands for the unit of supply
	Unreached string   // what a cell that reaches nothing has
	Boundary  string   // what a time equal to a limit gives
	Rests     string   // what it conserves or is equal to; "" for nothing
	Differs   []string // where another program has another number, after its name and ": "
	Needs     []Need   // the choices that it takes

	// Facilities says that values stand by facility instead of by cell.
	Facilities bool

	// Bad says that less is better, as of times.
	Bad bool

	// Unsupplied is what a facility without supply gives or changes; "" where it
	// only adds 0. Shared says that people are shared out among the facilities at
	// hand, so that one without supply changes what the others have.
	Unsupplied string
	Shared     bool

	compute func(k *Kernel, in *Input, c *Choice, s *Surface) error
}

// Need is a choice that a measure takes.
type Need string

// The choices. A measure refuses to run without those that it needs; all others
// are not read.
const (
	NeedDecay    Need = "decay"
	NeedCutoffs  Need = "cutoff"
	NeedInterval Need = "interval"
	NeedVariable Need = "sizes"
	NeedKind     Need = "kind"
)

// Choice is what a measure is asked with. The zero value of a field stands for
// the default that its measure names.
type Choice struct {
	Decay    *Decay
	Cutoffs  []float64 // minutes, rising
	From, To float64   // minutes, of the interval
	Step     float64   // minutes; 0 = 1
	Mean     bool      // mean of the interval instead of the median
	Below    bool      // a time equal to a cutoff is outside it: of choices, cumulative and interval
	Count    float64   // facilities or units of supply of closest-n; 0 = 1
	Units    bool      // closest-n counts units of supply, not facilities
	Alpha    *float64  // exponent of people of spatial-availability; nil = 1
	Variable Variable  // v2sfca
	Kind     string    // constrained: total, supply, demand or doubly
	RAAM     RAAM      // the zero value is DefaultRAAM
	Ratio    bool      // the spatial access ratio of whatever is reckoned
}

// Surface is a measure's values.
type Surface struct {
	Measure    *Measure
	Facilities bool      // values stand by facility, else by cell
	Columns    []float64 // cutoffs in minutes where a value has several; nil for one value
	Values     []float64 // flat, [row*columns+column]
	Unit       string
	Notes      []string // what the reader should know: who reaches nothing, the gap of a search
}

// Width gives the number of values in a row.
func (s *Surface) Width() int { return max(len(s.Columns), 1) }

// Column gives one column of the values, by row.
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

// Find gives a measure by its name; nil where there is none.
func Find(name string) *Measure {
	list := Measures()
	if i := slices.IndexFunc(list, func(m Measure) bool { return m.Name == name }); i >= 0 {
		return &list[i]
	}
	return nil
}

// Compute reckons a measure. Errors say which choice is missing or what does
// not fit; nothing is guessed.
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
			return nil, fmt.Errorf("access: a spatial access ratio is of one value a cell that is better the larger it is, not of %s", m.Name)
		}
		Ratio(s.Values, in.Demand, s.Values)
		s.Unit = "times the mean"
	}
	s.noteUnreached(in)
	return s, nil
}

// size makes room for the values, so many a row.
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

// noteUnreached tells how many people reach nothing at all.
func (s *Surface) noteUnreached(in *Input) {
	best := make([]uint32, len(in.Demand))
	Nearest(in.Columns, best)
	people, cells := 0.0, 0
	for i, b := range best {
		if _, j := Unpack(b); j < 0 && in.Demand[i] > 0 {
			people += in.Demand[i]
			cells++
		}
	}
	if cells > 0 {
		s.Notes = append(s.Notes, fmt.Sprintf("%.0f people in %d cells reach no facility", people, cells))
	}
}
