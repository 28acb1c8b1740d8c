package access

// FacilityColumn is one figure of a facility: a column in tables and files.
type FacilityColumn struct {
	Name    string // in files
	Title   string // as a table heading
	Unit    string
	Meaning string

	// Weighted and Nearest name the tables that have the column: losses under
	// 2sfca and 3sfca, and losses under the nearest facility.
	Weighted, Nearest bool

	of func(s *FacilityFigures) float64
}

// Of returns the number.
func (c *FacilityColumn) Of(s *FacilityFigures) float64 { return c.of(s) }

// FacilityColumns lists the figures of a facility in the order of a table. Loss is
// computed under the table's measure.
func FacilityColumns() []FacilityColumn {
	const both = true
	return []FacilityColumn{
		{"catchment", "people within", "people", "people within the cutoff of it, inclusive", false, true, func(s *FacilityFigures) float64 { return s.Catchment }},
		{"load", "nearest for", "people", "people for whom it is the nearest, at any distance; of several at equal time, the first", false, true, func(s *FacilityFigures) float64 { return s.Load }},
		{"users", "who reach", "people", "people who reach it with a weight above 0", true, false, func(s *FacilityFigures) float64 { return s.Loss.Users }},
		{"huff", "people by Huff", "people", "people who go there by the shares S_j f(t_ij) ÷ Σ_l S_l f(t_il) (Huff 1963, Land Economics 39:81-90)", both, both, func(s *FacilityFigures) float64 { return s.Huff }},
		{"share", "share by Huff", "share", "those people divided by all who reach any supply", both, both, func(s *FacilityFigures) float64 { return s.Share }},
		{"crowdedness", "crowdedness", "people per unit of supply", "those people for each unit of its supply, which is crowdedness (i2SFCA)", both, both, func(s *FacilityFigures) float64 { return s.Crowdedness }},
		{"beyond", "go beyond", "people", "people within the cutoff of their nearest facility who are beyond it when this one alone closes", false, true, func(s *FacilityFigures) float64 { return s.Loss.Beyond }},
		{"below", "fall below", "people", "people whose access is at least the line, and is below it when this one alone closes", true, false, func(s *FacilityFigures) float64 { return s.Loss.Beyond }},
		{"lose_all", "lose all", "people", "people who reach something, and nothing when this one alone closes", both, both, func(s *FacilityFigures) float64 { return s.Loss.LoseAll }},
		{"minutes", "minutes more", "person-minutes", "person-minutes that the closing adds one way, for those who still reach a facility", false, true, func(s *FacilityFigures) float64 { return s.Loss.Minutes }},
		{"worst_tenth", "worst tenth", "as the measure", "change of the mean over the tenth of the people that is worst off: minutes more, or supply for each person less (below 0); +Inf if it then contains people who reach nothing", both, both, func(s *FacilityFigures) float64 { return s.Loss.WorstTenth }},
	}
}

// FacilityMeasure describes the table of facilities for the measure whose losses it
// shows: nearest, 2sfca or 3sfca. It is nil for any other measure.
func FacilityMeasure(of string) *Measure {
	m := &Measure{Name: "facilities", Title: "Facilities: who comes, and who loses if one closes", Facilities: true, Unreached: "0", Boundary: inclusive,
		Formula: "each facility closes in turn, all others stay; losses by " + of, Needs: []Need{NeedDecay}}
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
