package load

import (
	"strings"
	"testing"
	"testing/fstest"
)

// A county names its waits; their faults stand among the others, with their places. A
// county without the key has none.
func TestWaitsOfACounty(t *testing.T) {
	county := func(text string) fstest.MapFS {
		files := small(t)
		edit(t, files, "small/county.yaml", "- facilities: facilities.csv\n+ facilities: facilities.csv\\nwaiting: waiting.csv")
		if text != "" {
			files["small/waiting.csv"] = &fstest.MapFile{Data: []byte(text)}
		}
		return files
	}
	const head = "point,service,from,to,n1,n2,n3,n4,n5\n"
	c, err := read(county(head + "hs_west,doctor,2021-08-01,2021-09-30,4,3,2,1,0\n"))
	if err != nil {
		t.Fatal(err)
	}
	if l := c.Waiting; l == nil || len(l.Rows) != 1 || l.Rows[0].Counts.Sum() != 10 {
		t.Errorf("%+v", l)
	}
	for _, tt := range []struct{ text, want string }{
		{"", "small/waiting.csv: found nothing, expected a file that can be read (there is no such file; it is named in data/small/county.yaml:11:10)"},
		{head + "hs_wst,docter,2021-08-01,2021-09-30,4,3,2,1,0\n", `small/waiting.csv:2: column "service": found "docter", expected a service of the county (did you mean doctor?)`},
		{head + "hs_wst,doctor,2021-08-01,2021-09-30,4,3,2,1,0\n", `column "point": found "hs_wst", expected a facility with doctor, remote or total (did you mean hs_west?)`},
	} {
		if _, err := read(county(tt.text)); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%v, expected %s", err, tt.want)
		}
	}
	if c, err := read(small(t)); err != nil || c.Waiting != nil {
		t.Errorf("without the key: %+v, %v", c.Waiting, err)
	}
}
