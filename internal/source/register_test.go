package source

import (
	"io/fs"
	"testing"
	"testing/fstest"
)

func TestRegister(t *testing.T) {
	for _, c := range []struct {
		text string
		want Kind
	}{
		{`{"pageNumber": 1, "pageSize": 100, "itemList": [`, PTV},
		{`{"itemList": []}`, PTV},
		{`[{"id": "a", "serviceChannelType": "ServiceLocation"`, PTV},
		{`{"id": "a", "sourceId": null, "oid": {"x": []}, "serviceNames": []}`, PTV},
		{`{"count": 3, "next": null, "previous": null, "results": [`, ServiceMap},
		{` [ {"id": 1, "name": {"fi": "itemList"}, "provider_type": "x"}]`, ServiceMap},
		{`{"type": "FeatureCollection", "features": [{"properties": {"results": 1}}], "results": 2}`, Unknown},
		{`{"type": "Feature", "geometry": null, "itemList": 1}`, Unknown},
		{`{"x": "results", "y": ["itemList", {"results": 1}]}`, Unknown},
		{`{"x": "results`, Unknown}, {`[1, 2]`, Unknown}, {`[`, Unknown}, {`{`, Unknown}, {`{}`, Unknown}, {`"results"`, Unknown},
	} {
		if got := register([]byte(c.text)); got != c.want {
			t.Errorf("%s: %d, want %d", c.text, got, c.want)
		}
	}
}

func TestOpenAll(t *testing.T) {
	const place = `{"pageNumber": 1, "pageCount": 2, "itemList": [{"id": "a", "serviceChannelType": "ServiceLocation"}]}`
	const other = `{"pageNumber": 2, "pageCount": 2, "itemList": [{"id": "b", "serviceChannelType": "ServiceLocation"}]}`
	files := In(map[string]fs.FS{"d": fstest.MapFS{
		"ptv/1.json": {Data: []byte(place)}, "ptv/2.json": {Data: []byte(other)}, "ptv/readme.txt": {Data: []byte("x")},
		"mixed/1.json": {Data: []byte(place)}, "mixed/2.json": {Data: []byte(`{"results": [{"id": 1}]}`)},
		"map.json": {Data: []byte(`{"results": [{"id": 1}]}`)}, "t.csv": {Data: []byte("a,b\n1,2\n")}, "none/x.txt": {Data: []byte("x")},
	}})
	for _, c := range []struct {
		names []string
		rows  int
		want  string
	}{
		{[]string{"d/ptv"}, 2, ""},
		{[]string{"d/ptv/2.json", "d/ptv/1.json"}, 2, ""},
		{[]string{"d/ptv/1.json"}, 1, ""},
		{[]string{"d/map.json"}, 1, ""},
		{[]string{"d/t.csv"}, -1, ""},
		{[]string{"d/mixed"}, 0, `d/mixed/2.json: found "{\"results\": [{\"id\": 1}]}", expected pages of one register, where several files are given (give each separate table or map its own entry)`},
		{[]string{"d/t.csv", "d/map.json"}, 0, `d/t.csv: found "a,b", expected pages of one register, where several files are given (give each separate table or map its own entry)` + "\n" +
			`d/map.json: found "{\"results\": [{\"id\": 1}]}", expected pages of one register, where several files are given (give each separate table or map its own entry)`},
		{[]string{"d/none"}, 0, `d/none: found nothing, expected a folder with pages of a register (it has no file that ends in .json)`},
		{[]string{"d/ptv/1.json", "d/gone.json"}, 0, `d/gone.json: found nothing, expected a file that can be read (there is no such file)`},
	} {
		s, err := OpenAll(files, c.names, Options{})
		if err != nil {
			if err.Error() != c.want {
				t.Errorf("%v:\n got %v\nwant %s", c.names, err, c.want)
			}
			continue
		}
		if c.want != "" || s.Rows != c.rows {
			t.Errorf("%v: %d rows, wanted %d %s", c.names, s.Rows, c.rows, c.want)
		}
	}
	if s, err := Open(files, "d/ptv", Options{}); err != nil || s.Rows != 2 || s.Parts[1] != "d/ptv/2.json" {
		t.Errorf("a folder: %+v, %v", s, err)
	}
}
