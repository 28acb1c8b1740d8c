package report

import (
	"math"
	"testing"
	"unicode/utf8"

	"saavu/pkg/population"
)

func between(v, lo, hi float64) Range { return Range{V: v, Lo: lo, Hi: hi, Known: true} }

func TestPeople(t *testing.T) {
	for _, tt := range []struct {
		v    float64
		want string
	}{
		{0, "0"}, {0.3, "<100"}, {99.9, "<100"}, {100, "100"}, {149, "100"}, {150, "200"}, {1851, "1 900"},
		{23_749, "23 700"}, {1_192_477, "1 192 500"}, {-1_851, "-1 900"}, {math.NaN(), "–"}, {math.Inf(1), "–"},
	} {
		if got := People(tt.v); got != tt.want {
			t.Errorf("People(%g) = %q, expected %q", tt.v, got, tt.want)
		}
	}
}

func TestFigures(t *testing.T) {
	for _, tt := range []struct{ what, got, want string }{
		{"share", Share(between(0.71, 0.67, 0.75)), "71±4"},
		{"share without range", Share(Exact(0.714)), "71"},
		{"share of a small range", Share(between(0.71, 0.708, 0.712)), "71"},
		{"share unknown", Share(Range{V: 0.5}), "–"},
		{"share NaN", Share(Exact(math.NaN())), "–"},
		{"share 0", Share(Exact(0)), "0"},
		{"million", Million(between(0.5e6, 0.3e6, 0.7e6)), "+0.5±0.2"},
		{"million saved", Million(between(-12.46e6, -15e6, -10e6)), "-12.5±2.5"},
		{"million none", Million(Exact(0)), "0.0"},
		{"million rounds to none", Million(Exact(-20_000)), "0.0"},
		{"million range only", Million(between(10_000, -150_000, 170_000)), "0.0±0.2"},
		{"million unknown", Million(Range{}), "–"},
		{"spaced", Spaced(-1234567.4), "-1 234 567"},
		{"spaced zero", Spaced(-0.2), "0"},
		{"spaced 999", Spaced(999), "999"},
		{"minutes", Minutes(24.6), "25"},
		{"minutes unreached", Minutes(math.Inf(1)), "none"},
		{"minutes unknown", Minutes(math.NaN()), "–"},
		{"children", Who(population.Group{From: 0, To: 6}), "children"},
		{"older", Who(population.Group{From: 75, To: 100}), "older people"},
		{"all", Who(population.Everyone()), "people"},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: %q, expected %q", tt.what, tt.got, tt.want)
		}
	}
}

func TestWorth(t *testing.T) {
	for _, tt := range []struct {
		what          string
		people, money Range
		want          string
	}{
		{"gained", between(1900, 1500, 2300), between(5e5, 3e5, 7e5), "260 € per gained"},
		{"gained, large", between(100, 80, 120), between(5e6, 4e6, 6e6), "50 000 € per gained"},
		{"gained, millions", between(4, 3, 5), between(5e6, 4e6, 6e6), "1.2 M€ per gained"},
		{"gained, next to nothing", between(90_000, 80_000, 100_000), between(9000, 8000, 10_000), "<1 € per gained"},
		{"saves", between(-1000, -1200, -800), between(-4.1e5, -5e5, -3e5), "saves 410 € per loser"},
		{"saves thousands", between(-100, -120, -80), between(-4.14e5, -5e5, -3e5), "saves 4 100 €/loser"},
		{"saves hundreds of thousands", between(-1, -1.2, -0.8), between(-4.1e5, -5e5, -3e5), "saves 410 000 €/loser"},
		{"saves millions", between(-1, -1.2, -0.8), between(-4.1e6, -5e6, -3e6), "saves 4.1 M€ per loser"},
		{"both good", between(1900, 1500, 2300), between(-5e5, -7e5, -3e5), "better and cheaper"},
		{"both bad", between(-1900, -2300, -1500), between(5e5, 3e5, 7e5), "worse and dearer"},
		{"money covers zero", between(1900, 1500, 2300), between(5e5, -1, 7e5), "no clear difference"},
		{"people cover zero", between(1900, -10, 2300), between(5e5, 3e5, 7e5), "no clear difference"},
		{"smaller than its range", between(100, 1, 900), between(5e5, 3e5, 7e5), "no clear difference"},
		{"nothing changes", Exact(0), Exact(0), "no change"},
		{"unknown", Range{V: 1900, Lo: 1900, Hi: 1900}, Exact(5e5), "no clear difference"},
		{"same reach, cheaper", Exact(0), between(-5e5, -7e5, -3e5), "same reach, cheaper"},
		{"same reach, dearer", Exact(0), between(5e5, 3e5, 7e5), "same reach, dearer"},
		{"reach zero with a range", between(0, -50, 50), between(5e5, 3e5, 7e5), "no clear difference"},
	} {
		got := Worth(tt.people, tt.money)
		if got != tt.want {
			t.Errorf("%s: %q, expected %q", tt.what, got, tt.want)
		}
		if n := utf8.RuneCountInString(got); n > 22 {
			t.Errorf("%s: %q has %d characters, at most 22", tt.what, got, n)
		}
	}
}

func TestShort(t *testing.T) {
	for worth, want := range map[string]string{
		Better: "better, cheaper", Worse: "worse, dearer", NoClear: "no clear diff.", Cheaper: "same, cheaper", Dearer: "same, dearer",
		NoChange: "no change", "": "", "260 € per gained": "260/gained", "50 000 € per gained": "50 000/gained", "1.2 M€ per gained": "1.2M/gained",
		"<1 € per gained": "<1/gained", "saves <1 € per loser": "saves <1/loser", "saves 410 € per loser": "saves 410/loser",
		"saves 4 100 €/loser": "saves 4.1k each", "saves 41 000 €/loser": "saves 41k each", "saves 410 000 €/loser": "saves 410k each",
		"saves 4.1 M€ per loser": "saves 4.1M each", "saves 12.4 M€/loser": "saves 12M each",
	} {
		if got := Short(worth); got != want {
			t.Errorf("%q: %q, expected %q", worth, got, want)
		}
	}
}

// TestWorthWidth walks through the sizes that ratios can have.
func TestWorthWidth(t *testing.T) {
	for e := -2.0; e < 7; e += 0.01 {
		ratio := math.Pow(10, e)
		for _, sign := range []float64{1, -1} {
			if s := Short(Worth(Exact(sign), Exact(sign*ratio))); utf8.RuneCountInString(s) > 15 {
				t.Fatalf("ratio %g: %q has more than 15 characters", ratio, s)
			}
			if s := Worth(Exact(sign), Exact(sign*ratio)); utf8.RuneCountInString(s) > 22 {
				t.Fatalf("ratio %g: %q has more than 22 characters", ratio, s)
			}
		}
	}
}

func TestSentence(t *testing.T) {
	areas := []Area{{Name: "Korso", Lose: 900, Gain: 10}, {Name: "Kivistö", Lose: 2500}}
	lines := []Line{{Money: Exact(-1), From: 2027}, {Money: Exact(-2), From: 2028}, {Money: Exact(0), From: 2040}}
	option := Option{ID: "central", Year: 2026, Against: 0}
	for _, tt := range []struct {
		what string
		o    Option
		row  Row
		want string
	}{
		{"loses", option, Row{Points: 4, Gain: Exact(0), Lose: between(3400, 3000, 3800), Areas: areas, County: between(-6e5, -8e5, -4e5), From: 2028},
			"3 400 children lose, most in Kivistö; saves 0.6 M€ a year from 2028."},
		{"gains and loses", option, Row{Points: 4, Gain: Exact(1200), Lose: Exact(40), Areas: areas, County: Exact(4e5), LoseLast: 30},
			"1 200 children gain, most in Korso, and fewer than 100 lose, most in Kivistö; fewer than 100 lose the last point within reach by their own modes; costs 0.4 M€ a year more."},
		{"no change", option, Row{Points: 4, Gain: Exact(0), Lose: Exact(0), County: Exact(0)},
			"nobody gains or loses a point within reach; costs the county the same."},
		{"not clear", option, Row{Points: 4, Gain: between(50, 0, 900), Lose: Exact(0), County: between(1e5, -1e5, 3e5)},
			"no clear change in who gets there; no clear change in the county's cost."},
		{"little money", option, Row{Points: 4, Gain: Exact(0), Lose: Exact(0), County: Exact(-2e4)},
			"nobody gains or loses a point within reach; saves under 0.1 M€ a year."},
		{"no point", option, Row{County: Exact(-6e5), From: 2028}, "no point gives this service in person; saves 0.6 M€ a year from 2028."},
		{"reference", Option{Against: -1}, Row{Points: 8, GetsThere: between(0.71, 0.67, 0.75), WorstArea: "Aviapolis", WorstShare: Exact(0.43), Served: Exact(0.96)},
			"71±4 % of children get there, fewest in Aviapolis (43 %); 96 % of the need can be served."},
	} {
		if got := Sentence("children", tt.o, tt.row); got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.what, got, tt.want)
		}
	}
	net := NetworkRow{Points: 30, Facilities: 12, County: Exact(-6e5), Homes: Exact(2e5), Lines: lines,
		MinServed: Exact(0.8), MinServedService: "Therapy, child", BudgetBuys: "sells 3 evenings"}
	want := "30 points at 12 facilities; saves 0.6 M€ a year from 2028; homes pay 0.2 M€ a year more; the least served is Therapy, child (80 %); at the same budget: sells 3 evenings."
	if got := NetworkSentence(option, net); got != want {
		t.Errorf("network:\n got %s\nwant %s", got, want)
	}
}
