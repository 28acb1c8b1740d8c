package report

// Flows is where the people of a service go in a year, at the parameters' central
// values and in the frame of the comparison. Contacts are a year. What rests on
// positions that are not known is NaN.
type Flows struct {
	Points []FlowPoint
	Lines  []FlowLine // by cell, then by point

	// By cell of the grid: contacts that its people need, and those of them that are
	// given, in person or not, wherever. They add up to Need and Visits of the row.
	Need, Given []float64
}

// FlowPoint is a point of the county's own, in a building or a stop. Load, Capacity and
// Seen are as in PointLoad.
type FlowPoint struct {
	Facility string
	Unit     string // id of the mobile unit; "" in a building
	Load     float64
	Seen     float64
}

// FlowLine is the people of one cell at one point: those of all ages who use the service
// and choose it first, and contacts in person.
type FlowLine struct {
	Cell, Point int32 // of the grid, of Points
	People      float64
	First       float64 // contacts that come there first
	Load        float64 // its part in the load of the point
	Seen        float64 // contacts given there
	Unmet       float64 // contacts that come there first and are given nowhere
}
