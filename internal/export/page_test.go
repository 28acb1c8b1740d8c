package export

import (
	"regexp"
	"strings"
	"testing"

	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/report"
)

// No number is broken from its groups of digits or its unit, at any width of the
// lines and in any language: not in a sentence of the answer either.
func TestNoNumberIsBroken(t *testing.T) {
	apart := regexp.MustCompile(`[0-9]\n(?:[0-9]{3}\b|%|min|km|h\b|m\b|M?€|mn|milj)|(?:mn|milj\.)\n€`)
	text := "People come within it: Local 2030, Mixed 2030 (at most 26 400 and 1 234 567 people in one service) for +0.2 M€, 0,3 milj. € or 0,4 mn € in 30 min over 1 000 km, 12 % of 900 h."
	for most := 12; most < 130; most++ {
		lines := strings.Join(wrapTo(text, most, "", ""), "\n")
		if at := apart.FindString(lines); at != "" {
			t.Errorf("%d: %q in\n%s", most, at, lines)
		}
		if back := strings.ReplaceAll(lines, "\n", " "); back != text {
			t.Errorf("%d: the text became %q", most, back)
		}
	}
	r := seven30()
	for k := range r.Services[0].Rows {
		r.Services[0].Rows[k].Gain = report.Exact(26_400)
	}
	for _, l := range lang.Languages() {
		for columns := 80; columns < 130; columns++ {
			var b strings.Builder
			if err := Overview(&b, r, TableOptions{Words: words.In(l), Width: columns}); err != nil {
				t.Fatal(err)
			}
			if at := apart.FindString(b.String()); at != "" {
				t.Errorf("%s, %d: %q", l, columns, at)
			}
		}
	}
}

// A name that has no room continues below, broken where a name may be; nothing is lost.
func TestFoldedName(t *testing.T) {
	for _, tt := range []struct {
		name string
		most int
		want string
	}{
		{"*Mobil service", 12, "*Mobil| service"}, {" Närservice 2030", 14, " Närservice| 2030"}, {"Multi-provider", 12, "Multi-|provider"},
		{"Centralised network", 8, "Centra-|lised|network"}, {"Both of them", 8, "Both of|them"}, {"bcdfghjk", 3, "bcd|fgh|jk"}, {"Korso", 8, "Korso"},
	} {
		if got := strings.Join(foldedName(tt.name, tt.most), "|"); got != tt.want {
			t.Errorf("%q at %d: %q, expected %q", tt.name, tt.most, got, tt.want)
		}
	}
}
