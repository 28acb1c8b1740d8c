package travel

import (
	"math"
	"slices"
	"testing"

	"github.com/paulmach/orb"
)

func TestFromSeconds(t *testing.T) {
	tests := []struct {
		in   float64
		want Seconds
	}{
		{0, 0}, {0.4999, 0}, {0.5, 1}, {1.5, 2}, {59.4, 59}, {65_534, 65_534}, {65_534.4999, 65_534},
		{65_534.5, Unreached}, {65_535, Unreached}, {1e300, Unreached}, {-0.1, Unreached}, {-1e300, Unreached},
		{math.Copysign(0, -1), 0}, {math.NaN(), Unreached}, {math.Inf(1), Unreached}, {math.Inf(-1), Unreached},
	}
	for _, tt := range tests {
		if got := FromSeconds(tt.in); got != tt.want {
			t.Errorf("FromSeconds(%g) = %d, want %d", tt.in, got, tt.want)
		}
	}
	for s := range Unreached {
		if got := FromSeconds(float64(s)); got != s {
			t.Fatalf("FromSeconds(%d) = %d", s, got)
		}
	}
}

func TestMinutes(t *testing.T) {
	if got := Seconds(90).Minutes(); got != 1.5 {
		t.Errorf("90 s = %g min", got)
	}
	if got := Unreached.Minutes(); !math.IsInf(got, 1) {
		t.Errorf("unreached = %g min", got)
	}
}

func TestWordsOfModesAndPeriods(t *testing.T) {
	for m := Walk; m <= Car; m++ {
		if got, ok := ParseMode(m.String()); !ok || got != m {
			t.Errorf("mode %d is read as %d, %v", m, got, ok)
		}
	}
	for p := Any; p <= Midday; p++ {
		if got, ok := ParsePeriod(p.String()); !ok || got != p {
			t.Errorf("period %d is read as %d, %v", p, got, ok)
		}
	}
	if _, ok := ParseMode("Walk"); ok {
		t.Error("an uppercase word is no mode")
	}
	if _, ok := ParsePeriod(""); ok {
		t.Error("an empty word is no period")
	}
}

func TestTableFallsBackToAny(t *testing.T) {
	anyFirst := &Matrix{Tables: []Table{{Mode: Transit}, {Mode: Transit, Period: Rush}, {Mode: Walk}}}
	rushFirst := &Matrix{Tables: []Table{{Mode: Transit, Period: Rush}, {Mode: Transit}}}
	rushOnly := &Matrix{Tables: []Table{{Mode: Transit, Period: Rush}}}
	tests := []struct {
		name   string
		m      *Matrix
		mode   Mode
		period Period
		want   int // index of the table, -1 for none
	}{
		{"its own after any", anyFirst, Transit, Rush, 1},
		{"its own before any", rushFirst, Transit, Rush, 0},
		{"falls back", anyFirst, Transit, Midday, 0},
		{"falls back to a later one", rushFirst, Transit, Midday, 1},
		{"walking applies to all", anyFirst, Walk, Rush, 2},
		{"any asks for any", rushFirst, Transit, Any, 1},
		{"rush does not answer any", rushOnly, Transit, Any, -1},
		{"rush does not answer midday", rushOnly, Transit, Midday, -1},
		{"no such mode", anyFirst, Car, Rush, -1},
		{"no tables", &Matrix{}, Walk, Any, -1},
	}
	for _, tt := range tests {
		got, ok := tt.m.Table(tt.mode, tt.period)
		if tt.want < 0 {
			if ok || got != nil {
				t.Errorf("%s: found %v", tt.name, got)
			}
			continue
		}
		if !ok || got != &tt.m.Tables[tt.want] {
			t.Errorf("%s: got %+v", tt.name, got)
		}
	}
}

func TestMatrixValidate(t *testing.T) {
	good := func() *Matrix {
		return &Matrix{Cells: 2, IDs: []int64{7}, Places: []orb.Point{{1, 1}},
			Tables: []Table{{Mode: Car, Period: Rush, Times: [][]Seconds{{1, 2}}, Metres: [][]uint32{{3, 4}}}}}
	}
	if err := good().Validate(); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		spoil func(*Matrix)
		want  string
	}{
		{func(m *Matrix) { m.IDs = nil }, "travel: 0 column ids for 1 places"},
		{func(m *Matrix) { m.Tables[0].Times = nil }, "travel: table car rush has 0 columns, the matrix 1"},
		{func(m *Matrix) { m.Tables[0].Times = [][]Seconds{{1}} }, "travel: table car rush column 0 has 1 cells, the matrix 2"},
		{func(m *Matrix) { m.Tables[0].Metres = [][]uint32{} }, "travel: table car rush has 0 columns of metres for 1 of times"},
		{func(m *Matrix) { m.Tables[0].Metres = [][]uint32{{1}} }, "travel: table car rush column 0 has metres of 1 cells, the matrix 2"},
	}
	for _, tt := range tests {
		m := good()
		tt.spoil(m)
		if err := m.Validate(); err == nil || err.Error() != tt.want {
			t.Errorf("got %v, want %s", err, tt.want)
		}
	}
	m := good()
	m.Tables[0].Metres = nil
	if err := m.Validate(); err != nil {
		t.Errorf("metres may be unknown: %v", err)
	}
}

func TestFillMatrix(t *testing.T) {
	cells := []orb.Point{{0, 0}, {7000, 0}, {500, 5000}}
	places := []orb.Point{{10_000, 0}, {0, 0}}
	s := router(t, cells, straightLine())
	asked := []Table{{Mode: Walk}, {Mode: Transit, Period: Rush}, {Mode: Transit, Period: Midday}}
	m := FillMatrix(s, len(cells), places, asked)
	if err := m.Validate(); err != nil {
		t.Fatal(err)
	}
	if m.Cells != 3 || m.Columns() != 2 || !slices.Equal(m.IDs, []int64{0, 0}) {
		t.Errorf("%d cells, %d columns, ids %v", m.Cells, m.Columns(), m.IDs)
	}
	for i, table := range m.Tables {
		if table.Mode != asked[i].Mode || table.Period != asked[i].Period {
			t.Errorf("table %d is %s %s", i, table.Mode, table.Period)
		}
		for j, at := range places {
			times, metres := column(s, len(cells), table.Mode, table.Period, at)
			if !slices.Equal(table.Times[j], times) || !slices.Equal(table.Metres[j], metres) {
				t.Errorf("table %s %s column %d: %v %v, the router returns %v %v", table.Mode, table.Period, j, table.Times[j], table.Metres[j], times, metres)
			}
		}
	}
	places[0] = orb.Point{1, 1}
	if m.ColumnAt(orb.Point{10_000, 0}) != 0 {
		t.Error("the matrix shares the caller's places")
	}
	if empty := FillMatrix(s, len(cells), nil, asked); empty.Columns() != 0 || empty.Validate() != nil {
		t.Errorf("no places: %d columns, %v", empty.Columns(), empty.Validate())
	}
}

func TestWithPlaceLeavesTheOriginal(t *testing.T) {
	cells := []orb.Point{{0, 0}, {7000, 0}}
	s := router(t, cells, straightLine())
	m := FillMatrix(s, 2, []orb.Point{{10_000, 0}}, []Table{{Mode: Walk}, {Mode: Car}})
	m.Tables[1].Metres = nil // distances by car are unknown
	// Neither copy may write into the spare capacity behind the columns.
	m.Places = append(make([]orb.Point, 0, 9), m.Places...)
	m.Tables[0].Times = append(make([][]Seconds, 0, 9), m.Tables[0].Times...)

	a := m.WithPlace(s, orb.Point{0, 0})
	b := m.WithPlace(s, orb.Point{7000, 0})
	if m.Columns() != 1 || len(m.Tables[0].Times) != 1 || len(m.IDs) != 1 || m.Validate() != nil {
		t.Errorf("the original has %d columns now: %v", m.Columns(), m.Validate())
	}
	for name, c := range map[string]*Matrix{"a": a, "b": b} {
		if err := c.Validate(); err != nil || c.Columns() != 2 {
			t.Errorf("%s: %d columns, %v", name, c.Columns(), err)
		}
		if &c.Tables[0].Times[0][0] != &m.Tables[0].Times[0][0] || &c.Tables[0].Metres[0][0] != &m.Tables[0].Metres[0][0] {
			t.Errorf("%s does not share the first column", name)
		}
		if c.Tables[1].Metres != nil {
			t.Errorf("%s: metres by car appeared without a source", name)
		}
	}
	if !slices.Equal(a.Tables[0].Times[1], []Seconds{0, Unreached}) || !slices.Equal(b.Tables[0].Times[1], []Seconds{Unreached, 0}) {
		t.Errorf("new columns on foot: %v and %v", a.Tables[0].Times[1], b.Tables[0].Times[1])
	}
	if a.Places[1] != (orb.Point{0, 0}) || b.Places[1] != (orb.Point{7000, 0}) {
		t.Errorf("new places %v and %v", a.Places[1], b.Places[1])
	}
	if a.ColumnAt(orb.Point{0, 0}) != 1 || m.ColumnAt(orb.Point{0, 0}) != -1 {
		t.Error("only the copy has the new place")
	}
}

// Of several tables of a mode and period the first is used in comparisons, and
// columns may have names.
func TestSeveralPercentilesAndNames(t *testing.T) {
	m := &Matrix{Cells: 1, IDs: []int64{0}, Names: []string{"a"}, Places: []orb.Point{{1, 2}}, Tables: []Table{
		{Mode: Transit, Percentile: 25, Times: [][]Seconds{{1}}},
		{Mode: Transit, Period: Rush, Percentile: 50, Times: [][]Seconds{{2}}},
		{Mode: Transit, Period: Rush, Percentile: 75, Times: [][]Seconds{{3}}},
		{Mode: Transit, Percentile: 75, Times: [][]Seconds{{4}}},
	}}
	for _, c := range []struct {
		period Period
		want   Seconds
	}{{Rush, 2}, {Midday, 1}, {Any, 1}} {
		if table, ok := m.Table(Transit, c.period); !ok || table.Times[0][0] != c.want {
			t.Errorf("%s: %+v, want the table of %d", c.period, table, c.want)
		}
	}
	n := m.WithPlace(nowhere{}, orb.Point{3, 4})
	if err := n.Validate(); err != nil || len(n.Names) != 2 || n.Names[0] != "a" || n.Tables[2].Percentile != 75 || len(m.Names) != 1 {
		t.Errorf("%v, names %q", err, n.Names)
	}
	n.Names = n.Names[:1]
	if err := n.Validate(); err == nil || err.Error() != "travel: 1 column names for 2 places" {
		t.Error(err)
	}
}

// nowhere is a Router that reaches nothing.
type nowhere struct{}

func (nowhere) Column(_ Mode, _ Period, _ orb.Point, times []Seconds, _ []uint32) {
	for i := range times {
		times[i] = Unreached
	}
}
