package kept

import "testing"

// A portable name leads to the same file, also from another folder and with the
// data elsewhere.
func TestNamesOfSources(t *testing.T) {
	here := names{data: "../shared/data/", dir: "scenarios/region/"}
	there := names{data: "/data/", dir: "/srv/region/"}
	for _, c := range []struct{ name, portable, there string }{
		{"../shared/data/ttm/a b.txt", "{data}/ttm/a b.txt", "/data/ttm/a b.txt"},
		{"scenarios/region/areas.csv", "{county}/areas.csv", "/srv/region/areas.csv"},
		{"scenarios/common/areas.csv", "{county}/../common/areas.csv", "/srv/common/areas.csv"},
		{"/srv/areas.csv", "/srv/areas.csv", "/srv/areas.csv"},
	} {
		if got := here.portable(c.name); got != c.portable {
			t.Errorf("%s: %s, expected %s", c.name, got, c.portable)
		}
		if got, ok := here.local(c.portable); got != c.name || !ok {
			t.Errorf("%s: %s back", c.name, got)
		}
		if got, ok := there.local(c.portable); got != c.there || !ok {
			t.Errorf("%s: %s there, expected %s", c.name, got, c.there)
		}
	}
	bare := names{} // the county file is in the working directory, without a data folder
	if got := bare.portable("areas.csv"); got != "{county}/areas.csv" {
		t.Error(got)
	}
	if got, ok := bare.local("{county}/areas.csv"); got != "areas.csv" || !ok {
		t.Error(got)
	}
	if got, ok := bare.local("{data}/x"); got != "{data}/x" || ok {
		t.Error(got, ok)
	}
	const text = "scenarios/region/areas.csv: 3 rows, ../shared/data/x.csv too"
	if hidden := here.hide(text); hidden != "{county}/areas.csv: 3 rows, {data}/x.csv too" || here.show(hidden) != text || bare.show(hidden) != "areas.csv: 3 rows, {data}/x.csv too" {
		t.Errorf("%q %q", hidden, bare.show(hidden))
	}
}
