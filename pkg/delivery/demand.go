package delivery

import "saavu/pkg/population"

// Demand holds the people of one year, by cell and age band, for the county's
// cells only.
type Demand struct {
	Cells []int32 // cells that are in an area and have people
	Bands int
	// People is flat, [k*Bands+band], where k indexes Cells. A cell has people only in
	// the bands of its zone.
	People []float64
	Area   []int32 // by k
	Areas  []population.Area
	InArea []float64 // people of all ages, by area
	All    int       // cells of the whole grid
	zone   []int     // by k
	ages   int       // bands of a zone
}

// bandsOf returns the first of the bands in which Cells[k] may have people, and the first
// behind them.
func (d *Demand) bandsOf(k int) (from, to int) {
	from = d.zone[k] * d.ages
	return from, from + d.ages
}

// NewDemand sums a grid into the model's bands and leaves out the cells outside
// the county and those without people.
func NewDemand(g *population.Grid, m *Model) *Demand {
	d := &Demand{Bands: len(m.Starts), Areas: g.Areas, All: g.Cells()}
	d.InArea = make([]float64, len(g.Areas))
	d.ages = m.ages()
	zone := m.zonesOf(g.Areas)
	all := g.Bands(m.Starts[:d.ages])
	for i := 0; i < g.Cells(); i++ {
		if g.Area[i] < 0 {
			continue
		}
		row := all[i*d.ages : (i+1)*d.ages]
		sum := 0.0
		for _, p := range row {
			sum += p
		}
		if sum > 0 {
			d.Cells = append(d.Cells, int32(i))
			d.Area = append(d.Area, g.Area[i])
			z := zone[g.Area[i]]
			d.zone = append(d.zone, z)
			at := len(d.People) + z*d.ages
			d.People = append(d.People, make([]float64, d.Bands)...)
			copy(d.People[at:], row)
			d.InArea[g.Area[i]] += sum
		}
	}
	return d
}

// Total returns the people weighted by w, one weight per band.
func (d *Demand) Total(w []float64) float64 {
	s := 0.0
	for k := range d.Cells {
		for b, p := range d.People[k*d.Bands : (k+1)*d.Bands] {
			s += p * w[b]
		}
	}
	return s
}

// ages returns how many bands a zone has.
func (m *Model) ages() int { return len(m.Starts) / max(1, len(m.zones)) }

// zonesOf returns the zone of each area.
func (m *Model) zonesOf(areas []population.Area) []int {
	out := make([]int, len(areas))
	for a := range areas {
		out[a] = m.zones.Of(&areas[a])
	}
	return out
}

// BandsOf returns the first band of the zone of an area, and the first behind it.
func (m *Model) BandsOf(area *population.Area) (from, to int) {
	from = m.zones.Of(area) * m.ages()
	return from, from + m.ages()
}

// LastAge returns the last age of a band.
func (m *Model) LastAge(b int) int {
	if b+1 < len(m.Starts) && m.Starts[b+1] > 0 {
		return m.Starts[b+1] - 1
	}
	return population.Ages - 1
}
