package load

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// edited is the small county with texts of its files replaced.
func edited(t *testing.T, edits map[string][]string) fstest.MapFS {
	t.Helper()
	files := small(t)
	for name, pairs := range edits {
		text := string(files["small/"+name].Data)
		for _, old := range pairs {
			if !strings.Contains(text, strings.Split(old, " → ")[0]) {
				t.Fatalf("%s has no %q", name, old)
			}
			before, after, _ := strings.Cut(old, " → ")
			text = strings.ReplaceAll(text, before, after)
		}
		files["small/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	return files
}

// Everything may have one name for all languages or names by language. Messages use
// the English name or its substitute.
func TestNamesByLanguage(t *testing.T) {
	c, err := read(edited(t, map[string][]string{
		"county.yaml": {
			`name: {en: "Doctor"} → name: {fi: Lääkäri, sv: Läkare}` + "\n    short: Lääk.",
			`name: {en: "Clinic", fi: "Neuvola", sv: "Rådgivning"} → name: Clinic` + "\n    short: {fi: Neuv.}",
			`text: "A clinic in the west" → text: {en: "A clinic in the west", fi: Neuvola lännessä}`,
			`what: "East" → what: {sv: Öst, fi: Itä}`,
			`phn: {v: 32, → phn: {name: {fi: palkka, en: wage}, v: 32,`,
			`gp: {v: 60, → gp: {name: wage, v: 60,`},
		"facilities.csv": {
			"id,name, → id,name,name_sv,name_fi,",
			"cl_west,Länsi neuvola, → cl_west,Länsi neuvola,Väst rådgivning,Lännen neuvola,",
			"hs_west,Länsi terveysasema, → hs_west,Länsi terveysasema,,,",
			"hs_east,Itä terveysasema, → hs_east,Itä terveysasema,,,", "st_east,Itä, → st_east,Itä,,,", "cl_old,Vanha neuvola, → cl_old,Vanha neuvola,,,",
			"mp,Kohtaamispaikka, → mp,Kohtaamispaikka,,,", "prov,Tuottaja, → prov,Tuottaja,,,"},
		"options/less.yaml":  {"name: Less → name: {sv: Mindre, fi: Vähemmän}\nshort: {fi: Väh., sv: Mindre}"},
		"options/today.yaml": {"name: Today → name: Today\nshort: Now"},
	}))
	if err != nil {
		t.Fatal(err)
	}
	n := c.Base.Network
	wage, _ := c.Base.Params.Get("wage.phn")
	gp, _ := c.Base.Params.Get("wage.gp")
	aide, _ := c.Base.Params.Get("wage.aide")
	for what, pair := range map[string][2]any{
		"service by language":           {n.Services[1].Name, lang.Name{Fi: "Lääkäri", Sv: "Läkare"}},
		"short form once":               {n.Services[1].Short, lang.Same("Lääk.")},
		"service once":                  {n.Services[0].Name, lang.Same("Clinic")},
		"short form by language":        {n.Services[0].Short, lang.Name{Fi: "Neuv."}},
		"rule for all languages":        {c.Rules[0].Text, "A clinic in the west"},
		"rule by language":              {c.Rules[0].Texts, lang.Name{En: "A clinic in the west", Fi: "Neuvola lännessä"}},
		"rule once":                     {[2]any{c.Rules[1].Text, c.Rules[1].Texts}, [2]any{"A station on each side", lang.Name{}}},
		"figure for all languages":      {c.Known[0].What, "Itä"},
		"figure by language":            {c.Known[0].Whats, lang.Name{Fi: "Itä", Sv: "Öst"}},
		"parameter by language":         {wage.Name, lang.Name{En: "wage", Fi: "palkka"}},
		"parameter once":                {gp.Name, lang.Same("wage")},
		"parameter without a name":      {aide.Name, lang.Name{}},
		"facility":                      {n.Facilities[1].Name, "Länsi neuvola"},
		"facility by language":          {n.Facilities[1].Names, lang.Name{Fi: "Lännen neuvola", Sv: "Väst rådgivning"}},
		"facility without other names":  {n.Facilities[2].Names, lang.Name{}},
		"area":                          {c.Base.Grid.Areas[0].Names, lang.Name{En: "East", Fi: "Itä", Sv: "Öst"}},
		"option for all languages":      {c.Options[1].Name, "Vähemmän"},
		"option by language":            {c.Options[1].Names, lang.Name{Fi: "Vähemmän", Sv: "Mindre"}},
		"short form of an option":       {c.Options[1].Short, lang.Name{Fi: "Väh.", Sv: "Mindre"}},
		"option once":                   {[2]any{c.Options[0].Name, c.Options[0].Names}, [2]any{"Today", lang.Name{}}},
		"short form of an option, once": {c.Options[0].Short, lang.Same("Now")},
	} {
		if d := cmp.Diff(pair[1], pair[0]); d != "" {
			t.Errorf("%s (-want +got)\n%s", what, d)
		}
	}
}

// Missing names are counted by language and kind. One text is the name in every
// language, except in a table with another row that has a name in that language.
func TestNameNotes(t *testing.T) {
	c := &County{Rules: []report.Rule{{ID: "keep", Text: "keep", Texts: lang.Name{En: "keep"}}, {ID: "each", Text: "each"}},
		Known: []report.Known{{What: "East", Whats: lang.Name{En: "East", Fi: "Itä"}}}}
	c.Base.Grid = &population.Grid{Areas: []population.Area{{ID: "korso", Name: "Korso"}, {ID: "kerava", Name: "Kerava"}}}
	c.Base.Network = &network.Network{Services: []network.Service{{ID: "gp", Name: lang.Name{En: "Doctor", Fi: "Lääkäri"}}, {ID: "nurse", Name: lang.Same("Nurse")}},
		Facilities: []network.Facility{{ID: "a", Name: "A", Names: lang.Name{Sv: "A"}}, {ID: "b"}, {ID: "c"}, {ID: "d"}, {ID: "e"}}}
	options := []scenario.Option{{ID: "today", Name: "Today"}, {ID: "less", Name: "Less", Names: lang.Name{En: "Less"}},
		{ID: "more", Name: "More", Names: lang.Name{En: "A long name of more", Fi: "Enemmän", Sv: "Mera"}, Short: lang.Name{En: "Today"}},
		{ID: "long", Name: "abcdefghijklmnopq"}, {ID: "just", Name: "åbcdefghijklmnöp"}}
	want := []string{
		"names missing in a language, where another language is used instead: English: 1 facility (a); Finnish: 1 option (less), 1 facility (a), 1 rule (keep); " +
			"Swedish: 1 service (gp), 1 option (less), 4 facilities (b, c, d and 1 more), 1 rule (keep), 1 known figure (East)",
		`short forms of more than 16 characters: "abcdefghijklmnopq" of the option long`,
		`short forms used for several things: "Today" of the options today and more`,
	}
	if d := cmp.Diff(want, c.NameNotes(options)); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	c.Rules, c.Known, c.Base.Network = nil, nil, &network.Network{Services: []network.Service{{ID: "nurse", Name: lang.Same("Nurse")}}}
	if notes := c.NameNotes(options[:1]); notes != nil {
		t.Errorf("one text in every language: %q", notes)
	}
}
