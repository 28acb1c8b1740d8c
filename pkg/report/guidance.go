package report

// Guidance is the year of a service whose contacts end with it or make those of others
// unnecessary, in one option, at the parameters' values. All is NaN where the positions of
// the service are not known.
type Guidance struct {
	Option   string // id
	Year     int    // of the option
	Desk     NamedID
	Needed   float64   // contacts a year
	Contacts float64   // of these, given
	Hours    float64   // staff hours of the contacts given
	Resolved float64   // share of contacts that end there, 0 to 1; NaN unknown. The others are sent on, which saves nothing
	Avoided  []Avoided // nil where the county does not say what it replaces
}

// Avoided is contacts of a service that need not be given. Asked are those that the desk
// would avoid if the service had as many, 0 or more.
type Avoided struct {
	Service         NamedID
	Contacts, Asked float64
	Hours           float64 // staff hours that they would take
}

// Freed sums contacts that need not be given and the hours that they would take.
func (g *Guidance) Freed() (contacts, hours float64) {
	for _, a := range g.Avoided {
		contacts, hours = contacts+a.Contacts, hours+a.Hours
	}
	return contacts, hours
}

// Verdict is "costs" where the desk takes more hours than it frees, "frees" where it frees
// more, "even", or "unknown" where the county does not say what it replaces.
func (g *Guidance) Verdict() string {
	_, freed := g.Freed()
	switch {
	case g.Avoided == nil || freed != freed:
		return "unknown"
	case g.Hours > freed:
		return "costs"
	case g.Hours < freed:
		return "frees"
	}
	return "even"
}
