package load

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"saavu/pkg/network"
	"saavu/pkg/population"
)

// tables are the tables of the small county.
var tables = []string{"small/areas.csv", "small/cells.csv", "small/facilities.csv", "small/points.csv", "small/stations.csv"}

// sameCounty compares what a county reads with the small county of commas.
func sameCounty(t *testing.T, files fstest.MapFS) *County {
	t.Helper()
	want, err := read(small(t))
	if err != nil {
		t.Fatal(err)
	}
	got, err := read(files)
	if err != nil {
		t.Fatal(err)
	}
	for what, pair := range map[string][2]any{
		"grid":    {want.Base.Grid, got.Base.Grid},
		"network": {want.Base.Network, got.Base.Network},
		"matrix":  {want.Base.Matrix.Tables, got.Base.Matrix.Tables},
	} {
		if d := cmp.Diff(pair[0], pair[1], cmpopts.EquateNaNs(), cmpopts.IgnoreUnexported(network.Network{}, population.Grid{})); d != "" {
			t.Errorf("%s: %s", what, d)
		}
	}
	return got
}

// A spreadsheet in Finnish separates by semicolons, writes a decimal comma and
// ends with empty columns and lines.
func TestTablesOfASpreadsheet(t *testing.T) {
	files := small(t)
	for _, name := range tables {
		text := strings.NewReplacer(",", ";", ".", ",").Replace(string(files[name].Data))
		text = strings.ReplaceAll(text, "\n", ";;\r\n") + ";;\r\n"
		if !strings.Contains(text, ";") {
			t.Fatalf("%s has no fields", name)
		}
		if name == "small/areas.csv" || name == "small/facilities.csv" {
			text = strings.NewReplacer("ä", "\xe4", "ö", "\xf6", "Ö", "\xd6").Replace(text)
		}
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	if text := string(files["small/areas.csv"].Data); !strings.Contains(text, ";0,9;") {
		t.Fatal(text)
	}
	c := sameCounty(t, files)
	for _, want := range []string{
		"data/small/areas.csv: rows that are not valid UTF-8 and were read as ISO-8859-1 (Windows 1252): 2, the first on line 2",
		"data/small/facilities.csv: rows that are not valid UTF-8 and were read as ISO-8859-1 (Windows 1252): 4, the first on line 2",
	} {
		if n := len(slices.DeleteFunc(slices.Clone(c.Notes), func(n string) bool { return n != want })); n != 1 {
			t.Errorf("%q stands %d times in %q", want, n, c.Notes)
		}
	}
}
