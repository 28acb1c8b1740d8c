package network

// Worked is the part of a unit's yearly days on which it works, 0 to 1: the days of all
// its stops of the weekdays of its vehicles. A unit that visits schools is there on the
// other days. A unit without stops works on all days.
func (u *Unit) Worked() float64 {
	days := 0.0
	for _, s := range u.Stops {
		days += Hours{Office: s.Days}.DaysPerWeek()
	}
	if u.Schools || len(u.Stops) == 0 || u.Count < 1 {
		return 1
	}
	return min(1, days/u.VehicleDays())
}

// VehicleDays is how many days a week the vehicles of a unit have: five each.
func (u *Unit) VehicleDays() float64 { return 5 * float64(u.Count) }
