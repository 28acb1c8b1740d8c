package source_test

import (
	"reflect"
	"testing"

	"saavu/internal/format/record"
	"saavu/internal/source"
	"saavu/internal/words"
	"saavu/pkg/lang"
)

// A fact of a reader, with a fact in it, is written in the language of the result.
func TestFactsAreWritten(t *testing.T) {
	var s record.Source
	s.State("data.channel_pages", "all", 14, "n", 12, "list", record.Fact{Key: "some", Values: []any{"list", []string{"2", "3"}, "more", 10}})
	s.Count("data.units_hidden", 0)
	s.Count("data.units_hidden", 3)
	for language, want := range map[lang.Language][]string{
		lang.English: {"of 14 pages of service channels 12 are missing: 2, 3 and 10 more", "units that are not public, left out: 3"},
		lang.Finnish: {"asiointikanavien sivuja (14) puuttuu 12: 2, 3 ja 10 muuta", "toimipisteitä, jotka eivät ole julkisia ja jotka on jätetty pois: 3"},
		lang.Swedish: {"av 14 sidor med servicekanaler saknas 12: 2, 3 och 10 till", "verksamhetsställen som inte är offentliga, utelämnade: 3"},
	} {
		var got []string
		for _, f := range s.Facts {
			got = append(got, words.In(language).Message(source.Message(f)))
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %q, want %q", language, got, want)
		}
	}
}
