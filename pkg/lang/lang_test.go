package lang_test

import (
	"testing"

	"saavu/pkg/lang"
)

// A language without a name uses that of another one: Finnish, then Swedish, then
// English.
func TestIn(t *testing.T) {
	for _, test := range []struct {
		name       lang.Name
		en, fi, sv string
	}{
		{lang.Name{}, "", "", ""},
		{lang.Same("Local"), "Local", "Local", "Local"},
		{lang.Name{En: "e", Fi: "f", Sv: "s"}, "e", "f", "s"},
		{lang.Name{Fi: "f", Sv: "s"}, "f", "f", "s"},
		{lang.Name{En: "e", Sv: "s"}, "e", "s", "s"},
		{lang.Name{En: "e", Fi: "f"}, "e", "f", "f"},
		{lang.Name{En: "e"}, "e", "e", "e"},
		{lang.Name{Sv: "s"}, "s", "s", "s"},
	} {
		for l, want := range map[lang.Language]string{lang.English: test.en, lang.Finnish: test.fi, lang.Swedish: test.sv} {
			if got := test.name.In(l); got != want {
				t.Errorf("%+v in %s: %q, expected %q", test.name, l, got, want)
			}
		}
		if n := test.name; n.Own(lang.English) != n.En || n.Own(lang.Finnish) != n.Fi || n.Own(lang.Swedish) != n.Sv || n.Own("de") != "" {
			t.Errorf("%+v: a language has another language's own name", n)
		}
	}
	if got := (lang.Name{En: "e", Sv: "s"}).In("de"); got != "s" {
		t.Errorf("a language without names: %q", got)
	}
}

// A language without a short form uses its name, not another language's short form.
func TestOr(t *testing.T) {
	name := lang.Name{En: "Doctor reception", Fi: "Lääkärin vastaanotto"}
	for _, test := range []struct{ short, want lang.Name }{
		{lang.Name{}, lang.Name{En: "Doctor reception", Fi: "Lääkärin vastaanotto", Sv: "Lääkärin vastaanotto"}},
		{lang.Name{En: "Doctor"}, lang.Name{En: "Doctor", Fi: "Lääkärin vastaanotto", Sv: "Lääkärin vastaanotto"}},
		{lang.Same("GP"), lang.Same("GP")},
	} {
		if got := test.short.Or(name); got != test.want {
			t.Errorf("%+v: %+v, expected %+v", test.short, got, test.want)
		}
	}
	if got := name.Every("plain"); got != (lang.Name{}).Or(name) {
		t.Errorf("a name for every language: %+v", got)
	}
	if got := (lang.Name{}).Every("plain"); got != lang.Same("plain") {
		t.Errorf("a plain text for every language: %+v", got)
	}
	if got := (lang.Name{}).Or(lang.Name{}); got != (lang.Name{}) {
		t.Errorf("nothing or nothing: %+v", got)
	}
}
