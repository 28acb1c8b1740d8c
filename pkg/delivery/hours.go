package delivery

import "math"

// school serves the pupils at school up to the units' capacity.
func (x *serving) school() {
	need := x.schoolNeed()
	x.out.SchoolNeed = need
	x.out.School = math.Min(need, x.o.SchoolPart[x.s]*x.crew)
	x.out.InPerson += need
	x.out.LostVehicle += need - x.out.School
}

// schoolNeed returns the contacts in person of those who are met at school.
func (x *serving) schoolNeed() float64 {
	need := 0.0
	for b, p := range x.v.Load.School {
		need += p * x.sm.Rate[b] * (1 - x.remote[b]) * x.own[b]
	}
	return need
}

// hours subtracts mobile crews and remote work from the service's client hours:
// crews from every profession's, remote work from the first one's.
func (x *serving) hours() {
	factor := x.boost.Factor(x.positionHours(0))
	total := x.positionHours(0) * factor
	crew := x.crewHours()
	x.crew = 1
	if crew > total && len(x.sm.StaffMin) > 0 {
		x.crew = math.Max(0, total) / crew
		crew = math.Max(0, total)
	}
	remoteHours := x.out.RemoteNeed * x.sm.RemoteMin / 60
	x.out.Remote = x.out.RemoteNeed
	if left := math.Max(0, total-crew); remoteHours > left {
		x.out.Remote *= left / remoteHours
		x.out.LostStaff += x.out.RemoteNeed - x.out.Remote
		remoteHours = left
	}
	x.out.StaffHours, x.out.CrewHours = total, crew
	if x.staff == nil {
		x.staff = x.numbers(len(x.v.staff.Total))
	}
	for f := range x.staff {
		base := x.positionHours(f)
		left := base*factor - crew
		if f == 0 {
			left = total - crew - remoteHours
		}
		if base > 0 {
			x.staff[f] = math.Max(0, left) / base
		}
	}
}

// positionHours returns the client hours of a profession's filled positions.
func (x *serving) positionHours(f int) float64 {
	if f >= len(x.v.staff.Total) {
		return 0
	}
	return x.v.staff.Total[f] * x.sm.Fill[f] * x.m.Productive
}

// crewHours returns the client hours that the service's part of its mobile
// units takes from each profession on board.
func (x *serving) crewHours() float64 {
	crew := 0.0
	for _, p := range x.v.Points {
		if u := x.n.Points[p].Unit; u >= 0 {
			crew += x.m.Units[u].Hours * x.o.UnitPart[p]
		}
	}
	for u := range x.n.Units {
		crew += x.m.Units[u].Hours * SchoolShare(x.n, u, x.s)
		if x.m.Units[u].Lent[x.s] {
			crew += x.m.Units[u].Hours
		}
	}
	return crew
}
