package load

import (
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"saavu/internal/realdata"
	"saavu/internal/source"
	"saavu/pkg/travel"
)

// beloGrid is the hexagons of Belo Horizonte, whose ids are texts. The file has
// no places.
func beloGrid(t testing.TB) TimesGrid {
	t.Helper()
	rows := csvRows(t, "belo-horizonte/land_use_data.csv")
	var g TimesGrid
	for i, row := range rows[1:] {
		g.IDs = append(g.IDs, int64(i+1))
		g.Names = append(g.Names, row[0])
		g.Centres = append(g.Centres, orb.Point{float64(i), 0})
	}
	return g
}

// csvRows reads a real file whole.
func csvRows(t testing.TB, name string) [][]string {
	t.Helper()
	f, err := os.Open(filepath.Join(realdata.Dir(t), name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// A long table with ids that are texts, minutes with decimals and absent pairs.
func TestRealLongTable(t *testing.T) {
	dir := realdata.Dir(t)
	if testing.Short() {
		t.Skip("reads 28 MB: not with the race detector")
	}
	grid := beloGrid(t)
	sources := []TimesSource{{Layout: "long", Name: filepath.Join(dir, "belo-horizonte/travel_matrix.csv"), Unit: "minutes",
		Tables: []TimesTable{{Mode: travel.Transit, Time: "travel_time"}}}}
	m, notes, err := ReadTimes(context.Background(), source.OS(), sources, grid, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Validate(); err != nil || m.Columns() != 898 || m.Cells != 898 || !slices.IsSorted(m.Names) {
		t.Fatalf("%v, %d columns of %d cells", err, m.Columns(), m.Cells)
	}
	cell := map[string]int{}
	for i, n := range grid.Names {
		cell[n] = i
	}
	pairs, moved := 0, 0
	for _, row := range csvRows(t, "belo-horizonte/travel_matrix.csv")[1:] {
		j, ok := slices.BinarySearch(m.Names, row[1])
		minutes, err := strconv.ParseFloat(row[2], 64)
		if !ok || err != nil {
			t.Fatal(row, err)
		}
		// Tenths of a minute are six seconds.
		tenths := int(minutes*10 + 0.5)
		if got := m.Tables[0].Times[j][cell[row[0]]]; int(got) != 6*tenths {
			t.Fatalf("%s: %d seconds", row, got)
		}
		pairs++
	}
	reached := 0
	for _, column := range m.Tables[0].Times {
		for _, s := range column {
			if s != travel.Unreached {
				reached++
			}
		}
	}
	if pairs != 748_437 || reached != pairs || moved != 0 {
		t.Errorf("%d pairs, %d reached", pairs, reached)
	}
	t.Log(strings.Join(notes, "\n"))
}
