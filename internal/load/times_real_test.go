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

	"saavu/internal/format/ttm"
	"saavu/internal/load/times"
	"saavu/internal/realdata"
	"saavu/internal/source"
	"saavu/pkg/travel"
)

// beloGrid is the hexagons of Belo Horizonte, whose ids are texts. The file has no
// coordinates.
func beloGrid(t testing.TB) times.Grid {
	t.Helper()
	rows := csvRows(t, "belo-horizonte/land_use_data.csv")
	var g times.Grid
	for i, row := range rows[1:] {
		g.IDs = append(g.IDs, int64(i+1))
		g.Names = append(g.Names, row[0])
		g.Centres = append(g.Centres, orb.Point{float64(i), 0})
	}
	return g
}

// csvRows reads a whole real file.
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
	sources := []times.Source{{Layout: "long", Name: filepath.Join(dir, "belo-horizonte/travel_matrix.csv"), Unit: "minutes",
		Tables: []times.Table{{Mode: travel.Transit, Time: "travel_time"}}}}
	m, notes, err := times.Read(context.Background(), source.OS(), sources, grid, nil)
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
	pairs := 0
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
	if pairs != 748_437 || reached != pairs {
		t.Errorf("%d pairs, %d reached", pairs, reached)
	}
	// The tenths are whole seconds: nothing was rounded, so there is no note.
	if len(notes) != 3 || noted(notes)[0] != "travel times: 898 destinations in travel_matrix.csv, 748 437 rows, 1 table" ||
		noted(notes)[1] != "travel times, transit: 30 to 897 of 898 cells have no time to a destination, the median is 35; most to 89a881acd97ffff (889), 89a881acd83ffff (889), 89a88cdb693ffff (889)" ||
		!strings.HasPrefix(noted(notes)[2], "travel times, transit: destinations that look broken: 89a88cda35bffff (1 time), 89a881aebafffff (1 time), ") {
		t.Errorf("notes:\n%s", strings.Join(noted(notes), "\n"))
	}
}

// ykrGrid is the cells of the Helsinki matrices.
func ykrGrid(t *testing.T) times.Grid {
	t.Helper()
	layer := realLayer(t, ykrFile)
	var g times.Grid
	for _, r := range layer.Records {
		g.IDs = append(g.IDs, layer.value(r, "YKR_ID"))
		g.Centres = append(g.Centres, r.Geometry.Bound().Center())
	}
	return g
}

// Ten files of editions from 2013 on: different columns and orders, CRLF, one
// file with 450 rows, one with only -1 and its id only in the name.
func TestRealOlderEditions(t *testing.T) {
	dir := filepath.Join(realdata.Dir(t), "helsinki-region/ttm-older")
	grid := ykrGrid(t)
	m, notes, err := times.Read(context.Background(), source.OS(), []times.Source{{Layout: "ttm", Name: dir}}, grid, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := m.Validate(); err != nil || m.Columns() != 10 || m.Names != nil || len(m.Tables) != 5 {
		t.Fatalf("%v, %d columns, %d tables", err, m.Columns(), len(m.Tables))
	}
	want := `travel times: some or all files of ttm-older lack the columns bike_s_t, which are not used
travel times: 10 destinations in ttm-older, 450 to 13 231 rows (missing rows are unreached), 5 tables
`
	if got := strings.Join(noted(notes[:2]), "\n") + "\n"; got != want {
		t.Errorf("notes:\n%s", got)
	}
	for _, label := range []string{"walk", "transit rush", "transit midday", "car rush", "car midday"} {
		if !slices.Contains(noted(notes), "travel times, "+label+": destinations that look broken: 6016696 (no time)") {
			t.Errorf("the destination that is -1 throughout is not noted for %s:\n%s", label, strings.Join(noted(notes), "\n"))
		}
	}
	names, err := filepath.Glob(dir + "/*.txt")
	if err != nil || len(names) != 10 {
		t.Fatal(names, err)
	}
	cell := map[string]int{}
	for i, id := range grid.IDs {
		cell[strconv.FormatInt(id, 10)] = i
	}
	for _, name := range names {
		id, _ := ttm.DestinationOf(name)
		checkOlder(t, m, name, slices.Index(m.IDs, id), cell)
	}
}

// checkOlder compares a column of every usual table with a file read line by line.
func checkOlder(t *testing.T, m *travel.Matrix, name string, column int, cell map[string]int) {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil || column < 0 {
		t.Fatal(name, column, err)
	}
	lines := strings.Fields(string(text)) // no field has a space
	header := strings.Split(lines[0], ";")
	tables := slices.DeleteFunc(times.UsualTables(), func(u times.Table) bool { return u.Mode == travel.Bike })
	for k, u := range tables {
		times, metres := slices.Index(header, u.Time), slices.Index(header, u.Metres)
		want := make([]travel.Seconds, m.Cells)
		far := make([]uint32, m.Cells)
		for i := range want {
			want[i] = travel.Unreached
		}
		for _, line := range lines[1:] {
			fields := strings.Split(line, ";")
			i, ok := cell[fields[0]]
			minutes, err := strconv.Atoi(fields[times])
			length, err2 := strconv.Atoi(fields[metres])
			if !ok || err != nil || err2 != nil {
				t.Fatal(name, line)
			}
			if minutes >= 0 {
				want[i], far[i] = travel.Seconds(60*minutes), uint32(max(length, 0))
			}
		}
		if !slices.Equal(m.Tables[k].Times[column], want) || !slices.Equal(m.Tables[k].Metres[column], far) {
			t.Errorf("%s: the column of %s differs", name, u.Time)
		}
	}
}
