package naming_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"saavu/internal/naming"
	"saavu/internal/property"
)

// places have names with the same words, in several languages and spellings.
var places = []naming.Thing{
	{ID: "hs_lansimaki", Names: []string{"Länsimäen terveysasema"}, About: []string{"health_station", "Hakunila"}},
	{ID: "dent_lansimaki", Names: []string{"Länsimäen terveysaseman hammashoitola"}, About: []string{"dental", "Hakunila"}},
	{ID: "st_lansimaki", Names: []string{"La\u0308nsima\u0308ki"}, About: []string{"stop", "Hakunila"}},
	{ID: "hosp_peijas", Names: []string{"Peijaksen sairaala", "Pejas sjukhus", "Peijas hospital"}},
	{ID: "nv_a", Names: []string{"Åbyn neuvola", "Åby rådgivning"}},
	{ID: "nv_b", Names: []string{"Åby rådgivning"}},
	{ID: "kiosk", Names: []string{"Smørrebrød Café"}},
	{ID: "cafe", Names: []string{"Kiosk"}},
	{ID: "fill.rate.gp"},
	{ID: "fill.rate.nurse"},
}

func ids(list []int) string {
	var out []string
	for _, i := range list {
		out = append(out, places[i].ID)
	}
	return strings.Join(out, " ")
}

func TestNamed(t *testing.T) {
	for _, c := range []struct{ text, fits, also string }{
		{"hs_lansimaki", "hs_lansimaki", ""},
		{"HS-Länsimäki", "hs_lansimaki", ""},
		{"länsimäen TERVEYSASEMA", "hs_lansimaki", ""}, // the dental clinic has another word
		{"la\u0308nsima\u0308en terveysasema", "hs_lansimaki", ""},
		{"terveysasema länsimäki", "hs_lansimaki", ""}, // words of the name and of the id
		{"Länsimäki", "st_lansimaki", "hs_lansimaki dent_lansimaki"},
		{"lansimaki", "st_lansimaki", "hs_lansimaki dent_lansimaki"},
		{"Länsimäen", "hs_lansimaki dent_lansimaki", ""},
		{"Länsimä", "", ""},  // a part of a word is not a word
		{"Hakunila", "", ""}, // About is only for searches
		{"sjukhus", "hosp_peijas", ""},
		{"peijas HOSPITAL", "hosp_peijas", ""},
		{"Åby rådgivning", "nv_a nv_b", ""}, // two share a name: ambiguous
		{"abyn neuvola", "nv_a", ""},
		{"smorrebrod cafe", "kiosk", ""},
		{"SMØRREBRØD", "kiosk", ""},
		{"kiosk", "kiosk", ""},      // an exact id takes precedence over a name
		{"Kiosk", "kiosk cafe", ""}, // but not in another case
		{"rate gp", "fill.rate.gp", ""},
		{"fill.rate", "fill.rate.gp fill.rate.nurse", ""},
		{"", "", ""},
		{"_–/", "", ""},
	} {
		m := naming.Named(c.text, places)
		if ids(m.Fits) != c.fits || ids(m.Also) != c.also {
			t.Errorf("%q names %s, also %s; expected %s, also %s", c.text, ids(m.Fits), ids(m.Also), c.fits, c.also)
		}
	}
}

func TestSearch(t *testing.T) {
	for _, c := range []struct{ text, finds string }{
		{"länsimä", "hs_lansimaki dent_lansimaki st_lansimaki"},
		{"asema", "hs_lansimaki dent_lansimaki"}, // the end of a compound
		{"hakunila stop", "st_lansimaki"},
		{"SJUKHUS", "hosp_peijas"},
		{"nowhere", ""},
	} {
		if got := ids(naming.Search(c.text, places)); got != c.finds {
			t.Errorf("%q finds %s, expected %s", c.text, got, c.finds)
		}
	}
	if got := naming.Search(" ", places); len(got) != len(places) {
		t.Errorf("no words find %d of %d", len(got), len(places))
	}
}

func TestNear(t *testing.T) {
	for _, c := range []struct{ text, near string }{
		{"hs_lansimak", "hs_lansimaki"},                          // a part
		{"hs_lasnimaki", "hs_lansimaki"},                         // an exchange
		{"Lensimäen terveysasma", "hs_lansimaki dent_lansimaki"}, // the nearest spelling of each word
		{"Peijaxen", "hosp_peijas"},
		{"zzzzzz", ""},
		{"peijas zzzzzz", ""},
		{"", ""},
	} {
		if got := ids(naming.Near(c.text, places)); got != c.near {
			t.Errorf("near %q is %s, expected %s", c.text, got, c.near)
		}
	}
}

// Text without the diacritics, case or separators of a name names the same thing.
func TestNamedIgnoresForm(t *testing.T) {
	property.Check(t, func(t *rapid.T) {
		name := rapid.StringMatching(`[a-zåäöéøÅÄÖ]{1,8}( [a-zåäöéø]{1,8}){0,2}`).Draw(t, "name")
		things := []naming.Thing{{ID: "no.1", Names: []string{name}}, {ID: "no.2", Names: []string{name + " other"}}}
		for _, text := range []string{strings.ToUpper(name), naming.Fold(name), "  " + strings.ReplaceAll(name, " ", " - ")} {
			if m := naming.Named(text, things); !slices.Equal(m.Fits, []int{0}) {
				t.Fatalf("%q of %q names %v", text, name, m.Fits)
			}
		}
	})
}
