package topojson

import (
	"fmt"
	"testing"
)

// The member crs of older files, in all its spellings.
func TestNameOfTheSystem(t *testing.T) {
	for crs, want := range map[string]string{
		`{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3035"}}`: "urn:ogc:def:crs:EPSG::3035", `{"type":"EPSG","properties":{"code":3067}}`: "EPSG:3067",
		`{"type":"EPSG","properties":{"code":"3067"}}`: "EPSG:3067", `{"type":"link","properties":{"href":"http://x/3067"}}`: "http://x/3067",
		`"EPSG:3067"`: "EPSG:3067", `null`: "", `[]`: "", `{"properties":null}`: "", `7`: "",
	} {
		s, err := Source([]byte(fmt.Sprintf(`{"type":"Topology","crs":%s,"objects":{"a":{"type":"Point","coordinates":[1,2]}},"arcs":[]}`, crs)), "a", "")
		if err != nil {
			t.Errorf("%s: %v", crs, err)
			continue
		}
		if want == "" && s.System.EPSG != 4326 || want != "" && s.System.Text != want {
			t.Errorf("%s: %+v, want %q", crs, s.System, want)
		}
	}
}
