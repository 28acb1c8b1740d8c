package screen

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"saavu/internal/export/plain"
	"saavu/internal/scene"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/report"
)

// The screen of a service is read by eye in three languages, with several options in
// 100 and 80 characters and with a single one.
func TestScreenGolden(t *testing.T) {
	for _, l := range lang.Languages() {
		var all strings.Builder
		for _, tt := range []struct {
			what  string
			r     report.Report
			width int
		}{{"several options", stations30(scene.Seven()), 0}, {"80 characters", stations30(scene.Seven()), 80}, {"one option", stations30(scene.Single()), 0}} {
			fmt.Fprintf(&all, "%s\n\n", tt.what)
			if err := Service(&all, tt.r, "neuvola", plain.Options{Words: words.In(l), Width: tt.width}); err != nil {
				t.Fatal(err)
			}
			all.WriteByte('\n')
		}
		scene.Golden(t, *update, "testdata/service-"+string(l)+".txt", all.String())
	}
}

// stations30 adds stations: one that can give all, one that cannot, one of another
// producer, and in the option one that is new instead of one that is closed.
func stations30(r report.Report) report.Report {
	nan := math.NaN()
	of := func(id string, load, capacity float64) report.PointLoad {
		return report.PointLoad{Facility: id, Names: lang.Name{En: id + " clinic", Fi: id + ", neuvola", Sv: id + ", rådgivning"}, Channel: "on_site", Load: load, Capacity: capacity, Seen: min(load, capacity), Bind: "staff"}
	}
	other := of("Kerava", nan, nan)
	other.Seen, other.Reason.Cause = nan, report.OtherProducer
	for s := range r.Services {
		for k := range r.Services[s].Rows {
			r.Services[s].Rows[k].Loads = []report.PointLoad{of("Myyrmäki", 40_000, 60_000), of("Korso", 20_000, 5_000), of("Hakunila", 1000, math.Inf(1)), other}
			if k > 0 {
				r.Services[s].Rows[k].Loads = []report.PointLoad{of("Myyrmäki", 55_000, 60_000), of("Asema", 5_000, 5_020), of("Hakunila", 1000, math.Inf(1)), other}
			}
		}
	}
	return r
}

// No line is longer than the screen, whatever the figures, names and language.
func TestScreenFits(t *testing.T) {
	wide := stations30(scene.WideReport())
	for k := range wide.Options { // next to each other
		wide.Options[k].Year, wide.Options[k].Against = 2026, min(0, k-1)
	}
	for name, r := range map[string]report.Report{"seven": stations30(scene.Seven()), "one": stations30(scene.Single()), "wide": wide} {
		for _, l := range lang.Languages() {
			for _, columns := range []int{80, 100} {
				var b strings.Builder
				if err := Service(&b, r, r.Services[0].ID, plain.Options{Words: words.In(l), Width: columns}); err != nil {
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

// Options with the same figures share a row, those that change nothing have none, and
// no option is left out.
func TestScreenNamesEveryOption(t *testing.T) {
	r := scene.Seven()
	v := &r.Services[0]
	v.Rows[3] = v.Rows[1]
	v.Rows[4] = v.Rows[0]
	v.Rows[4].Gain, v.Rows[4].Lose, v.Rows[4].VisitsChange = report.Exact(0), report.Exact(0), report.Exact(0)
	for i := range v.Rows[0].Areas {
		v.Rows[4].Areas = slices.Clone(v.Rows[4].Areas)
		v.Rows[0].Areas = slices.Clone(v.Rows[0].Areas)
		v.Rows[4].Areas[i].Gain, v.Rows[4].Areas[i].Lose = 0, 0
		v.Rows[0].Areas[i].Gain, v.Rows[0].Areas[i].Lose = 0, 0
	}
	var b strings.Builder
	if err := Service(&b, r, "neuvola", plain.Options{}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"the same as Centralised network in this service: Both of them, Monituottaja\n", "unchanged here: Etäpalvelut\n",
		"\nUnknown ", "\nExtra ", "\nLocal ",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
}

// A change whose range covers zero has no arrow of its own: its low and high are
// printed, below each other in narrow lines.
func TestScreenPrintsNoUnclearChange(t *testing.T) {
	r := scene.Seven()
	row := &r.Services[0].Rows[1]
	row.Gain = report.Range{V: 0, Known: true}
	row.Lose = report.Range{V: 3400, Lo: -200, Hi: 5200, Known: true}
	row.VisitsChange = report.Range{V: -540, Lo: -5700, Hi: 4900, Known: true}
	for columns, want := range map[int][]string{100: {"▼5.2k ", "▼5.7k ", "▲200 ", "▲4.9k "}, 80: {"▼5.2k ", "▼5.7k ", "▲200 ", "▲4.9k "}} {
		var b strings.Builder
		if err := Service(&b, r, "neuvola", plain.Options{Width: columns}); err != nil {
			t.Fatal(err)
		}
		_, screen, _ := strings.Cut(b.String(), "\nCentra")
		screen, _, _ = strings.Cut(screen, "\nLocal")
		for _, text := range want {
			if !strings.Contains(screen, text) {
				t.Errorf("%d characters: no %q in\n%s", columns, text, screen)
			}
		}
		for _, no := range []string{"▼3 400", "▼540"} {
			if strings.Contains(screen, no) {
				t.Errorf("%d characters: %q in\n%s", columns, no, screen)
			}
		}
	}
}

// A bar of what is given never hides that something is left undone.
func TestLoadBar(t *testing.T) {
	for _, tt := range []struct {
		load, seen, largest float64
		want                string
	}{
		{100, 100, 100, "━━━━━━━━━━"}, {100, 98, 100, "━━━━━━━━━╌"}, {100, 50, 100, "━━━━━╌╌╌╌╌"}, {50, 0, 100, "╌╌╌╌╌"},
		{100, 99.9, 100, "━━━━━━━━━━"}, {0, 0, 100, ""}, {math.NaN(), math.NaN(), 100, ""}, {0, 0, 0, ""},
	} {
		l := &report.PointLoad{Load: tt.load, Seen: tt.seen}
		if got := loadBar(l, tt.largest, 10); got != tt.want {
			t.Errorf("%g of %g: %q, expected %q", tt.seen, tt.load, got, tt.want)
		}
	}
	for share, want := range map[float64]string{0: "", 0.5: "━━━━╸", 1: "━━━━━━━━━", 0.05: "╸", 2: "━━━━━━━━━"} {
		if got := bar(share, barWidth); got != want {
			t.Errorf("%g: %q, expected %q", share, got, want)
		}
	}
}

// Colours change no character of the screen, and stand only where they are wanted.
func TestScreenColours(t *testing.T) {
	var with, without strings.Builder
	r := stations30(scene.Seven())
	if err := Service(&with, r, "neuvola", plain.Options{Color: true}); err != nil {
		t.Fatal(err)
	}
	if err := Service(&without, r, "neuvola", plain.Options{}); err != nil {
		t.Fatal(err)
	}
	text := with.String()
	for _, tone := range []string{plain.Bold, plain.Red, plain.End, plain.Gain, plain.Lose, plain.Dim} {
		text = strings.ReplaceAll(text, tone, "")
	}
	if text != without.String() || strings.Contains(without.String(), "\x1b") || !strings.Contains(with.String(), plain.Gain+"▲") || !strings.Contains(with.String(), plain.Lose+"▼") {
		t.Errorf("with colours\n%s\nwithout\n%s", text, without.String())
	}
}

// An unknown service is an error that lists the services.
func TestScreenRefusesAnUnknownService(t *testing.T) {
	err := Service(&strings.Builder{}, scene.ComparedReport(), "neuvolaa", plain.Options{})
	if want := `no service "neuvolaa" in the report; there are: neuvola, dental`; err == nil || err.Error() != want {
		t.Errorf("got %v, expected %s", err, want)
	}
}

// An option that leaves at least a twentieth more of a profession's paid hours without
// clients than today is named with both shares; others are not.
func TestScreenNamesIdleHours(t *testing.T) {
	for used, want := range map[float64]string{
		780: "Paid hours without clients: Local: dentist 22 % (before 2).",
		929: "Paid hours without clients: Local: dentist 7 % (before 2).",
		931: "", 980: "", 1000: ""} {
		r := parts30(scene.Seven())
		v := &r.Services[0]
		for k := range v.Rows {
			v.Rows[k].Capacity = []report.ProfessionYear{{Profession: "dentist", Positions: 1, Hours: 1000, Used: 980}}
		}
		k := slices.IndexFunc(r.Options, func(o report.Option) bool { return o.ID == "local" })
		v.Rows[k].Capacity[0].Used = used
		var b strings.Builder
		if err := Service(&b, r, v.ID, plain.Options{}); err != nil {
			t.Fatal(err)
		}
		text := strings.ReplaceAll(b.String(), "\n", " ")
		if got := strings.Contains(text, "Paid hours"); got != (want != "") || !strings.Contains(text, want) {
			t.Errorf("%g hours used, expected %q:\n%s", used, want, b.String())
		}
	}
}

// Who gets there with a limit of five minutes less and more has a column at 100 characters in
// every language, also where people get there on fewer days or only on some.
func TestScreenKeepsOtherLimits(t *testing.T) {
	for _, l := range lang.Languages() {
		r := scene.Seven()
		rows := r.Services[0].Rows
		for k := range rows {
			r.Options[k].Short = lang.Same(fmt.Sprintf("Option %d", k))
			rows[k].GetsThere, rows[k].Tighter, rows[k].Looser = report.Exact(0.9), 0.73, 0.97
			rows[k].PartWeek, rows[k].FewerDays, rows[k].Gain, rows[k].Lose = report.Exact(24_000), 4000, report.Exact(25_700), report.Exact(10_800)
			rows[k].VisitsChange, rows[k].County = report.Range{V: -2400, Lo: -13_100, Hi: -1500, Known: true}, report.Range{V: 4e5, Lo: 3e5, Hi: 7e5, Known: true}
		}
		rows[1].LoseLast = 4100
		var b strings.Builder
		if err := Service(&b, r, r.Services[0].ID, plain.Options{Width: 100, Words: words.In(l)}); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), "73–97") {
			t.Errorf("%s: no column of other limits in\n%s", l, b.String())
		}
	}
}

// The value of a change stands first and its low and high below it, on a line where there is
// room and on a line each where there is not; a change that is no clear difference has none.
func TestScreenPutsValuesFirst(t *testing.T) {
	r := scene.Seven()
	rows := r.Services[0].Rows
	for k := range rows {
		rows[k].Need, rows[k].VisitsChange, rows[k].County, rows[k].Homes = report.Exact(50_000), report.Exact(0), report.Exact(0), report.Exact(0)
		rows[k].GetsThere, rows[k].Gain, rows[k].Lose, rows[k].LoseLast = report.Exact(0.7), report.Exact(0), report.Exact(0), 0
	}
	rows[1].VisitsChange, rows[1].County = report.Range{V: -2400, Lo: -13_100, Hi: -1500, Known: true}, report.Range{V: 4e5, Lo: 3e5, Hi: 7e5, Known: true}
	rows[2].VisitsChange, rows[2].County = report.Range{V: -500, Lo: -2200, Hi: 200, Known: true}, report.Range{V: 1e5, Lo: -1e5, Hi: 3e5, Known: true}
	for columns, wants := range map[int][]string{
		100: {`▼2 400 +\+0\.4 .*\n +▼13k…▼1\.5k +\+0\.3…\+0\.7`, `▼2\.2k…▲200 +−0\.1…\+0\.3`},
		80:  {`▼2 400 +\+0\.4.*\n…from +▼13k +\+0\.3.*\n…up to +▼1\.5k +\+0\.7`, `≈0 +≈0.*\n…from +▼2\.2k +−0\.1.*\n…up to +▲200 +\+0\.3`},
	} {
		var b strings.Builder
		if err := Service(&b, r, r.Services[0].ID, plain.Options{Width: columns, Words: words.In(lang.English)}); err != nil {
			t.Fatal(err)
		}
		for _, want := range wants {
			if text := strings.ReplaceAll(b.String(), "\u00a0", " "); !regexp.MustCompile(want).MatchString(text) {
				t.Errorf("%d columns: no %s in\n%s", columns, want, text)
			}
		}
	}
}
