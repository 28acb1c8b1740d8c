package waiting

import "math"

// Part is visits that a point gets from one of today's points: their law, the share of them
// that is quick, and how many there are a week.
type Part struct {
	Law    *Law
	Quick  float64
	Visits float64
}

// Mix is the visits of a point, by where they come from.
type Mix []Part

// over is the mean of a figure, by visits; NaN without visits.
func (m Mix) over(figure func(Part) float64) float64 {
	sum, all := 0.0, 0.0
	for _, p := range m {
		if p.Visits > 0 {
			sum += p.Visits * figure(p)
			all += p.Visits
		}
	}
	return sum / all
}

// Within is the share of visits that wait at most limit days today; NaN without visits.
func (m Mix) Within(limit int) float64 {
	return m.over(func(p Part) float64 { return p.Law.Within(limit) })
}

// BookedMean is the mean wait of today's booked visits, in days: 0 if all are quick.
func (m Mix) BookedMean() float64 {
	booked := m.over(func(p Part) float64 { return 1 - p.Quick })
	if booked == 0 {
		return 0
	}
	return m.over(func(p Part) float64 { return (1 - p.Quick) * p.Law.BookedMean(p.Quick) }) / booked
}

// Scaled is the share of visits within limit days if every booked wait is s times as long,
// as it is where the order of booking is random. s is more than 0.
func (m Mix) Scaled(limit int, s float64) float64 {
	return m.at((float64(limit) + 0.5) / s)
}

// Shifted is the share of visits within limit days if every booked wait is longer by the
// same days, as it is where the first who comes is served first.
func (m Mix) Shifted(limit int, days float64) float64 {
	return m.at(float64(limit) + 0.5 - days)
}

// at is the share of visits that wait at most x days of today's law. Below the first edge
// it depends on who is quick.
func (m Mix) at(x float64) float64 {
	return m.over(func(p Part) float64 {
		switch {
		case x >= edges[1]:
			return 1 - p.Law.Beyond(x)
		case x <= 0 || p.Quick >= 1:
			return p.Quick
		}
		return p.Quick + (1-p.Quick)*(1-math.Pow(p.Law.beyond[1]/(1-p.Quick), x/edges[1]))
	})
}

// Changed is the share of visits within limit days once booked visits wait days on average.
// The value scales every wait. How a change spreads over people depends on who is taken
// first, so the range also has a shift, and that the share stays as it is. Without a
// booked wait today the share stays as it is.
func (m Mix) Changed(limit int, days float64) Range {
	today, before := m.Within(limit), m.BookedMean()
	switch {
	case !(before > 0) || days == before:
		return Range{today, today, today}
	case !(days > 0):
		return Range{today, 1, 1}
	}
	scaled, shifted := m.Scaled(limit, days/before), m.Shifted(limit, days-before)
	if days > before {
		return Range{math.Min(math.Min(scaled, shifted), today), math.Min(scaled, today), today}
	}
	return Range{today, math.Max(scaled, today), math.Max(math.Max(scaled, shifted), today)}
}

// LawShare is the share of visits within the limits of the law, if a share of visits is of
// people below an age who have the shorter limit, and waits are the same at all ages.
// inShort and inLong are the shares of all visits within the two limits.
func LawShare(young, inShort, inLong float64) float64 { return young*inShort + (1-young)*inLong }

// Young returns the bounds of the share of visits of people below an age within a limit,
// if within is that of all visits. 0 and 1 mean that counts do not identify it. NaN if
// nobody is below the age.
func Young(young, within float64) (low, high float64) {
	if !(young > 0) {
		return math.NaN(), math.NaN()
	}
	return math.Max(0, (within-(1-young))/young), math.Min(1, within/young)
}

// Reached are people who can go to a point, with the share of its visits in time.
type Reached struct {
	People  float64
	Minutes float64 // to the point that they go to
	Share   float64 // NaN if the wait is not known
}

// InTime returns how many people get to a point within minutes and are seen in time, and
// for how many of those who get there the wait is not known: these are in neither number.
func InTime(list []Reached, minutes float64) (seen, unknown float64) {
	for _, r := range list {
		switch {
		case r.Minutes > minutes:
		case math.IsNaN(r.Share):
			unknown += r.People
		default:
			seen += r.People * r.Share
		}
	}
	return seen, unknown
}
