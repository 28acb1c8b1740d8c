package screen

import (
	"flag"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"saavu/internal/board"
	"saavu/internal/export/plain"
	"saavu/internal/scene"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/report"
)

var update = flag.Bool("update", false, "write the golden files again")

// The first screen and that of a single option are read by eye in three languages,
// and the first one in 80 characters too.
func TestOverviewGolden(t *testing.T) {
	for _, l := range lang.Languages() {
		var all strings.Builder
		for _, tt := range []struct {
			what  string
			r     report.Report
			width int
		}{{"several options", scene.Seven(), 0}, {"80 characters", scene.Seven(), 80}, {"one option", scene.Single(), 0}} {
			fmt.Fprintf(&all, "%s\n\n", tt.what)
			if err := Overview(&all, tt.r, plain.Options{Words: words.In(l), Width: tt.width}); err != nil {
				t.Fatal(err)
			}
			all.WriteByte('\n')
		}
		scene.Golden(t, *update, "testdata/overview-"+string(l)+".txt", all.String())
	}
}

// No line is longer than the screen, whatever the figures, names and language.
func TestOverviewFits(t *testing.T) {
	wide := scene.WideReport()
	for k := range wide.Options { // next to each other
		wide.Options[k].Year, wide.Options[k].Against = 2026, min(0, k-1)
	}
	for name, r := range map[string]report.Report{"seven": scene.Seven(), "one": scene.Single(), "wide": wide} {
		for _, l := range lang.Languages() {
			for _, columns := range []int{80, 100} {
				var b strings.Builder
				if err := Overview(&b, r, plain.Options{Words: words.In(l), Width: columns}); err != nil {
					t.Fatal(err)
				}
				for line := range strings.Lines(b.String()) {
					line = strings.TrimSuffix(line, "\n")
					if n := utf8.RuneCountInString(line); n > columns || strings.TrimRight(line, " ") != line {
						t.Errorf("%s in %s: %d of %d characters: %q", name, l, n, columns, line)
					}
				}
			}
		}
	}
}

// What stands under an option is that option's, and gain and lose are never netted.
func TestOverviewNamesGainAndLoseApart(t *testing.T) {
	var b strings.Builder
	if err := Overview(&b, scene.Seven(), plain.Options{}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"come within the time limit in Local, Extra (C 1 600–2 200), and the most fall outside it in Both of them (C 8 300–16 000; even by car 100).",
		"Newly breaks a law: Centralised network.",
		"100 ▲ 1 200", "▼12 300", "▲   <10",
	} {
		if !strings.Contains(strings.ReplaceAll(b.String(), "\n", " "), want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
}

// The change of visits left undone is that of the row, not of the share that can be
// served: the screen and the files agree.
func TestUndoneIsTheChangeOfVisits(t *testing.T) {
	row := report.Row{VisitsChange: report.Exact(-200), Need: report.Exact(2000), Served: report.Exact(0.5)}
	if n := board.Fewer(&row); n != 200 {
		t.Errorf("%g visits more are left undone", n)
	}
	row.VisitsChange = report.Range{}
	if n := board.Fewer(&row); !math.IsNaN(n) {
		t.Errorf("%g visits where what can be given is not known", n)
	}
}

// A change whose range covers zero is in no sentence of those who gain, lose or are left
// out, and stands as its low and high alone. One whose range does not is in them; its low and
// high stand below it where half of the range is over a tenth of it: in one line where they
// have room, else in two.
func TestOverviewShowsClearDifferencesOnly(t *testing.T) {
	r := report.Report{Name: "Drawn", Year: 2026, Frame: "staff", Options: []report.Option{{ID: "today", Name: "Today", Year: 2026, Against: -1}}, Network: make([]report.NetworkRow, 1)}
	v := report.Service{ID: "care", Name: "Care", Rows: []report.Row{{Served: report.Exact(0.97), Need: report.Exact(120_000), GetsThere: report.Exact(0.9)}}}
	between := func(v, lo, hi float64) report.Range { return report.Range{V: v, Lo: lo, Hi: hi, Known: true} }
	none := report.Exact(0)
	for _, o := range []struct {
		name                       string
		gain, lose, visits, county report.Range
	}{
		{"Unclear", between(4000, 0, 9000), none, between(-16_000, -26_800, 20_500), between(2e5, -1e5, 4e5)},
		{"Wide", none, between(10_800, 5800, 19_900), between(-4900, -13_100, -1500), between(3e5, 1e5, 9e5)},
	} {
		r.Options = append(r.Options, report.Option{ID: o.name, Name: o.name, Year: 2026})
		r.Network = append(r.Network, report.NetworkRow{County: o.county})
		v.Rows = append(v.Rows, report.Row{GetsThere: report.Exact(0.8), Gain: o.gain, Lose: o.lose, Served: report.Exact(0.92), Need: report.Exact(120_000), VisitsChange: o.visits})
	}
	r.Draws = 200
	r.Services = []report.Service{v}
	for columns, want := range map[int][]string{
		0: {"The most people fall outside the time limit in Wide (Care 5 800–20 000), and nobody comes clearly within it.",
			"Visits left undone a year rise most in Wide (Care 4 900).", "! More visits left undone a year, certainly or probably [draws with more undone]: Wide (Care 4 900).", "lowest −0.1…+0.4 (Unclear), highest +0.1…+0.9 (Wide)", "   0…▲9k  80 ▼10 800                                           ▼20k…▼5.8k VISITS", " ▼27k…▲21k  92 ▼ 4 900                                           ▼13k…▼1.5k ", " −0.1…+0.4        +0.3                                            +0.1…+0.9 "},
		80: {"▼27k…   ▼4 900\n", "▲21k    ▼13k…\n", "▼1.5k\n", "0…▲9k  ▼10 800\n", "▼20k…\n", "  ▼5.8k\n", "County                        ≈0     +0.3\n…from                       −0.1     +0.1\n…up to                      +0.4     +0.9\n"},
	} {
		var b strings.Builder
		if err := Overview(&b, r, plain.Options{Width: columns}); err != nil {
			t.Fatal(err)
		}
		text := b.String()
		if columns == 0 {
			text = strings.ReplaceAll(text, "\n", " ")
		}
		for _, w := range want {
			if !strings.Contains(text, w) {
				t.Errorf("no %q in\n%s", w, b.String())
			}
		}
	}
	for k, want := range map[int]string{1: "No clear change in who gets there in time.|0…9 000|▼27k…▲21k", 2: "▼ 10 800 (5 800–20 000)|4 900 more undone  ▼13k…▼1.5k\n|year: Care 4 900 (1 500–13 000)."} {
		one := r
		one.Options, one.Network, one.Services = []report.Option{r.Options[0], r.Options[k]}, []report.NetworkRow{r.Network[0], r.Network[k]}, []report.Service{v}
		one.Services[0].Rows = []report.Row{v.Rows[0], v.Rows[k]}
		var b strings.Builder
		if err := Overview(&b, one, plain.Options{}); err != nil {
			t.Fatal(err)
		}
		for w := range strings.SplitSeq(want, "|") {
			if !strings.Contains(b.String(), w) {
				t.Errorf("no %q in\n%s", w, b.String())
			}
		}
	}
}

// A report in which no option stands next to another has a screen too.
func TestOverviewOfOneOption(t *testing.T) {
	r := scene.ComparedReport()
	r.Options, r.Network = r.Options[:1], r.Network[:1]
	for v := range r.Services {
		r.Services[v].Rows = r.Services[v].Rows[:1]
	}
	var b strings.Builder
	if err := Overview(&b, r, plain.Options{}); err != nil || !strings.HasPrefix(b.String(), "Drawn county 2026 · Today 2026 · same staff") {
		t.Errorf("%v: %s", err, b.String())
	}
	if err := Overview(&b, report.Report{}, plain.Options{}); err == nil {
		t.Error("a report of nothing has a screen")
	}
}

// A reference that nothing is compared with is named below the screens of the others.
func TestAReferenceAloneIsNamed(t *testing.T) {
	r := scene.Single()
	alone := r.Options[0]
	alone.ID, alone.Name, alone.Year, alone.Against = "later", "Later", 2030, len(r.Options)
	alone.Names, alone.Short = lang.Name{}, lang.Name{}
	r.Options, r.Network = append(r.Options, alone), append(r.Network, r.Network[0])
	for s := range r.Services {
		r.Services[s].Rows = append(r.Services[s].Rows, r.Services[s].Rows[0])
	}
	for what, print := range map[string]func(b *strings.Builder) error{
		"overview": func(b *strings.Builder) error { return Overview(b, r, plain.Options{Every: true}) },
		"service":  func(b *strings.Builder) error { return Service(b, r, r.Services[0].ID, plain.Options{Every: true}) },
	} {
		var b strings.Builder
		if err := print(&b); err != nil {
			t.Fatal(err)
		}
		if text := strings.ReplaceAll(b.String(), "\n", " "); !strings.Contains(text, "Not on this screen, as no option here is compared with it: Later (2030, later). Alone it has a screen.") {
			t.Errorf("%s:\n%s", what, b.String())
		}
	}
}

// A what-if that leaves everybody a place in time, but on fewer days, says so, and
// names the visits that it leaves undone beyond 1 % of the need of today.
func TestWhatIfNamesFewerDaysAndUndoneVisits(t *testing.T) {
	rows := func(days, week, undone float64) report.Report {
		r := scene.Single()
		ref := report.Row{People: 100_000, GetsThere: report.Exact(0.9), OwnModes: report.Exact(0.9), Served: report.Exact(0.96), Need: report.Exact(50_000), PartWeek: report.Exact(1000),
			Gain: report.Exact(0), Lose: report.Exact(0), VisitsChange: report.Exact(0)}
		row := ref
		row.FewerDays, row.PartWeek, row.VisitsChange, row.Need = days, report.Exact(week), report.Exact(-undone), report.Exact(10)
		r.Services = []report.Service{{ID: "care", Name: "Care", Short: lang.Same("Care"), Rows: []report.Row{ref, row}}, {ID: "other", Name: "Other", Rows: []report.Row{ref, ref}}}
		return r
	}
	for _, c := range []struct {
		days, week, undone float64
		want, not          []string
	}{
		{30_100, 31_100, 700, []string{"Nobody crosses the time limit. More visits are left undone a year: Care 700. The county", "! People in time only at places open 1–4 days a week: Care 31 100 [today: 1 000]. ! People still in time, but on fewer days a week: Care 30 100.", "Services unchanged: 1 of 2"}, nil},
		{5000, 1000, 9, []string{"! People still in time, but on fewer days a week: Care 5 000."}, []string{"only at places", "left undone a year"}},
		{math.NaN(), 1000, 0, []string{"Services unchanged: 2 of 2"}, []string{"fewer days"}},
	} {
		var b strings.Builder
		if err := Overview(&b, rows(c.days, c.week, c.undone), plain.Options{}); err != nil {
			t.Fatal(err)
		}
		text := strings.Join(strings.Fields(b.String()), " ")
		for _, w := range c.want {
			if !strings.Contains(text, w) {
				t.Errorf("no %q in\n%s", w, b.String())
			}
		}
		for _, w := range c.not {
			if strings.Contains(text, w) {
				t.Errorf("%q in\n%s", w, b.String())
			}
		}
	}
}

// What the shares of a block are of is said at 80 characters too.
func TestNarrowHeadingsSayOfWhat(t *testing.T) {
	for l, wants := range map[lang.Language][]string{lang.English: {"% of people, no car", "% of need"}, lang.Finnish: {"% väestöstä, ei autoa", "% tarpeesta"}, lang.Swedish: {"% av invånarna, ingen bil", "% av behovet"}} {
		var b strings.Builder
		if err := Overview(&b, scene.Seven(), plain.Options{Words: words.In(l), Width: 80}); err != nil {
			t.Fatal(err)
		}
		for _, want := range wants {
			if !strings.Contains(b.String(), want) {
				t.Errorf("%s: no %q in\n%s", l, want, b.String())
			}
		}
	}
}

// A what-if that changes two services, with all that a screen may say of it, has at most 25
// lines at 100 characters.
func TestWhatIfIsShort(t *testing.T) {
	for _, l := range lang.Languages() {
		r := scene.Single()
		r.Draws = 200
		r.Options[1].ID, r.Options[1].Breaches, r.Checks = report.WhatIf, nil, nil
		for s := range r.Services {
			rows := r.Services[s].Rows
			rows[0].PartWeek, rows[1].PartWeek, rows[1].FewerDays = report.Exact(4000), report.Exact(14_400), 10_400
			r.Services[s].Hidden.People = 0
			rows[0].Slot, rows[1].Slot, rows[0].Points, rows[1].Points = report.Exact(0.7), report.Exact(0.6), 8, 7
			rows[1].VisitsChange = report.Range{V: -15_600, Lo: -22_800, Hi: -630, Known: true}
		}
		var b strings.Builder
		if err := Overview(&b, r, plain.Options{Words: words.In(l)}); err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(b.String(), "\n"); n > 25 || !strings.Contains(b.String(), "▼23k…▼630") {
			t.Errorf("%s: %d lines:\n%s", l, n, b.String())
		}
	}
}

// Figures of which a row has the most of any service stand under a heading that says
// so, and not among the rows of the last service.
func TestTheMostOfAnyServiceHasAHeading(t *testing.T) {
	for l, head := range map[lang.Language]string{lang.English: "People, in the service where they are most, who", lang.Finnish: "Henkilöitä siinä palvelussa, jossa heitä on eniten", lang.Swedish: "Personer, i den tjänst där de är flest, som"} {
		for _, columns := range []int{100, 80} {
			r := scene.Seven()
			for v := range r.Services {
				for i := range r.Services[v].Rows {
					r.Services[v].Rows[i].LoseLast, r.Services[v].Rows[i].FewerDays, r.Services[v].Rows[i].OnlyProvider = 0, 0, report.Exact(0)
				}
			}
			r.Services[0].Rows[1].LoseLast, r.Services[1].Rows[1].LoseLast, r.Services[0].Rows[2].FewerDays, r.Services[1].Rows[2].OnlyProvider = 4100, 3000, 2200, report.Exact(900)
			var b strings.Builder
			if err := Overview(&b, r, plain.Options{Words: words.In(l), Width: columns}); err != nil {
				t.Fatal(err)
			}
			lines := strings.Split(b.String(), "\n")
			at := slices.Index(lines, head)
			if at < 0 {
				t.Fatalf("no %q in\n%s", head, b.String())
			}
			for i, want := range []string{"4 100", "2 200", "900"} {
				if line := strings.ReplaceAll(lines[at+1+i], "\u00a0", " "); !strings.HasPrefix(line, "  ") || !strings.Contains(line, want) {
					t.Errorf("%q has no %s of its own in\n%s", line, want, b.String())
				}
			}
			if slices.Index(lines[at+1:], head) >= 0 {
				t.Errorf("%q stands twice", head)
			}
		}
	}
}

// The first screen names the stops of mobile units of each option, at most six of a unit.
func TestMobileStopsAreNamed(t *testing.T) {
	r := scene.Seven()
	var stops [][]report.Fact
	for k := range 8 {
		stops = append(stops, []report.Fact{{Name: "facility", Value: fmt.Sprint("stop_", k)}})
	}
	r.Options[3].Steps = []report.Step{{Kind: "add-mobile", Fields: []report.Fact{{Name: "kind", Value: "gp_bus"}, {Name: "stops", Value: stops}}}}
	var b strings.Builder
	if err := Overview(&b, r, plain.Options{}); err != nil {
		t.Fatal(err)
	}
	text := strings.ReplaceAll(b.String(), "\n", " ")
	for _, want := range []string{"Stops of mobile units, Local: care bus (Asema, stop_b, schools).", "Stops of mobile units, Both of them: GP bus (stop_0, stop_1, stop_2, stop_3, stop_4, stop_5, +2)."} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
}

// A title has the county's name in the language of the text.
func TestTitlesNameTheCountyInTheLanguage(t *testing.T) {
	r := scene.Seven()
	r.Names = lang.Name{En: "Drawn county", Fi: "Piirretty alue", Sv: "Ritat område"}
	for l, want := range map[lang.Language]string{lang.English: "Drawn county 2026", lang.Finnish: "Piirretty alue 2026", lang.Swedish: "Ritat område 2026"} {
		for what, print := range map[string]func(b *strings.Builder, t plain.Options) error{
			"overview": func(b *strings.Builder, t plain.Options) error { return Overview(b, r, t) },
			"service":  func(b *strings.Builder, t plain.Options) error { return Service(b, r, r.Services[0].ID, t) },
		} {
			var b strings.Builder
			if err := print(&b, plain.Options{Words: words.In(l)}); err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(b.String(), want) {
				t.Errorf("%s in %s: no %q in\n%s", what, l, want, b.String())
			}
		}
	}
}

// What all services can give if the euros stay as today counts as every change does: a clear one is a
// share and a number, and a wide range stands below it; what is no clear difference is its
// low and high alone. What is not balanced, or not known, is a dash.
func TestOverviewOfTodaysEuros(t *testing.T) {
	spread := func(v, lo, hi float64) report.Range { return report.Range{V: v, Lo: lo, Hi: hi, Known: true} }
	for _, tt := range []struct {
		undone     report.Range
		unbalanced bool
		want       string // of the first option; "" for no row
		below      string // its range; "" for none
	}{
		{spread(12_757, 11_500, 13_194), false, "94 ▼12 800", ""}, {spread(-7925, -8700, -7200), false, "94 ▲ 7 900", ""},
		{spread(12_757, 1134, 13_194), false, "94 ▼12 800", "▼13k…▼1.1k"}, {spread(8900, 0, 9093), false, "94 ▼ 8 900", "▼9.1k…0"}, {spread(-7925, -31_131, -900), false, "94 ▲ 7 900", "▲900…▲31k"},
		{spread(-7925, -31_131, 1060), false, "▼1.1k…▲31k", ""}, {spread(400, -2000, 450), false, "▼450…▲2k", ""}, {spread(12_757, 1134, 13_194), true, "–", ""},
		{report.Range{}, false, "–", ""}, {spread(3, -5, 9), false, "", ""}, {report.Range{V: 8900, Lo: 0, Hi: 8900, Known: true, OneSided: true}, false, "▼8.9k…0", ""},
	} {
		r := scene.Seven()
		for k := range r.Network {
			r.Network[k].UndoneHours, r.Network[k].ServedSame, r.Network[k].Unbalanced = report.Exact(0), report.Exact(0.96), false
		}
		r.Network[1].UndoneHours, r.Network[1].ServedSame, r.Network[1].Unbalanced = tt.undone, report.Exact(0.94), tt.unbalanced
		var b strings.Builder
		if err := Overview(&b, r, plain.Options{}); err != nil {
			t.Fatal(err)
		}
		_, part, found := strings.Cut(strings.ReplaceAll(b.String(), "\u00a0", " "), "\nAll services together, if the euros stay as today\n  client hours a year ")
		lines := strings.SplitN(part, "\n", 3)
		if found != (tt.want != "") || found && (!strings.Contains(lines[0], " "+tt.want) || tt.below != "" && !strings.Contains(lines[1], " "+tt.below) || tt.below == "" && strings.Contains(lines[1], "…▲")) {
			t.Errorf("%+v: %q, expected %q and below %q", tt.undone, lines, tt.want, tt.below)
		}
	}
}

// The screen of a service names the contacts that only a remote channel creates, next to
// the visits that they are no part of.
func TestScreenNamesInducedContacts(t *testing.T) {
	for l, want := range map[lang.Language]string{
		lang.English: "Remote contacts that only the channel creates, no part of the visits: Local 3 900 a year.",
		lang.Finnish: "Etäasioinnit, jotka syntyvät vain kanavan vuoksi eivätkä sisälly käynteihin: Local 3 900 vuodessa.",
		lang.Swedish: "Distanskontakter som bara kanalen skapar och som inte ingår i besöken: Local 3 900 per år.",
	} {
		r := stations30(scene.Seven())
		r.Options[2].Short = lang.Name{}
		r.Options[2].Names = lang.Same("Local")
		for _, induced := range []report.Range{{}, report.Exact(0), report.Exact(3924)} {
			r.Services[0].Rows[2].Induced = induced
			var b strings.Builder
			if err := Service(&b, r, "neuvola", plain.Options{Words: words.In(l)}); err != nil {
				t.Fatal(err)
			}
			text := strings.ReplaceAll(strings.ReplaceAll(b.String(), "\n", " "), "\u00a0", " ")
			if strings.Contains(text, want) != (induced.V > 0) {
				t.Errorf("%s, %v: %q is %t in\n%s", l, induced.V, want, !(induced.V > 0), b.String())
			}
		}
	}
}

// The screen of a service has the new breaches of rules about it and about the whole
// county, and not those of another service.
func TestScreenHasItsOwnBreaches(t *testing.T) {
	r := scene.Seven()
	of := func(rule string, verdicts ...report.ServiceVerdict) report.Breach {
		return report.Breach{Rule: rule, Severity: report.OwnRule, Verdict: "breach", Detail: report.NewMessage("rule_closed", "list", []string{"all"}), Services: verdicts}
	}
	on := func(s int, verdict string) report.ServiceVerdict {
		return report.ServiceVerdict{Service: r.Services[s].ID, Verdict: verdict, Detail: report.NewMessage("rule_closed", "list", []string{"its own"})}
	}
	for k := range r.Options {
		r.Options[k].Breaches = nil
	}
	r.Options[1].Breaches = []report.Breach{of("everywhere"), of("here", on(0, "breach"), on(1, "ok")), of("there", on(1, "breach")), of("none", on(0, "inherited"))}
	for service, want := range map[string][]string{
		"":               {"everywhere (own rule), closed: all", "here (own rule), closed: all", "there (own rule), closed: all", "none (own rule), closed: all"},
		r.Services[0].ID: {"everywhere (own rule), closed: all", "here (own rule), closed: its own"},
		r.Services[1].ID: {"everywhere (own rule), closed: all", "there (own rule), closed: its own"},
	} {
		var b strings.Builder
		err := Overview(&b, r, plain.Options{})
		if service != "" {
			b.Reset()
			err = Service(&b, r, service, plain.Options{})
		}
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for line := range strings.Lines(b.String()) {
			if _, rule, ok := strings.Cut(line, ": "); ok && strings.HasPrefix(line, "! ") && strings.Contains(rule, "closed") {
				got = append(got, strings.TrimSpace(rule))
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: %q, expected %q", service, got, want)
		}
	}
}

// Both screens name the option and the service of a purchase that has no verdict, and
// that of a service only its own.
func TestPurchaseWithoutVerdict(t *testing.T) {
	r := scene.Seven()
	r.Services[0].Rows[3].Worth = report.Worth{Verdict: report.NotJudged}
	r.Services[1].Rows[4].Worth = report.Worth{Verdict: report.NotJudged}
	own, other := [2]string{r.Options[3].Name, r.Services[0].ID}, [2]string{r.Options[4].Name, r.Services[1].ID}
	for _, tt := range []struct {
		what  string
		print func(*strings.Builder, report.Report) error
		want  [][2]string
	}{
		{"overview", func(b *strings.Builder, r report.Report) error { return Overview(b, r, plain.Options{}) }, [][2]string{own, other}},
		{"service", func(b *strings.Builder, r report.Report) error { return Service(b, r, own[1], plain.Options{}) }, [][2]string{own}},
		{"other service", func(b *strings.Builder, r report.Report) error { return Service(b, r, other[1], plain.Options{}) }, [][2]string{other}},
	} {
		var b strings.Builder
		if err := tt.print(&b, r); err != nil {
			t.Fatal(err)
		}
		text := strings.Join(strings.Fields(b.String()), " ")
		if n := strings.Count(text, "! Whether buying pays is not said "); n != len(tt.want) {
			t.Errorf("%s: %d purchases without a verdict, expected %d:\n%s", tt.what, n, len(tt.want), b.String())
		}
		for _, w := range tt.want {
			s := slices.IndexFunc(r.Services, func(v report.Service) bool { return v.ID == w[1] })
			line := "! Whether buying pays is not said (" + w[0] + ": " + words.In(lang.English).Name(r.Services[s].Short.Or(r.Services[s].Names.Every(r.Services[s].Name))) + "): today the staff alone costs more than the unit cost."
			if !strings.Contains(text, line) {
				t.Errorf("%s: no line %q in\n%s", tt.what, line, b.String())
			}
		}
	}
}

// No number is broken from its groups of digits or its unit, at any width of the
// lines and in any language: not in a sentence of the answer either.
func TestNoNumberIsBroken(t *testing.T) {
	apart := regexp.MustCompile(`[0-9]\n(?:[0-9]{3}\b|%|min|km|h\b|m\b|M?€|mn|milj)|(?:mn|milj\.)\n€`)
	text := "People come within it: Local 2030, Mixed 2030 (at most 26 400 and 1 234 567 people in one service) for +0.2 M€, 0,3 milj. € or 0,4 mn € in 30 min over 1 000 km, 12 % of 900 h."
	for most := 12; most < 130; most++ {
		lines := strings.Join(plain.WrapTo(text, most, "", ""), "\n")
		if at := apart.FindString(lines); at != "" {
			t.Errorf("%d: %q in\n%s", most, at, lines)
		}
		if back := strings.ReplaceAll(lines, "\n", " "); back != text {
			t.Errorf("%d: the text became %q", most, back)
		}
	}
	r := scene.Seven()
	for k := range r.Services[0].Rows {
		r.Services[0].Rows[k].Gain = report.Exact(26_400)
	}
	for _, l := range lang.Languages() {
		for columns := 80; columns < 130; columns++ {
			var b strings.Builder
			if err := Overview(&b, r, plain.Options{Words: words.In(l), Width: columns}); err != nil {
				t.Fatal(err)
			}
			if at := apart.FindString(b.String()); at != "" {
				t.Errorf("%s, %d: %q", l, columns, at)
			}
		}
	}
}
