package source

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"math"
	"strings"
	"testing"
	"testing/fstest"

	"saavu/internal/format/record"
)

// The ways in which JSON represents a number that may be an id, and the text
// table with the same.
var idFiles = map[string]string{
	"property.geojson": `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"key":%s},"geometry":null}]}`,
	"lines.geojson": `{"type":"Feature","properties":{"key":%s},"geometry":null}` + "\n" +
		`{"type":"Feature","properties":{"key":1},"geometry":null}` + "\n",
	"id.geojson":         `{"type":"Feature","id":%s,"properties":{"key":"x"},"geometry":null}`,
	"property.topojson":  `{"type":"Topology","arcs":[],"objects":{"a":{"type":null,"properties":{"key":%s}}}}`,
	"id.topojson":        `{"type":"Topology","arcs":[],"objects":{"a":{"type":null,"id":%s}}}`,
	"table.csv":          "key,other\n%s,1\n",
	"semicolons.csv":     "key;other\n%s;1\n",
	"table with BOM.csv": "\xef\xbb\xbfkey\tother\n%s\t1\n",
}

// firstID returns the first field of the first row.
func firstID(t *testing.T, name, number string) (text string, x float64, isNumber bool, n int64, isWhole bool) {
	t.Helper()
	files := In(map[string]fs.FS{"f": fstest.MapFS{name: {Data: fmt.Appendf(nil, idFiles[name], number)}}})
	s, err := Open(files, "f/"+name, Options{})
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	first := true
	err = s.Each([]int{0}, func(r *record.Row) error {
		if first {
			first, text = false, r.Text(0)
			x, isNumber = r.Number(0)
			n, isWhole = r.Whole(0)
		}
		return nil
	})
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return text, x, isNumber, n, isWhole
}

// joins fails unless a number of JSON is the same id, number and whole number
// in every file that can represent it.
func joins(t *testing.T, number string) {
	t.Helper()
	_, x, isNumber, n, isWhole := firstID(t, "table.csv", number)
	for name := range idFiles {
		text, gotX, gotNumber, gotN, gotWhole := firstID(t, name, number)
		if text != number || gotNumber != isNumber || gotX != x || gotWhole != isWhole || gotN != n {
			t.Errorf("%s in %s: %q %v %v %d %v, a text table has %q %v %v %d %v", number, name, text, gotX, gotNumber, gotN, gotWhole, number, x, isNumber, n, isWhole)
		}
	}
}

// Ids in a column of a text table and in JSON join, digit by digit.
func TestNumbersOfJSONJoinThoseOfTextTables(t *testing.T) {
	for _, number := range []string{"0", "-0", "7", "1.0", "1.50", "1e3", "1E+20", "9007199254740992", "9007199254740993", "617700169958293503",
		"18446744073709551615", "-9223372036854775809", "1234567890123456789012345678901234567890", "0.1000000000000000055511151231257827"} {
		joins(t, number)
	}
}

// FuzzNumbersOfJSON checks the same for any number of JSON.
func FuzzNumbersOfJSON(f *testing.F) {
	for _, s := range []string{"9007199254740993", "1.0", "-0", "1.50", "1E+20", "18446744073709551616", "0.1e-7"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, number string) {
		var x float64
		if number != strings.TrimSpace(number) || !json.Valid([]byte(number)) || json.Unmarshal([]byte(number), &x) != nil || number == "null" || math.IsInf(x, 0) {
			return
		}
		joins(t, number)
	})
}
