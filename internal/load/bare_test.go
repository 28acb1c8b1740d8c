package load_test

import (
	"context"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"io/fs"

	"saavu/internal/load"
	"saavu/internal/realdata"
	"saavu/internal/source"
	"saavu/pkg/travel"
)

// bareWorld is three tables in memory.
func bareWorld(matrix, cells, places string) (source.Files, load.BareFiles) {
	files := source.In(map[string]fs.FS{"t": fstest.MapFS{"m.csv": {Data: []byte(matrix)}, "c.csv": {Data: []byte(cells)}, "p.csv": {Data: []byte(places)}}})
	return files, load.BareFiles{Matrix: "t/m.csv", Unit: "minutes", Demand: load.BareColumn{File: "t/c.csv", Name: "people"},
		Supply: load.BareColumn{File: "t/p.csv", Name: "beds"}, Standing: load.BareColumn{File: "t/c.csv", Name: "income"}}
}

func TestReadBare(t *testing.T) {
	files, f := bareWorld("from_id,to_id,travel_time\nb,2,10.51\na,1,5\nb,1,0\n", "id,people,income\na,3,NA\nb,4,100\n", "id,beds\n1,2\n2,0.5\n3,1\n")
	b, err := load.ReadBare(context.Background(), files, f)
	if err != nil {
		t.Fatal(err)
	}
	const no = travel.Unreached
	want := [][]travel.Seconds{{300, 0}, {no, 631}, {no, no}}
	if !slices.Equal(b.Cells, []string{"a", "b"}) || !slices.Equal(b.Facilities, []string{"1", "2", "3"}) || !slices.Equal(b.Demand, []float64{3, 4}) ||
		!slices.Equal(b.Supply, []float64{2, 0.5, 1}) || !math.IsNaN(b.Standing[0]) || b.Standing[1] != 100 || !slices.EqualFunc(b.Columns, want, slices.Equal) {
		t.Errorf("%+v", b)
	}
	if !strings.Contains(strings.Join(b.Notes, "\n"), "1 ") || len(b.Inputs) != 3 {
		t.Errorf("%q %v", b.Notes, b.Inputs)
	}
}

func TestReadBareRefuses(t *testing.T) {
	const times, cells, places = "from_id,to_id,travel_time\na,1,5\n", "id,people,income\na,3,1\n", "id,beds\n1,2\n"
	for _, c := range []struct{ matrix, cells, places, want string }{
		{"from_id,to_id,travel_time\nz,1,5\ny,1,2\n", cells, places, `t/m.csv:2: column "from_id": found "z"`},
		{"from_id,to_id,travel_time\na,9,5\n", cells, places, `column "to_id": found "9", expected a row of the table of supply`},
		{"from_id,to_id,minutes\na,1,5\n", cells, places, `t/m.csv:1: column "travel_time": found nothing, expected a column of this name`},
		{times, "id,people,income\na,NA,1\n", places, `t/c.csv:2: column "people": found "NA", expected a number, 0 or more (what is not known is not 0: leave the row out, or give the number)`},
		{times, "id,people,income\na,-1,1\n", places, `t/c.csv:2: column "people": found "-1", expected a number, 0 or more`},
		{times, "id,people,income\na,1,1\na,2,1\n", places, `t/c.csv:3: column "id": found "a", expected every id once (row 2 has it already)`},
		{times, "id,people,income\na,1,rich\n", places, `t/c.csv:2: column "income": found "rich", expected a number, 0 or more`},
		{times, "id,people,income\n", places, `t/c.csv: found "a header alone", expected rows of cells or facilities`},
	} {
		files, f := bareWorld(c.matrix, c.cells, c.places)
		if _, err := load.ReadBare(context.Background(), files, f); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got  %v\nwant %s", err, c.want)
		}
	}
}

// The published tables of Belo Horizonte, as they are.
func TestReadBareRealTables(t *testing.T) {
	dir := filepath.Join(realdata.Dir(t), "belo-horizonte")
	land := filepath.Join(dir, "land_use_data.csv")
	b, err := load.ReadBare(context.Background(), source.OS(), load.BareFiles{Matrix: filepath.Join(dir, "travel_matrix.csv"), Unit: "minutes",
		Demand: load.BareColumn{File: land, Name: "population"}, Supply: load.BareColumn{File: land, Name: "jobs"}, Standing: load.BareColumn{File: land, Name: "income_per_capita"}})
	if err != nil {
		t.Fatal(err)
	}
	pairs, unknown := 0, 0
	for _, c := range b.Columns {
		for _, s := range c {
			if s != travel.Unreached {
				pairs++
			}
		}
	}
	for _, v := range b.Standing {
		if math.IsNaN(v) {
			unknown++
		}
	}
	if len(b.Cells) != 898 || pairs != 748_437 || unknown != 78 {
		t.Errorf("%d cells, %d pairs, %d without an income", len(b.Cells), pairs, unknown)
	}
	t.Log(strings.Join(b.Notes, "\n"))
}
