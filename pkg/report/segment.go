package report

import (
	"math"

	"saavu/pkg/lang"
)

// Segment is a client segment of a county.
type Segment struct {
	ID         string
	Names      lang.Name
	Hard, High bool // coping is hard; need is high
	Continuity bool // needs a named worker or an own team
	Priority   int  // whose contacts a short point serves first: 1 before 2
}

// SegmentYear is what the people of a segment get from a service in a year of an option, in
// one core process if the service has products of several. Contacts are a year; what depends
// on positions that are not known is NaN.
type SegmentYear struct {
	Option, Service, Segment string // ids
	Process                  string // "" where it is not known
	Year                     int    // of the option
	People                   float64
	Contacts                 float64 // needed
	Served                   float64
	Remote                   float64 // of Contacts, to be met remotely, without those that exist only because of the channel
	StaffHours               float64 // client hours of the county's professions in the contacts served
	OwnWeek                  float64 // of Contacts, asked for first at the county's own points that are open all week
}

// ServedShare is the share of the contacts that is served; NaN without any.
func (y *SegmentYear) ServedShare() float64 { return y.Served / y.Contacts }

// RemoteShare is the share of the contacts that is remote; NaN without any.
func (y *SegmentYear) RemoteShare() float64 { return y.Remote / y.Contacts }

// SegmentsOf returns what the segments get from a service in an option, all processes of a
// segment together, in the order of the segments; nil without segments.
func (r *Report) SegmentsOf(option, service string) []SegmentYear {
	var out []SegmentYear
	for _, g := range r.Segments {
		sum := SegmentYear{Option: option, Service: service, Segment: g.ID}
		for i := range r.SegmentYears {
			y := &r.SegmentYears[i]
			if y.Option != option || y.Service != service || y.Segment != g.ID {
				continue
			}
			sum.Year, sum.People = y.Year, y.People
			sum.Contacts += y.Contacts
			sum.Served += y.Served
			sum.Remote += y.Remote
			sum.StaffHours += y.StaffHours
			sum.OwnWeek += y.OwnWeek
		}
		out = append(out, sum)
	}
	return out
}

// OwnWorker is the share of the contacts of segments that need a named worker or an own team
// which falls on the county's own points that are open all week, over all services of an
// option: the most that can meet the same worker. NaN without such segments.
func (r *Report) OwnWorker(option string) float64 {
	own, all := 0.0, 0.0
	for _, g := range r.Segments {
		for i := range r.SegmentYears {
			if y := &r.SegmentYears[i]; g.Continuity && y.Option == option && y.Segment == g.ID {
				own, all = own+y.OwnWeek, all+y.Contacts
			}
		}
	}
	if all == 0 {
		return math.NaN()
	}
	return own / all
}
