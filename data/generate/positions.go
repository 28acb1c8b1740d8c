package main

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// The sources give no staff by point, so today's positions are derived. For a
// need of N contacts a year, of which the share r is remote today, the county's
// positions of a profession are
//
//	(cover · N·(1-r) · staff minutes + N·r · remote minutes) / 60 / (productive hours · fill rate)
//
// where the remote work belongs to the first profession. Every remote contact
// is met, and the share cover (staff.cover_today) of those in person. Positions
// are divided over the points in hundredths by largest remainder, so that the
// points sum to the county's positions, by the contacts in person of those who
// choose each point first. Where shares of visits are known the choice is fitted
// to them, and so positions follow the known shares: whether a station's positions
// fit its visits cannot be seen from them.

// staff returns every point its positions and rooms, and sends people again.
func (t *today) staff() error {
	cover := t.params.Value("staff.cover_today")
	if err := t.params.Err(); err != nil {
		return err
	}
	for s := range t.place.Network.Services {
		sm, v := &t.model.Services[s], &t.outcome.Services[s]
		if len(v.Points) == 0 {
			return fmt.Errorf("service %s has no point", t.place.Network.Services[s].ID)
		}
		need := t.serve(s) // no positions yet: only its need and remote shares are read
		weights := t.weights(s, need.RemoteOf)
		for k, minutes := range sm.StaffMin {
			hours := cover * (need.Need - need.RemoteNeed) * minutes / 60
			if k == 0 {
				hours += need.RemoteNeed * sm.RemoteMin / 60
			}
			hundredths := int(math.Round(100 * hours / (t.model.Productive * sm.Fill[k])))
			for i, n := range apportion(hundredths, weights) {
				t.place.Network.Points[v.Points[i]].FTE[k] = float64(n) / 100
			}
		}
		t.rooms(s, need.RemoteNeed*sm.RemoteMin/60)
	}
	t.send()
	return nil
}

// weights returns the contacts in person of those who choose each point of a
// service first.
func (t *today) weights(s int, remote []float64) []float64 {
	v, rate := &t.outcome.Services[s], t.model.Services[s].Rate
	out := make([]float64, len(v.Points))
	for i := range v.Points {
		for b, r := range rate {
			out[i] += v.Load.Direct.People[i*len(rate)+b] * r * (1 - remote[b])
		}
	}
	return out
}

// rooms returns each point of a service as many rooms as its positions fill at
// the target use, after subtracting the hours of the first profession for
// remote contacts.
func (t *today) rooms(s int, remoteHours float64) {
	sm, n := &t.model.Services[s], t.place.Network
	points := t.outcome.Services[s].Points
	total := 0.0
	for _, p := range points {
		total += n.Points[p].FTE[0] * t.model.Productive * sm.Fill[0]
	}
	for _, p := range points {
		pt := &n.Points[p]
		contacts := math.Inf(1)
		for k, minutes := range sm.StaffMin {
			hours := pt.FTE[k] * t.model.Productive * sm.Fill[k] * (1 - remoteHours/total)
			contacts = min(contacts, hours*60/minutes)
		}
		open := t.model.RoomHours[0] * pt.Hours.DaysPerWeek() / 5
		pt.Rooms = math.Ceil(contacts*sm.ClientMin/60/(open*t.model.RoomUse) - 1e-9)
	}
}

// pointsCSV lists today's service points with their derived positions and rooms.
func pointsCSV(f *facts, c *county) ([]byte, error) {
	t, err := readToday(f, c)
	if err != nil {
		return nil, err
	}
	if err := t.staff(); err != nil {
		return nil, err
	}
	rows := [][]string{strings.Split("facility,service,fte,rooms,days,evening,saturday,swedish,visiting,src", ",")}
	for i, p := range t.place.Network.Points {
		fte := make([]string, len(p.FTE))
		for k, n := range p.FTE {
			fte[k] = strconv.FormatFloat(n, 'f', 2, 64)
		}
		src := "derived"
		if f.points.text(i, "src") == "assumption" {
			src = "assumption"
		}
		rows = append(rows, []string{f.points.text(i, "facility"), f.points.text(i, "service"), strings.Join(fte, "/"),
			strconv.FormatFloat(p.Rooms, 'f', 0, 64), f.points.text(i, "days"), "", "no", "unknown", f.points.text(i, "visiting"), src})
	}
	return sheet(rows), nil
}
