package source

import (
	"errors"
	"slices"
	"testing"
	"testing/fstest"

	"io/fs"

	"saavu/internal/format/problem"
)

// Statistics in JSON are distinguished from places by their first members.
func TestOpenStatistics(t *testing.T) {
	year := `"dimension": {"Year": {"category": {"index": ["a"]}}}`
	files := fstest.MapFS{
		"two.json":      {Data: []byte(`{"version": "2.0", "class": "dataset", "id": ["Year"], "size": [1], ` + year + `, "value": [1]}`)},
		"one.json":      {Data: []byte("\xef\xbb\xbf {\"dataset\": {" + year + `, "value": [1]}}`)},
		"bare.json":     {Data: []byte(`{"id": ["Year"], "size": [1], ` + year + `, "value": [1]}`)},
		"areas.json":    {Data: []byte("{\n\"g\": {\"s\": {\"0911101010\": {\n\"total\": \"1\", \"value\": 1}}}}")},
		"places.json":   {Data: []byte(`{"type": "FeatureCollection", "class": "dataset", "features": [{"type": "Feature", "geometry": null, "properties": {"category": {"name": "x"}}}]}`)},
		"features.json": {Data: []byte(`{"type": "Feature", "geometry": null, "properties": {"a": {"value": 1}}}`)},
	}
	in := In(map[string]fs.FS{"x": files})
	for name, want := range map[string][]string{
		"two.json":      {"JSON-stat", "Year", "value"},
		"bare.json":     {"JSON-stat", "Year", "value"},
		"areas.json":    {"area statistics (JSON)", "group", "statistic", "area", "total", "proportion", "value"},
		"places.json":   {"GeoJSON", "category"},
		"features.json": {"GeoJSON", "a"},
	} {
		s, err := Open(in, "x/"+name, Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := append([]string{s.Format}, s.Names()...); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	_, err := Open(in, "x/one.json", Options{})
	var list problem.Problems
	if want := `x/one.json: column "size": found "0 ids and 0 sizes", expected one size for each id of a dimension`; !errors.As(err, &list) || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
