package population

import (
	"math"
	"slices"
	"testing"
)

// westProjection is a projection of town() for 2030 and 2040: children and all
// ages of West and of the county; East is unknown.
func westProjection() *Projection {
	nan := math.NaN()
	return &Projection{Name: "drawn", Groups: []Group{young}, Years: []int{2030, 2040}, Areas: 2, People: []float64{
		10, 100, nan, nan, 30, nan,
		20, 300, nan, nan, nan, nan,
	}}
}

// Today is 2026: West has 3 children of 38 people, the county 15 of 170.
func TestMargins(t *testing.T) {
	west, all, county := func(n float64) Margin { return Margin{0, young, n} }, func(n float64) Margin { return Margin{0, Everyone(), n} },
		func(n float64) Margin { return Margin{County, young, n} }
	tests := []struct {
		name   string
		year   int
		growth float64
		years  []int // instead of 2030 and 2040
		want   []Margin
	}{
		{"before the base", 2025, 2, nil, nil},
		{"the base year is the grid's", 2026, 2, nil, nil},
		{"half of the way from the base", 2028, 2, nil, []Margin{west(6.5), all(69), county(22.5)}},
		{"a given year", 2030, 2, nil, []Margin{west(10), all(100), county(30)}},
		{"half of the way between, as far as both are known", 2035, 2, nil, []Margin{west(15), all(200)}},
		{"the last year", 2040, 2, nil, []Margin{west(20), all(300)}},
		{"beyond", 2042, 2, nil, []Margin{west(80), all(1200)}},
		{"the base year is given", 2026, 2, []int{2026, 2040}, []Margin{west(10), all(100), county(30)}},
		{"from the base year that is given", 2033, 2, []int{2026, 2040}, []Margin{west(15), all(200)}},
		{"a year before the base is not used", 2027, 2, []int{2025, 2028}, []Margin{west(11.5), all(169)}},
		{"only years before the base", 2027, 2, []int{2024, 2025}, nil},
	}
	g := town()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := westProjection()
			if tt.years != nil {
				p.Years = tt.years
			}
			if got := p.Margins(tt.year, tt.growth, g, 2026); !slices.EqualFunc(got, tt.want, func(a, b Margin) bool {
				return a.Area == b.Area && a.Ages == b.Ages && near(a.People, b.People)
			}) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

func TestCovers(t *testing.T) {
	if got := westProjection().Covers(); !slices.Equal(got, []int{0}) {
		t.Errorf("covers %v, want West alone", got)
	}
}

func TestParsePath(t *testing.T) {
	for _, p := range []Path{Observed, Documents} {
		if got, ok := ParsePath(p.String()); got != p || !ok {
			t.Errorf("%s is read as %s, %v", p, got, ok)
		}
	}
	if _, ok := ParsePath("Observed"); ok {
		t.Error("a word in capitals is a path")
	}
}
