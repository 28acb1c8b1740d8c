package load

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"

	"saavu/internal/format/problem"
	"saavu/pkg/population"
)

// hsyMark is what the HSY writes into the age bands of a cell whose ages it
// hides, because fewer than 100 people live there.
const hsyMark = 99

var hsyBandName = regexp.MustCompile(`^(?i:IKA)(?:([0-9]{1,2})_([0-9]{1,3})|_(?i:YLI)([0-9]{1,3}))$`)

// hsyBand is a field of people of the ages lo to hi.
type hsyBand struct{ field, lo, hi int }

// hsyBands finds the fields IKA0_9 … IKA_YLI80, sorted by age. They must follow
// one another from age 0 and end with an open band.
func (r *reader) hsyBands(l *layer) ([]hsyBand, bool) {
	var bands []hsyBand
	for i, f := range l.Fields {
		m := hsyBandName.FindStringSubmatch(f.Name)
		if m == nil {
			continue
		}
		b := hsyBand{field: i, hi: population.Ages - 1}
		if m[3] != "" {
			b.lo, _ = strconv.Atoi(m[3])
		} else {
			b.lo, _ = strconv.Atoi(m[1])
			b.hi, _ = strconv.Atoi(m[2])
		}
		bands = append(bands, b)
	}
	slices.SortStableFunc(bands, func(a, b hsyBand) int { return a.lo - b.lo })
	next := 0
	for _, b := range bands {
		if b.lo != next || b.hi < b.lo {
			r.problems.Add(problem.Problem{File: l.dbf, Column: l.Fields[b.field].Name, Found: l.Fields[b.field].Name,
				Expected: fmt.Sprintf("a band of ages that starts at %d", next), Hint: "bands are named IKA0_9, IKA10_19 … IKA_YLI80, without gap or overlap"})
			return nil, false
		}
		next = b.hi + 1
	}
	if next < population.Ages {
		found := ""
		if len(bands) > 0 {
			found = "bands up to age " + strconv.Itoa(next-1)
		}
		r.problems.Add(problem.Problem{File: l.dbf, Found: found, Expected: "age bands IKA0_9, IKA10_19 … IKA_YLI80",
			Hint: "the last band is open: IKA_YLI80 is 80 and over"})
		return nil, false
	}
	return bands, true
}

// hsyAges is the people of each cell by band, hidden ones estimated.
type hsyAges struct {
	people    []float64 // by cell, ASUKKAITA
	byBand    []float64 // [cell*bands+band], adding up to people
	estimated []float64 // by cell: people whose band is estimated
	hidden    int       // cells with a band that is hidden
	scaled    int       // cells whose bands do not add up to ASUKKAITA
	moved     float64   // by how many people they differ in all
}

// hsyAges reads the people of every cell by band, except those of the cell
// without buildings, which stays empty (-1: there is none). A 99 in a band is
// a count like any other where the bands add up to the cell's people; where
// they do not, it hides the count, and the people of the hidden bands are the
// cell's people less the known ones, spread by the age shares of the cells in
// which all bands are known. Where bands that are all known differ from the
// cell's people, they are scaled to them, so that ASUKKAITA always holds.
func (r *reader) hsyAges(l *layer, people []float64, bands []hsyBand, without int) (hsyAges, bool) {
	n, nb := len(l.Records), len(bands)
	a := hsyAges{people: people, byBand: make([]float64, n*nb), estimated: make([]float64, n)}
	hides := make([]bool, n)
	share := make([]float64, nb)
	good := true
	for i := range l.Records {
		row := a.byBand[i*nb : i*nb+nb]
		sum, marks := 0.0, false
		for b, band := range bands {
			v, ok := r.count(l, i, band.field)
			row[b], good = v, good && ok
			sum += v
			marks = marks || v == hsyMark
		}
		switch hides[i] = marks && sum != people[i]; {
		case i == without:
			hides[i] = false
			clear(row)
		case hides[i]:
			a.hidden++
		default:
			a.scale(i, row, sum)
			for b, v := range row {
				share[b] += v
			}
		}
	}
	known := 0.0
	for _, s := range share {
		known += s
	}
	if good && a.hidden > 0 && known == 0 {
		r.problems.Add(problem.Problem{File: l.dbf, Found: "ages hidden in every cell", Expected: "some cells with known ages, whose shares the hidden ones take"})
		good = false
	}
	for i, h := range hides {
		if h && good {
			a.estimate(i, a.byBand[i*nb:i*nb+nb], share)
		}
	}
	return a, good
}

// scale makes known bands add up to the cell's people.
func (a *hsyAges) scale(cell int, row []float64, sum float64) {
	if sum == a.people[cell] {
		return
	}
	a.scaled++
	a.moved += max(sum-a.people[cell], a.people[cell]-sum)
	for b := range row {
		if sum > 0 {
			row[b] *= a.people[cell] / sum
		} else {
			row[b] = a.people[cell] / float64(len(row))
		}
	}
}

// estimate spreads the people of a cell's hidden bands by the shares.
func (a *hsyAges) estimate(cell int, row, share []float64) {
	known, weight, bands := 0.0, 0.0, 0.0
	for b, v := range row {
		if v == hsyMark {
			weight += share[b]
			bands++
		} else {
			known += v
		}
	}
	rest := max(a.people[cell]-known, 0)
	for b, v := range row {
		switch {
		case v != hsyMark:
		case weight > 0:
			row[b] = rest * share[b] / weight
		default: // nobody of these ages is known anywhere
			row[b] = rest / bands
		}
	}
	a.estimated[cell] = rest
	if known > a.people[cell] {
		a.scale(cell, row, known)
	}
}
