package cells

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
	"saavu/internal/load/field"
	"saavu/internal/load/input"
	"saavu/internal/load/yaml"
	"saavu/pkg/population"
)

// gridKeys maps the columns of a file of cells. It comes from a profile, and each
// key of the county file overrides it. A column has several names if editions
// differ; the first one in the file is used.
type gridKeys struct {
	from, profile              string // "profile hsy" or "the county file", for messages
	id, total, x, y, wkt, area []string
	given                      bool // x and y, or wkt, are declared: they take precedence over a geometry
	bands                      [][]bandKey
	hidden                     []markFile
	kept                       []string // ids of cells that look like totals but are not
	low, high                  float64  // of a hidden total; high 0 = not declared
	epsg                       int      // as declared; 0 = as the file states
	defaultEPSG                int      // used if the file states none
	swap, southwest            bool
	side                       float64 // 0 = found from the file
}

// bandsFollow is the rule for age bands.
const bandsFollow = "bands must follow each other from 0 without gap or overlap"

// bandKey is a column of people in an age group.
type bandKey struct {
	column string
	ages   population.Group
}

// keysOf merges the keys of the county file into those of the profile. Faults are
// problems; ok is false then.
func keysOf(r *input.Reader, f *File, t *yaml.Tree) (k gridKeys, ok bool) {
	k, ok = gridProfile(f.Profile), true
	k.from = "the county file"
	if f.Profile != "" {
		k.profile = "profile " + f.Profile
		k.from = k.profile
		if len(f.Bands) > 0 || f.ID != "" || f.Total != "" {
			k.from += " and the county file"
		}
	}
	one := func(to *[]string, given string) {
		if given != "" {
			*to = []string{given}
		}
	}
	one(&k.id, f.ID)
	one(&k.total, f.Total)
	one(&k.x, f.X)
	one(&k.y, f.Y)
	one(&k.wkt, f.WKT)
	one(&k.area, f.Area)
	k.given = f.X != "" && f.Y != "" || f.WKT != ""
	if f.Hidden != nil {
		k.hidden = f.Hidden
	}
	wrong := func(expected, hint string, key ...string) {
		r.Wrong(t, expected, hint, append([]string{"population"}, key...)...)
		ok = false
	}
	if f.HiddenTotal != nil {
		if k.low, k.high = f.HiddenTotal.Low, f.HiddenTotal.High; k.high < k.low || k.high == 0 {
			wrong("low and high, with high above 0 and not below low", "", "hidden_total")
		}
	}
	k.kept = f.kept()
	k.epsg, k.swap = int(f.EPSG), f.Axes == "yx"
	if f.XY != "" {
		k.southwest = f.XY == "southwest"
	}
	if f.Side != 0 {
		k.side = f.Side
	}
	if f.X == "" != (f.Y == "") {
		wrong("both of the keys x and y, or neither", "")
	}
	if len(f.Bands) > 0 {
		bands, good := declaredBands(r, f, t)
		k.bands = [][]bandKey{bands}
		return k, good && ok
	}
	if len(k.bands) == 0 && len(k.total) == 0 {
		wrong("the key bands or total", "bands: {column: ages}, or a profile")
	}
	return k, ok
}

// declaredBands reads the key bands. The ages must follow each other from 0 to an
// open band.
func declaredBands(r *input.Reader, f *File, t *yaml.Tree) ([]bandKey, bool) {
	var out []bandKey
	good := true
	for _, child := range t.Root.Find("population", "bands").Children {
		good = good && !child.Dropped // the schema has reported it
	}
	for _, column := range slices.Sorted(maps.Keys(f.Bands)) {
		ages, ok := field.ParseAges(f.Bands[column])
		if !ok {
			r.Wrong(t, field.AgeWords, "", "population", "bands", column)
			good = false
		}
		out = append(out, bandKey{column, ages})
	}
	slices.SortStableFunc(out, func(a, b bandKey) int { return a.ages.From - b.ages.From })
	next := 0
	for _, b := range out {
		if good && (b.ages.From != next || b.ages.To < next) {
			r.Wrong(t, fmt.Sprintf("a band from age %d on", next), bandsFollow, "population", "bands", b.column)
			return nil, false
		}
		next = b.ages.To + 1
	}
	if good && next < population.Ages {
		r.Wrong(t, fmt.Sprintf("an open band from age %d on, such as %d+", next, next), "", "population", "bands")
		return nil, false
	}
	return out, good
}

// gridColumns holds the indexes of the columns in a file; -1 for none.
type gridColumns struct {
	id, total, x, y, wkt, area int
	bands                      []int
	labels                     []int // columns that may label a row
	want                       []int // all of them, in the order of a row's values
}

// columns finds the columns of a file. All missing columns are one problem. If a
// profile has several sets of bands, the set with the most columns in the file is
// used.
func columns(r *input.Reader, s *record.Source, k *gridKeys) (c gridColumns, bands []bandKey, ok bool) {
	var missing []string
	find := func(names []string, needed bool) int {
		for _, n := range names {
			if i, ok := s.Field(n); ok {
				c.want = append(c.want, i)
				return len(c.want) - 1
			}
		}
		if needed && len(names) > 0 {
			missing = append(missing, strings.Join(names, " or "))
		}
		return -1
	}
	c.id, c.total = find(k.id, true), find(k.total, true)
	places := !s.Places || k.given
	c.x, c.y, c.wkt = -1, -1, -1
	if places {
		// The coordinate columns of a profile are optional: cells may be joined
		// by id.
		c.x, c.y, c.wkt = find(k.x, k.given), find(k.y, k.given), find(k.wkt, k.given)
	}
	c.area = find(k.area, true)
	most := -1
	for _, set := range k.bands {
		n := 0
		for _, b := range set {
			if _, ok := s.Field(b.column); ok {
				n++
			}
		}
		if n > most {
			most, bands = n, set
		}
	}
	for _, b := range bands {
		c.bands = append(c.bands, find([]string{b.column}, true))
	}
	for _, i := range input.LabelFields(s) {
		if !slices.Contains(c.want, i) {
			c.want = append(c.want, i)
			c.labels = append(c.labels, len(c.want)-1)
		}
	}
	if len(missing) > 0 {
		r.Problems.Add(problem.Problem{File: s.File, Found: "no column " + strings.Join(missing, ", "), Expected: "the columns of " + k.from,
			Hint: input.ColumnsOf(s)})
		return c, nil, false
	}
	return c, bands, true
}
