package ptv

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"saavu/internal/format/pages"
	"saavu/internal/format/record"
	"saavu/internal/realdata"
)

// channels is a page of two places and a telephone service, made for tests.
const channels = `{"pageNumber": 1, "pageSize": 2, "pageCount": 3, "itemList": [
{"id": "a1", "serviceChannelType": "ServiceLocation", "organizationId": "o1",
 "serviceChannelNames": [{"language": "sv", "value": "Hälsostation", "type": "Name"}, {"language": "fi", "value": "Toinen nimi", "type": "AlternativeName"}, {"language": "fi", "value": " Terveysasema ", "type": "Name"}],
 "languages": ["fi", "sv"],
 "addresses": [
  {"type": "Postal", "subType": "PostOfficeBox"},
  {"type": "Location", "subType": "Single", "streetAddress": {"street": [{"language": "fi", "value": "Koetie"}], "streetNumber": "1 A", "postalCode": "12345",
    "municipality": {"code": "092", "name": [{"language": "fi", "value": "Koekunta"}]}, "latitude": "6690000.500", "longitude": "385000.250", "coordinateState": "Ok"},
    "entrances": [{"isMainEntrance": true, "accessibilitySentences": [{}, {}]}]},
  {"type": "Location", "streetAddress": {"latitude": "6690001", "longitude": "385001", "coordinateState": "Ok"}}],
 "serviceHours": [
  {"serviceHourType": "DaysOfTheWeek", "validForNow": true, "openingHour": [{"dayFrom": "Monday", "dayTo": "", "from": "08:00:00", "to": "16:00:00"}, {"dayFrom": "Tuesday", "dayTo": "Thursday", "from": "08:00:00", "to": "15:30:00"}]},
  {"serviceHourType": "OverMidnight", "validForNow": true, "openingHour": [{"dayFrom": "Friday", "dayTo": "Sunday", "from": "20:00:00", "to": "02:00:00"}]},
  {"serviceHourType": "DaysOfTheWeek", "validFrom": "2026-06-01", "validTo": "2026-08-31", "openingHour": [{"dayFrom": "Monday", "from": "09:00:00", "to": "12:00:00"}]},
  {"serviceHourType": "Exceptional", "isClosed": true, "validFrom": "2026-12-06", "openingHour": []}],
 "services": [{"service": {"id": "s1", "name": "Vastaanotto | vanha nimi"}}],
 "phoneNumbers": [{"prefixNumber": "+358", "number": "1"}], "webPages": [{"url": "https://example.org"}],
 "publishingStatus": "Published", "modified": "2026-01-01T00:00:00"},
{"id": "a2", "serviceChannelType": "ServiceLocation", "serviceChannelNames": [{"language": "en", "value": "Clinic", "type": "Name"}],
 "addresses": [{"type": "Location", "streetAddress": {"latitude": "", "longitude": null, "coordinateState": "NotReceived"}}],
 "serviceHours": [{"serviceHourType": "DaysOfTheWeek", "validForNow": true, "isAlwaysOpen": true, "isReservation": true}], "services": [], "publishingStatus": "Draft"},
{"id": "a3", "serviceChannelType": "Phone"}
]}`

// services is a page with a link that the channel does not have, and one to a
// missing channel.
const services = `{"pageNumber": 1, "pageCount": 1, "itemList": [
{"id": "s1", "serviceNames": [{"language": "fi", "value": "Vastaanotto", "type": "Name"}], "serviceClasses": [{"name": [{"language": "fi", "value": "Terveys"}]}],
 "serviceChannels": [{"serviceChannel": {"id": "a1", "name": "x"}}, {"serviceChannel": {"id": "a3"}}]},
{"id": "s2", "serviceNames": [{"language": "sv", "value": "Rådgivning", "type": "Name"}], "serviceChannels": [{"serviceChannel": {"id": "a2"}}, {"serviceChannel": {"id": "a1"}}]}
]}`

func files(texts ...string) []pages.File {
	var out []pages.File
	for i, text := range texts {
		out = append(out, pages.File{Name: fmt.Sprintf("p%d.json", i+1), Data: []byte(text)})
	}
	return out
}

// rows returns the rows as texts by field, and their places.
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

// stated are the facts of a source, each with its values.
func stated(s *record.Source) (out []string) {
	for _, f := range s.Facts {
		out = append(out, strings.TrimSpace(fmt.Sprintln(append([]any{f.Key}, f.Values...)...)))
	}
	return out
}

func TestSource(t *testing.T) {
	s, err := Source(files(channels, services))
	if err != nil {
		t.Fatal(err)
	}
	got, at := rows(t, s)
	want := []map[string]string{
		{"id": "a1", "name": "Terveysasema", "name_fi": "Terveysasema", "name_sv": "Hälsostation", "organization": "o1", "street": "Koetie 1 A",
			"postal_code": "12345", "municipality": "Koekunta", "municipality_code": "092", "coordinate_state": "Ok", "languages": "fi|sv",
			"services": "Vastaanotto|Rådgivning", "service_ids": "s1|s2", "service_classes": "Terveys",
			"opening_hours":           "Mo 08:00-16:00; Tu-Th 08:00-15:30; Fr 20:00-24:00; Sa 00:00-24:00; Su 00:00-02:00",
			"accessibility_sentences": "2", "phone": "+3581", "www": "https://example.org", "status": "Published", "modified": "2026-01-01T00:00:00", "page": "p1.json"},
		{"id": "a2", "name": "Clinic", "name_en": "Clinic", "coordinate_state": "NotReceived", "services": "Rådgivning", "service_ids": "s2",
			"opening_hours": "24/7", "accessibility_sentences": "0", "status": "Draft", "page": "p1.json"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if at[0] != (orb.Point{385000.25, 6690000.5}) || at[1] != nil {
		t.Errorf("places %v", at)
	}
	notes := []string{
		"data.channel_pages all 3 n 2 list {some [list [2 3] more 0]}",
		"data.channels_elsewise kind Phone n 1",
		"data.links_of_services n 2",
		"data.links_elsewhere n 1",
		"data.places_several n 1",
		"data.hours_exceptions n 1",
		"data.hours_seasons n 1 taken 0",
		"data.hours_reservation n 1",
	}
	if d := cmp.Diff(notes, stated(s)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if s.Rows != 2 || s.System.EPSG != 3067 || s.File != "p1.json" || len(s.Parts) != 2 {
		t.Errorf("%+v", s)
	}
}

// one is a page with one place.
func one(id, modified, hours string) string {
	return `{"pageNumber": 1, "pageCount": 1, "itemList": [{"id": "` + id + `", "serviceChannelType": "ServiceLocation", "modified": "` + modified + `",
"serviceHours": [{"serviceHourType": "DaysOfTheWeek", "openingHour": [{"dayFrom": "Monday", "from": "08:00", "to": "` + hours + `"}]}]}]}`
}

// If a place is on two pages, the newer one counts, else the first.
func TestSamePlaceTwice(t *testing.T) {
	for _, c := range []struct {
		name, first, second, hours string
		notes                      []string
	}{
		{"same", one("a", "2026-01-01", "16:00"), one("a", "2026-01-01", "16:00"), "Mo 08:00-16:00", []string{"data.items_again n 1"}},
		{"neither newer", one("a", "2026-01-01", "16:00"), one("a", "2026-01-01", "15:00"), "Mo 08:00-16:00",
			[]string{"data.item_as_old id a first p1.json other p2.json keys [serviceHours] kept p1.json"}},
		{"second newer", one("a", "2026-01-01", "16:00"), one("a", "2026-01-02", "15:00"), "Mo 08:00-15:00",
			[]string{"data.item_newer id a first p1.json other p2.json keys [modified serviceHours] kept p2.json"}},
		{"first newer", one("a", "2026-01-02", "16:00"), one("a", "2026-01-01", "15:00"), "Mo 08:00-16:00",
			[]string{"data.item_newer id a first p1.json other p2.json keys [modified serviceHours] kept p1.json"}},
	} {
		s, err := Source(files(c.first, c.second))
		if err != nil {
			t.Fatal(c.name, err)
		}
		got, _ := rows(t, s)
		if len(got) != 1 || got[0]["opening_hours"] != c.hours {
			t.Errorf("%s: %v", c.name, got)
		}
		if d := cmp.Diff(c.notes, stated(s)); d != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, d)
		}
	}
}

func TestMissingPages(t *testing.T) {
	page := func(number, count int) string {
		return fmt.Sprintf(`{"pageNumber": %d, "pageCount": %d, "itemList": [{"id": "a%d", "serviceChannelType": "ServiceLocation"}]}`, number, count, number)
	}
	for _, c := range []struct {
		files []string
		want  string
	}{
		{[]string{page(1, 2), page(2, 2)}, ""},
		{[]string{page(2, 2)}, "data.channel_pages all 2 n 1 list {some [list [1] more 0]}"},
		{[]string{page(3, 1000000000)}, "data.channel_pages all 1000000000 n 999999999 list {some [list [1 2 4 5 6 7 8 9 10 11] more 999999989]}"},
	} {
		s, err := Source(files(c.files...))
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(stated(s), "; "); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestSourceWrong(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`{"pageNumber": 1, "itemList": [{"id": "a", "serviceChannelType": "ServiceLocation", "languages": "fi"}]}`,
			`p1.json:1: column "languages": found "a JSON string", expected a list`},
		{"[{\"id\": \"a\", \"serviceChannelType\": \"ServiceLocation\", \"addresses\": [{\"type\": \"Location\", \"streetAddress\": {\"latitude\": \"6,7\", \"longitude\": \"258000\"}}]},\n{\"id\": \"b\"},\n{\"serviceChannelType\": \"ServiceLocation\"}]",
			"p1.json:1: column \"latitude\": found \"6,7\", expected metres of EPSG:3067 with a decimal point\n" +
				"p1.json:2: found \"an item without id or serviceChannelType\", expected a service channel or a service of the catalogue\n" +
				"p1.json:3: found \"an item without id or serviceChannelType\", expected a service channel or a service of the catalogue"},
		{`{"itemList": [{"id": "p", "serviceChannelType": "Phone"}]}`,
			`p1.json: found "0 services, 1 channel of the type Phone", expected service channels of the type ServiceLocation (give the pages of the channels too)`},
		{`{"itemList": [`, `p1.json:1: found "the end of the file", expected JSON (the file seems to be truncated)`},
	} {
		if _, err := Source(files(c.text)); err == nil || err.Error() != c.want {
			t.Errorf("%.60s\n got %v\nwant %s", c.text, err, c.want)
		}
	}
}

func TestRealPages(t *testing.T) {
	dir := filepath.Join(realdata.Dir(t), "service-points", "ptv")
	var list []pages.File
	for _, name := range []string{"municipality_channels.json", "municipality_channels_2.json", "municipality_channels_3.json", "municipality_services.json"} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, pages.File{Name: name, Data: data})
	}
	s, err := Source(list)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"data.item_as_old id 0001a1c4-6273-424f-8d17-2ac62be89741 first municipality_channels.json other municipality_channels_2.json keys [serviceHours] kept municipality_channels.json",
		"data.channels_elsewise kind Phone n 1",
		"data.services_nameless n 1",
		"data.links_of_channels n 1",
	}
	if d := cmp.Diff(want, stated(s)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	got, at := rows(t, s)
	if len(got) != 3 {
		t.Fatalf("%d rows", len(got))
	}
	for i, services := range []string{"Hammaslääkäri|Neuvolapalvelut", "Perusopetus", "Hammaslääkäri|Neuvolapalvelut"} {
		if got[i]["services"] != services || at[i] != (orb.Point{258000, 6730000}) {
			t.Errorf("row %d: %s at %v", i, got[i]["services"], at[i])
		}
	}
}

func FuzzSource(f *testing.F) {
	f.Add([]byte(channels), []byte(services))
	f.Add([]byte(one("a", "2026", "16:00")), []byte(one("a", "2027", "x")))
	f.Fuzz(func(t *testing.T, a, b []byte) {
		s, err := Source([]pages.File{{Name: "a", Data: a}, {Name: "b", Data: b}})
		if err != nil {
			return
		}
		n := 0
		if err := s.Each(nil, func(*record.Row) error { n++; return nil }); err != nil || n != s.Rows || n == 0 {
			t.Fatalf("%d rows of %d, %v", n, s.Rows, err)
		}
	})
}

// A day in several hours keeps all of them, and a closed channel is not one
// with unknown hours.
func TestHoursOfADayAddUp(t *testing.T) {
	for _, c := range []struct{ hours, want string }{
		{`{"serviceHourType": "DaysOfTheWeek", "openingHour": [{"dayFrom": "Monday", "from": "08:00", "to": "12:00"}, {"dayFrom": "Monday", "from": "13:00", "to": "16:00"}]}`,
			"Mo 08:00-12:00, Mo 13:00-16:00"},
		{`{"serviceHourType": "DaysOfTheWeek", "openingHour": [{"dayFrom": "Monday", "dayTo": "Friday", "from": "08:00", "to": "16:00"}]},
{"serviceHourType": "DaysOfTheWeek", "openingHour": [{"dayFrom": "Wednesday", "from": "16:00", "to": "19:00"}, {"dayFrom": "Saturday", "from": "10:00", "to": "14:00"}]}`,
			"Mo-Fr 08:00-16:00, We 16:00-19:00; Sa 10:00-14:00"},
		{`{"serviceHourType": "DaysOfTheWeek", "validForNow": true, "isClosed": true}`, "off"},
		{`{"serviceHourType": "Exceptional", "isClosed": true}`, ""},
		{`{"serviceHourType": "DaysOfTheWeek", "validTo": "2026-08-31", "isClosed": true}`, ""},
	} {
		page := `{"pageNumber": 1, "pageCount": 1, "itemList": [{"id": "a", "serviceChannelType": "ServiceLocation", "serviceHours": [` + c.hours + `]}]}`
		s, err := Source(files(page))
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := rows(t, s); len(got) != 1 || got[0]["opening_hours"] != c.want {
			t.Errorf("%v, want %q", got, c.want)
		}
	}
}
