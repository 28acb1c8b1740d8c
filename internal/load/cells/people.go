package cells

import (
	"math"

	"saavu/internal/format/problem"
	"saavu/internal/load/input"
	"saavu/pkg/population"
)

// gridPeople holds the people of each cell of a file, with hidden counts estimated.
type gridPeople struct {
	bands  []bandKey               // a single band of all ages if the file has only totals
	total  []float64               // by cell
	byBand []float64               // [cell*bands+band], adding up to total
	share  []float64               // by band: the people of the cells whose bands are all known
	parts  []population.HiddenPart // at most one per cell, in their order; Cell is an index into the file

	ageless bool    // the file has only totals
	hidden  int     // cells with a hidden band
	totals  int     // cells with a hidden total
	usual   float64 // estimate of a hidden total
	scaled  int     // cells whose bands do not add up to their total
	moved   float64 // sum of these differences, in people
}

// peopleOf finds the known people of every cell and estimates the rest. The cell
// of people without a building stays empty; without is its index, -1 for none.
//
// Known counts are conserved. A known total always holds. Known bands of a cell
// with hidden bands hold too, unless they exceed the total. The people of hidden
// bands are the total minus the known bands, spread by the age shares of the cells
// whose bands are all known. A hidden total lies in the declared range: the
// estimate is the mean of the known totals in that range, and at least the sum of
// the known bands. If all bands are known but differ from the total, they are
// scaled to it.
func peopleOf(r *input.Reader, f *cellFile, without int) (*gridPeople, bool) {
	p := &gridPeople{bands: f.bands, byBand: f.byBand, total: f.total}
	if len(f.bands) == 0 {
		p.ageless = true
		p.bands = []bandKey{{f.totalName, population.Everyone()}}
		p.byBand = make([]float64, len(f.rows))
		for i := range p.byBand {
			p.byBand[i] = math.NaN()
		}
	}
	if f.total == nil {
		p.total = make([]float64, len(f.rows))
		for i := range p.total {
			p.total[i] = math.NaN()
		}
	}
	p.share = make([]float64, len(p.bands))
	p.usual = usualTotal(p.total, f.keys.low, f.keys.high)
	if without >= 0 {
		p.total[without] = f.people(without)
		clear(p.row(without))
	}
	first := -1 // first cell with an unknown total
	all := 0.0
	for i := range f.rows {
		if i != without && p.findHidden(f, i) && first < 0 {
			first = i
		}
		all += p.total[i]
	}
	known := 0.0
	for _, s := range p.share {
		known += s
	}
	switch {
	case first >= 0 && f.keys.high == 0:
		r.Problems.Add(problem.Problem{File: f.File, Row: int(f.rows[first]), Column: f.totalName, Found: "a hidden count and no total", Expected: "the range of hidden totals",
			Hint: "declare it with hidden_total: {low: 1, high: 9}"})
		return nil, false
	case len(p.parts) > 0 && known == 0 && !p.ageless:
		r.Problems.Add(problem.Problem{File: f.File, Found: "hidden ages in every cell", Expected: "some cells with known ages, whose shares the estimates use"})
		return nil, false
	case all == 0:
		r.Problems.Add(problem.Problem{File: f.File, Found: "no people in any cell", Expected: "people"})
		return nil, false
	}
	for k := range p.parts {
		p.estimate(&p.parts[k])
	}
	return p, true
}

// people returns the known people of a cell.
func (f *cellFile) people(cell int) float64 {
	if f.total != nil && f.total[cell] == f.total[cell] {
		return f.total[cell]
	}
	sum, nb := 0.0, len(f.bands)
	for _, v := range f.byBand[cell*nb : cell*nb+nb] {
		if v == v {
			sum += v
		}
	}
	return sum
}

// row returns the bands of a cell.
func (p *gridPeople) row(cell int) []float64 {
	nb := len(p.bands)
	return p.byBand[cell*nb : cell*nb+nb]
}

// usualTotal is the mean of the totals within a range, or the middle of the range
// if there are none.
func usualTotal(total []float64, low, high float64) float64 {
	sum, n := 0.0, 0.0
	for _, v := range total {
		if v >= low && v <= high {
			sum += v
			n++
		}
	}
	if n == 0 {
		return (low + high) / 2
	}
	return sum / n
}

// findHidden finds the hidden bands of a cell and how many people they hold
// together. It returns true if the total must come from the range of hidden
// totals. A mark above 0 in a band is an ordinary count if the bands add up to the
// total; otherwise it hides the count.
func (p *gridPeople) findHidden(f *cellFile, cell int) bool {
	row := p.row(cell)
	part := population.HiddenPart{Cell: int32(cell)}
	known, sum, bands, unsure := 0.0, 0.0, 0, 0
	for b, v := range row {
		switch {
		case v != v:
			part.Bands.Add(b)
			bands++
		case f.marked(v):
			unsure++
			sum += v
		default:
			known += v
			sum += v
		}
	}
	total := p.total[cell]
	if unsure > 0 && (bands > 0 || sum != total) {
		for b, v := range row {
			if f.marked(v) {
				part.Bands.Add(b)
			}
		}
		bands += unsure
	} else {
		known = sum
	}
	if bands == 0 {
		if total != total {
			p.total[cell] = known
		}
		p.scale(cell, row, known)
		for b, v := range row {
			p.share[b] += v
		}
		return false
	}
	p.hidden++
	part.People = max(total-known, 0)
	part.Low, part.High = part.People, part.People
	if total != total {
		p.totals++
		total = max(p.usual, known)
		p.total[cell] = total
		part.People = total - known
		part.Low, part.High = max(f.keys.low-known, 0), max(f.keys.high-known, 0)
		p.parts = append(p.parts, part)
		return true
	}
	p.parts = append(p.parts, part)
	return false
}

// scale scales known bands to the total of the cell.
func (p *gridPeople) scale(cell int, row []float64, sum float64) {
	if sum == p.total[cell] {
		return
	}
	p.scaled++
	p.moved += math.Abs(sum - p.total[cell])
	for b := range row {
		if sum > 0 {
			row[b] *= p.total[cell] / sum
		} else {
			row[b] = p.total[cell] / float64(len(row))
		}
	}
}

// estimate spreads the people of a cell's hidden bands by the shares.
func (p *gridPeople) estimate(part *population.HiddenPart) {
	row := p.row(int(part.Cell))
	known, weight, bands := 0.0, 0.0, 0.0
	for b, v := range row {
		if part.Bands.Has(b) {
			weight += p.share[b]
			bands++
		} else {
			known += v
		}
	}
	for b := range row {
		switch {
		case !part.Bands.Has(b):
		case weight > 0:
			row[b] = part.People * p.share[b] / weight
		default: // no cell has known people of these ages
			row[b] = part.People / bands
		}
	}
	if total := p.total[part.Cell]; known > total {
		p.scale(int(part.Cell), row, known)
	}
}
