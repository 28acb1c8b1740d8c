package report

// Allocated is one way in which a service meets the need of one area in one option, in a
// year: through which channel, by which producer, with how much work and money. Contacts
// are where people live, not where they are met. Those of one option and service add up
// to its need, and Served to what can be given. An area or service of which the staff is
// not known has NaN for Served, StaffHours and EUR.
type Allocated struct {
	Option, Service, Area string  // ids
	Product               string  // id; "" where the service has no products
	Segment               string  // id; "" in a county without client segments
	Year                  int     // of the option
	Channel               string  // on_site, mobile, school or remote; "" for need that asks nowhere: no point is reached, or it is too far
	Production            string  // own, purchased, voucher or third_sector; "" without a channel
	Contacts              float64 // needed, by where they are asked for first
	Served                float64 // given this way, also of those that were asked for another way first
	StaffHours            float64 // client hours of the professions of the service in the contacts served; 0 at another producer
	EUR                   float64 // the county's pay of staff, by staff hours, or the producer's price
	Identified            bool    // false if figures of the area are not identified from data
}
