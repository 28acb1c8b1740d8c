package access

// SideColumn is one number about a facility: what a table or a file of them has.
type SideColumn struct {
	Name    string // in files
	Title   string // as the head of a column
	Unit    string
	Meaning string

	// Weighted and Nearest say which tables have it: those of what 2sfca and
	// 3sfca lose, and those of the nearest facility.
	Weighted, Nearest bool

	of func(s *Side) float64
}

// Of gives the number.
func (c *SideColumn) Of(s *Side) float64 { return c.of(s) }

// SideColumns lists the numbers about a facility, in the order of a table. Loss
// is that of the measure that the table is of.
func SideColumns() []SideColumn {
	const both = true
	return []SideColumn{
		{"catchment", "people within", "people", "people within the cutoff of it, inclusive", false, true, func(s *Side) float64 { return s.Catchment }},
		{"load", "nearest for", "people", "people for whom it is the nearest, at any distance; the first of several at one time", false, true, func(s *Side) float64 { return s.Load }},
		{"users", "who reach", "people", "people who reach it with a weight above 0", true, false, func(s *Side) float64 { return s.Loss.Users }},
		{"huff", "people by Huff", "people", "people who go there by the shares S_j f(t_ij) ÷ Σ_l S_l f(t_il) (Huff 1963, Land Economics 39:81-90)", both, both, func(s *Side) float64 { return s.Huff }},
		{"share", "share by Huff", "share", "those people as a part of all who reach any supply", both, both, func(s *Side) float64 { return s.Share }},
		{"crowdedness", "crowdedness", "people a unit of supply", "those people for each unit of its supply, which is crowdedness (i2SFCA)", both, both, func(s *Side) float64 { return s.Crowdedness }},
		{"beyond", "go beyond", "people", "people within the cutoff of their nearest facility who are beyond it when this one alone closes", false, true, func(s *Side) float64 { return s.Loss.Beyond }},
		{"below", "fall below", "people", "people whose access is at least the line, and is below it when this one alone closes", true, false, func(s *Side) float64 { return s.Loss.Beyond }},
		{"lose_all", "lose all", "people", "people who reach something, and nothing when this one alone closes", both, both, func(s *Side) float64 { return s.Loss.LoseAll }},
		{"minutes", "minutes more", "person-minutes", "person-minutes that the closing adds one way, for those who still reach a facility", false, true, func(s *Side) float64 { return s.Loss.Minutes }},
		{"worst_tenth", "worst tenth", "as the measure", "change of the mean over the tenth of the people that is worst off: minutes more, or supply for each person less (below 0); +Inf where it comes to hold people who reach nothing", both, both, func(s *Side) float64 { return s.Loss.WorstTenth }},
	}
}

// SideMeasure is what a table of facilities is, beside the measure whose losses
// it tells: nearest, 2sfca or 3sfca. nil for any other.
func SideMeasure(of string) *Measure {
	m := &Measure{Name: "facilities", Title: "Facilities: who comes, and what is lost when one alone closes", Facilities: true, Unreached: "0", Boundary: inclusive,
		Formula: "every facility closed in turn, all others as they are; losses by " + of, Needs: []Need{NeedDecay}}
	switch of {
	case "nearest":
		m.Needs = append(m.Needs, NeedCutoffs)
	case "2sfca", "3sfca":
		m.Boundary = byDecay
	default:
		return nil
	}
	return m
}
