package export

import (
	"strings"
	"testing"
	"unicode/utf8"

	"saavu/pkg/report"
)

func TestTableGolden(t *testing.T) {
	for name, o := range map[string]TableOptions{"table": {}, "table-detail": {Detail: true, Brief: true}} {
		var b strings.Builder
		if err := Table(&b, report30(), "neuvola", o); err != nil {
			t.Fatal(err)
		}
		golden(t, "testdata/"+name+".txt", b.String())
	}
	var b strings.Builder
	if err := NetworkTable(&b, report30(), TableOptions{Brief: true}); err != nil {
		t.Fatal(err)
	}
	golden(t, "testdata/network.txt", b.String())
}

// TestNoLineIsLonger prints everything of a report with the largest figures and
// the longest names: no line passes 100 characters, and the figures stand whole.
func TestNoLineIsLonger(t *testing.T) {
	for name, r := range map[string]report.Report{"usual": report30(), "wide": wideReport()} {
		var b strings.Builder
		if err := All(&b, r, TableOptions{Detail: true}); err != nil {
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
		if name == "wide" && (!strings.Contains(b.String(), "102 000 233 400") || !strings.Contains(b.String(), "-12.4±10.2 -22.3")) {
			t.Errorf("figures were cut:\n%s", b.String())
		}
	}
}

func TestTableRefusesAnUnknownService(t *testing.T) {
	err := Table(&strings.Builder{}, report30(), "neuvolaa", TableOptions{})
	if want := `no service "neuvolaa" in the report; there are: neuvola, dental`; err == nil || err.Error() != want {
		t.Errorf("got %v, expected %s", err, want)
	}
}

func TestColorOnlyWhenAskedFor(t *testing.T) {
	var plainText, colored strings.Builder
	_ = Table(&plainText, report30(), "", TableOptions{})
	_ = Table(&colored, report30(), "", TableOptions{Color: true})
	if strings.Contains(plainText.String(), "\x1b") {
		t.Error("escape codes without being asked")
	}
	if !strings.Contains(colored.String(), red+" Centralised") || !strings.Contains(colored.String(), bold+"*Local 2030") {
		t.Errorf("no colours:\n%q", colored.String())
	}
	if strings.NewReplacer(red, "", bold, "", plain, "").Replace(colored.String()) != plainText.String() {
		t.Error("the colours change the text")
	}
}

// TestNamesCannotDriveTheTerminal: names come from files.
func TestNamesCannotDriveTheTerminal(t *testing.T) {
	r := report30()
	r.Options[1].Name = "Evil\x1b[2J\nname"
	r.Name = "County\x1b]0;title\x07"
	var b strings.Builder
	if err := All(&b, r, TableOptions{Detail: true}); err != nil {
		t.Fatal(err)
	}
	if strings.ContainsAny(b.String(), "\x1b\x07") {
		t.Errorf("control characters of a name reach the terminal: %q", b.String())
	}
}

func TestLawWord(t *testing.T) {
	for _, tt := range []struct {
		breaches []report.Breach
		want     string
	}{
		{nil, "–"},
		{[]report.Breach{{Severity: report.Law, Verdict: "not checked"}}, "–"},
		{[]report.Breach{{Severity: report.Law, Verdict: "not checked"}, {Severity: report.OwnRule, Verdict: "ok"}}, "ok"},
		{[]report.Breach{{Severity: report.Wish, Verdict: "breach"}}, "ok"},
		{[]report.Breach{{Severity: report.Law, Verdict: "inherited"}, {Severity: report.Law, Verdict: "ok"}}, "inherited"},
		{[]report.Breach{{Severity: report.OwnRule, Verdict: "breach"}, {Severity: report.Law, Verdict: "inherited"}}, "own rule"},
		{[]report.Breach{{Severity: report.OwnRule, Verdict: "breach"}, {Severity: report.Law, Verdict: "breach"}}, "breach"},
	} {
		if got := lawWord(&report.Option{Breaches: tt.breaches}); got != tt.want {
			t.Errorf("%v: %q, expected %q", tt.breaches, got, tt.want)
		}
	}
}

// TestBlocks: options of another year stand under their own reference, whatever
// the order they came in.
func TestBlocks(t *testing.T) {
	r := report.Report{Options: []report.Option{
		{ID: "today", Year: 2026, Against: -1}, {ID: "mixed-2030", Year: 2030, Against: 3}, {ID: "local", Year: 2026, Against: 0},
		{ID: "today-2030", Year: 2030, Against: 0}}}
	got := ""
	for _, b := range blocks(&r) {
		for _, k := range b.options {
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
	lines := wrap("a word "+long+" and more", "", "  ")
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
	if got := wrap("", "", "  "); len(got) != 1 || got[0] != "" {
		t.Errorf("nothing wraps to %q", got)
	}
}
