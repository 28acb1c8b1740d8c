package geojson

import (
	"fmt"
	"testing"
)

// The member crs of files older than the standard, in all its spellings.
func TestNameOfTheSystem(t *testing.T) {
	for crs, want := range map[string]string{
		`{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3035"}}`: "urn:ogc:def:crs:EPSG::3035", `{"type":"EPSG","properties":{"code":3067}}`: "EPSG:3067",
		`{"type":"EPSG","properties":{"code":"3067"}}`: "EPSG:3067", `{"type":"link","properties":{"href":"http://x/3067","type":"proj4"}}`: "http://x/3067",
		`"EPSG:3067"`: "EPSG:3067", `null`: "", `[]`: "", `{"properties":null}`: "", `7`: "",
	} {
		d, err := readAll([]byte(fmt.Sprintf(`{"type":"FeatureCollection","crs":%s,"features":[]}`, crs)))
		if err != nil || d.CRS != want {
			t.Errorf("%s: %v, %v; want %q", crs, d, err, want)
		}
	}
}
