package words

import (
	"math"
	"testing"
	"unicode/utf8"

	"saavu/pkg/lang"
	"saavu/pkg/population"
	"saavu/pkg/report"
)

// Value for money has words of every verdict, with and without its figure, long and
// short.
func TestWorth(t *testing.T) {
	en := In(lang.English)
	for _, tt := range []struct {
		what          string
		people, money report.Range
		long, short   string
	}{
		{"gained", between(1900, 1500, 2300), between(5e5, 3e5, 7e5), "260 € per gained", "260/gained"},
		{"gained, large", between(100, 80, 120), between(5e6, 4e6, 6e6), "50 000 € per gained", "50 000/gained"},
		{"gained, millions", between(4, 3, 5), between(5e6, 4e6, 6e6), "1.3 M€ per gained", "1.3M/gained"},
		{"gained, next to nothing", between(90_000, 80_000, 100_000), between(9000, 8000, 10_000), "<1 € per gained", "<1/gained"},
		{"saves", between(-1000, -1200, -800), between(-4.1e5, -5e5, -3e5), "saves 410 € per loser", "saves 410/loser"},
		{"saves thousands", between(-100, -120, -80), between(-4.14e5, -5e5, -3e5), "saves 4 100 € per loser", "saves 4.1k each"},
		{"saves hundreds of thousands", between(-1, -1.2, -0.8), between(-4.1e5, -5e5, -3e5), "saves 410 000 € per loser", "saves 410k each"},
		{"saves millions", between(-1, -1.2, -0.8), between(-4.1e6, -5e6, -3e6), "saves 4.1 M€ per loser", "saves 4.1M each"},
		{"both good", between(1900, 1500, 2300), between(-5e5, -7e5, -3e5), "better and cheaper", "better, cheaper"},
		{"both bad", between(-1900, -2300, -1500), between(5e5, 3e5, 7e5), "worse and more expensive", "worse, costlier"},
		{"money covers zero", between(1900, 1500, 2300), between(5e5, -1, 7e5), "no clear difference", "no clear diff."},
		{"people cover zero", between(1900, -10, 2300), between(5e5, 3e5, 7e5), "no clear difference", "no clear diff."},
		{"smaller than its range", between(100, 1, 900), between(5e5, 3e5, 7e5), "no clear difference", "no clear diff."},
		{"nothing changes", report.Exact(0), report.Exact(0), "no change", "no change"},
		{"unknown", report.Range{V: 1900, Lo: 1900, Hi: 1900}, report.Exact(5e5), "no clear difference", "no clear diff."},
		{"same reach, cheaper", report.Exact(0), between(-5e5, -7e5, -3e5), "same reach, cheaper", "same, cheaper"},
		{"same reach, more expensive", report.Exact(0), between(5e5, 3e5, 7e5), "same reach, more expensive", "same, costlier"},
		{"reach zero with a range", between(0, -50, 50), between(5e5, 3e5, 7e5), "no clear difference", "no clear diff."},
	} {
		x := report.WorthOf(tt.people, tt.money)
		if long, short := en.Worth(x), en.ShortWorth(x); long != tt.long || short != tt.short {
			t.Errorf("%s: %q and %q, expected %q and %q", tt.what, long, short, tt.long, tt.short)
		}
	}
	if en.Worth(report.Worth{}) != "" || en.ShortWorth(report.Worth{}) != "" {
		t.Error("no verdict has words")
	}
}

// The short words are at most 15 characters in English and 16 elsewhere, whatever
// the size of the price.
func TestShortWorthIsNarrow(t *testing.T) {
	for _, l := range lang.Languages() {
		most := 16
		if l == lang.English {
			most = 15
		}
		for _, v := range report.MoneyVerdicts() {
			for e := -2.0; e < 7; e += 0.01 {
				if s := In(l).ShortWorth(report.Worth{Verdict: v, Eur: math.Pow(10, e)}); utf8.RuneCountInString(s) > most {
					t.Fatalf("%s, 10^%g: %q has more than %d characters", l, e, s, most)
				}
			}
		}
	}
}

// A sentence names gain and loss apart, who loses the last point, and the money with
// the year from which it holds.
func TestSentence(t *testing.T) {
	areas := []report.Area{{Name: "Korso", Lose: 900, Gain: 10}, {Name: "Kivistö", Lose: 2500}}
	option := report.Option{ID: "central", Year: 2026, Against: 0}
	children := population.Group{From: 0, To: 6}
	for _, tt := range []struct {
		what       string
		o          report.Option
		row        report.Row
		en, fi, sv string
	}{
		{"loses", option, report.Row{Points: 4, Gain: report.Exact(0), Lose: between(3400, 3000, 3800), Areas: areas, County: between(-6e5, -8e5, -4e5), From: 2028},
			"3 400 children lose, most in Kivistö; saves 0.6 M€ a year from 2028.",
			"3\u00a0400 lasta menettää palvelun aikarajan sisältä, eniten: Kivistö; hyvinvointialue säästää 0,6\u00a0milj.\u00a0€ vuodessa (alkaen 2028).",
			"3\u00a0400 barn förlorar tjänsten inom tidsgränsen, flest: Kivistö; välfärdsområdet sparar 0,6\u00a0mn\u00a0€ per år (från 2028)."},
		{"gains and loses", option, report.Row{Points: 4, Gain: report.Exact(1200), Lose: report.Exact(40), Areas: areas, County: report.Exact(4e5), LoseLast: 30},
			"1 200 children gain, most in Korso, and fewer than 100 children lose, most in Kivistö; fewer than 100 lose the last point within reach by their own modes; costs 0.4 M€ a year more.",
			"1\u00a0200 lasta saa palvelun aikarajan sisään, eniten: Korso; alle 100 lasta menettää palvelun aikarajan sisältä, eniten: Kivistö; alle 100 menettää viimeisen omin kulkuneuvoin tavoitettavan pisteen; hyvinvointialue maksaa 0,4\u00a0milj.\u00a0€ vuodessa enemmän.",
			"1\u00a0200 barn får tjänsten inom tidsgränsen, flest: Korso; färre än 100 barn förlorar tjänsten inom tidsgränsen, flest: Kivistö; färre än 100 förlorar det sista stället inom räckhåll med egna färdmedel; välfärdsområdet betalar 0,4\u00a0mn\u00a0€ mer per år."},
		{"no change", option, report.Row{Points: 4, Gain: report.Exact(0), Lose: report.Exact(0), County: report.Exact(0)},
			"nobody gains or loses a point within reach; costs the county the same.",
			"kukaan ei saa eikä menetä pistettä aikarajan sisältä; hyvinvointialueen kustannus ei muutu.",
			"ingen får eller förlorar ett ställe inom räckhåll; kostar välfärdsområdet lika mycket."},
		{"not clear", option, report.Row{Points: 4, Gain: between(50, 0, 900), Lose: report.Exact(0), County: between(1e5, -1e5, 3e5)},
			"no clear change in who gets there; no clear change in the county's cost.",
			"ei selvää muutosta siinä, ketkä tavoittavat palvelun; ei selvää muutosta hyvinvointialueen kustannuksessa.",
			"ingen tydlig ändring i vem som når tjänsten; ingen tydlig ändring i välfärdsområdets kostnad."},
		{"little money", option, report.Row{Points: 4, Gain: report.Exact(0), Lose: report.Exact(0), County: report.Exact(-2e4)},
			"nobody gains or loses a point within reach; saves under 0.1 M€ a year.",
			"kukaan ei saa eikä menetä pistettä aikarajan sisältä; hyvinvointialue säästää alle 0,1\u00a0milj.\u00a0€ vuodessa.",
			"ingen får eller förlorar ett ställe inom räckhåll; välfärdsområdet sparar under 0,1\u00a0mn\u00a0€ per år."},
		{"no point", option, report.Row{County: report.Exact(-6e5), From: 2028},
			"no point gives this service in person; saves 0.6 M€ a year from 2028.",
			"mikään piste ei anna tätä palvelua paikan päällä; hyvinvointialue säästää 0,6\u00a0milj.\u00a0€ vuodessa (alkaen 2028).",
			"inget ställe ger tjänsten på plats; välfärdsområdet sparar 0,6\u00a0mn\u00a0€ per år (från 2028)."},
		{"reference", report.Option{Against: -1}, report.Row{Points: 8, GetsThere: between(0.71, 0.67, 0.75), WorstArea: "Aviapolis", WorstShare: report.Exact(0.43), Served: report.Exact(0.96)},
			"71 (67-75) % of children get there, fewest in Aviapolis (43 %); 96 % of the need can be served.",
			"lapsista tavoittaa palvelun ajassa 71 (67–75)\u00a0%, vähiten: Aviapolis (43\u00a0%); resurssit riittävät 96\u00a0%:iin tarpeesta.",
			"71 (67–75)\u00a0% av barnen når tjänsten i tid, minst: Aviapolis (43\u00a0%); resurserna räcker till 96\u00a0% av behovet."},
	} {
		for l, want := range map[lang.Language]string{lang.English: tt.en, lang.Finnish: tt.fi, lang.Swedish: tt.sv} {
			if got := In(l).Sentence(children, &tt.o, &tt.row); got != want {
				t.Errorf("%s:\n got %s\nwant %s", tt.what, got, want)
			}
		}
	}
}

// The sentence of all services has one place for one point, and what the same-budget
// rule bought and sold, each verb once.
func TestNetworkSentence(t *testing.T) {
	option := report.Option{Year: 2026, Against: 0}
	lines := []report.Line{{Money: report.Exact(-1), From: 2027}, {Money: report.Exact(-2), From: 2028}, {Money: report.Exact(0), From: 2040}}
	net := report.NetworkRow{Points: 30, Facilities: 1, County: report.Exact(-6e5), Homes: report.Exact(2e5), Lines: lines,
		MinServed: report.Exact(0.8), MinServedService: "Therapy, child", Trades: []report.Trade{
			{What: report.TradedPositions, Sold: true, Profession: "dentist", Positions: 8.51}, {What: report.TradedAll, Sold: true, Share: 0.101},
			{What: report.TradedEvening, Facility: lang.Same("Korso")}}}
	for l, want := range map[lang.Language]string{
		lang.English: "30 points at 1 facility; saves 0.6 M€ a year from 2028; homes pay 0.2 M€ a year more; the least served is Therapy, child (80 %); at the same budget: sold 8.5 positions of dentist, 10.1 % of all positions; evening hours at Korso.",
		lang.Finnish: "30 palvelupistettä, 1 toimipiste; hyvinvointialue säästää 0,6\u00a0milj.\u00a0€ vuodessa (alkaen 2028); asukkaat maksavat 0,2\u00a0milj.\u00a0€ vuodessa enemmän; vähiten toteutuu: Therapy, child (80\u00a0%); samalla budjetilla: myytiin hammaslääkäri: 8,5 vakanssia, 10,1\u00a0% kaikista vakansseista; ilta-ajat: Korso.",
		lang.Swedish: "30 serviceställen, 1 verksamhetsställe; välfärdsområdet sparar 0,6\u00a0mn\u00a0€ per år (från 2028); invånarna betalar 0,2\u00a0mn\u00a0€ mer per år; lägst andel som kan ges: Therapy, child (80\u00a0%); med samma budget: såldes tandläkare: 8,5 befattningar, 10,1\u00a0% av alla befattningar; kvällstider: Korso.",
	} {
		if got := In(l).NetworkStatement(&option, &net); got != want {
			t.Errorf("network:\n got %s\nwant %s", got, want)
		}
	}
}
