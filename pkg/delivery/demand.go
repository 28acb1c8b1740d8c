package delivery

import "saavu/pkg/population"

// Demand holds the people of one year, by cell and age band, for the county's
// cells only.
type Demand struct {
	Cells []int32 // cells that are in an area and have people
	Bands int
	// People is flat, [k*Bands+band], where k indexes Cells.
	People []float64
	Area   []int32 // by k
	Areas  []population.Area
	InArea []float64 // people of all ages, by area
	All    int       // cells of the whole grid
}

// NewDemand sums a grid into the model's bands and leaves out the cells outside
// the county and those without people.
func NewDemand(g *population.Grid, m *Model) *Demand {
	d := &Demand{Bands: len(m.Starts), Areas: g.Areas, All: g.Cells()}
	d.InArea = make([]float64, len(g.Areas))
	all := g.Bands(m.Starts)
	for i := 0; i < g.Cells(); i++ {
		if g.Area[i] < 0 {
			continue
		}
		row := all[i*d.Bands : (i+1)*d.Bands]
		sum := 0.0
		for _, p := range row {
			sum += p
		}
		if sum > 0 {
			d.Cells = append(d.Cells, int32(i))
			d.Area = append(d.Area, g.Area[i])
			d.People = append(d.People, row...)
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

// LastAge returns the last age of a band.
func (m *Model) LastAge(b int) int {
	if b+1 < len(m.Starts) {
		return m.Starts[b+1] - 1
	}
	return population.Ages - 1
}
