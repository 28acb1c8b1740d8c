package sweep

import (
	"bytes"
	"strings"
	"testing"

	"saavu/internal/export/plain"
	"saavu/internal/scene"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/report"
)

// The chart has one line for each bar, on the scale of its count, within the width of
// the screen; what shares a draw is one line with its own name.
func TestTornado(t *testing.T) {
	r := scene.ComparedReport()
	row := &r.Services[0].Rows[2]
	row.Odds = report.Odds{{Better: 184, Worse: 16, Draws: 200}, {Draws: 200}, {Better: 3, Worse: 197, Draws: 200}, {}}
	row.Tornado = []report.Bar{
		{Count: "gets there", Source: report.Source{Path: "travel.threshold_min.local", Lo: 15, Hi: 25, Paths: []string{"travel.threshold_min.local"}}, AtLow: -400, At: 1900, AtHigh: 3600},
		{Count: "county", Source: report.Source{Path: "staff.hourly.gp", Lo: 30, Hi: 40, Shared: "wages", Paths: []string{"staff.hourly.gp", "staff.hourly.phn"}}, AtLow: 600_000, At: 500_000, AtHigh: 200_000},
	}
	for _, tt := range []struct {
		l     lang.Language
		wide  int
		want  []string
		never string
	}{
		{lang.English, 100, []string{"more people get there in 184 of 200 drawn networks, fewer in 16", "the same in all 200 draws", "lower euros for the county in 3 of 200 draws,\nhigher in 197", "no draws",
			"  local time limit 15–25 min                       −400    +3 600  ██████████████████│██████████████\n",
			"  wages                                           +0.60     +0.20  ████████████████████████│████████\n"}, "staff.hourly"},
		{lang.Finnish, 80, []string{"hyvinvointialueen eurot pienemmät\n3/200 arvonnassa, suuremmat 197/200", "  palkat                                 +0,60     +0,20  ████████████████│█████\n"}, "draws"},
		{lang.Swedish, 80, []string{"fler når tjänsten i tid i 184 av 200 dragna nätverk, färre i 16", "  löner "}, "draws"},
	} {
		var b bytes.Buffer
		if err := Tornado(&b, r, r.Services[0].ID, plain.Options{Words: words.In(tt.l), Width: tt.wide}); err != nil {
			t.Fatal(err)
		}
		text := b.String()
		for _, want := range tt.want {
			if !strings.Contains(strings.ReplaceAll(text, "\n", " "), strings.ReplaceAll(want, "\n", " ")) {
				t.Errorf("%s: no %q in\n%s", tt.l, want, text)
			}
		}
		if strings.Contains(text, tt.never) {
			t.Errorf("%s: %q in\n%s", tt.l, tt.never, text)
		}
		for _, line := range strings.Split(text, "\n") {
			if plain.Width(line) > tt.wide {
				t.Errorf("%s: longer than %d: %q", tt.l, tt.wide, line)
			}
		}
	}
	if err := Tornado(&bytes.Buffer{}, r, "nothing", plain.Options{}); err == nil {
		t.Error("a service that the report does not have is accepted")
	}
}
