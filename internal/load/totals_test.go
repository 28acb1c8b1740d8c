package load

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

// with is the small county with one text in its files replaced.
func with(t *testing.T, name, old, new string) fstest.MapFS {
	t.Helper()
	files := small(t)
	text := string(files["small/"+name].Data)
	if old != "" && !strings.Contains(text, old) {
		t.Fatalf("%s has no %q", name, old)
	}
	if old == "" {
		text += new
	}
	files["small/"+name].Data = []byte(strings.Replace(text, old, new, 1))
	if old == "" {
		files["small/"+name].Data = []byte(text)
	}
	return files
}

func TestTotalsOfCountyTablesAreLeftOut(t *testing.T) {
	for name, row := range map[string]string{"cells.csv": "Yhteensä,,,,16,32,80,32\n", "areas.csv": "SSS,Koko kunta,Hela kommunen,Whole town,,160,,,,,\n"} {
		c, err := read(with(t, name, "", row))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if len(c.Base.Grid.IDs) != 16 || len(c.Base.Grid.Areas) != 2 || !strings.Contains(strings.Join(noted(c.Notes), "\n"), name+": row ") {
			t.Errorf("%s: %d cells, %d areas, %q", name, len(c.Base.Grid.IDs), len(c.Base.Grid.Areas), noted(c.Notes))
		}
	}
	_, err := read(with(t, "cells.csv", "", "Yhteensä,,,,16,32,81,32\n"))
	if err == nil || !strings.Contains(err.Error(), `column "id": found "Yhteensä", expected a cell, or the sum of other rows`) {
		t.Error(err)
	}
	_, err = read(with(t, "cells.csv", "", "s9_9,386125,6680125,,16,32,80,32\n"))
	if err == nil || !strings.Contains(err.Error(), `column "id": found "s9_9", expected a cell, not the sum of all other rows`) {
		t.Error(err)
	}
}

// A cell in which half of the people live looks like the sum of all others: the
// county file keeps it by its id, whatever the format.
func TestKeptCellsAreNotTotals(t *testing.T) {
	const cells, grid = "{format: cells, file: cells.csv%s}", "{format: grid, file: cells.csv, id: id, x: x, y: y, epsg: 3067, side: 250, area: area, bands: {p0_6: 0-6, p7_17: 7-17, p18_64: 18-64, p65: 65+}%s}"
	const half, named = "99,386125,6680125,west,16,32,80,32\n", "Summa 99,386125,6680125,west,16,33,80,32\n"
	for _, c := range []struct{ population, row, keep, want string }{
		{cells, half, "", "population.keep_totals"}, {grid, half, "", "population.keep_totals"},
		{cells, half, ", keep_totals: [99]", ""}, {grid, half, `, keep_totals: ["99"]`, ""},
		{cells, named, "", "population.keep_totals"}, {grid, named, "", "population.keep_totals"},
		{cells, named, ", keep_totals: [Summa 99]", ""}, {grid, named, ", keep_totals: [Summa 99]", ""},
		{cells, half, ", keep_totals: [99, 98]", `found "98", expected the id of a cell`}, {grid, half, ", keep_totals: [99, 98]", `found "98", expected the id of a cell`},
		{cells, half, ", keep_totals: [99, {a: b}]", `expected a number or text`},
	} {
		files := uncounted(with(t, "cells.csv", "", c.row))
		edit(t, files, "small/county.yaml", "- {format: cells, file: cells.csv}\n+ "+fmt.Sprintf(c.population, c.keep)+"\n")
		county, err := read(files)
		switch {
		case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
			t.Errorf("%s %s: got %v, expected %s", c.row, c.keep, err, c.want)
		case c.want == "" && err != nil:
			t.Errorf("%s %s: %v", c.row, c.keep, err)
		case c.want == "" && len(county.Base.Grid.IDs) != 17:
			t.Errorf("%s %s: %d cells", c.row, c.keep, len(county.Base.Grid.IDs))
		}
	}
}

func TestTotalsOfSuppliedRowsAreLeftOut(t *testing.T) {
	const entry = `supply:
  - file: points.txt
    epsg: 3067
    columns: {id: id, name: nimi, x: x, y: y, staff: {gp: gp}, rooms: {all: rooms}}
    defaults: {services: [doctor], days: mon-fri}
`
	const rows = "id,nimi,x,y,gp,rooms\na,A,385125,6680125,2,3\nb,Koko perheen talo,385875,6680875,1,1\n"
	c, notes := suppliedCounty(t, entry, map[string]string{"points.txt": rows + ",Tikkurila yhteensä,,,3,4\nSSS,Kaikki,,,3,4\n"})
	if c == nil || len(c.Base.Network.Points) != 2 || strings.Count(strings.Join(notes, "\n"), "is the sum of other rows and was left out") != 2 {
		t.Errorf("%q", notes)
	}
	c, notes = suppliedCounty(t, entry, map[string]string{"points.txt": rows + "c,Total Kuntoutus,385375,6680125,5,4\n"})
	if c == nil || len(c.Base.Network.Points) != 3 || !strings.Contains(strings.Join(notes, "\n"), `is named "Total Kuntoutus", like a total, but is not the sum of other rows: it is used as a location`) {
		t.Errorf("%q", notes)
	}
}

func TestLocationsNamedLikeTotals(t *testing.T) {
	const entry = `supply:
  - file: points.txt
    epsg: 3067
    columns: {id: id, name: nimi, x: x, y: y, staff: {gp: gp}}
    defaults: {services: [doctor], days: mon-fri}
`
	c, notes := suppliedCounty(t, entry, map[string]string{"points.txt": "id,nimi,x,y,gp\na,A,385125,6680125,2\nb,Summa,385875,6680875,2\nc,Total Kuntoutus,385375,6680125,2\n"})
	if c == nil || len(c.Base.Network.Points) != 3 || strings.Count(strings.Join(notes, "\n"), "equals one other row: it is used as a location") == 0 {
		t.Errorf("%q", notes)
	}
}
