package webpage

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"saavu/internal/board"
	"saavu/internal/draw"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/report"
)

// A text in the style ends neither its string nor the style.
func TestTextsInTheStyle(t *testing.T) {
	for text, want := range map[string]string{
		"Nykytila 2030":    `"Nykytila 2030"`,
		`a"b\c`:            `"a\22 b\5c c"`,
		"</style><b>":      `"\3c \2f style\3e \3c b\3e "`,
		"ä·":               `"\e4 \b7 "`,
		"x\n\x1b[1m\u202e": `"x\5b 1m"`,
		"1\u00a0000":       `"1\a0 000"`,
	} {
		if got := cssText(text); got != want {
			t.Errorf("%q is %s in the style, expected %s", text, got, want)
		}
	}
}

// A number and its unit stay in one line; other spaces stay.
func TestKept(t *testing.T) {
	for text, want := range map[string]string{
		"25 700 people":       "25\u00a0700 people",
		"1 250 000":           "1\u00a0250\u00a0000",
		"in 2026 500 people":  "in 2026\u00a0500 people",
		"+0.2 M€ or 60 %":     "+0.2\u00a0M€ or 60\u00a0%",
		"option 2 and 3 more": "option 2 and 3 more",
		"4 of 12":             "4 of 12",
	} {
		if got := kept(text); got != want {
			t.Errorf("%q, expected %q", got, want)
		}
	}
}

// Bars of euros share a scale that covers every sum on the way, and stay inside it.
func TestScale(t *testing.T) {
	s := &scale{}
	line := func(v float64) board.BillLine { return board.BillLine{Money: report.Exact(v)} }
	s.cover(&board.Bill{Payers: []board.PayerBill{{Lines: []board.BillLine{line(3e6), line(-5e6)}, Sum: report.Exact(-2e6)}}})
	s.cover(&board.Bill{Payers: []board.PayerBill{{Lines: []board.BillLine{line(math.NaN()), line(2e6)}}}})
	if s.from != -2e6 || s.to != 3e6 {
		t.Fatalf("%+v", s)
	}
	for _, tt := range []struct {
		from, to float64
		want     string
	}{{0, 3e6, `x="40.0%" y="5" width="60.0%"`}, {3e6, -2e6, `x="0.0%" y="5" width="100.0%"`}, {3e6, 3e6, `x="99.7%" y="5" width="0.3%"`}} {
		if got := string(s.bar(tt.from, tt.to, "more")); !strings.Contains(got, tt.want) {
			t.Errorf("%v to %v: %s, expected %s", tt.from, tt.to, got, tt.want)
		}
	}
	if got := (&scale{}).bar(0, 0, "sum"); got != "" {
		t.Errorf("nothing changes: %s", got)
	}
}

// A strip has a mark for the option, of another form where fewer get there, and no mark
// for what is not known.
func TestStrip(t *testing.T) {
	half := report.Exact(0.5)
	for _, tt := range []struct {
		name    string
		of      board.Strip
		has, no string
	}{
		{"more", board.Strip{Share: report.Exact(0.625), Tighter: 0.5, Looser: 0.75}, `<circle class="gain" cx="62.5%"`, "lose"},
		{"fewer", board.Strip{Share: report.Exact(0.25), Tighter: math.NaN(), Looser: math.NaN()}, `<svg class="mark" x="25.0%"`, `class="span"`},
		{"unknown", board.Strip{Tighter: math.NaN(), Looser: math.NaN()}, `class="ring" cx="50.0%"`, `class="way`},
		{"ranged", board.Strip{Share: report.Range{V: 0.5, Lo: 0.25, Hi: 0.75, Known: true}}, `<line class="band" x1="25.0%" x2="75.0%"`, "lose"},
	} {
		got := string(strip(half, &tt.of, false, true))
		if !strings.Contains(got, tt.has) || strings.Contains(got, tt.no) || strings.Contains(got, "NaN") {
			t.Errorf("%s: %s", tt.name, got)
		}
	}
}

// The colours of the page are those of pictures, and each that the style uses is one.
func TestColours(t *testing.T) {
	a, err := readAssets("foot", 7)
	if err != nil {
		t.Fatal(err)
	}
	style := string(a.Style)
	for _, theme := range []*draw.Theme{&draw.Light, &draw.Dark} {
		if !strings.Contains(style, "--gain3:"+theme.GainTints[2]+";") {
			t.Errorf("the style has not the tint %s", theme.GainTints[2])
		}
	}
	known := variables(&draw.Light)
	for _, use := range strings.Split(style, "var(--")[1:] {
		name, _, _ := strings.Cut(use, ")")
		if !strings.Contains(known, "--"+name+":") {
			t.Errorf("the style uses the colour %q, which no theme has", name)
		}
	}
}

// A clear change with a wide range has its low and high below it, and keeps its tint; one
// that is no clear difference has neither.
func TestRangeBelowAClearChange(t *testing.T) {
	p := &page{w: words.In(lang.English)}
	ends := []board.End{{Arrow: "▼", Number: "3 800"}, {Number: "0"}}
	clear := board.Move{Share: "95", Arrow: "▼", Number: "470", Low: "▼3.8k", High: "0", Ends: ends, Tone: board.Lose, Of: 0.01}
	unclear := board.Move{Share: "95", Low: "▼3.8k", High: "0", Ends: ends, Of: 0.01}
	money := board.Move{Low: "+0.1", High: "+0.9", Middle: "+0.5"}
	low, high := tableEnd{"▼", "more left undone:", "3 800"}, tableEnd{Text: "0"}
	for _, tt := range []struct {
		kind board.Kind
		move board.Move
		want tableCell
	}{
		{board.Visits, clear, tableCell{Class: "lose1", Moves: []tableMove{{Share: "95", Class: "lose", Ends: []tableEnd{{"▼", "more left undone:", "470"}}, Range: []tableEnd{low, high}}}}},
		{board.SameEuros, clear, tableCell{Moves: []tableMove{{Share: "95", Class: "lose", Ends: []tableEnd{{"▼", "more left undone:", "470"}}, Range: []tableEnd{low, high}}}}},
		{board.Visits, unclear, tableCell{Class: "unclear", Moves: []tableMove{{Share: "95", Ends: []tableEnd{low, high}}}}},
		{board.Money, money, tableCell{Moves: []tableMove{{Ends: []tableEnd{{Text: "+0.5"}}, Range: []tableEnd{{Text: "+0.1"}, {Text: "+0.9"}}}}}},
	} {
		if d := cmp.Diff(tt.want, p.cell(tt.kind, &board.Cell{State: board.Differs, Moves: []board.Move{tt.move}})); d != "" {
			t.Errorf("%+v (-want +got):\n%s", tt.move, d)
		}
	}
}
