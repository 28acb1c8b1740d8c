package draw

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"saavu/internal/property"
)

var percent = Axis{0, 1, []Tick{{0, "0"}, {0.5, "50"}, {1, "100 %"}}}

// The charts of a small county.
func strips() *Dumbbell {
	return &Dumbbell{Title: "Reach", NameHead: "Service, option", ValueHead: "In time", RangeHead: "Range", Width: 420, Axis: percent, Rows: []DumbbellRow{
		{Name: "Nurse", Note: "30 min", Strong: true, Today: 0.9, Option: math.NaN(), Low: 0.81, High: 0.95, Value: "90 %", Range: "81–95"},
		{Name: "Centralised", Today: 0.9, Option: 0.86, Low: 0.75, High: 0.93, Value: "86 %", Range: "75–93"},
		{Name: "Local", Today: 0.9, Option: 0.99, Low: math.NaN(), High: math.NaN(), Value: "99 %"},
		{Name: "Therapy", Strong: true, Today: math.NaN(), Option: math.NaN(), Value: "–"},
	}}
}

func loads() *Stations {
	return &Stations{Title: "Stations", NameHead: "Station", TailHead: "Held back by", Columns: []string{"Today", "Local"}, Width: 560, Rows: []StationRow{
		{Name: "Tikkurila", Cells: []StationCell{{Wanted: 45900, Given: 41300, Text: "45 900", Note: "90 %"}, {Wanted: 20000, Given: 20000, Text: "20 000", Note: "100 %"}}, Tail: "staff"},
		{Name: "Rajakylä", Cells: []StationCell{{Missing: "not today"}, {Wanted: 4200, Given: 1000, Text: "4 200", Note: "24 %"}}, Tail: "–"},
	}}
}

func costs() *Waterfall {
	return &Waterfall{Title: "Euros", Head: "Centralised", Width: 360, Blocks: []WaterfallBlock{{
		Head:  "County",
		Lines: []WaterfallLine{{Name: "Evening pay", Value: 1, Text: "+1.0"}, {Name: "Unknown", Value: math.NaN(), Text: "–"}, {Name: "Rent", Note: "from 2027", Value: -0.3, Text: "−0.3"}},
		Sum:   WaterfallLine{Name: "Sum", Value: 0.7, Text: "+0.7", Under: "+0.5…+1.0"},
	}}}
}

func tradeoffs() *Scatter {
	return &Scatter{Title: "Trade-offs", Head: "Nurse", Width: 330, X: Axis{0.8, 1, []Tick{{0.85, "85"}, {0.95, "95"}}}, Y: Axis{0.9, 1, []Tick{{0.92, "92"}, {0.98, "98"}}}, XText: "in time, % →", YText: "↑ visits, %", Dots: []Dot{
		{X: 0.9, Y: 0.93, Name: "Today", Today: true}, {X: 0.9, Y: 0.93, Name: "Remote"}, {X: 0.9, Y: 0.99, Name: "Multi-provider", Frontier: true}, {X: 0.98, Y: 0.95, Name: "Local", Frontier: true},
		{X: 0.86, Y: 0.92, Name: "Centralised"}, {X: 0.86, Y: 0.923, Name: "Centralised, max"}, {X: math.NaN(), Y: 0.95, Name: "unknown"},
	}}
}

func spans() *Ranges {
	return &Ranges{Title: "Ranges", NameHead: "Parameter", TailHead: "Low–high", At: 25700, AtText: "25 700 people", Width: 520, Rows: []RangeRow{
		{Name: "Time limit", Note: "assumption", Low: 9000, High: 41000, LowText: "9 000", HighText: "41 000", Tail: "25–35 min"},
		{Name: "Rent", Low: 25000, High: 27000, LowText: "25 000", HighText: "27 000", Tail: "17–30"},
		{Name: "Fee", Low: math.NaN(), High: math.NaN(), Tail: "0–1"},
	}}
}

func key() *Legend {
	return &Legend{Title: "Legend", Width: 420, Rows: [][]Item{
		{{Color: Minutes[0], Text: "up to 15 min"}, {Color: Minutes[1], Text: "16–30 min"}, {Key: LimitBar, Text: "limit 30 min"}, {Color: Minutes[2], Text: "31–45 min"}, {Color: Minutes[5], Text: "no place reached"}},
		{{Key: SignKey, Text: "open"}, {Key: SignKey, Sign: New, Text: "new"}, {Key: SignKey, Sign: Mobile, Text: "bus stop"}, {Key: SignKey, Sign: Closed, Text: "closed"}, {Key: SizesKey, Color: Minutes[1], Sizes: []int{0, 2}, Text: "few people"}, {Key: UncertainRing, Text: "uncertain"}},
		{{Key: RingKey, Text: "today"}, {Key: DotKey, Color: Light.Gain}, {Key: DiamondKey, Color: Light.Lose, Text: "option"}, {Key: BandKey, Text: "range"}, {Key: HatchKey, Text: "undone"}, {Key: DashKey, Text: "frontier"}, {Key: SquareKey, Text: "today"}, {Key: FrontKey, Text: "best"}, {Key: BehindKey, Text: "other"}, {Color: Change[4], Pierced: true, Text: "no longer"}, {Key: NoKey, Text: "Nearest place."}},
	}}
}

// drawings are all kinds, by name.
func drawings() map[string]Drawing {
	return map[string]Drawing{
		"map": small(), "dumbbell": strips(), "stations": loads(), "waterfall": costs(), "scatter": tradeoffs(), "ranges": spans(), "legend": key(),
		"grid": &Grid{Width: 700, Columns: 2, Of: []Drawing{tradeoffs(), costs(), spans()}},
	}
}

// inside checks that everything of a picture is inside of it.
func inside(t *rapid.T, name string, p *Picture) {
	for _, s := range p.Shapes {
		b := boxOf(s)
		if text, ok := s.(Text); ok && text.S == "" {
			continue
		}
		if b.Min[0] < -3 || b.Min[1] < -3 || b.Max[0] > p.W+3 || b.Max[1] > p.H+3 || math.IsNaN(b.Min[0]+b.Max[0]+b.Min[1]+b.Max[1]) {
			t.Fatalf("%s: %#v at %v is not inside %g by %g", name, s, b, p.W, p.H)
		}
		if text, ok := s.(Text); ok && (b.Min[0] < -0.1 || b.Max[0] > p.W+0.1) {
			t.Fatalf("%s: %q at %v is not inside %g", name, text.S, b, p.W)
		}
	}
}

// Charts of any texts and figures stay inside their width, and so do sheets.
func TestEverythingIsInside(t *testing.T) {
	property.Check(t, func(t *rapid.T) {
		text := func(what string) string {
			return rapid.OneOf(rapid.StringN(0, 20, -1), rapid.SampledFrom(hostile)).Draw(t, what)
		}
		value := func() float64 {
			return rapid.OneOf(rapid.Float64Range(-2, 3), rapid.SampledFrom([]float64{math.NaN(), math.Inf(1), 0, 1, 1e9})).Draw(t, "value")
		}
		width := rapid.Float64Range(220, 1200).Draw(t, "width")
		axis := Axis{From: value(), To: value(), Ticks: []Tick{{value(), text("tick")}}}
		if !known(axis.From, axis.To) {
			axis = percent
		}
		d, s, w, c, r, l := strips(), loads(), costs(), tradeoffs(), spans(), key()
		d.Rows = append(d.Rows, DumbbellRow{text("name"), text("note"), rapid.Bool().Draw(t, "strong"), value(), value(), value(), value(), text("value"), text("range")})
		s.Rows = append(s.Rows, StationRow{text("name"), text("note"), []StationCell{{value(), value(), text("text"), text("note"), ""}, {Missing: text("missing")}, {}}, text("tail")})
		w.Blocks[0].Lines = append(w.Blocks[0].Lines, WaterfallLine{text("name"), text("note"), value(), text("text"), text("under")})
		c.Dots = append(c.Dots, Dot{value(), value(), text("name"), rapid.Bool().Draw(t, "today"), rapid.Bool().Draw(t, "front")})
		r.Rows = append(r.Rows, RangeRow{text("name"), text("note"), value(), value(), text("low"), text("high"), text("tail")})
		l.Rows = append(l.Rows, []Item{{Key: Key(rapid.IntRange(0, int(BehindKey)).Draw(t, "key")), Color: Minutes[0], Sign: Closed, Text: text("item")}})
		d.Axis, c.X = axis, axis
		for i, of := range []Drawing{d, s, w, c, r, l} {
			inside(t, fmt.Sprintf("%T", of), of.wide(width))
			if rapid.IntRange(0, 6).Draw(t, "sheet") > 0 {
				continue
			}
			sheet := &Sheet{Title: text("title"), Under: text("under"), Stamp: text("stamp"), Source: text("source"), Legend: l, Panels: []Panel{{text("head"), text("note"), Tone(i % 3), of}}, Format: Format(i % 2)}
			inside(t, fmt.Sprintf("sheet of %T", of), sheet.Picture())
		}
	})
}

// withClass are the shapes of a class.
func withClass[S Shape](p *Picture, class func(S) string, want string) []S {
	return slices.DeleteFunc(of[S](p), func(s S) bool { return class(s) != want })
}

func rects(p *Picture, class string) []Rect {
	return withClass(p, func(r Rect) string { return r.Class }, class)
}

func paths(p *Picture, class string) []Path {
	return withClass(p, func(r Path) string { return r.Class }, class)
}

func texts(p *Picture) []string {
	var out []string
	for _, t := range of[Text](p) {
		out = append(out, t.S)
	}
	return out
}

func TestDumbbell(t *testing.T) {
	p := strips().Picture()
	if got := len(of[Circle](p)); got != 4 { // three times today, one option with more
		t.Errorf("%d circles", got)
	}
	if got := paths(p, "lose"); len(got) != 1 {
		t.Errorf("%d diamonds for one option with less", len(got))
	}
	if got := paths(p, "band"); len(got) != 2 {
		t.Errorf("%d bands for two known ranges", len(got))
	}
	left, end, _ := strips().columns()
	d := paths(p, "lose-line")[0].Lines[0]
	if want := left + 0.9*(end-left); math.Abs(d[0][0]-want) > 1e-9 {
		t.Errorf("90 %% stand at %g, not %g", d[0][0], want)
	}
	if want := left + 0.86*(end-left); math.Abs(d[1][0]-want) > 1e-9 {
		t.Errorf("86 %% stand at %g, not %g", d[1][0], want)
	}
}

func TestStations(t *testing.T) {
	p := loads().Picture()
	given := rects(p, "given")
	if len(given) != 3 {
		t.Fatalf("%d bars for three stations with visits", len(given))
	}
	undone := rects(p, "undone")
	if len(undone) != 2 {
		t.Fatalf("%d hatched bars", len(undone))
	}
	if got := undone[0].W / given[0].W; math.Abs(got-4600.0/41300) > 1e-9 || undone[0].X != given[0].X+given[0].W {
		t.Errorf("given %v, undone %v", given[0], undone[0])
	}
	if !slices.Contains(texts(p), "not today") {
		t.Error("a station that is not there today has no text")
	}
	hatching := paths(p, "undone")[0]
	for _, line := range hatching.Lines {
		for _, at := range line {
			if at[0] < undone[0].X-1e-9 || at[0] > undone[0].X+undone[0].W+1e-9 || at[1] < undone[0].Y-1e-9 || at[1] > undone[0].Y+undone[0].H+1e-9 {
				t.Errorf("a line of the hatching at %v leaves %v", at, undone[0])
			}
		}
	}
	if len(hatching.Lines) < 3 {
		t.Errorf("%d lines of hatching", len(hatching.Lines))
	}
}

func TestWaterfall(t *testing.T) {
	w := costs()
	p := w.Picture()
	more, less, sum := rects(p, "more"), rects(p, "less"), rects(p, "sum")
	if len(more) != 1 || len(less) != 1 || len(sum) != 1 {
		t.Fatalf("%d, %d and %d bars", len(more), len(less), len(sum))
	}
	if math.Abs(more[0].X+more[0].W-less[0].X-less[0].W) > 1e-9 {
		t.Errorf("a bar ends at %g, and the next, downwards, starts at %g", more[0].X+more[0].W, less[0].X+less[0].W)
	}
	if math.Abs(sum[0].X-more[0].X) > 1e-9 || math.Abs(sum[0].W/more[0].W-0.7) > 1e-9 {
		t.Errorf("the sum %v of 0.7 next to the bar %v of 1", sum[0], more[0])
	}
	other := &Waterfall{Width: 360, Blocks: []WaterfallBlock{{Lines: []WaterfallLine{{Name: "A line with a much longer name", Value: -5, Text: "−5.0"}}, Sum: WaterfallLine{Value: -5}}}}
	Align(w, other)
	if w.Axis.From != other.Axis.From || w.Axis.To != other.Axis.To || w.Axis.From != -5 || w.Axis.To != 1 {
		t.Errorf("axes %v and %v", w.Axis, other.Axis)
	}
	if a, b := paths(w.Picture(), "zero")[0].Lines[0][0][0], paths(other.Picture(), "zero")[0].Lines[0][0][0]; a != b {
		t.Errorf("lines of zero at %g and %g", a, b)
	}
}

// Names of dots are off dots, other names and, where there is room, the frontier;
// none is lost.
func TestScatter(t *testing.T) {
	s := tradeoffs()
	p := s.Picture()
	joined := strings.Join(texts(p), " ")
	for _, name := range []string{"Today, Remote", "Multi-provider", "Local", "Centralised", "Centralised, max"} {
		if !strings.Contains(joined, name) {
			t.Errorf("no name %s in %s", name, joined)
		}
	}
	if strings.Contains(joined, "unknown") {
		t.Error("an option without a figure is drawn")
	}
	property.Check(t, func(t *rapid.T) {
		s := &Scatter{Width: rapid.Float64Range(200, 600).Draw(t, "width"), X: percent, Y: percent}
		for i := range rapid.IntRange(1, 9).Draw(t, "dots") {
			s.Dots = append(s.Dots, Dot{X: rapid.Float64Range(0, 1).Draw(t, "x"), Y: rapid.Float64Range(0, 1).Draw(t, "y"), Name: fmt.Sprint("Option ", i), Frontier: rapid.Bool().Draw(t, "front")})
		}
		p := s.Picture()
		var taken []orb.Bound
		for _, c := range of[Circle](p) {
			taken = append(taken, boxOf(c))
		}
		placed := 0
		for _, text := range of[Text](p) {
			if !strings.HasPrefix(text.S, "Option") {
				continue
			}
			placed++
			b := text.box()
			for _, other := range taken {
				if b.Intersects(other) {
					t.Fatalf("%s at %v overlaps %v", text.S, b, other)
				}
			}
			taken = append(taken, b)
		}
		if circles := len(of[Circle](p)); placed < circles {
			t.Fatalf("%d names for %d dots", placed, circles)
		}
	})
}

func TestRanges(t *testing.T) {
	p := spans().Picture()
	bars, at := rects(p, "given"), paths(p, "value")[0].Lines[0][0][0]
	if len(bars) != 2 || bars[0].X >= at || bars[0].X+bars[0].W <= at {
		t.Fatalf("bars %v around %g", bars, at)
	}
	if got := bars[0].W / bars[1].W; math.Abs(got-16) > 1e-9 {
		t.Errorf("32,000 and 2,000 are bars of %g and %g", bars[0].W, bars[1].W)
	}
}

// The thin line from a dot to its name runs through no other name.
func TestLinesToNamesCrossNoName(t *testing.T) {
	for _, high := range []float64{180, 187, 195, 230} {
		s := &Scatter{Width: 290, Height: high, Head: "Child clinic", X: Axis{29.5, 47.9, []Tick{{30, "30"}}}, Y: Axis{92.4, 97.7, []Tick{{94, "94"}, {96, "96"}}}, Dots: []Dot{
			{X: 35, Y: 97.5, Name: "Remote", Frontier: true}, {X: 46.5, Y: 95.2, Name: "Mobile", Frontier: true}, {X: 31, Y: 96, Name: "Central max"},
			{X: 35, Y: 96, Name: "Today", Today: true}, {X: 35, Y: 96, Name: "Centralised"}, {X: 35, Y: 96, Name: "Multi-provider"}, {X: 45, Y: 92.8, Name: "Local"}}}
		p := s.Picture()
		names := of[Text](p)
		if len(names) < 5 {
			t.Errorf("%g: names %q", high, texts(p))
		}
		for _, line := range paths(p, "lead") {
			for _, name := range names {
				if name.S != "" && crossed(name.box().Pad(-1.5), []orb.Point{line.Lines[0][0], {0.9*line.Lines[0][1][0] + 0.1*line.Lines[0][0][0], 0.9*line.Lines[0][1][1] + 0.1*line.Lines[0][0][1]}}) {
					t.Errorf("%g: a line at %v crosses %q", high, line.Lines[0], name.S)
				}
			}
		}
	}
}

// In a chart as crowded as that of oral checks no line runs behind a dot, and no name
// stands on another or on the frontier.
func TestNamesOfCrowdedDots(t *testing.T) {
	s := &Scatter{Width: 290, Height: 187, Head: "Oral check", X: Axis{25, 75, []Tick{{40, "40"}, {60, "60"}}}, Y: Axis{86, 96.5, []Tick{{90, "90"}, {95, "95"}}}, Dots: []Dot{
		{X: 31, Y: 95.8, Name: "Today", Today: true, Frontier: true}, {X: 31, Y: 95.8, Name: "Local", Frontier: true}, {X: 31, Y: 95.8, Name: "Remote", Frontier: true},
		{X: 31, Y: 95.8, Name: "Multi-provider", Frontier: true}, {X: 28, Y: 95.9, Name: "Centralised ≈"}, {X: 28, Y: 95.9, Name: "Central max ≈"}, {X: 72, Y: 87, Name: "Mobile", Frontier: true}}}
	p := s.Picture()
	dots := s.merged(frame{left: textWidth("95", smallSize, false) + 8, top: 28, right: 282, bottom: 149})
	front := paths(p, "frontier")[0].Lines[0]
	var names []Text
	for _, n := range of[Text](p) {
		if strings.Contains(n.Class, "halo") {
			names = append(names, n)
		}
	}
	for i, n := range names {
		if crossed(n.box(), front) {
			t.Errorf("the frontier crosses %q", n.S)
		}
		for _, o := range names[:i] {
			if n.box().Pad(-1.5).Intersects(o.box().Pad(-1.5)) {
				t.Errorf("%q stands on %q", n.S, o.S)
			}
		}
	}
	for _, line := range paths(p, "lead") {
		for _, o := range dots {
			if from := line.Lines[0][0]; !o.box().Contains(from) && crossed(o.box(), line.Lines[0]) {
				t.Errorf("a line from %v runs behind the dot of %s", from, o.name)
			}
		}
	}
}

// A text at the end of a range is not cut by the line of the value.
func TestRangesOffTheLine(t *testing.T) {
	r := &Ranges{Width: 600, At: -1500, AtText: "−1 500", Rows: []RangeRow{{Name: "a", Low: -3000, High: 0, LowText: "−3 000", HighText: "0"},
		{Name: "b", Low: -1450, High: 0, LowText: "−1 400", HighText: "0"}, {Name: "c", Low: -3000, High: -1600, LowText: "−3 000", HighText: "−1 600"}}}
	p := r.Picture()
	at := paths(p, "value")[0].Lines[0][0][0]
	seen := 0
	for _, n := range of[Text](p) {
		if !strings.Contains(n.Class, "halo") {
			continue
		}
		if seen++; n.box().Min[0] < at+1 && n.box().Max[0] > at-1 {
			t.Errorf("the line at %g cuts %q, which stands from %g to %g", at, n.S, n.box().Min[0], n.box().Max[0])
		}
	}
	if seen != 6 {
		t.Errorf("%d texts", seen)
	}
}

// The line of the value stands over the bars and below the texts of their ends.
func TestRangesCrossTheirLine(t *testing.T) {
	r := &Ranges{Width: 400, At: 0, AtText: "0", Rows: []RangeRow{{Name: "a", Low: -9, High: 9}, {Name: "b", Low: 0.5, High: 8, LowText: "+0.5", HighText: "+8"}}}
	line, bar, text := -1, -1, -1
	for i, s := range r.Picture().Shapes {
		switch s := s.(type) {
		case Rect:
			bar = i
		case Path:
			if s.Class == "value" {
				line = i
			}
		case Text:
			if s.S == "+0.5" {
				if text = i; s.Halo != Light.Paper {
					t.Error("a text over the line has no ground")
				}
			}
		}
	}
	if !(bar < line && line < text) {
		t.Errorf("bar %d, line %d, text %d", bar, line, text)
	}
}

func TestSheets(t *testing.T) {
	trio := func(format Format) *Sheet {
		return &Sheet{Title: "Nurse: Local", Under: "2026", Stamp: "SYNTHETIC", Legend: key(), Source: "Sources: own. CC BY 4.0.", Format: format,
			Panels: []Panel{{"Today", "minutes", Plain, small()}, {"Local", "minutes", Plain, small()}, {"Change", "▲ 25 700", Gains, small()}}}
	}
	if p := trio(Slide).Picture(); p.W != 1600 || p.H != 900 {
		t.Errorf("a slide of %g by %g", p.W, p.H)
	}
	page := trio(Page).Picture()
	if page.W != 1000 || page.H < 300 || page.H > 600 {
		t.Errorf("a page of %g by %g", page.W, page.H)
	}
	for _, p := range []*Picture{page, trio(Slide).Picture()} {
		all := strings.Join(texts(p), "|")
		for _, s := range []string{"SYNTHETIC", "Nurse: Local", "2026", "Today", "▲ 25 700", "limit 30 min", "Sources: own. CC BY 4.0.", "500 m"} {
			if !strings.Contains(all, s) {
				t.Errorf("no %q in %s", s, all)
			}
		}
		legend := withClass(p, func(t Text) string { return t.S }, "up to 15 min")[0]
		for _, scale := range withClass(p, func(t Text) string { return t.S }, "500 m") {
			if scale.Y > legend.Y-legend.Size {
				t.Errorf("a map reaches to %g, the legend stands at %g", scale.Y, legend.Y)
			}
		}
	}
	single := trio(Slide)
	single.Panels = single.Panels[:1]
	single.Means = "in time: without a car"
	p := single.Picture()
	where := func(s string) Text { return withClass(p, func(t Text) string { return t.S }, s)[0] }
	if title, legend, head := where("Nurse: Local"), where("up to 15 min"), where("Today"); legend.X > 500 || legend.Y < where(single.Means).Y || title.Y > legend.Y || head.X < 600 || head.Y > 100 {
		t.Errorf("texts of a slide of one map: legend at %g, %g, head of the map at %g, %g", legend.X, legend.Y, head.X, head.Y)
	}
	// Without a second map, one that is as high as wide fills the slide.
	if scale := where("500 m"); scale.Y < 700 {
		t.Errorf("the map of a slide of one map ends at %g", scale.Y)
	}
	chart := &Sheet{Title: "Trade-offs", Panels: []Panel{{Of: tradeoffs()}}}
	if ticks := withClass(chart.Picture(), func(t Text) string { return t.S }, "in time, % →"); ticks[0].X < 1500 || ticks[0].Y < 750 || ticks[0].Size < 20 {
		t.Errorf("a chart of a slide ends at %g, %g with letters of %g", ticks[0].X, ticks[0].Y, ticks[0].Size)
	}
	if err := (&Sheet{Format: Page}).Picture().PNG(io.Discard, 1); err != nil {
		t.Errorf("an empty sheet: %v", err)
	}
	many := &Sheet{Panels: []Panel{{Of: &Grid{Columns: 1, Of: []Drawing{costs(), costs(), costs(), costs(), costs(), costs(), costs(), costs()}}}}}
	if p := many.Picture(); p.H != 900 {
		t.Errorf("a grid of eight on a slide %g high", p.H)
	} else if heads := withClass(p, func(t Text) string { return t.S }, "Centralised"); heads[0].Y != heads[2].Y || heads[0].Size < 15 {
		t.Errorf("a grid of eight on a slide has letters of %g pixels and no three columns", heads[0].Size)
	}
}

// Each dot of a crowded chart has its name, and a long one does not hide it.
func TestEachDotHasItsName(t *testing.T) {
	s := Scatter{Width: 290, Height: 175, X: Axis{From: 0, To: 100}, Y: Axis{From: 80, To: 100}}
	for i, name := range []string{"Today, Local, Remote, Multi-provider", "Centralised, Central max", "Mobile units at schools", "Third", "Fourth", "Fifth"} {
		s.Dots = append(s.Dots, Dot{X: 4 + 3*float64(i), Y: 98, Name: name, Frontier: i != 1, Today: i == 0})
	}
	text := ""
	for _, shape := range s.Picture().Shapes {
		if t, ok := shape.(Text); ok {
			text += t.S + " "
		}
	}
	for _, d := range s.Dots {
		for _, word := range strings.Fields(d.Name) {
			if !strings.Contains(text, word) {
				t.Errorf("no %q of %q in %q", word, d.Name, text)
			}
		}
	}
}

// A name of a cost that has no room in one line stands in two, uncut.
func TestWaterfallLongName(t *testing.T) {
	w := &Waterfall{Width: 320, Blocks: []WaterfallBlock{{Lines: []WaterfallLine{{Name: "Site cost of rooms kept empty", Value: 1, Text: "+1.0"}}, Sum: WaterfallLine{Name: "Sum", Value: 1, Text: "+1.0"}}}}
	var all []string
	for _, s := range w.Picture().Shapes {
		if text, ok := s.(Text); ok {
			all = append(all, text.S)
		}
	}
	if got := strings.Join(all, " "); !strings.Contains(got, "Site cost of rooms kept empty") {
		t.Errorf("%q", got)
	}
}
