package tables

import (
	"flag"
	"math"
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

func TestTableGolden(t *testing.T) {
	for name, o := range map[string]plain.Options{"table": {}, "table-detail": {Detail: true}, "table-brief": {Brief: true}} {
		var b strings.Builder
		if err := Service(&b, scene.ComparedReport(), "neuvola", o); err != nil {
			t.Fatal(err)
		}
		scene.Golden(t, *update, "testdata/"+name+".txt", b.String())
	}
	var b strings.Builder
	if err := networkPage(&b, scene.ComparedReport(), plain.Options{Brief: true}); err != nil {
		t.Fatal(err)
	}
	scene.Golden(t, *update, "testdata/network.txt", b.String())
}

// TestNoLineIsLonger prints everything of a report with the largest figures and the
// longest names: no line has more than 100 characters, and no figure is cut.
func TestNoLineIsLonger(t *testing.T) {
	for name, r := range map[string]report.Report{"usual": scene.ComparedReport(), "wide": scene.WideReport()} {
		var b strings.Builder
		if err := All(&b, r, plain.Options{Detail: true}); err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(b.String(), "\n") {
			if n := utf8.RuneCountInString(line); n > 100 {
				t.Errorf("%s: line %d has %d characters: %s", name, i+1, n, line)
			}
			if strings.TrimRight(line, " ") != line {
				t.Errorf("%s: line %d ends in a space", name, i+1)
			}
		}
		if name == "wide" && strings.Count(b.String(), "−233 400") != 7 {
			t.Errorf("figures of levers were cut:\n%s", b.String())
		}
		if name == "wide" && (!strings.Contains(b.String(), "102 000 233 400") || !strings.Contains(b.String(), " −12.4 −22.3")) {
			t.Errorf("figures were cut:\n%s", b.String())
		}
	}
}

func TestTableRefusesAnUnknownService(t *testing.T) {
	err := Service(&strings.Builder{}, scene.ComparedReport(), "neuvolaa", plain.Options{})
	if want := `no service "neuvolaa" in the report; there are: neuvola, dental`; err == nil || err.Error() != want {
		t.Errorf("got %v, expected %s", err, want)
	}
}

func TestColorOnlyWhenAskedFor(t *testing.T) {
	var plainText, colored strings.Builder
	_ = Service(&plainText, scene.ComparedReport(), "", plain.Options{})
	_ = Service(&colored, scene.ComparedReport(), "", plain.Options{Color: true})
	if strings.Contains(plainText.String(), "\x1b") {
		t.Error("escape codes without being asked")
	}
	if !strings.Contains(colored.String(), plain.Red+" Centralised") || !strings.Contains(colored.String(), plain.Bold+"*Local 2030") {
		t.Errorf("no colours:\n%q", colored.String())
	}
	if strings.NewReplacer(plain.Red, "", plain.Bold, "", plain.End, "").Replace(colored.String()) != plainText.String() {
		t.Error("the colours change the text")
	}
}

// TestNamesCannotDriveTheTerminal: names come from files.
func TestNamesCannotDriveTheTerminal(t *testing.T) {
	r := scene.ComparedReport()
	r.Options[1].Name = "Evil\x1b[2J\nname"
	r.Name = "County\x1b]0;title\x07"
	var b strings.Builder
	if err := All(&b, r, plain.Options{Detail: true}); err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(b.String(), "\x1b\x07") {
		t.Errorf("control characters of a name reach the terminal: %q", b.String())
	}
}

func TestLawWord(t *testing.T) {
	care := func(s report.Severity, verdict string, services ...report.ServiceVerdict) report.Breach {
		return report.Breach{Severity: s, Verdict: verdict, Services: services}
	}
	of := func(service, verdict string) report.ServiceVerdict {
		return report.ServiceVerdict{Service: service, Verdict: verdict}
	}
	for _, tt := range []struct {
		breaches   []report.Breach
		all, ofOne string // over all services; in the table of the service care
	}{
		{nil, "–", "–"},
		{[]report.Breach{care(report.Law, "not checked")}, "–", "–"},
		{[]report.Breach{care(report.Law, "not identified", of("care", "not identified"))}, "–", "–"},
		{[]report.Breach{care(report.Law, "not checked"), care(report.OwnRule, "ok")}, "ok", "ok"},
		{[]report.Breach{care(report.Wish, "breach")}, "ok", "ok"},
		{[]report.Breach{care(report.Law, "inherited"), care(report.Law, "ok")}, "as today", "as today†"},
		{[]report.Breach{care(report.Law, "inherited"), care(report.Law, "inherited", of("care", "inherited"))}, "as today", "as today"},
		{[]report.Breach{care(report.OwnRule, "breach"), care(report.Law, "inherited")}, "own rule", "own rule†"},
		{[]report.Breach{care(report.OwnRule, "breach"), care(report.Law, "breach")}, "LAW", "LAW†"},
		{[]report.Breach{care(report.OwnRule, "breach", of("care", "breach")), care(report.Law, "breach", of("care", "ok"), of("teeth", "breach"))}, "LAW", "own rule"},
		{[]report.Breach{care(report.OwnRule, "breach", of("teeth", "breach"))}, "own rule", "–"},
	} {
		p, o := &page{&plain.Page{Words: words.In(lang.English)}}, &report.Option{Breaches: tt.breaches}
		if got := p.law(o, ""); got != tt.all {
			t.Errorf("%v: %q, expected %q", tt.breaches, got, tt.all)
		}
		if got := p.law(o, "care"); got != tt.ofOne {
			t.Errorf("%v in care: %q, expected %q", tt.breaches, got, tt.ofOne)
		}
	}
}

// TestBlocks: options of another year follow under their own reference, whatever
// their order.
func TestBlocks(t *testing.T) {
	r := report.Report{Options: []report.Option{
		{ID: "today", Year: 2026, Against: -1}, {ID: "mixed-2030", Year: 2030, Against: 3}, {ID: "local", Year: 2026, Against: 0},
		{ID: "today-2030", Year: 2030, Against: 0}}}
	got := ""
	for _, b := range board.ByYear(&r) {
		for _, k := range b.Options {
			got += r.Options[k].ID + " "
		}
		got += "| "
	}
	if want := "today local | today-2030 mixed-2030 | "; got != want {
		t.Errorf("got %s, expected %s", got, want)
	}
}

func TestWrap(t *testing.T) {
	long := strings.Repeat("ä", 230)
	lines := plain.Wrap("a word "+long+" and more", "", "  ")
	joined := ""
	for _, l := range lines {
		if utf8.RuneCountInString(l) > 100 {
			t.Errorf("%d characters", utf8.RuneCountInString(l))
		}
		joined += strings.TrimLeft(l, " ")
	}
	if want := "a word" + long + " and more"; joined != want {
		t.Errorf("lost text: %q", joined)
	}
	if got := plain.Wrap(strings.Repeat("x", 95)+" 10\u00a0800 a", "", "  "); got[0] != strings.Repeat("x", 95) || got[1] != "  10\u00a0800 a" {
		t.Errorf("a number is broken: %q", got)
	}
	if got := firstLine(strings.Repeat("word, ", 20)); got != strings.TrimSuffix(strings.Repeat("word, ", 16), ", ")+" …" {
		t.Errorf("the first line of a text: %q", got)
	}
	if got := plain.Wrap("", "", "  "); len(got) != 1 || got[0] != "" {
		t.Errorf("nothing wraps to %q", got)
	}
}

// screen30 has nine options, as many as a county is likely to compare: each gains,
// each is changed by two parameters, and two break a rule.
func screen30() report.Report {
	r := scene.ComparedReport()
	for v := range r.Services {
		var rows []report.Row
		for k := range 9 {
			row := r.Services[v].Rows[min(k, 2)]
			row.GetsThere, row.WorstArea, row.Movers = report.Range{V: 0.87, Lo: 0.72, Hi: 0.99, Known: true}, []string{"Aviapolis", "Koivukylä", "Myyrmäki"}[k%3], r.Services[v].Rows[2].Movers
			rows = append(rows, row)
		}
		r.Services[v].Rows = rows
	}
	for k := 3; k < 9; k++ {
		o := r.Options[2-k/8]
		o.ID, o.Name, o.Year = "o"+string(rune('0'+k)), "Centralised, max", 2026+4*(k/6)
		r.Options = append(r.Options, o)
		r.Network = append(r.Network, r.Network[1])
	}
	return r
}

// TestOneScreen: the table of nine options with its legend fits a screen of 24
// lines. All text after it, with three movers per option, fits another two.
func TestOneScreen(t *testing.T) {
	var b strings.Builder
	if err := Service(&b, screen30(), "", plain.Options{}); err != nil {
		t.Fatal(err)
	}
	table, words, _ := strings.Cut(b.String(), "\nIn words")
	if n := strings.Count(table, "\n"); n > 24 {
		t.Errorf("%d lines of table, expected at most 24:\n%s", n, table)
	}
	if n := strings.Count(words, "\n"); n > 48 {
		t.Errorf("%d lines after the table, expected at most 48:\n%s", n, words)
	}
	if n := strings.Count(b.String(), "\n  moved most by: "); n != 9 {
		t.Errorf("%d options have movers, expected 9", n)
	}
	if strings.Contains(b.String(), "changes: ") {
		t.Error("one screen prints the changes of each option")
	}
}

// TestNamesStayReadable: with figures as wide as those of the embedded county, names
// keep 15 characters and areas 12, and no figure or header is cut.
func TestNamesStayReadable(t *testing.T) {
	r := screen30()
	for k := range r.Services[0].Rows {
		row := &r.Services[0].Rows[k]
		row.Gain, row.Lose, row.Worth = scene.Around(22_500, 100), scene.Around(10_800, 100), report.Worth{Verdict: report.Better}
	}
	var b strings.Builder
	if err := Service(&b, r, "", plain.Options{}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"*Centralised, max ", " 43 Koivukylä ", " 43 Aviapolis ", " 87 72–99 ", " 22 500 10 800 ", " −0.6 ", " better, cheaper ", " as today†\n",
		" can be ", " served ", " at same", " € %", " money gives "} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is cut:\n%s", want, b.String())
		}
	}
}

// TestStarIsOfTheService: the star follows the row, not the option.
func TestStarIsOfTheService(t *testing.T) {
	r := scene.ComparedReport()
	for v := range r.Services {
		r.Services[v].Rows[2].Best = false
	}
	r.Services[1].Rows[1].Best = true
	starred := func(print func(*strings.Builder) error) []string {
		var b strings.Builder
		if err := print(&b); err != nil {
			t.Fatal(err)
		}
		var list []string
		for _, line := range strings.Split(b.String(), "\n") {
			if strings.HasPrefix(line, "*") {
				list = append(list, strings.Fields(line)[0])
			}
		}
		return list
	}
	if got := starred(func(b *strings.Builder) error { return Service(b, r, "neuvola", plain.Options{}) }); got != nil {
		t.Errorf("neuvola: %v, expected no star and no legend of it", got)
	}
	if got := starred(func(b *strings.Builder) error { return Service(b, r, "dental", plain.Options{}) }); len(got) != 2 || got[0] != "*Centralised" || got[1] != "*" {
		t.Errorf("dental: %v, expected the second option and the legend", got)
	}
	if got := starred(func(b *strings.Builder) error { return networkPage(b, r, plain.Options{}) }); got != nil {
		t.Errorf("network: %v, expected no star", got)
	}
}

// TestRulesAreListedOnce: what today's network breaks and what was not checked is
// listed once, however many options share it.
func TestRulesAreListedOnce(t *testing.T) {
	var b strings.Builder
	if err := All(&b, screen30(), plain.Options{}); err != nil {
		t.Fatal(err)
	}
	for text, times := range map[string]int{
		"today's network already breaks: one family centre per area (own rule)": 1,
		"one family centre per area":                                 1,
		"Rules that cannot be checked from the data: equal language": 1,
		"equal language": 1,
		"breaks more than today: neuvola in Martinlaakso (law), closed: Martinlaakso": 2,
	} {
		if n := strings.Count(b.String(), text); n != times {
			t.Errorf("%q is printed %d times, expected %d", text, n, times)
		}
	}
}

func TestMovers(t *testing.T) {
	r := scene.ComparedReport()
	list := append(r.Services[0].Rows[2].Movers, report.Mover{Source: report.Source{Path: "digital.reach_by_age.75+", Lo: 0.3, Hi: 0.6}, What: "can be served", Swing: 0.012, Unit: "share"})
	for _, tt := range []struct {
		detail bool
		want   string
	}{
		{false, "  moved most by: local time limit 15–25 min (gets there 50 points), rent 17–30 € (county 0.2 M€),\n    contacts lost to distance 0–0.1 (can be served 0.6 points), digital reach at age 75+ 0.3–0.6\n    (can be served 1 point)\n"},
		{true, "  moved most by: local time limit (travel.threshold_min.local) 15–25 min (gets there 50 points),\n    rent (premises.rent_eur_m2_month) 17–30 € (county 0.2 M€), contacts lost to distance\n    (need.distance_elasticity) 0–0.1 (can be served 0.6 points), digital reach at age 75+\n    (digital.reach_by_age.75+) 0.3–0.6 (can be served 1 point)\n"},
	} {
		p := &page{&plain.Page{Words: words.In(lang.English), Detail: tt.detail}}
		p.movers(&r, list)
		if p.String() != tt.want {
			t.Errorf("detail %v:\n got %s\nwant %s", tt.detail, p.String(), tt.want)
		}
	}
	p := &page{&plain.Page{Words: words.In(lang.English)}}
	small := list[2]
	small.Swing = 0.0009
	if p.movers(&r, []report.Mover{small}); p.String() != "" {
		t.Errorf("a swing of 0.09 points is printed: %s", p.String())
	}
}

// TestBudgetIsReported: what the same-budget rule bought or sold is printed once
// below each option, in the frame of the same budget and where there is room.
func TestBudgetIsReported(t *testing.T) {
	const bought, sold = "at the same budget: bought 2.5 positions of nurse (Care)\n", "at the same budget: sold 9.0 positions of nurse (Care); not balanced, +0.6 M€ a year too expensive\n"
	for _, tt := range []struct {
		what, frame string
		o           plain.Options
		print       func(*strings.Builder, report.Report, plain.Options) error
		want        int
	}{
		{"one screen", "staff", plain.Options{}, tableOf, 0},
		{"one screen, same budget", "budget", plain.Options{}, tableOf, 1},
		{"detail", "staff", plain.Options{Detail: true}, tableOf, 1},
		{"one of several services", "budget", plain.Options{Brief: true}, tableOf, 0},
		{"network", "staff", plain.Options{}, networkPage, 1},
		{"all", "budget", plain.Options{Detail: true}, func(b *strings.Builder, r report.Report, o plain.Options) error { return All(b, r, o) }, 1},
	} {
		r := scene.ComparedReport()
		r.Frame = tt.frame
		var b strings.Builder
		if err := tt.print(&b, r, tt.o); err != nil {
			t.Fatal(err)
		}
		if n, m := strings.Count(b.String(), bought), strings.Count(b.String(), sold); n != tt.want || m != tt.want {
			t.Errorf("%s: printed %d and %d times, expected %d:\n%s", tt.what, n, m, tt.want, b.String())
		}
	}
	p := &page{&plain.Page{Words: words.In(lang.English)}}
	p.budget(report.NetworkRow{BudgetGap: -620_000, Unbalanced: true})
	p.budget(report.NetworkRow{BudgetGap: 620_000})
	if want := "  at the same budget: not balanced, +0.6 M€ a year too expensive\n"; p.String() != want {
		t.Errorf("nothing sold: %q, expected %q", p.String(), want)
	}
}

// networkPage is the part of All about the whole network.
func networkPage(b *strings.Builder, r report.Report, o plain.Options) error {
	p := &page{&plain.Page{Words: words.In(lang.English), Detail: o.Detail}}
	p.network(&r)
	if !o.Brief {
		p.basis(&r)
	}
	b.WriteString(p.String())
	return nil
}

func tableOf(b *strings.Builder, r report.Report, o plain.Options) error { return Service(b, r, "", o) }

// TestNotesOnOneScreen: the first note is printed in full, the second is cut to its
// line.
func TestNotesOnOneScreen(t *testing.T) {
	r := scene.ComparedReport()
	long := strings.Repeat("word ", 30) + "end"
	r.Notes, r.Reading = nil, []report.Message{report.AsRead("first " + long), report.AsRead("second " + long), report.AsRead("third"), report.AsRead("fourth")}
	var b strings.Builder
	if err := Service(&b, r, "", plain.Options{}); err != nil {
		t.Fatal(err)
	}
	_, got, _ := strings.Cut(b.String(), "\nNote: first")
	if n := strings.Count(got, "\n"); n != 4 || strings.Count(got, "end") != 1 || !strings.HasSuffix(got, "…\nNotes: 2 more, printed with --detail\n") {
		t.Errorf("%d lines:\n%s", n, got)
	}
}

func TestEuros(t *testing.T) {
	for v, want := range map[float64]string{0: "0", 0.4: "<1", 2.4: "2", 87.3: "87", 263.16: "260", 4149: "4 100", 1_250_000: "1 300 000"} {
		if got := (&page{&plain.Page{Words: words.In(lang.English)}}).euros(v); got != want {
			t.Errorf("%g: %q, expected %q", v, got, want)
		}
	}
}

func TestParameterName(t *testing.T) {
	for path, want := range map[string]string{
		"travel.threshold_min.mobile_stop":       "mobile stop time limit",
		"contract_price.therapy_child.purchased": "contract price of therapy child purchased",
		"premises.rent_eur_m2_month":             "rent",
		"travel.threshold_min.":                  "threshold min ",
		"staff.fill_rate.gp":                     "fill rate, GP",
		"alone":                                  "alone",
	} {
		if got := words.In(lang.English).Parameter(path, lang.Name{}); got != want {
			t.Errorf("%s: %q, expected %q", path, got, want)
		}
	}
}

func TestApart(t *testing.T) {
	ok, off := report.Check{What: "a", Ratio: 1.02}, report.Check{What: "b", Ratio: 4.63, Off: true}
	waived := report.Check{What: "c", Ratio: 0.5, Off: true, Waived: "other year"}
	for _, tt := range []struct {
		list []report.Check
		want string
	}{
		{[]report.Check{ok, ok}, "none of 2 known figures differs by more than 10 %"},
		{[]report.Check{waived, {What: "d", Ratio: 1, Fitted: true, Decay: 0.1}}, "1 known figure differs for a stated reason; 1 more is fitted and tests nothing"},
		{[]report.Check{ok, off}, "1 of 2 known figures differ by more than 10 %: b ×4.63 (model ÷ known)"},
		{[]report.Check{ok, {What: "d", Ratio: 1, Fitted: true, Decay: 0.1}}, "none of 1 known figures differs by more than 10 %; 1 more is fitted and tests nothing"},
		{[]report.Check{ok, waived}, "none of 1 known figures differs by more than 10 %; 1 more are known to differ, with a reason"},
	} {
		if got := board.Apart(words.In(lang.English), tt.list); got != tt.want {
			t.Errorf("got %q, expected %q", got, tt.want)
		}
	}
}

func TestPercent(t *testing.T) {
	for share, want := range map[float64]string{0.2552: "26", 0.0996: "10", 0.046: "4.6", 0.03664: "3.7", 0: "0", 1.284: "128"} {
		if got := words.In(lang.English).Percent(share); got != want {
			t.Errorf("%g: %q, expected %q", share, got, want)
		}
	}
	if got := words.In(lang.English).Percent(math.NaN()); got != words.Dash {
		t.Errorf("unknown: %q", got)
	}
}
