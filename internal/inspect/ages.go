package inspect

import (
	"slices"
	"strings"

	"saavu/internal/format/record"
)

// ages checks the columns of people by age in every row.
type ages struct {
	bands []int // columns, youngest ages first
	total int   // column of all people, -1 for none
	names []string
	all   string

	adds, differ, without int64
	hidden                [hiddenMarks]Hidden
}

// The marks of hidden counts that are searched for.
const (
	mark99 = iota
	markNegative
	markBlank
	hiddenMarks
)

// findAges finds the columns of people by age: they follow each other without a
// gap. They get the role People; nil if there are none.
func findAges(columns []*column) *ages {
	a := &ages{total: -1}
	totalOfSexes(columns)
	closed := map[string]bool{}
	for _, c := range columns {
		if n, ok := agesOf(c.field.Name); ok && n.to != openEnd {
			closed[n.before] = true
		}
	}
	for i, c := range columns {
		if n, ok := agesOf(c.field.Name); ok && c.role == "" && (closed[n.before] || n.sure) {
			c.from, c.to = n.from, n.to
			a.bands = append(a.bands, i)
		}
	}
	slices.SortStableFunc(a.bands, func(i, j int) int { return columns[i].from - columns[j].from })
	if !follow(columns, a.bands) {
		return nil
	}
	before, _ := agesOf(columns[a.bands[0]].field.Name)
	for _, c := range columns { // ind next to ind_0_3, T next to Y_LT15
		plain := plainName(c.field.Name)
		if c.role == "" && (plain == before.before && plain != "" || plain == "t") {
			c.role = Total
			break
		}
	}
	for _, i := range a.bands {
		columns[i].role = People
		a.names = append(a.names, columns[i].field.Name)
	}
	for i, c := range columns {
		if c.role == Total && a.total < 0 {
			a.total, a.all = i, c.field.Name
		}
	}
	a.hidden[mark99].Mark, a.hidden[markNegative].Mark, a.hidden[markBlank].Mark = "99", "-1", "blank"
	return a
}

// totalOfSexes finds the total T of the census grid, which comes with M and F.
func totalOfSexes(columns []*column) {
	at := map[string]*column{}
	for _, c := range columns {
		at[plainName(c.field.Name)] = c
	}
	if t := at["t"]; t != nil && at["m"] != nil && at["f"] != nil && t.role == "" {
		t.role = Total
	}
}

// follow reports whether the ages follow each other without a gap or an
// overlap. IKA70_79 may be followed by IKA_YLI80. If there are only two
// columns, they must cover all ages.
func follow(columns []*column, bands []int) bool {
	n := len(bands)
	if n < 2 || n == 2 && (columns[bands[0]].from != 0 || columns[bands[1]].to != openEnd) {
		return false
	}
	for k := 1; k < len(bands); k++ {
		if columns[bands[k]].from != columns[bands[k-1]].to+1 {
			return false
		}
	}
	return true
}

// add adds the counts of a row.
func (a *ages) add(row *record.Row) {
	var marks [hiddenMarks]int
	sum, zeros := 0.0, 0
	for _, i := range a.bands {
		v, ok := row.Number(i)
		switch {
		case !ok:
			marks[markBlank]++
		case v == 99:
			marks[mark99]++
		case v < 0:
			marks[markNegative]++
		case v == 0:
			zeros++
		}
		if ok {
			sum += v
		}
	}
	total, known := 0.0, false
	if a.total >= 0 {
		total, known = row.Number(a.total)
	}
	adds := known && sum == total
	if zeros == len(a.bands) && known && total > 0 {
		a.without++
		return
	}
	masked := false
	for m, n := range marks {
		h := &a.hidden[m]
		switch {
		case n == 0:
		case adds && m == mark99:
			h.Count++
		case n == len(a.bands):
			h.All++
			masked = true
		case known || m != mark99:
			h.Some++
			masked = true
		}
	}
	switch {
	case adds:
		a.adds++
	case known && !masked:
		a.differ++
	}
}

// describe returns the result on ages; nil if there are none.
func (a *ages) describe() *Ages {
	if a == nil {
		return nil
	}
	out := &Ages{Bands: a.names, Total: a.all, Add: a.adds, Differ: a.differ, Without: a.without}
	for _, h := range a.hidden {
		if h.All+h.Some > 0 {
			out.Hidden = append(out.Hidden, h)
		}
	}
	return out
}

// listed joins the names of columns for a sentence, up to a limit.
func listed(names []string, most int) string {
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return strings.Join(names[:most], ", ") + " …"
}
