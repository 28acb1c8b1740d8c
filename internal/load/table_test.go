package load

import (
	"bytes"
	"encoding/csv"
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/xuri/excelize/v2"

	"saavu/pkg/network"
	"saavu/pkg/population"
)

// tables are the tables of the small county.
var tables = []string{"small/areas.csv", "small/cells.csv", "small/facilities.csv", "small/points.csv", "small/stations.csv"}

// sameCounty compares a county with the small county read from comma-separated
// tables.
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
		"areas.csv: rows that are not valid UTF-8 and were read as ISO-8859-1 (Windows 1252): 2, the first on line 2",
		"facilities.csv: rows that are not valid UTF-8 and were read as ISO-8859-1 (Windows 1252): 4, the first on line 2",
	} {
		if n := len(slices.DeleteFunc(slices.Clone(noted(c.Notes)), func(n string) bool { return n != want })); n != 1 {
			t.Errorf("%q occurs %d times in %q", want, n, noted(c.Notes))
		}
	}
}

// Tables may be Excel workbooks, with titles above them.
func TestTablesOfAWorkbook(t *testing.T) {
	files := small(t)
	for _, name := range tables {
		rows, err := csv.NewReader(bytes.NewReader(files[name].Data)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		f := excelize.NewFile()
		for i, fields := range rows {
			cells := make([]any, len(fields))
			for c, field := range fields {
				cells[c] = field
				if v, err := strconv.ParseFloat(field, 64); err == nil {
					cells[c] = v
				} else if field == "" {
					cells[c] = nil
				}
			}
			at, _ := excelize.CoordinatesToCellName(2, i+4)
			if err := f.SetSheetRow("Sheet1", at, &cells); err != nil {
				t.Fatal(err)
			}
		}
		if err := f.SetCellValue("Sheet1", "B1", "A table of the county"); err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := errors.Join(f.Write(&b), f.Close()); err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: b.Bytes()}
	}
	c := sameCounty(t, files)
	if want := `cells.csv: the header is row 4; the rows above it were skipped: "A table of the county"`; !slices.Contains(noted(c.Notes), want) {
		t.Errorf("no %q in %q", want, noted(c.Notes))
	}
}
