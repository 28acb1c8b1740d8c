package words

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// Every key has a text in each language, and no text has a placeholder that the
// English one does not have.
func TestEveryKeyHasThreeLanguages(t *testing.T) {
	for _, key := range slices.Sorted(maps.Keys(catalog())) {
		english := read(catalog()[key][0]).names
		for i, l := range lang.Languages() {
			text := catalog()[key][i]
			if _, known := patternOf(l, key); !known { // panics where it cannot be read
				t.Errorf("%s has no pattern in %s", key, l)
			}
			if strings.TrimSpace(text) == "" {
				t.Errorf("%s has no text in %s", key, l)
			}
			for _, name := range read(text).names {
				if !slices.Contains(english, name) {
					t.Errorf("%s in %s: {%s} is not in the English text", key, l, name)
				}
			}
			if rest := placeholder.ReplaceAllString(text, ""); strings.ContainsAny(rest, "{}|") && !strings.Contains(rest, "|") {
				t.Errorf("%s in %s: a brace that is not of a placeholder: %s", key, l, text)
			}
		}
	}
}

// Texts are read when they are first asked for: several goroutines that ask for all of
// them at once get the same ones.
func TestTextsAreReadByManyAtOnce(t *testing.T) {
	keys := slices.Sorted(maps.Keys(catalog()))
	said := make([]string, 8)
	var all sync.WaitGroup
	for k := range said {
		all.Go(func() {
			var b strings.Builder
			for _, l := range lang.Languages() {
				for _, key := range keys {
					b.WriteString(In(l).Text(key, "n", 1) + "\n")
				}
			}
			said[k] = b.String()
		})
	}
	all.Wait()
	for k, text := range said {
		if text != said[0] || strings.Count(text, "\n") < 3*len(keys) {
			t.Errorf("goroutine %d gets other texts", k)
		}
	}
}

// Every change that an option may have, with all that it can say, has words in each
// language, and none of them is a key or a placeholder.
func TestEveryKindOfChangeHasWords(t *testing.T) {
	n := &network.Network{Facilities: []network.Facility{{ID: "f", Name: "Korso"}}, Services: []network.Service{{ID: "s", Name: lang.Same("Doctor")}}}
	for _, c := range scenario.Kinds() {
		s := report.StepOf(c, n, n)
		for _, l := range lang.Languages() {
			if text := In(l).Step(&s); text == "" || strings.ContainsAny(text, "{}") || strings.Contains(text, "step.") {
				t.Errorf("%s in %s: %q", c.Kind(), l, text)
			}
		}
	}
}

// What the facts of changes are in words, with names in place of ids.
func TestSteps(t *testing.T) {
	n := &network.Network{Facilities: []network.Facility{{ID: "f", Name: "Korso"}, {ID: "g", Name: "Rekola", Names: lang.Name{Fi: "Rekola", Sv: "Räckhals"}}},
		Services: []network.Service{{ID: "s", Name: lang.Name{En: "Doctor", Fi: "Lääkäri", Sv: "Läkare"}}}}
	week := network.Hours{Office: 0b10101}
	for _, tt := range []struct {
		c          scenario.Change
		en, fi, sv string
	}{
		{&scenario.Close{Facility: "f"}, "closes Korso", "sulkee: Korso", "stänger: Korso"},
		{&scenario.Close{Facility: "f", Services: []string{"s"}}, "closes Doctor at Korso", "lopettaa: Lääkäri (Korso)", "upphör: Läkare (Korso)"},
		{&scenario.Open{Facility: "new", Services: []string{"s"}, Hours: &week}, "opens Doctor at new (3 days a week)", "avaa: Lääkäri (new), 3 pv/viikko", "öppnar: Läkare (new), 3 dagar/vecka"},
		{&scenario.Merge{Facility: "f", Into: "g"}, "merges Korso into Rekola", "yhdistää: Korso → Rekola", "slår ihop: Korso → Räckhals"},
		{&scenario.AddRemote{Service: "s", Share: 0.35}, "Doctor remote 35 %", "Lääkäri: etänä 35\u00a0%", "Läkare: på distans 35\u00a0%"},
		{&scenario.Contract{Service: "s", Production: network.ThirdSector, Share: 0.2}, "Doctor third sector 20 %", "Lääkäri: kolmas sektori 20\u00a0%", "Läkare: tredje sektorn 20\u00a0%"},
		{&scenario.SetAccess{Swedish: network.Yes, BarrierFree: network.No}, "sets access everywhere: not barrier-free, in Swedish", "asettaa kaikkialla: ei esteetön, ruotsiksi", "sätter överallt: inte hinderfri, på svenska"},
		{&scenario.AddMobile{ID: "b", UnitKind: "care_bus", Count: 1, Services: []string{"s"}, Stops: []scenario.Stop{{Facility: "f"}}}, "adds 1 × care bus with 1 stop for Doctor", "lisää 1 × hoivabussi, 1 pysäkki: Lääkäri", "lägger till 1 × vårdbuss, 1 hållplats: Läkare"},
		{&scenario.AddMobile{ID: "b", UnitKind: "popup_dental", Count: 3, Services: []string{"s"}, Schools: true}, "adds 3 × pop-up dental team at schools for Doctor", "lisää 3 × hammashoidon kiertävä tiimi, kouluissa: Lääkäri", "lägger till 3 × mobilt tandvårdsteam, i skolor: Läkare"},
		{&scenario.AddMobile{ID: "b", UnitKind: "care_bus", Count: 1, Services: []string{"s"}, Schools: true, Stops: []scenario.Stop{{Facility: "f"}}}, "adds 1 × care bus with 1 stop and at schools for Doctor", "lisää 1 × hoivabussi, 1 pysäkki ja kouluissa: Lääkäri", "lägger till 1 × vårdbuss, 1 hållplats och i skolor: Läkare"},
		{&scenario.Set{Path: "a.b", Value: 0.5}, "sets b (a.b) to 0.5", "asettaa: a.b = 0,5", "sätter: a.b = 0,5"},
	} {
		s := report.StepOf(tt.c, n, n)
		for l, want := range map[lang.Language]string{lang.English: tt.en, lang.Finnish: tt.fi, lang.Swedish: tt.sv} {
			if got := In(l).Step(&s); got != want {
				t.Errorf("%s in %s: %q, expected %q", tt.c.Kind(), l, got, want)
			}
		}
	}
}

// A plural goes by the number, a value that the text does not name is left out, and a
// key that is not there gives itself.
func TestText(t *testing.T) {
	en := In(lang.English)
	for _, tt := range []struct{ got, want string }{
		{en.Text("ok_grid", "cells", 1, "people", 5), "grid: 1 cell, 5 people"},
		{en.Text("ok_grid", "cells", 12345, "people", 5), "grid: 12 345 cells, 5 people"},
		{en.Text("step.days", "days", 1.0), " (1 day a week)"},
		{en.Text("step.days", "days", 2.5), " (2.5 days a week)"},
		{en.Text("step.set", "parameter", "a", "value", 1_250_000.5), "sets a to 1250000.5"},
		{In(lang.Finnish).Text("map.scale", "km", 0.5), "0,5\u00a0km"},
		{In(lang.Finnish).Text("checks_fit", "all", 2), "yksikään 2 tunnetusta luvusta ei poikkea yli 10\u00a0%"},
		{In(lang.Swedish).Text("homes_less", "money", "0,3"), "invånarna betalar 0,3\u00a0mn\u00a0€ mindre per år"},
		{Names("what_if").In(lang.Swedish), "Tänk om"},
		{en.Text("no such key", "x", 1), "no such key"},
		{en.Text("limit"), "limit {minutes} min"},
		{en.Message(report.Message{}), ""},
		{en.Message(report.NewMessage("some", "list", []string{"a", "b"}, "more", 0)), "a, b"},
		{en.Message(report.NewMessage("some", "list", []string{"a", "b"}, "more", 3)), "a, b and 3 more"},
		{en.Text("people", "people", "100 %s"), "100 %s people"},
		{In("de").Text("people", "people", 2), "2 people"},
		{fmt.Sprint(In("").Language()), "en"},
	} {
		if tt.got != tt.want {
			t.Errorf("%q, expected %q", tt.got, tt.want)
		}
	}
	if got := In(lang.Finnish).Ages(population.Group{From: 75, To: 200}); got != "75+-vuotiaat" {
		t.Errorf("an open age group: %s", got)
	}
}

// The unit of every figure of a comparison has words.
func TestEveryUnitHasWords(t *testing.T) {
	units := map[string]string{}
	for _, f := range report.RowFigures() {
		units[f.Unit] = f.Key
	}
	for _, f := range report.NetworkFigures() {
		units[f.Unit] = f.Key
	}
	for _, f := range report.AreaFigures() {
		units[f.Unit] = f.Key
	}
	for _, f := range report.GroupFigures() {
		units[f.Unit] = f.Key
	}
	for _, kind := range []string{"name", "word", "words", "flag", "list", "cells", "min"} {
		delete(units, kind) // no unit, or in no tidy list; min is min in every language
	}
	for unit, key := range units {
		if !Has("unit." + unit) {
			t.Errorf("%s: the unit %q has no words", key, unit)
		}
	}
}
