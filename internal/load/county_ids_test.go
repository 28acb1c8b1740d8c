package load

import (
	"strings"
	"testing"
)

// Boundaries and their table match with 92 and 092, and with names in two Unicode
// forms.
func TestBoundariesJoinTheirTable(t *testing.T) {
	const table = "id,name_fi,municipality,fi_share,sv_share,foreign_share\n092,It\u00e4,a,,,\n049,L\u00e4nsi,a,,,\n"
	boxes := districts{{`{"koodi":92,"nimi":"Ita\u0308"}`, -50, -50, 100, 550}, {`{"koodi":"49","nimi":"La\u0308nsi"}`, 100, -50, 550, 550}}
	for _, keys := range []string{"id: koodi", "name: nimi"} {
		d := areasFrom("areas: {format: boundaries, file: areas.json, "+keys+", table: areas.csv}", boxes.geoJSON(t, 4326, "", false))
		d.files["areas.csv"] = table
		base, notes, err := d.region(t)
		if err != nil {
			t.Errorf("%s: %v", keys, err)
			continue
		}
		if len(base.Grid.Areas) != 2 || !strings.Contains(strings.Join(notes, "\n"), "written differently in areas.csv, taken as the same") {
			t.Errorf("%s: %q", keys, notes)
		}
	}
}

func TestIDsOfACountyThatDiffer(t *testing.T) {
	for _, c := range []struct{ file, old, new, want string }{
		{"cells.csv", "6680125,west,", "6680125,WEST,", `the other file has "west", not "WEST": they differ by upper and lower case`},
		{"points.csv", "cl_west,clinic", "cl-west,clinic", `the other file has "cl_west", not "cl-west": they differ by dashes or underscores`},
		{"facilities.csv", "neuvola,west,", "neuvola,we\u00a0st,", `the other file has "west", not "we\u00a0st": they differ by invisible characters or no-break spaces`},
	} {
		if _, err := read(with(t, c.file, c.old, c.new)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got  %v\nwant %s", err, c.want)
		}
	}
	if _, err := read(withForecast(t, longKeys, "f.csv", strings.ReplaceAll(long, "east", "East "))); err == nil ||
		!strings.Contains(err.Error(), `the county has "east", not "East": they differ by upper and lower case`) {
		t.Error(err)
	}
}
