package words

import (
	"testing"

	"saavu/pkg/lang"
	"saavu/pkg/population"
	"saavu/pkg/report"
)

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
		{"loses", option, report.Row{Points: 4, Gain: report.Exact(0), Lose: between(3400, 3000, 3800), Areas: areas, VisitsChange: between(-5500, -6000, -5000), County: between(-6e5, -8e5, -4e5), From: 2028},
			"3 400 children lose, most in Kivistö; can give 5 500 fewer visits a year; costs 0.6 M€ a year less from 2028.",
			"3\u00a0400 lasta menettää palvelun aikarajan sisältä, eniten: Kivistö; vuodessa voidaan antaa 5\u00a0500 käyntiä vähemmän; hyvinvointialue maksaa 0,6\u00a0milj.\u00a0€ vuodessa vähemmän (alkaen 2028).",
			"3\u00a0400 barn förlorar tjänsten inom tidsgränsen, flest: Kivistö; 5\u00a0500 färre besök kan ges per år; välfärdsområdet betalar 0,6\u00a0mn\u00a0€ mindre per år (från 2028)."},
		{"gains and loses", option, report.Row{Points: 4, Gain: report.Exact(1200), Lose: report.Exact(40), Areas: areas, County: report.Exact(4e5), LoseLast: 30},
			"1 200 children gain, most in Korso, and 40 children lose, most in Kivistö; 30 lose the last point within reach by their own modes; costs 0.4 M€ a year more.",
			"1\u00a0200 lasta saa palvelun aikarajan sisään, eniten: Korso; 40 lasta menettää palvelun aikarajan sisältä, eniten: Kivistö; 30 menettää viimeisen omin kulkuneuvoin tavoitettavan pisteen; hyvinvointialue maksaa 0,4\u00a0milj.\u00a0€ vuodessa enemmän.",
			"1\u00a0200 barn får tjänsten inom tidsgränsen, flest: Korso; 40 barn förlorar tjänsten inom tidsgränsen, flest: Kivistö; 30 förlorar det sista stället inom räckhåll med egna färdmedel; välfärdsområdet betalar 0,4\u00a0mn\u00a0€ mer per år."},
		{"no change", option, report.Row{Points: 4, Gain: report.Exact(0), Lose: report.Exact(0), County: report.Exact(0)},
			"nobody gains or loses a point within reach; costs the county the same.",
			"kukaan ei saa eikä menetä pistettä aikarajan sisältä; hyvinvointialueen kustannus ei muutu.",
			"ingen får eller förlorar ett ställe inom räckhåll; kostar välfärdsområdet lika mycket."},
		{"more visits", option, report.Row{Points: 4, Gain: report.Exact(0), Lose: report.Exact(0), VisitsChange: report.Exact(1240), County: report.Exact(4e5)},
			"nobody gains or loses a point within reach; can give 1 200 more visits a year; costs 0.4 M€ a year more.",
			"kukaan ei saa eikä menetä pistettä aikarajan sisältä; vuodessa voidaan antaa 1\u00a0200 käyntiä enemmän; hyvinvointialue maksaa 0,4\u00a0milj.\u00a0€ vuodessa enemmän.",
			"ingen får eller förlorar ett ställe inom räckhåll; 1\u00a0200 fler besök kan ges per år; välfärdsområdet betalar 0,4\u00a0mn\u00a0€ mer per år."},
		{"not clear", option, report.Row{Points: 4, Gain: between(50, 0, 900), Lose: report.Exact(0), County: between(1e5, -1e5, 3e5)},
			"no clear change in who gets there; no clear change in the county's cost.",
			"ei selvää muutosta siinä, ketkä tavoittavat palvelun; ei selvää muutosta hyvinvointialueen kustannuksessa.",
			"ingen tydlig ändring i vem som når tjänsten; ingen tydlig ändring i välfärdsområdets kostnad."},
		{"little money", option, report.Row{Points: 4, Gain: report.Exact(0), Lose: report.Exact(0), County: report.Exact(-2e4), Worth: report.Worth{Verdict: report.Saves}},
			"nobody gains or loses a point within reach; saves under 0.1 M€ a year.",
			"kukaan ei saa eikä menetä pistettä aikarajan sisältä; hyvinvointialue säästää alle 0,1\u00a0milj.\u00a0€ vuodessa.",
			"ingen får eller förlorar ett ställe inom räckhåll; välfärdsområdet sparar under 0,1\u00a0mn\u00a0€ per år."},
		{"no point", option, report.Row{VisitsChange: report.Exact(-9000), County: report.Exact(-6e5), From: 2028},
			"no point gives this service in person; can give 9 000 fewer visits a year; costs 0.6 M€ a year less from 2028.",
			"mikään piste ei anna tätä palvelua paikan päällä; vuodessa voidaan antaa 9\u00a0000 käyntiä vähemmän; hyvinvointialue maksaa 0,6\u00a0milj.\u00a0€ vuodessa vähemmän (alkaen 2028).",
			"inget ställe ger tjänsten på plats; 9\u00a0000 färre besök kan ges per år; välfärdsområdet betalar 0,6\u00a0mn\u00a0€ mindre per år (från 2028)."},
		{"reference", report.Option{Against: -1}, report.Row{Points: 8, GetsThere: between(0.71, 0.67, 0.75), WorstArea: "Aviapolis", WorstShare: report.Exact(0.43), Served: report.Exact(0.96)},
			"71 (67–75) % of children get there, fewest in Aviapolis (43 %); 96 % of the need can be served.",
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

// The sentence of all services has one place for one point, and which service bought
// and sold what at the same budget, each verb once.
func TestNetworkSentence(t *testing.T) {
	option := report.Option{Year: 2026, Against: 0}
	lines := []report.Line{{Money: report.Exact(-1), From: 2027}, {Money: report.Exact(-2), From: 2028}, {Money: report.Exact(0), From: 2040}}
	net := report.NetworkRow{Points: 30, Facilities: 1, County: report.Exact(-6e5), Homes: report.Exact(2e5), Lines: lines,
		MinServed: report.Exact(0.8), MinServedService: "Therapy, child", Trades: []report.Trade{
			{What: report.TradedPositions, Sold: true, Profession: "dentist", Positions: 8.51, Service: lang.Same("Teeth")},
			{What: report.TradedPositions, Sold: true, Profession: "nurse", Positions: 0.01, Service: lang.Same("Care")},
			{What: report.TradedPositions, Sold: true, Others: true, Profession: "gp", Positions: 1, Service: lang.Same("Cure")},
			{What: report.TradedEvening, Facility: lang.Same("Korso")}}}
	for l, want := range map[lang.Language]string{
		lang.English: "30 service points at 1 place; costs 0.6 M€ a year less from 2028; residents pay 0.2 M€ a year more; the lowest share of visits that can be given: Therapy, child (80 %); at the same budget: sold 8.5 positions of dentist (Teeth), under 0.1 positions of nurse (Care); other services pay, sold 1.0 positions of GP (Cure); evening hours at Korso.",
		lang.Finnish: "30 palvelupistettä, 1 toimipiste; hyvinvointialue maksaa 0,6\u00a0milj.\u00a0€ vuodessa vähemmän (alkaen 2028); asukkaat maksavat 0,2\u00a0milj.\u00a0€ vuodessa enemmän; vähiten toteutuu: Therapy, child (80\u00a0%); samalla budjetilla: vähennys: hammaslääkäri 8,5 vakanssia (Teeth), sairaanhoitaja alle 0,1 vakanssia (Care); muut palvelut maksavat, vähennys: lääkäri 1,0 vakanssia (Cure); ilta-ajat: Korso.",
		lang.Swedish: "30 serviceställen, 1 verksamhetsställe; välfärdsområdet betalar 0,6\u00a0mn\u00a0€ mindre per år (från 2028); invånarna betalar 0,2\u00a0mn\u00a0€ mer per år; lägst andel som kan ges: Therapy, child (80\u00a0%); med samma budget: minskning: tandläkare 8,5 befattningar (Teeth), sjukskötare under 0,1 befattningar (Care); andra tjänster betalar, minskning: läkare 1,0 befattningar (Cure); kvällstider: Korso.",
	} {
		if got := In(l).NetworkStatement(&option, &net); got != want {
			t.Errorf("network:\n got %s\nwant %s", got, want)
		}
	}
}

// A parameter has the name that its county gives it, in the language; else that of the
// catalog, with the words of the language for what stands below it.
func TestParameterNames(t *testing.T) {
	named := lang.Name{En: "client hours", Fi: "asiakastunnit"}
	for _, tt := range []struct {
		l    lang.Language
		path string
		name lang.Name
		want string
	}{
		{lang.English, "staff.productive_hours_fte", named, "client hours (staff.productive_hours_fte)"},
		{lang.Finnish, "staff.productive_hours_fte", named, "asiakastunnit (staff.productive_hours_fte)"},
		{lang.Swedish, "staff.productive_hours_fte", named, "staff.productive_hours_fte"},
		{lang.Finnish, "travel.threshold_min.local", lang.Name{}, "aikaraja: lähipalvelu (travel.threshold_min.local)"},
		{lang.Swedish, "travel.speed_kmh.walk", lang.Name{}, "hastighet: gång (travel.speed_kmh.walk)"},
		{lang.Swedish, "staff.fill_rate.gp", lang.Name{}, "andel tillsatta befattningar, läkare (staff.fill_rate.gp)"},
		{lang.English, "visit_rates.therapy_child.0-17", lang.Name{En: "therapy contacts a child"}, "therapy contacts a child (visit_rates.therapy_child.0-17)"},
	} {
		if got := In(tt.l).Value(report.Parameter{Path: tt.path, Names: tt.name}); got != tt.want {
			t.Errorf("%s: %q, expected %q", tt.l, got, tt.want)
		}
	}
}
