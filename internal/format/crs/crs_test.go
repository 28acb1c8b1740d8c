package crs

import (
	"encoding/json"
	"os/exec"
	"strings"
	"testing"

	"saavu/pkg/spatial"
)

// codes are all systems that a file can be written in.
func codes() []int {
	list := []int{TM35, WGS84, etrs89, webMercator, 32722, 31982, 25832, 3035, 2154, 3006, 3011, 27700, 29902, 31467, 7856, 28355, 26918, 3301, 2180, 3059, 3346, 2193, 2157, 25884, 3763, 3034, 3812, 4674}
	for zone := range 13 {
		list = append(list, 3873+zone, 3126+zone)
	}
	return list
}

// TestWKT reads each text back as the system that it was made of.
func TestWKT(t *testing.T) {
	for _, code := range codes() {
		c, err := Find(code)
		if err != nil {
			t.Fatal(err)
		}
		text := WKT(c)
		if back, err := spatial.FromWKT(text); err != nil || back.EPSG != code && !c.Geographic() {
			t.Errorf("%s: read back as %v, %v", text, back, err)
		}
		if strings.Count(text, "[") != strings.Count(text, "]") {
			t.Errorf("%s: brackets", text)
		}
		if !json.Valid(PROJJSON(c)) {
			t.Errorf("%s: not JSON", PROJJSON(c))
		}
	}
}

// TestLikeGDAL compares the texts with those of GDAL, and asks PROJ whether a
// system written as JSON is the one of the register.
func TestLikeGDAL(t *testing.T) {
	for _, tool := range []string{"gdalsrsinfo", "projinfo"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("no %s", tool)
		}
	}
	for _, code := range []int{TM35, WGS84, etrs89, webMercator, 3879, 3132, 32722, 31982, 3035, 2154, 3006, 27700, 7856} {
		c, err := Find(code)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.Fields(c.String())[0]
		out, err := exec.Command("gdalsrsinfo", "-o", "wkt1", "--single-line", name).Output()
		if got := strings.TrimSpace(string(out)); err != nil || got != WKT(c) {
			t.Errorf("%v\n got %s\nGDAL %s", err, WKT(c), got)
		}
		// The best match in the register, by everything but the code.
		bare := strings.Replace(string(PROJJSON(c)), ","+id(code)+"}", "}", 1)
		out, err = exec.Command("projinfo", "--identify", "-o", "PROJ", bare).CombinedOutput()
		if err != nil || !strings.Contains(string(out), name+": 100 %") && !strings.Contains(string(out), name+": 70 %") {
			t.Errorf("%s: %v\n%s\n%s", name, err, bare, out)
		}
	}
}

func TestFind(t *testing.T) {
	for code, want := range map[int]string{
		5048: "coordinate system EPSG:5048 (ETRS89 / TM35FIN(N,E)) is another name of EPSG:3067: use 3067",
		2393: "coordinate system EPSG:2393 (KKJ / Finland Uniform Coordinate System) is not supported: use 3067 (ETRS-TM35FIN), 3873 to 3885 (ETRS-GK19FIN to ETRS-GK31FIN), 4326, 4258, 3857, a zone of UTM such as 32633 or 25833, or 3035",
	} {
		if _, err := Find(code); err == nil || err.Error() != want {
			t.Errorf("%d: %v", code, err)
		}
	}
}
