package board

import (
	"math"
	"slices"

	"saavu/pkg/population"
	"saavu/pkg/report"
)

// linkedAges gives services the same number whose target groups stand in one sum of ages,
// such as 0-6 and 7-17 with 0-17, or with everybody. A group of all ages is everybody and
// is linked with none.
func linkedAges(services []report.Service) []int {
	var cuts []int // ages where a group begins or ends
	groups := []population.Group{population.Everyone()}
	for _, s := range services {
		groups = append(groups, population.Group{From: max(s.Group.From, 0), To: min(s.Group.To, population.Ages-1)})
	}
	for _, g := range groups {
		cuts = append(cuts, g.From, g.To+1)
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	// One column for each group, one row for each part of the ages. In the reduced matrix
	// a column without a pivot is the sum of those that its numbers name.
	m := make([][]float64, len(cuts))
	for i, from := range cuts {
		m[i] = make([]float64, len(groups))
		for c, g := range groups {
			if g.From <= from && from <= g.To {
				m[i][c] = 1
			}
		}
	}
	pivots := reduced(m)
	link := make([]int, len(groups))
	for c := range link {
		link[c] = c
	}
	join := func(a, b int) {
		if groups[a] == groups[0] || groups[b] == groups[0] {
			return
		}
		for c, n := range link {
			if n == link[a] && c != a {
				link[c] = link[b]
			}
		}
		link[a] = link[b]
	}
	for c := range groups {
		if slices.Contains(pivots, c) {
			continue
		}
		members := []int{c}
		for r, p := range pivots {
			if math.Abs(m[r][c]) > noise {
				members = append(members, p)
			}
		}
		members = slices.DeleteFunc(members, func(x int) bool { return groups[x] == groups[0] })
		for _, x := range members[min(1, len(members)):] {
			join(x, members[0])
		}
	}
	return link[1:]
}

// reduced brings a matrix to its reduced row echelon form and returns the column of the
// pivot of each row.
func reduced(m [][]float64) []int {
	var pivots []int
	for c := 0; len(m) > 0 && c < len(m[0]) && len(pivots) < len(m); c++ {
		r := len(pivots)
		at := r
		for i := r; i < len(m); i++ {
			if math.Abs(m[i][c]) > math.Abs(m[at][c]) {
				at = i
			}
		}
		if math.Abs(m[at][c]) < noise {
			continue
		}
		m[r], m[at] = m[at], m[r]
		by := m[r][c]
		for k := range m[r] {
			m[r][k] /= by
		}
		for i := range m {
			if f := m[i][c]; i != r && math.Abs(f) > noise*noise {
				for k := range m[i] {
					m[i][k] -= f * m[r][k]
				}
			}
		}
		pivots = append(pivots, c)
	}
	return pivots
}
