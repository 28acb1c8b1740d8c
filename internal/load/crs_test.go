package load

import (
	"fmt"
	"strings"
	"testing"
)

// A map that holds more than the county: the rows of some municipalities are kept.
func TestOnlySomeAreas(t *testing.T) {
	const keys = "areas: {format: boundaries, file: areas.json, id: koodi, name: nimi, municipality: kunta, only: %s}"
	for _, c := range []struct{ only, want string }{
		{"{kunta: espoo}", "2"},
		{"{kunta: [vantaa, espoo]}", "1 2"},
		{"{koodi: 1}", "1"},
		{"{koodi: '01', kunta: vantaa}", "1"},
		{"{koodi: 1, kunta: espoo}", `region/county.yaml:4:97: found "the keys koodi, kunta", expected values that some row of areas.json has together`},
		{"{kunta: [espo, vantaa]}", `region/county.yaml:4:106: found "espo", expected a value of the field kunta of areas.json (it has espoo, vantaa)`},
		{"{kommun: espoo}", `region/areas.json: column "kommun": found nothing, expected a column of this name (the columns are koodi, nimi, kunta)`},
	} {
		d := areasFrom(fmt.Sprintf(keys, c.only)+"\n", halves.geoJSON(t, 4326, "", false))
		d.county = strings.Replace(d.county, "population: {", "population: {outside: ignore, ", 1)
		b, _, err := d.region(t)
		var ids []string
		if err == nil {
			for _, a := range b.Grid.Areas {
				ids = append(ids, a.ID)
			}
		} else {
			ids = append(ids, err.Error())
		}
		if got := strings.Join(ids, " "); got != c.want {
			t.Errorf("%s: %s, want %s", c.only, got, c.want)
		}
	}
}

// A map of a whole country reaches beyond the zone of the county: only the rows that are
// kept must be where its system is used.
func TestOnlyOfAWideMap(t *testing.T) {
	wide := districts{halves[0], halves[1]}
	for i := range 9 {
		far := 2e6 + 1e5*float64(i)
		wide = append(wide, struct {
			properties     string
			x1, y1, x2, y2 float64
		}{fmt.Sprintf(`{"koodi":%d,"nimi":"Far","kunta":"far"}`, 9+i), far, 0, far + 5e4, 5e4})
	}
	for only, want := range map[string]int{"{kunta: [vantaa, espoo]}": 2, "{kunta: [vantaa, espoo, far]}": 0} {
		d := areasFrom("areas: {format: boundaries, file: areas.json, id: koodi, name: nimi, only: "+only+"}\n", wide.geoJSON(t, 4326, "", false))
		b, _, err := d.region(t)
		if got := 0; err == nil {
			if got = len(b.Grid.Areas); got != want {
				t.Errorf("%s: %d areas, want %d", only, got, want)
			}
		} else if want != 0 || !strings.Contains(err.Error(), "expected places in Finland") {
			t.Errorf("%s: %v", only, err)
		}
	}
}

// A file of service points none of which is near the county is refused: it would be left
// out as a whole, without a word of its mistake.
func TestPlacesFarFromTheCounty(t *testing.T) {
	const entry = "supply:\n  - file: p.csv\n    epsg: 3067\n    columns: {id: id, x: x, y: y}\n    defaults: {services: [doctor]}\n"
	_, got := suppliedCounty(t, entry, map[string]string{"p.csv": "id,x,y\na,385125,6980125\nb,385125,6990125\n"})
	want := `p.csv:2: column "x": found "x 385125, y 6.980125e+06", expected places within 20 km of the county's cells by EPSG:3067 (ETRS89 / TM35FIN(E,N)), from epsg, as declared ` +
		`(all 2 places are farther away, this one 299 km: another coordinate system, another county, or exchanged axes)`
	if len(got) != 1 || got[0] != want {
		t.Errorf("%q\nwant %q", got, want)
	}
	c, got := suppliedCounty(t, entry, map[string]string{"p.csv": "id,x,y\na,385125,6680125\nb,385125,6990125\n"})
	if c == nil || len(c.Base.Network.Facilities) != 1 {
		t.Errorf("%q", got)
	}
}
