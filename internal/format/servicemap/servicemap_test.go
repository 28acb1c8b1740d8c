package servicemap

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"saavu/internal/format/pages"
	"saavu/internal/format/record"
)

const units = `{"count": 5, "next": "https://example.org/?page=2", "previous": null, "results": [
{"id": 7001, "name": {"fi": "Koeasema", "sv": "Provstation"}, "location": {"type": "Point", "coordinates": [25.04, 60.29]},
 "services": [{"id": 812, "name": {"fi": "Vastaanotto"}}, {"id": 813, "name": {"fi": null, "sv": "Tandvård"}}], "municipality": "vantaa",
 "street_address": {"fi": "Koetie 1"}, "address_zip": "01300", "www": {"fi": "https://example.org"}, "phone": "+358 1",
 "provider_type": "SELF_PRODUCED", "organizer_type": "MUNICIPALITY", "contract_type": {"id": "municipal_service", "fi": "x"},
 "accessibility_viewpoints": {"00": "unknown", "11": "green", "12": null}, "accessibility_properties": [{"variable": 1, "value": "1"}],
 "connections": [{"section_type": "OPENING_HOURS", "name": {"fi": "ma-pe 8-16"}}, {"section_type": "LINK", "name": {"fi": "x"}},
  {"section_type": "OPENING_HOURS", "name": {"fi": "la 10-14"}}], "languages": ["fi", "sv"]},
{"id": 7002, "name": "Clinic", "location": null, "services": [812], "accessibility_viewpoints": "00:unknown,11:red", "provider_type": null, "public": true},
{"id": 7003, "name": null, "public": false}
]}`

func rows(t *testing.T, s *record.Source) (out []map[string]string, at []orb.Geometry) {
	t.Helper()
	err := s.Each(nil, func(r *record.Row) error {
		row := map[string]string{}
		for i, f := range s.Fields {
			if text := r.Text(i); text != "" {
				row[f.Name] = text
			}
		}
		out, at = append(out, row), append(at, r.Geometry)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out, at
}

func files(texts ...string) []pages.File {
	var out []pages.File
	for i, text := range texts {
		out = append(out, pages.File{Name: string(rune('a'+i)) + ".json", Data: []byte(text)})
	}
	return out
}

func TestSource(t *testing.T) {
	s, err := Source(files(units, `[{"id": 7001, "name": {"fi": "Toinen"}}, {"id": "7002", "languages": "fi, sv"}]`))
	if err != nil {
		t.Fatal(err)
	}
	got, at := rows(t, s)
	want := []map[string]string{
		{"id": "7001", "name": "Koeasema", "name_fi": "Koeasema", "name_sv": "Provstation", "street": "Koetie 1", "postal_code": "01300", "municipality": "vantaa",
			"services": "Vastaanotto|Tandvård", "service_ids": "812|813", "provider_type": "SELF_PRODUCED", "organizer_type": "MUNICIPALITY",
			"contract_type": "municipal_service", "barrier_free": "yes", "accessibility_properties": "1", "languages": "fi|sv",
			"opening_hours": "ma-pe 8-16\nla 10-14", "phone": "+358 1", "www": "https://example.org", "page": "a.json"},
		{"id": "7002", "name": "Clinic", "name_fi": "Clinic", "services": "812", "service_ids": "812", "barrier_free": "no", "accessibility_properties": "0", "page": "a.json"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if at[0] != (orb.Point{25.04, 60.29}) || at[1] != nil || s.System.EPSG != 4326 || s.Rows != 2 {
		t.Errorf("%v %+v", at, s)
	}
	notes := []string{
		"data.units_missing n 2 all 5",
		"data.unit_differs id 7001 first a.json other b.json keys [accessibility_properties accessibility_viewpoints address_zip connections contract_type languages location municipality name organizer_type phone provider_type services street_address www]",
		"data.unit_differs id 7002 first a.json other b.json keys [accessibility_viewpoints id languages location name provider_type public services]",
		"data.units_hidden n 1",
		"data.units_nameless n 1",
	}
	var facts []string
	for _, f := range s.Facts {
		facts = append(facts, strings.TrimSpace(fmt.Sprintln(append([]any{f.Key}, f.Values...)...)))
	}
	if d := cmp.Diff(notes, facts); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// Metres do not identify a system: the interface offers several.
func TestMetres(t *testing.T) {
	s, err := Source(files(`[{"id": 1, "location": {"type": "Point", "coordinates": [391500.5, 6685000]}}]`))
	if err != nil || s.System.Stated() || s.Facts != nil {
		t.Errorf("%+v, %v", s, err)
	}
}

func TestSourceWrong(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"{\"results\": [{\"id\": 1, \"location\": {\"type\": \"LineString\", \"coordinates\": []}},\n{\"name\": \"x\"}]}",
			"a.json:1: column \"location\": found \"LineString\", expected a Point with two coordinates\na.json:2: found \"an item without id\", expected a unit of the Service Map"},
		{`{"results": [{"id": 1, "connections": "x"}]}`, `a.json:1: column "connections": found "a JSON string", expected a list`},
		{`{"results": [{"id": 1, "name": ["x"]}]}`, `a.json:1: column "name": found "a JSON array", expected a text`},
		{`{"results": {}}`, `a.json:1: found "{}", expected a list`},
	} {
		if _, err := Source(files(c.text)); err == nil || err.Error() != c.want {
			t.Errorf("%s\n got %v\nwant %s", c.text, err, c.want)
		}
	}
}

func FuzzSource(f *testing.F) {
	f.Add([]byte(units))
	f.Add([]byte(`[{"id": 1, "languages": "fi", "accessibility_viewpoints": "11:green"}]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Source([]pages.File{{Name: "a", Data: data}})
		if err != nil {
			return
		}
		n := 0
		if err := s.Each(nil, func(*record.Row) error { n++; return nil }); err != nil || n != s.Rows {
			t.Fatalf("%d rows of %d, %v", n, s.Rows, err)
		}
	})
}
