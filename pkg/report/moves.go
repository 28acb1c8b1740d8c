package report

import "saavu/pkg/lang"

// Adult is the age from which the law allows a longer wait for treatment.
const Adult = 23

// Moves is what waits need of a service in an option: the year of its points in buildings
// today and in the option, and where the need of today's points goes.
type Moves struct {
	Year    int // of the people of the option
	Staffed bool
	Young   float64 // share of the need of people below Adult; NaN if not known
	Slots   float64 // visits a week of one position more whose hours all go to the service
	Today   []MovePoint
	Option  []MovePoint
	Goes    [][]float64 // share of the need of a point of Today that goes to a point of Option
}

// MovePoint is a point of a service in a building. Contacts are a year, in person; NaN
// where not known.
type MovePoint struct {
	Facility string
	Names    lang.Name
	First    float64 // contacts that come there first
	Load     float64 // contacts that it serves, and those that are served nowhere
	Capacity float64

	Positions float64 // of the first profession, filled or not; of points of today only
}
