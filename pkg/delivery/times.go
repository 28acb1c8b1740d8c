package delivery

import (
	"fmt"
	"maps"
	"slices"

	"saavu/pkg/travel"
)

// Times holds the time of each traveller type from every cell to a column: the
// least over the type's modes. It is never changed: With returns one with more
// columns, which shares the existing ones.
type Times struct {
	SlowWalk float64
	Cycling  bool
	Period   travel.Period
	columns  map[*travel.Seconds]*Column
}

// Column holds one column's times by traveller type, one value per cell. Pt is
// set where public transport is faster than walking, Bike where people who walk
// well cycle instead (nil without cycling). CarMetres is nil if no distance is
// known.
type Column struct {
	By        [Types][]travel.Seconds
	Pt, Bike  []bool
	CarMetres []uint32
}

// rides reports whether a traveller who does not drive takes public transport.
func (c *Column) rides(ty Type, cell int32) bool {
	limited := ty == FreeLimited || ty == DriverLimited
	return c.Pt[cell] && (limited || c.Bike == nil || !c.Bike[cell])
}

// mode returns the kilometres that a traveller drives to the column in time t, and
// 1 where public transport is taken.
func (c *Column) mode(ty Type, cell int32, t travel.Seconds) (km, pt float64) {
	drives := (ty == Driver || ty == DriverLimited) && t < c.By[ty-Driver][cell]
	switch {
	case drives && c.CarMetres != nil:
		km = float64(c.CarMetres[cell]) / 1000
	case !drives && c.rides(ty, cell):
		pt = 1
	}
	return km, pt
}

// like reports whether two columns have the same times: an option that opens a place
// has a column of its own, with the times of another option's column for that place.
func (c *Column) like(o *Column) bool {
	if c == o {
		return true
	}
	for ty := range c.By {
		if !slices.Equal(c.By[ty], o.By[ty]) {
			return false
		}
	}
	return slices.Equal(c.Pt, o.Pt) && slices.Equal(c.Bike, o.Bike) && slices.Equal(c.CarMetres, o.CarMetres)
}

// trip returns a traveller's trip from a cell to the column.
func (c *Column) trip(ty Type, cell int32) trip {
	t := c.By[ty][cell]
	km, pt := c.mode(ty, cell, t)
	return trip{t.Minutes(), km, pt}
}

// NewTimes makes times of one period without any column.
func NewTimes(slowWalk float64, cycling bool, period travel.Period) *Times {
	return &Times{SlowWalk: slowWalk, Cycling: cycling, Period: period}
}

// With returns the times extended by the listed columns of a matrix; t itself
// if it has them all. It fails if the matrix lacks a walking or a transit
// table; without a car table nobody drives.
func (t *Times) With(m *travel.Matrix, columns []int) (*Times, error) {
	walk, ok := m.Table(travel.Walk, t.Period)
	if !ok {
		return nil, fmt.Errorf("travel: no walking times")
	}
	pt, ok := m.Table(travel.Transit, t.Period)
	if !ok {
		return nil, fmt.Errorf("travel: no public transport times for %s", t.Period)
	}
	car, _ := m.Table(travel.Car, t.Period)
	bike, _ := m.Table(travel.Bike, t.Period)
	if m.Cells == 0 {
		return t, nil
	}
	out := t
	for _, j := range columns {
		key := &walk.Times[j][0]
		if out.columns[key] != nil {
			continue
		}
		if out == t {
			more := *t
			more.columns = make(map[*travel.Seconds]*Column, len(t.columns)+len(columns))
			maps.Copy(more.columns, t.columns)
			out = &more
		}
		out.columns[key] = out.column(j, walk, pt, bike, car)
	}
	return out, nil
}

// At returns the times of a matrix column, which must have been added.
func (t *Times) At(m *travel.Matrix, j int) *Column {
	walk, _ := m.Table(travel.Walk, t.Period)
	return t.columns[&walk.Times[j][0]]
}

// column derives the four types' times. A transit time that is not shorter than
// the walk is itself a walk, so the mobility-limited do not get it.
func (t *Times) column(j int, walk, pt, bike, car *travel.Table) *Column {
	n := len(walk.Times[j])
	c := &Column{Pt: make([]bool, n)}
	for k := range c.By {
		c.By[k] = make([]travel.Seconds, n)
	}
	if t.Cycling && bike != nil {
		c.Bike = make([]bool, n)
	}
	w, p := walk.Times[j], pt.Times[j]
	for i := 0; i < n; i++ {
		free := min(w[i], p[i])
		slow := travel.Unreached
		if w[i] != travel.Unreached {
			slow = travel.FromSeconds(float64(w[i]) * t.SlowWalk)
		}
		if p[i] < w[i] {
			slow = min(slow, p[i])
			c.Pt[i] = true
		}
		if c.Bike != nil && bike.Times[j][i] < free {
			free, c.Bike[i] = bike.Times[j][i], true
		}
		c.By[Free][i], c.By[FreeLimited][i] = free, slow
		if car != nil {
			free, slow = min(free, car.Times[j][i]), min(slow, car.Times[j][i])
		}
		c.By[Driver][i], c.By[DriverLimited][i] = free, slow
	}
	if car != nil && car.Metres != nil {
		c.CarMetres = car.Metres[j]
	}
	return c
}
