package scene

import (
	"math"
	"strings"

	"github.com/paulmach/orb"

	"saavu/pkg/travel"
)

// rule is a router over straight distances. A way without figures reaches
// nothing.
type rule struct {
	cells []orb.Point
	ways  map[travel.Mode]Way
	noon  Way
}

// Column fills one column by the rule.
func (r rule) Column(mode travel.Mode, p travel.Period, to orb.Point, times []travel.Seconds, metres []uint32) {
	way := r.ways[mode]
	if mode == travel.Transit && p == travel.Midday {
		way = r.noon
	}
	for i, c := range r.cells {
		times[i], metres[i] = travel.Unreached, 0
		if way == (Way{}) {
			continue
		}
		m := math.Hypot(c[0]-to[0], c[1]-to[1])
		times[i] = travel.FromSeconds(60 * (way.Fixed + way.PerKm*m/1000))
		if times[i] != travel.Unreached {
			metres[i] = uint32(math.Round(m))
		}
	}
}

func (d *drawing) router() travel.Router {
	return rule{d.cells, map[travel.Mode]Way{travel.Walk: d.Walk, travel.Bike: d.Bike, travel.Transit: d.Transit, travel.Car: d.Car}, d.Midday}
}

// matrix fills a column for each facility and inserts the exact times.
func (d *drawing) matrix() *travel.Matrix {
	tables := []travel.Table{{Mode: travel.Walk}, {Mode: travel.Bike}, {Mode: travel.Car}}
	if d.Midday == (Way{}) {
		tables = append(tables, travel.Table{Mode: travel.Transit})
	} else {
		tables = append(tables, travel.Table{Mode: travel.Transit, Period: travel.Rush}, travel.Table{Mode: travel.Transit, Period: travel.Midday})
	}
	var places []orb.Point
	for _, name := range d.names {
		places = append(places, d.cells[d.place[name]])
	}
	m := travel.FillMatrix(d.router(), len(d.cells), places, tables)
	for key, sec := range d.Times {
		words := strings.Fields(key)
		if len(words) != 3 {
			d.t.Fatalf("scene: the time %q, expected a mode, people and a facility", key)
		}
		mode, known := travel.ParseMode(words[0])
		column := -1
		for j, name := range d.names {
			if name == words[2] {
				column = j
			}
		}
		hit := false
		for k := range m.Tables {
			for i := range d.cells {
				if m.Tables[k].Mode == mode && column >= 0 && strings.Contains(d.letters[i], words[1]) {
					m.Tables[k].Times[column][i] = sec
					hit = true
				}
			}
		}
		if !known || !hit {
			d.t.Fatalf("scene: the time %q is for nothing on the map", key)
		}
	}
	return m
}
