package app

import (
	"strings"
	"testing"

	"saavu/internal/engine"
	"saavu/internal/words"
	"saavu/pkg/access"
	"saavu/pkg/lang"
	"saavu/pkg/population"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
	"saavu/pkg/travel"
)

// Every choice that a measure depends on is printed above its figures, in every
// language.
func TestWhatIsAskedInThreeLanguages(t *testing.T) {
	step := access.Stepped([]access.Step{{Until: 10, Weight: 1}}, false)
	binary := access.Binary(7.5)
	variable := access.Variable{Sizes: []float64{7.5, 20}, BasePeople: 1000, BaseRatio: 0.01}
	for _, x := range []struct {
		q          AccessRequest
		en, fi, sv string
	}{
		{AccessRequest{Measure: "cumulative", Choice: access.Choice{Cutoffs: []float64{7.5, 30}, Below: true}, Against: "today"},
			"cumulative, within 7.5, 30 min, a time equal to a cutoff is outside, against today",
			"cumulative, enintään 7,5, 30 min, rajan suuruinen aika on ulkopuolella, vertailu: today",
			"cumulative, inom 7,5, 30 min, en tid lika med gränsen är utanför, jämförs med today"},
		{AccessRequest{Measure: "interval", Choice: access.Choice{From: 7.5, To: 20}}, "interval, 7.5 to 20 min", "interval, 7,5–20 min", "interval, 7,5–20 min"},
		{AccessRequest{Measure: "closest-n", Choice: access.Choice{Count: 2}}, "closest-n, n = 2 facilities", "closest-n, n = 2 (toimipisteitä)", "closest-n, n = 2 (verksamhetsställen)"},
		{AccessRequest{Measure: "closest-n", Choice: access.Choice{Units: true}}, "closest-n, n = 1 units of supply", "closest-n, n = 1 (tarjontayksikköjä)", "closest-n, n = 1 (utbudsenheter)"},
		{AccessRequest{Measure: "2sfca", PerFacility: true, Line: 0.5, Choice: access.Choice{Decay: &binary}},
			"2sfca, line 0.5, decay binary:7.5m, a time equal to the limit is within",
			"2sfca, raja 0,5, vaimennus binary:7.5m, rajan suuruinen aika on rajan sisällä",
			"2sfca, gräns 0,5, avtagande vikt binary:7.5m, en tid lika med gränsen är inom gränsen"},
		{AccessRequest{Measure: "v2sfca", Choice: access.Choice{Decay: &step, Variable: variable}},
			"v2sfca, decay stepped-open:10m=1, a time equal to the end of a step has the next step's weight, sizes 7.5, 20 min, at least 1000 people and a ratio of 0.01",
			"v2sfca, vaimennus stepped-open:10m=1, portaan lopun suuruisella ajalla on seuraavan portaan paino, koot 7,5, 20 min, vähintään 1000 henkilöä ja suhde 0,01",
			"v2sfca, avtagande vikt stepped-open:10m=1, en tid lika med slutet av ett steg har nästa stegs vikt, storlekar 7,5, 20 min, minst 1000 personer och kvoten 0,01"},
		{AccessRequest{Measure: "nearest", KeepUnsupplied: true, Own: true, Passive: true, Choice: access.Choice{Ratio: true, Kind: "doubly"}},
			"nearest, kind doubly, facilities without supply kept, over the mean of all people, people with a car at hand also by car, passive: what reaches a facility",
			"nearest, laji doubly, mukana myös toimipisteet, joilla ei ole tarjontaa, jaettuna koko väestön keskiarvolla, autolla myös ne, joilla on auto käytössä, passiivinen: mikä tavoittaa toimipisteen",
			"nearest, slag doubly, också verksamhetsställen utan utbud är med, delat med hela befolkningens medelvärde, de som har tillgång till bil även med bil, passivt: vad som når ett verksamhetsställe"},
	} {
		inThree(t, x.q.choices(access.Find(x.q.Measure)), x.en, x.fi, x.sv)
	}
}

// So are the people, the supply and the modes.
func TestWhatOfACountyIsAskedInThreeLanguages(t *testing.T) {
	counties := []*scenario.Base{{Year: 2030}, {Year: 2026}}
	ask := engine.CountyAsk{Group: population.Group{From: 0, To: 6}, Supply: "fte", Modes: []engine.ModeTime{{Mode: travel.Walk}, {Mode: travel.Transit, Period: travel.Rush, Percentile: 85}}}
	inThree(t, peopleOf(ask, counties...), "people 0–6, 2026, 2030", "väestö: 0–6-vuotiaat, 2026, 2030", "befolkning: 0–6 år, 2026, 2030")
	ask.Group = population.Group{From: 75, To: population.Ages - 1}
	inThree(t, peopleOf(ask, counties[0]), "people 75+, 2030", "väestö: 75 vuotta täyttäneet, 2030", "befolkning: minst 75 år, 2030")
	ask.Group.From = 0
	inThree(t, peopleOf(ask, counties[0]), "people all ages, 2030", "väestö: kaikenikäiset, 2030", "befolkning: alla åldrar, 2030")
	inThree(t, supplyOf(ask), "supply: fte", "tarjonta: vakanssit", "utbud: befattningar")
	inThree(t, modesOf(ask), "fastest of walk any, transit rush, percentile 85", "nopein näistä: kävely (kaikki ajat), joukkoliikenne (ruuhka-aika, persentiili 85)",
		"snabbast av gång (alla tider), kollektivtrafik (rusningstid, percentil 85)")
	for _, mode := range []travel.Mode{travel.Walk, travel.Bike, travel.Transit, travel.Car} {
		for _, period := range []travel.Period{travel.Any, travel.Rush, travel.Midday} {
			if !words.Has("mode."+mode.String()) || !words.Has("hours."+period.String()) {
				t.Errorf("no words for %s %s", mode, period)
			}
		}
	}
	for _, supply := range engine.SupplyWords() {
		if !words.Has("supply." + supply) {
			t.Errorf("no words for the supply %s", supply)
		}
	}
}

// inThree compares a message with its texts in English, Finnish and Swedish.
func inThree(t *testing.T, m report.Message, want ...string) {
	t.Helper()
	for i, l := range lang.Languages() {
		// A number and its unit are kept together by a space that does not break.
		if got := strings.ReplaceAll(words.In(l).Message(m), "\u00a0", " "); got != want[i] {
			t.Errorf("%s:\n got %q\nwant %q", l, got, want[i])
		}
	}
}
