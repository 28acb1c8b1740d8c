package store

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"saavu/pkg/population"
)

// agesOf groups the ages that have the same people in every cell, as the years
// of a band do, and returns the first age of each group and the columns.
func agesOf(prefix string, people []float64) (ages []int, columns []column) {
	cells := len(people) / population.Ages
	for a := range population.Ages {
		same := a > 0
		for i := 0; i < cells && same; i++ {
			same = math.Float64bits(people[i*population.Ages+a]) == math.Float64bits(people[i*population.Ages+a-1])
		}
		if !same {
			ages = append(ages, a)
		}
	}
	for k, a := range ages {
		columns = append(columns, floats(ageColumn(prefix, ages, k),
			func(i int) float64 { return people[i*population.Ages+a] }))
	}
	return ages, columns
}

// ageColumn names the column of the people of each single year of a group of
// ages.
func ageColumn(prefix string, ages []int, k int) string {
	if k == len(ages)-1 {
		return fmt.Sprintf("%s%d", prefix, ages[k])
	}
	return fmt.Sprintf("%s%d_%d", prefix, ages[k], ages[k+1]-1)
}

// The prefixes of columns of people: now, and as in the source.
const (
	peoplePrefix = "p"
	sourcePrefix = "source_p"
)

// gridColumns returns the columns of cells.parquet and removes their content
// from a copy of the grid.
func gridColumns(g *population.Grid, m *manifest) []column {
	out := []column{
		wholes("id", g.IDs),
		places("x", func(i int) float64 { return g.Centres[i][0] }),
		places("y", func(i int) float64 { return g.Centres[i][1] }),
		wholes("area", g.Area),
		floats("estimated", func(i int) float64 { return g.Estimated[i] }),
	}
	if g.Names != nil {
		out = append(out, texts("name", func(i int) string { return g.Names[i] }))
	}
	if g.Shapes != nil {
		out = append(out, shapeColumn(g))
	}
	rest := *g
	rest.Partitions = slices.Clone(g.Partitions)
	for k := range rest.Partitions {
		out = append(out, wholes(partitionColumn(k), g.Partitions[k].Cell))
		rest.Partitions[k].Cell = nil
	}
	var people []column
	m.Ages, people = agesOf(peoplePrefix, g.People)
	out = append(out, people...)
	rest.IDs, rest.Names, rest.Centres, rest.Shapes, rest.Area, rest.Areas, rest.People, rest.Estimated = nil, nil, nil,
		nil, nil, nil, nil, nil
	if g.Hidden != nil {
		hidden := *g.Hidden
		if !sameBits(hidden.People, g.People) {
			m.SourceAges, people = agesOf(sourcePrefix, hidden.People)
			out = append(out, people...)
		}
		hidden.Parts, hidden.People = nil, nil
		rest.Hidden = &hidden
	}
	m.Grid, m.Content = &rest, content(g)
	return out
}

// partitionColumn names the column of the members of a further partition.
func partitionColumn(k int) string { return fmt.Sprintf("partition%d", k) }

func sameBits(a, b []float64) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if math.Float64bits(a[i]) != math.Float64bits(b[i]) {
			return false
		}
	}
	return true
}

// content returns the SHA-256 of the content of the columns of cells.parquet,
// as read back.
func content(g *population.Grid) string {
	sum := sha256.New()
	var some []byte
	put := func(v uint64) {
		if some = binary.LittleEndian.AppendUint64(some, v); len(some) >= 1<<16 {
			sum.Write(some)
			some = some[:0]
		}
	}
	for i, id := range g.IDs {
		put(uint64(id))
		put(math.Float64bits(g.Centres[i][0]))
		put(math.Float64bits(g.Centres[i][1]))
		put(uint64(g.Area[i]))
		put(math.Float64bits(g.Estimated[i]))
		if g.Names != nil {
			put(uint64(len(g.Names[i])))
			some = append(some, g.Names[i]...)
		}
		some = appendShape(some, g, i)
		for k := range g.Partitions {
			put(uint64(g.Partitions[k].Cell[i]))
		}
	}
	lists := [][]float64{g.People}
	if g.Hidden != nil {
		lists = append(lists, g.Hidden.People)
	}
	for _, list := range lists {
		for _, v := range list {
			put(math.Float64bits(v))
		}
	}
	sum.Write(some)
	return hex.EncodeToString(sum.Sum(nil))
}

// readGrid reads the columns of cells.parquet into the grid of the manifest.
func (r *reading) readGrid(m *manifest) error {
	g := m.Grid
	var err error
	if g.IDs, err = r.wholes("id"); err != nil {
		return err
	}
	if g.Area, err = r.indexes("area"); err != nil {
		return err
	}
	g.Partitions = slices.Clone(g.Partitions)
	for k := range g.Partitions {
		if g.Partitions[k].Cell, err = r.indexes(partitionColumn(k)); err != nil {
			return err
		}
	}
	if g.Centres, err = r.points(); err != nil {
		return err
	}
	if g.Estimated, err = r.floats("estimated"); err != nil {
		return err
	}
	if g.Names, err = r.names(); err != nil {
		return err
	}
	if g.Shapes, err = r.shapes(); err != nil {
		return err
	}
	if g.People, err = r.people(peoplePrefix, m.Ages); err != nil || g.Hidden == nil {
		return err
	}
	if g.Hidden.People = g.People; m.SourceAges != nil {
		g.Hidden.People, err = r.people(sourcePrefix, m.SourceAges)
	}
	return err
}

func (r *reading) indexes(name string) ([]int32, error) {
	list, err := r.wholes(name)
	out := make([]int32, len(list))
	for i, v := range list {
		out[i] = int32(v)
	}
	return out, err
}

// points reads the columns x and y.
func (r *reading) points() ([]orb.Point, error) {
	x, err := r.floats("x")
	if err != nil {
		return nil, err
	}
	y, err := r.floats("y")
	if err != nil {
		return nil, err
	}
	out := make([]orb.Point, len(x))
	for i := range out {
		out[i] = orb.Point{x[i], y[i]}
	}
	return out, nil
}

// names reads the column name; nil if there is none.
func (r *reading) names() ([]string, error) {
	if _, ok := r.Column("name"); !ok {
		return nil, nil
	}
	list, err := r.texts("name")
	out := make([]string, len(list))
	for i, text := range list {
		out[i] = string(text)
	}
	return out, err
}

// people distributes the columns of people over the ages that they represent.
func (r *reading) people(prefix string, ages []int) ([]float64, error) {
	out := make([]float64, r.Rows()*population.Ages)
	for k, first := range ages {
		values, err := r.floats(ageColumn(prefix, ages, k))
		if err != nil {
			return nil, err
		}
		end := population.Ages
		if k+1 < len(ages) {
			end = ages[k+1]
		}
		if first < 0 || end > population.Ages {
			return nil, fmt.Errorf("%s: ages from %d to %d", r.name, first, end-1)
		}
		for i, v := range values {
			row := out[i*population.Ages:][:population.Ages]
			for a := first; a < end; a++ {
				row[a] = v
			}
		}
	}
	return out, nil
}

// hiddenColumns returns the columns of hidden.parquet.
func hiddenColumns(parts []population.HiddenPart) []column {
	bands := func(k int) column {
		list := make([]uint64, len(parts))
		for i := range parts {
			list[i] = parts[i].Bands[k]
		}
		return wholes(fmt.Sprintf("bands%d", k), list)
	}
	cells := make([]int32, len(parts))
	for i := range parts {
		cells[i] = parts[i].Cell
	}
	return []column{wholes("cell", cells), bands(0), bands(1),
		floats("people", func(i int) float64 { return parts[i].People }),
		floats("low", func(i int) float64 { return parts[i].Low }),
		floats("high", func(i int) float64 { return parts[i].High })}
}

func (r *reading) readHidden() ([]population.HiddenPart, error) {
	out := make([]population.HiddenPart, r.Rows())
	for _, of := range []struct {
		name string
		set  func(p *population.HiddenPart, v int64)
	}{
		{"cell", func(p *population.HiddenPart, v int64) { p.Cell = int32(v) }},
		{"bands0", func(p *population.HiddenPart, v int64) { p.Bands[0] = uint64(v) }},
		{"bands1", func(p *population.HiddenPart, v int64) { p.Bands[1] = uint64(v) }},
	} {
		list, err := r.wholes(of.name)
		if err != nil {
			return nil, err
		}
		for i, v := range list {
			of.set(&out[i], v)
		}
	}
	for _, of := range []struct {
		name string
		to   func(p *population.HiddenPart) *float64
	}{
		{"people", func(p *population.HiddenPart) *float64 { return &p.People }},
		{"low", func(p *population.HiddenPart) *float64 { return &p.Low }},
		{"high", func(p *population.HiddenPart) *float64 { return &p.High }},
	} {
		list, err := r.floats(of.name)
		if err != nil {
			return nil, err
		}
		for i, v := range list {
			*of.to(&out[i]) = v
		}
	}
	return out, nil
}
