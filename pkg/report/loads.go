package report

// PointLoad is a year of one point of a service, at the parameters' values and in
// the frame of the comparison. NaN is not known, and Reason says why.
type PointLoad struct {
	Facility string
	Unit     string // id of the mobile unit whose stop it is; "" for none
	Channel  string // on_site or mobile

	Load      float64 // contacts in person that it serves, and those who chose it first and are served nowhere; to the nearest, all that come
	Capacity  float64 // contacts; +Inf where nothing binds
	Seen      float64 // contacts
	Bind      string  // what makes its capacity: staff, rooms, vehicle or none; "" where not known
	Positions float64 // of the profession that sees the client
	Rooms     float64 // that it has, or needs where none are given
	Reason    Reason
}

// TodayCost is what the first option costs the county a year: the whole, and each
// service in the order of the report.
type TodayCost struct {
	CostParts
	Option   int // its index
	Services []CostParts
}

// CostParts are euros a year by unit costs times contacts, and by the model's own
// lines. Both are NaN where they are not known, and Reason says why.
type CostParts struct {
	Known, Model float64
	Reason       Reason
}

// Residual is what the model's lines leave of the known cost: it stays the same in
// every option.
func (c CostParts) Residual() float64 { return c.Known - c.Model }
