package load

import (
	"strings"
	"testing"
	"testing/fstest"

	"saavu/pkg/producers"
)

// A county names its contracts; their faults stand among the others, with their places.
func TestContractsOfACounty(t *testing.T) {
	county := func(text string) fstest.MapFS {
		files := small(t)
		edit(t, files, "small/county.yaml", "- facilities: facilities.csv\n+ facilities: facilities.csv\\ncontracts: contracts.csv")
		if text != "" {
			files["small/contracts.csv"] = &fstest.MapFile{Data: []byte(text)}
		}
		return files
	}
	const head = "id,service,product,area,production,sector,share,facilities\n"
	c, err := read(county(head + "a,doctor,,,purchased,company,0.2,hs_west\n"))
	if err != nil {
		t.Fatal(err)
	}
	if l := c.Contracts; l == nil || len(l.Contracts) != 1 || l.Contracts[0].Production != producers.Purchased || l.Contracts[0].Facilities[0] != "hs_west" {
		t.Errorf("%+v", l)
	}
	for _, tt := range []struct{ text, want string }{
		{"", "small/contracts.csv: found nothing, expected a file that can be read (there is no such file; it is named in data/small/county.yaml:11:12)"},
		{head + "a,docter,,,purchased,company,0.2,\n", `small/contracts.csv:2: column "service": found "docter", expected a service of the county (did you mean doctor?)`},
		{head + "a,doctor,check,,purchased,company,0.2,\n", `column "product": found "check", expected nothing: the county has no products of doctor`},
	} {
		if _, err := read(county(tt.text)); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%v, expected %s", err, tt.want)
		}
	}
	if c, err := read(small(t)); err != nil || c.Contracts != nil {
		t.Errorf("without the key: %+v, %v", c.Contracts, err)
	}
}
