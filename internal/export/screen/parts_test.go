package screen

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"saavu/internal/export/plain"
	"saavu/internal/scene"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/report"
)

// parts30 adds professions, what one unit more gives, visits by area and cost lines to
// stations of several options.
func parts30(r report.Report) report.Report {
	r = stations30(r)
	nan := math.NaN()
	r.Buildings = buildings30(&r)
	for s := range r.Services {
		for k := range r.Services[s].Rows {
			row := &r.Services[s].Rows[k]
			row.Bottleneck = []string{"staff", "rooms"}[min(k, 1)]
			row.Capacity = []report.ProfessionYear{{Profession: "phn", Positions: 41.5, Hours: 45_000, Wanted: 46_000 - 1000*float64(min(k, 2)), Used: 43_000}, {Profession: "dental_nurse", Positions: 3, Hours: 3000, Crew: 200 * float64(min(k, 1)), Wanted: 3000, Used: 2000}}
			for i := range row.Loads {
				l := &row.Loads[i]
				l.Rooms, l.More = 6, report.OneMore{Position: 675, RoomHour: 0, UnitDay: nan}
				l.Staff = []report.Positions{{Profession: "phn", N: 6.59}, {Profession: "dental_nurse", N: 1}}
				if math.IsNaN(l.Seen) {
					l.Rooms, l.More, l.Staff = nan, report.OneMore{Position: nan, RoomHour: nan, UnitDay: nan}, nil
				}
			}
			row.Areas = append([]report.Area(nil), row.Areas...)
			for i := range row.Areas {
				row.Areas[i].Need, row.Areas[i].Visits = 20_000, 19_000-500*float64(min(k, 1))
			}
			if k > 0 {
				row.Lines = []report.Line{{Kind: "rent", Payer: "county", Money: report.Exact(-3e5 + 1e5*float64(min(k, 2))), From: 2028}, {Kind: "travel time of adults", Payer: "residents", Money: report.Exact(1e5)}}
			}
		}
	}
	return r
}

// buildings30 is a house with two types of rooms and a barrack, which only the last option uses.
func buildings30(r *report.Report) []report.Building {
	var out []report.Building
	services := []report.NamedID{{ID: r.Services[0].ID, Names: r.Services[0].Names}, {ID: "teeth", Names: lang.Name{En: "Oral check, child", Fi: "Suun tarkastus, lapset", Sv: "Munhälsokontroll, barn"}}}
	for k := range r.Options {
		fewer := float64(min(k, 1))
		out = append(out, report.Building{Option: r.Options[k].ID, ID: "house", Names: lang.Name{En: "Family centre house", Fi: "Perhekeskuksen talo", Sv: "Familjecentrets hus"}, Kind: "leased", InUse: true,
			M2: 400, Services: services, Visits: 12000 - 2000*fewer, EUR: 165600, Lent: 7500, Bind: "rooms", Near: []string{"station", "mall"}, BarrierFree: 1, Condition: "good",
			Rooms: []report.RoomUse{{Type: "reception", Shared: true, Services: services[:1], Rooms: 8, Available: 14000, Used: 10000 - 3000*fewer, Needed: 7.619 - 2.5*fewer, Whole: 8 - 2*fewer, Free: 2 * fewer, FreeM2: 56 * fewer, FreeEUR: 14784 * fewer, Bind: "none"},
				{Type: "dental", Shared: true, Services: services[1:], Rooms: 2, Available: 3500, Used: 2600, Needed: 1.98, Whole: 2, Bind: "rooms"}}})
		out = append(out, report.Building{Option: r.Options[k].ID, ID: "barrack", Kind: "barrack", InUse: k == 2, M2: 200, Services: services[:1], Visits: math.NaN(), EUR: 92400,
			Rooms: []report.RoomUse{{Type: "group_work", Rooms: 1.5, Available: 2600, Used: math.NaN(), Needed: math.NaN(), Whole: math.NaN(), Free: math.NaN(), FreeM2: math.NaN(), FreeEUR: math.NaN()}}})
		r.Options[k].Near = report.Exact(0.25 + 0.1*fewer)
	}
	return out
}

// The parts of a service are read by eye in three languages, with several options in
// 100 and 80 characters.
func TestPartsGolden(t *testing.T) {
	for _, l := range lang.Languages() {
		var all strings.Builder
		for _, columns := range []int{100, 80} {
			fmt.Fprintf(&all, "%d characters\n\n", columns)
			if err := Parts(&all, parts30(scene.Seven()), "neuvola", PartNames(), plain.Options{Words: words.In(l), Width: columns}); err != nil {
				t.Fatal(err)
			}
			all.WriteByte('\n')
		}
		scene.Golden(t, *update, "testdata/parts-"+string(l)+".txt", all.String())
	}
}

// No line is longer than the screen, whatever the figures, names and language, and no
// figure is cut.
func TestPartsFit(t *testing.T) {
	wide := parts30(scene.WideReport())
	for k := range wide.Options { // next to each other
		wide.Options[k].Year, wide.Options[k].Against = 2026, min(0, k-1)
	}
	for name, r := range map[string]report.Report{"seven": parts30(scene.Seven()), "one": parts30(scene.Single()), "wide": wide} {
		for _, l := range lang.Languages() {
			for _, columns := range []int{80, 100} {
				var b strings.Builder
				if err := Parts(&b, r, r.Services[0].ID, PartNames(), plain.Options{Words: words.In(l), Width: columns}); err != nil {
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

// Of an option only the rows that differ are printed; what is closed has a note, options
// with the same rows share them, and one with none is named.
func TestPartsShowWhatDiffers(t *testing.T) {
	r := parts30(scene.Seven())
	rows := r.Services[0].Rows
	rows[4].Loads, rows[3].Loads = rows[0].Loads, rows[1].Loads
	var b strings.Builder
	if err := Parts(&b, r, "neuvola", []string{"stations"}, plain.Options{}); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	_, first, _ := strings.Cut(text, "\nCentralised network, Local, Both of them, Unknown, Monituottaja, Extra\n")
	for _, want := range []string{"Myyrmäki clinic 55 000", "Asema clinic ", "Korso clinic    closed\n", "as today: Etäpalvelut\n"} {
		if !strings.Contains(first, want) {
			t.Errorf("no %q below the options in\n%s", want, text)
		}
	}
	if strings.Contains(first, "Hakunila clinic") || strings.Contains(first, "Kerava clinic") {
		t.Errorf("stations that do not differ:\n%s", text)
	}
}

// A figure that an option has not is a dash, not closed, and no name of an option is cut.
func TestPartsNameEveryOption(t *testing.T) {
	var b strings.Builder
	if err := Parts(&b, parts30(scene.Seven()), "neuvola", PartNames(), plain.Options{Width: 80}); err != nil {
		t.Fatal(err)
	}
	_, ranges, _ := strings.Cut(b.String(), "RANGES")
	_, unknown, _ := strings.Cut(ranges, "Unknown\n")
	unknown, _, _ = strings.Cut(unknown, "as today")
	if !strings.Contains(strings.Join(strings.Fields(unknown), " "), "visits that can be given, % –") || strings.Contains(ranges, "closed") {
		t.Errorf("an unknown figure:\n%s", unknown)
	}
	if n := strings.Count(strings.ReplaceAll(b.String(), "\n", " "), "Unknown, Monituottaja, Extra"); n != 6 { // stations and buildings twice, areas, capacity
		t.Errorf("%d times all options, expected 6:\n%s", n, b.String())
	}
}

// Without positions and without draws the parts say so.
func TestPartsSayWhatIsUnknown(t *testing.T) {
	r := parts30(scene.Seven())
	r.Draws = 0
	for k := range r.Services[0].Rows {
		r.Services[0].Rows[k].Capacity, r.Services[0].Rows[k].Lines, r.Services[0].Rows[k].OneOff = nil, nil, 0
	}
	var b strings.Builder
	if err := Parts(&b, r, "neuvola", []string{"capacity", "cost", "ranges"}, plain.Options{}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Not known, as positions are missing", "No option changes the euros of this service.", "no ranges"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %q in\n%s", want, b.String())
		}
	}
}

// An unknown service is an error that lists the services.
func TestPartsRefuseAnUnknownService(t *testing.T) {
	err := Parts(&strings.Builder{}, scene.ComparedReport(), "neuvolaa", PartNames(), plain.Options{})
	if want := `no service "neuvolaa" in the report; there are: neuvola, dental`; err == nil || err.Error() != want {
		t.Errorf("got %v, expected %s", err, want)
	}
}

// Where positions by station are derived, the screen of a service and its stations say
// that their load against capacity is not identifiable; nowhere else.
func TestLoadsThatAreNotIdentifiable(t *testing.T) {
	for _, basis := range []report.LoadBasis{report.LoadsKnown, report.LoadsDerived, report.LoadsFitted} {
		r := parts30(scene.Seven())
		r.Services[0].Loads = basis
		for what, print := range map[string]func(b *strings.Builder, service string) error{
			"screen": func(b *strings.Builder, service string) error { return Service(b, r, service, plain.Options{}) },
			"part": func(b *strings.Builder, service string) error {
				return Parts(b, r, service, []string{"stations"}, plain.Options{})
			},
			"other": func(b *strings.Builder, service string) error {
				return Parts(b, r, service, []string{"areas"}, plain.Options{})
			},
		} {
			for k, service := range []string{r.Services[0].ID, r.Services[1].ID} {
				var b strings.Builder
				if err := print(&b, service); err != nil {
					t.Fatal(err)
				}
				text := strings.ReplaceAll(b.String(), "\n", " ")
				want := k == 0 && what != "other"
				if got := strings.Contains(text, "Not identifiable from data: load against capacity of the stations. Positions at stations are derived"); got != (want && basis == report.LoadsDerived) {
					t.Errorf("%s of %s, %q: derived %t\n%s", what, service, basis, got, b.String())
				}
				if got := strings.Contains(text, "The choice of stations is fitted to known shares"); got != (want && basis == report.LoadsFitted) {
					t.Errorf("%s of %s, %q: fitted %t\n%s", what, service, basis, got, b.String())
				}
			}
		}
	}
}
