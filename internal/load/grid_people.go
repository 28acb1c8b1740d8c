package load

import (
	"math"

	"saavu/internal/format/problem"
	"saavu/pkg/population"
)

// gridPeople is the people of each cell of a file, hidden ones estimated.
type gridPeople struct {
	bands  []bandKey               // one of all ages where the file has totals alone
	total  []float64               // by cell
	byBand []float64               // [cell*bands+band], adding up to total
	share  []float64               // by band: the people of cells in which all bands are known
	parts  []population.HiddenPart // at most one a cell, in their order; Cell is the file's

	ageless bool    // the file has totals alone
	hidden  int     // cells with a band that is hidden
	totals  int     // cells whose total is hidden
	usual   float64 // estimate of such a total
	scaled  int     // cells whose bands do not add up to their total
	moved   float64 // by how many people they differ in all
}

// gridPeople settles what is known of the people of every cell, except those of
// the cell without buildings, which stays empty (-1: there is none), and
// estimates the rest.
//
// What is known is conserved: a total that is told always holds, and so do the
// bands of a cell with hidden ones, unless they alone are more than the total.
// The people of hidden bands are the total less the known bands, spread by the
// age shares of the cells in which all bands are known. A total that is hidden
// lies in the declared range and is taken as the mean of the told totals within
// it, and never as less than the known bands. Where bands that are all known
// differ from the total, they are scaled to it.
func (r *reader) gridPeople(f *cellFile, without int) (*gridPeople, bool) {
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
		p.total[without] = f.told(without)
		clear(p.row(without))
	}
	first := -1 // cell with a total that nothing tells
	all := 0.0
	for i := range f.rows {
		if i != without && p.settle(f, i) && first < 0 {
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
		r.problems.Add(problem.Problem{File: f.File, Row: int(f.rows[first]), Column: f.totalName, Found: "a hidden count and no total", Expected: "the range of hidden totals",
			Hint: "declare it with hidden_total: {low: 1, high: 9}"})
		return nil, false
	case len(p.parts) > 0 && known == 0 && !p.ageless:
		r.problems.Add(problem.Problem{File: f.File, Found: "ages hidden in every cell", Expected: "some cells with known ages, whose shares the hidden ones take"})
		return nil, false
	case all == 0:
		r.problems.Add(problem.Problem{File: f.File, Found: "nobody in any cell", Expected: "people"})
		return nil, false
	}
	for k := range p.parts {
		p.estimate(&p.parts[k])
	}
	return p, true
}

// told gives the people of a cell as far as they are told.
func (f *cellFile) told(cell int) float64 {
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

// row gives the bands of a cell.
func (p *gridPeople) row(cell int) []float64 {
	nb := len(p.bands)
	return p.byBand[cell*nb : cell*nb+nb]
}

// usualTotal is the mean of the totals within a range, its middle where there
// are none.
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

// settle finds which bands of a cell are hidden, and how many people they hold
// together. True where the total has to come from the range of hidden totals.
// A mark above 0 in a band is a count like any other where the bands add up to
// the total; where they do not, it hides the count.
func (p *gridPeople) settle(f *cellFile, cell int) bool {
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

// scale makes known bands add up to the cell's people.
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
		default: // nobody of these ages is known anywhere
			row[b] = part.People / bands
		}
	}
	if total := p.total[part.Cell]; known > total {
		p.scale(int(part.Cell), row, known)
	}
}
