package geojson

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"saavu/internal/format/record"
)

func opener(text string) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil }
}

// listed returns the rows of a source as text, read twice.
func listed(t *testing.T, s *record.Source) []string {
	t.Helper()
	var rows []string
	for range 2 {
		rows = nil
		err := s.Each(nil, func(r *record.Row) error {
			row := []string{fmt.Sprint(r.At), fmt.Sprint(r.Geometry)}
			for i := range r.Values {
				row = append(row, r.Text(i))
			}
			rows = append(rows, strings.Join(row, "|"))
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return rows
}

func TestFieldsInTheOrderOfTheFile(t *testing.T) {
	s, err := Source([]byte(`{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:3067"}},"features":[
{"type":"Feature","geometry":null,"properties":{"z":1,"a":"x","deep":{"b":1}}},
{"type":"Feature","geometry":{"type":"Point","coordinates":[1,2,3]},"properties":{"late":true,"a":null,"deep":[1],"z":2.5}}]}`), "a.geojson")
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(s.Names(), ","); got != "z,a,deep,late" {
		t.Errorf("fields %s", got)
	}
	if want := []string{"2|<nil>|1|x||", "3|[1 2]|2.5|||true"}; !reflect.DeepEqual(listed(t, s), want) {
		t.Errorf("rows %q, want %q", listed(t, s), want)
	}
	if want := []string{"lists and objects as values are left empty: deep (2)"}; !reflect.DeepEqual(s.Notes, want) {
		t.Errorf("notes %q", s.Notes)
	}
	if s.System.Text != "EPSG:3067" || s.System.From != "the member crs" || s.Rows != 2 {
		t.Errorf("%+v, %d rows", s.System, s.Rows)
	}
}

func TestIdsOfFeatures(t *testing.T) {
	for text, want := range map[string]string{
		`{"type":"Feature","id":"a7","geometry":null,"properties":{"n":1}}`:                 "id,n: a7|1",
		`{"type":"Feature","id":12345678901234567890,"geometry":null,"properties":{"n":1}}`: "id,n: 12345678901234567890|1",
		`{"type":"Feature","id":"a7","geometry":null,"properties":{"n":1,"id":"own"}}`:      "n,id: 1|own",
		`{"type":"Feature","id":null,"geometry":null,"properties":{"n":1}}`:                 "n: 1",
	} {
		s, err := Source([]byte(text), "a")
		if err != nil {
			t.Fatal(err)
		}
		_, row, _ := strings.Cut(listed(t, s)[0], "<nil>|")
		if got := strings.Join(s.Names(), ",") + ": " + row; got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestLined(t *testing.T) {
	feature := `{"type":"Feature","geometry":null,"properties":null}`
	for _, tt := range []struct {
		text string
		want bool
	}{
		{feature + "\n" + feature, true},
		{"\xef\xbb\xbf" + feature + "\r\n\r\n" + feature + "\r\n", true},
		{"\x1e" + feature + "\n", true},
		{"\x1e{\n\"type\": \"Point\"}", true},
		{feature + "\n", false},
		{"\n\n" + feature + "\n  \n", false},
		{"{\n\"type\": \"Feature\"}\n", false},
		{`{"type":"FeatureCollection","features":[` + feature + ",\n" + feature + "]}", false},
		{"{broken\n{broken\n", false},
		{"[1]\n[2]\n", false},
		{"", false},
	} {
		if got := Lined(strings.NewReader(tt.text)); got != tt.want {
			t.Errorf("%q: %v", tt.text, got)
		}
	}
}

func TestLines(t *testing.T) {
	want := []string{"1|[1 2]|1|", "3|<nil>||x", "4|[3 4]||"}
	lines := `{"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]},"properties":{"b":1}}` + "\r\n\r\n" +
		`{"type":"Feature","geometry":null,"properties":{"a":"x"}}` + "\n" + `{"type":"Point","coordinates":[3,4]}`
	for name, text := range map[string]string{
		"lines": lines, "with a mark": "\xef\xbb\xbf" + lines, "with an end": lines + "\n",
		"separated":               "\x1e" + strings.ReplaceAll(lines, "\n{", "\n\x1e{"),
		"separated, over lines":   "\x1e{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]},\"properties\":{\"b\":1}\n}\n\x1e" + `{"type":"Feature","geometry":null,"properties":{"a":"x"}}` + "\n\x1e" + `{"type":"Point","coordinates":[3,4]}` + "\n",
		"a collection in between": strings.Replace(lines, `{"type":"Feature","geometry":null,"properties":{"a":"x"}}`, `{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"properties":{"a":"x"}}]}`, 1),
	} {
		s, err := LineSource(opener(text), "a.ndjson")
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if rows := listed(t, s); !reflect.DeepEqual(rows, want) {
			t.Errorf("%s: %q, want %q", name, rows, want)
		}
		if s.Rows != 3 || strings.Join(s.Names(), ",") != "b,a" {
			t.Errorf("%s: %d rows of %q", name, s.Rows, s.Names())
		}
	}
}

func TestWrongLines(t *testing.T) {
	point := `{"type":"Feature","geometry":{"type":"Point","coordinates":[1,2]},"properties":null}`
	crs := func(name string) string {
		return `{"type":"Feature","crs":{"properties":{"name":"` + name + `"}},"geometry":null,"properties":null}`
	}
	for _, tt := range []struct{ name, text, want string }{
		{"broken in the middle", point + "\n{\"type\":\n" + point, `a.ndjson:2: found "the end of the file", expected JSON (the file seems to be truncated, byte 93)`},
		{"cut short", point + "\n" + point[:30], `a.ndjson:2: found "the end of the file", expected JSON (the file seems to be truncated, byte 115)`},
		{"two on a line", point + "\n" + point + point, `a.ndjson:2: found "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]},\"properties…", expected nothing after the end of the document (byte 169)`},
		{"no feature", point + "\n" + `{"type":"Topology"}`, `a.ndjson:2: column "type": found "\"Topology\"}", expected FeatureCollection, Feature or a geometry type (byte 93)`},
		{"several", point + "\n" + `{"type":"Feature","geometry":{"type":"Point","coordinates":[1]}}` + "\n\n" + `{"type":"Point","coordinates":["1",2]}`,
			"a.ndjson:2: column \"coordinates\": found \"[1]}}\", expected a position of two numbers (feature 2, byte 144)\n" +
				"a.ndjson:4: column \"coordinates\": found \"\\\"1\\\",2]}\", expected a number (byte 182)"},
		{"two systems", crs("EPSG:3067") + "\n" + point + "\n" + crs("EPSG:3879"), `a.ndjson:3: column "crs": found "EPSG:3879", expected the coordinate system of the features before, EPSG:3067`},
		{"not UTF-8", point + "\n{\"\xff\":1}", `a.ndjson:2: found "` + "\uFFFD" + `\":1}", expected UTF-8 text: save the file as UTF-8 (byte 87)`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s, err := LineSource(opener(tt.text), "a.ndjson")
			if err == nil || err.Error() != tt.want || s != nil {
				t.Errorf("%v\nwant %s", err, tt.want)
			}
		})
	}
	_, err := LineSource(func() (io.ReadCloser, error) { return nil, errors.New("gone") }, "a")
	if err == nil || err.Error() != `a: found nothing, expected a file that can be read (gone)` {
		t.Error(err)
	}
}

// endless repeats a line without storing it all.
type endless struct {
	line []byte
	at   int
	left int
}

func (e *endless) Read(p []byte) (int, error) {
	if e.left == 0 {
		return 0, io.EOF
	}
	n := copy(p[:min(len(p), e.left)], e.line[e.at:])
	e.at, e.left = (e.at+n)%len(e.line), e.left-n
	return n, nil
}

// A file of 60 MB is read line by line in little memory, and one without line
// ends is abandoned early.
func TestLinesInBoundedMemory(t *testing.T) {
	line := []byte(`{"type":"Feature","geometry":{"type":"Point","coordinates":[385000,6672000]},"properties":{"note":"` + strings.Repeat("x", 1<<20) + `"}}` + "\n")
	n := 60
	s, err := LineSource(func() (io.ReadCloser, error) {
		return io.NopCloser(&endless{line: line, left: n * len(line)}), nil
	}, "a")
	if err != nil || s.Rows != n {
		t.Fatal(s, err)
	}
	var m runtime.MemStats
	rows, most := 0, uint64(0)
	err = s.Each([]int{}, func(*record.Row) error {
		if rows++; rows%16 == 0 {
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapInuse)
		}
		return nil
	})
	if err != nil || rows != n || most > 100<<20 {
		t.Errorf("%d rows of %d, %d MB, %v", rows, n, most>>20, err)
	}
	_, err = LineSource(func() (io.ReadCloser, error) {
		return io.NopCloser(&endless{line: bytes.Repeat([]byte("1"), 1<<16), left: 1 << 40}), nil
	}, "a")
	if err == nil || !strings.HasSuffix(err.Error(), "expected a feature of at most 64 MB (feature 1, byte 0)") {
		t.Error(err)
	}
}

func TestLinesEndWithTheVisitor(t *testing.T) {
	stop := errors.New("stop")
	s, err := LineSource(opener(strings.Repeat(`{"type":"Point","coordinates":[3,4]}`+"\n", 5)), "a")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	if err := s.Each(nil, func(*record.Row) error { n++; return stop }); err != stop || n != 1 {
		t.Errorf("%d rows, %v", n, err)
	}
	whole, err := Source([]byte(`{"type":"FeatureCollection","features":[`+strings.Repeat(`{"type":"Feature"},`, 4)+`{"type":"Feature"}]}`), "a")
	if err != nil {
		t.Fatal(err)
	}
	n = 0
	if err := whole.Each(nil, func(*record.Row) error { n++; return stop }); err != stop || n != 1 {
		t.Errorf("%d rows of a document, %v", n, err)
	}
}

func FuzzLines(f *testing.F) {
	f.Add("{\"type\":\"Feature\",\"id\":1,\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]},\"properties\":{\"b\":[1]}}\n{\"type\":\"Point\",\"coordinates\":[3,4]}\n")
	f.Add("\x1e{\"type\":\"Feature\",\n\"geometry\":null}\n\x1e\n\x1e{\"type\":\"FeatureCollection\",\"features\":[]}")
	f.Fuzz(func(t *testing.T, text string) {
		Lined(strings.NewReader(text))
		s, err := LineSource(opener(text), "a")
		if err != nil {
			return
		}
		rows := 0
		err = s.Each(nil, func(r *record.Row) error {
			if rows++; r.At < 1 || r.At > 1+strings.Count(text, "\n") {
				t.Errorf("row at line %d", r.At)
			}
			return nil
		})
		if err != nil || rows != s.Rows {
			t.Errorf("%d rows of %d, %v", rows, s.Rows, err)
		}
	})
}
