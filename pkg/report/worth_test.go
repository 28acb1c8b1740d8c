package report

import "testing"

// Without a range of who gets there, no word of praise rests on more people; that nobody
// fewer gets there still allows a word about money.
func TestNoPraiseWithoutARangeOfReach(t *testing.T) {
	more, costs, saves := Exact(100), Exact(5e5), Exact(-5e5)
	for _, tt := range []struct {
		name       string
		counts     Counts
		with, bare Verdict
	}{
		{"more people for more money", Counts{There: more, Lose: Exact(0), Visits: Exact(0), County: costs, Homes: Exact(0)}, PerGained, Stated},
		{"more people for less money", Counts{There: more, Lose: Exact(0), Visits: Exact(0), County: saves, Homes: Exact(0)}, Better, Saves},
		{"more visits for less money", Counts{There: Exact(0), Lose: Exact(0), Visits: more, County: saves, Homes: Exact(0)}, Better, Better},
		{"less money", Counts{There: Exact(0), Lose: Exact(0), Visits: Exact(0), County: saves, Homes: Exact(0)}, Saves, Saves},
		{"fewer people for less money", Counts{There: Exact(-100), Lose: more, Visits: Exact(0), County: saves, Homes: Exact(0)}, Stated, Stated},
	} {
		if got := WorthOf(tt.counts).Verdict; got != tt.with {
			t.Errorf("%s: %s, expected %s", tt.name, got, tt.with)
		}
		tt.counts.Bare = true
		if got := WorthOf(tt.counts).Verdict; got != tt.bare {
			t.Errorf("%s without a range: %s, expected %s", tt.name, got, tt.bare)
		}
	}
}

// A price is put on a person who gains only where all who gain do so at a place open all
// week, and what rounds to nothing is no change.
func TestNoPriceForAPartOfTheWeek(t *testing.T) {
	base := Counts{There: Exact(100), Lose: Exact(0), Visits: Exact(0), County: Exact(5e5), Homes: Exact(0)}
	for week, want := range map[float64]Verdict{0: Stated, 60: Stated, 100: PerGained} {
		c := base
		c.Week = Exact(week)
		if got := WorthOf(c).Verdict; got != want {
			t.Errorf("%g of 100 people gain a place open all week: %s, expected %s", week, got, want)
		}
	}
	dust := Exact(1e-7)
	for want, c := range map[Worth]Counts{
		{Verdict: Stated, There: -740}: {There: Exact(-740), Lose: Exact(740), Week: Exact(-740), Visits: dust, County: dust, Homes: dust},
		{Verdict: NoChange}:            {There: dust, Lose: dust, Week: dust, Visits: dust, County: dust, Homes: dust},
	} {
		want.Week = c.Week.V * float64(map[Verdict]int{Stated: 1}[want.Verdict])
		if got := WorthOf(c); got != want {
			t.Errorf("rounding: %+v, expected %+v", got, want)
		}
	}
}

// Positions that the same-budget rule sold in a service are no saving of the option.
func TestNoPraiseForSoldPositions(t *testing.T) {
	more, none, saves := Exact(100), Exact(0), Exact(-5e5)
	for _, tt := range []struct {
		name   string
		counts Counts
		kept   Verdict
		sold   Worth
	}{
		{"more visits for less money", Counts{There: none, Lose: none, Visits: more, County: saves, Homes: none}, Better, Worth{Verdict: Stated, Visits: 100}},
		{"less money", Counts{There: none, Lose: none, Visits: none, County: saves, Homes: none}, Saves, Worth{Verdict: NoClear}},
		{"more people for more money", Counts{There: more, Lose: none, Visits: none, County: Exact(5e5), Homes: none}, PerGained, Worth{Verdict: Stated, There: 100}},
	} {
		if got := WorthOf(tt.counts).Verdict; got != tt.kept {
			t.Errorf("%s: %s, expected %s", tt.name, got, tt.kept)
		}
		tt.counts.Sold = true
		if got := WorthOf(tt.counts); got != tt.sold {
			t.Errorf("%s, sold: %+v, expected %+v", tt.name, got, tt.sold)
		}
	}
}
