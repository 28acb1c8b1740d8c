package words

import (
	"math"
	"strconv"
	"strings"

	"saavu/pkg/lang"
	"saavu/pkg/report"
)

// Worth says what an option gives for its money; "" for nothing to say.
func (w *Words) Worth(x report.Worth) string {
	switch x.Verdict {
	case "":
		return ""
	case report.Stated:
		return w.stated(x)
	}
	return w.Text("worth."+string(x.Verdict), "euros", w.Euros(x.Eur), "money", w.money(x.Eur))
}

// stated lists what is less and more: "0.2 M€ less, 5 500 visits fewer".
func (w *Words) stated(x report.Worth) string {
	var parts []string
	add := func(less, more string, v float64, text func(float64) string) {
		if v < 0 {
			parts = append(parts, w.Text(less, "n", text(-v)))
		} else if v > 0 {
			parts = append(parts, w.Text(more, "n", text(v)))
		}
	}
	add("stated.county_less", "stated.county_more", x.County, w.money)
	add("stated.there_less", "stated.there_more", x.There, w.People)
	if math.Abs(x.Week-x.There) >= 0.5 { // else those who get there change only at places open all week
		add("stated.week_less", "stated.week_more", x.Week, w.People)
	}
	add("stated.visits_less", "stated.visits_more", x.Visits, w.People)
	add("stated.visits_perhaps", "", x.Perhaps, w.People)
	add("stated.homes_less", "stated.homes_more", x.Homes, w.money)
	return strings.Join(parts, ", ")
}

// money writes euros above 0 in tenths of a million; what is under 0.05 M€ with two
// figures that count.
func (w *Words) money(v float64) string {
	if v < 5e4 {
		return w.Euros(v)
	}
	return w.Fixed(v/1e6, 1) + w.Gap() + w.Text("millions")
}

// ShortWorth is Worth for a narrow column: "better, cheaper", "260/gained",
// "saves 0.2 M€", "-0.2 M€ -5.5k v". Of what is stated it has the county's euros, and
// the visits or else the people or those who get there all week, those that are fewer
// first; with neither it says that visits may be fewer, or else has the residents' euros.
func (w *Words) ShortWorth(x report.Worth) string {
	switch x.Verdict {
	case "":
		return ""
	case report.Stated:
		return w.shortStated(x)
	}
	return w.Text("short_worth."+string(x.Verdict), "euros", w.shortEuros(x.Eur), "money", w.shortMoney(x.Eur))
}

func (w *Words) shortStated(x report.Worth) string {
	kind, n := "visits", x.Visits
	if n == 0 || x.There < 0 && n > 0 {
		kind, n = "there", x.There
	}
	if n == 0 || x.Week < 0 && n > 0 {
		kind, n = "week", x.Week
	}
	county := ""
	if x.County != 0 {
		county = w.sign(x.County) + w.shortMoney(math.Abs(x.County))
	}
	switch {
	case n != 0 && county != "":
		return county + w.Gap() + w.Text("short_with."+kind, "n", w.sign(n)+w.thousands(math.Abs(n)))
	case n != 0:
		return w.Text("short_only."+kind, "n", w.sign(n)+w.thousands(math.Abs(n)))
	case county != "":
		return county
	}
	if x.Perhaps < 0 {
		return w.Text("short_only.perhaps")
	}
	return w.Text("short_only.homes", "n", w.sign(x.Homes)+w.shortMoney(math.Abs(x.Homes)))
}

// sign gives the sign of a number that is not 0.
func (w *Words) sign(v float64) string {
	if v < 0 {
		return w.Local("-")
	}
	return "+"
}

// shortMoney writes euros above 0 in millions, in English in thousands, or as they are.
func (w *Words) shortMoney(v float64) string {
	switch {
	case v >= 9.95e6:
		return w.Fixed(v/1e6, 0) + w.Gap() + w.Text("millions")
	case v >= 5e4:
		return w.Fixed(v/1e6, 1) + w.Gap() + w.Text("millions")
	case v >= 995 && w.language == lang.English: // the others have no short word for thousands
		return strings.TrimSuffix(w.thousands(v), "k") + w.Gap() + "k€"
	}
	return w.Euros(v)
}

// Way writes the end of a range of changes as Bound rounds it, thousands with a k, ▲ up or
// ▼ down: "▼27k", "▲310"; under 10 it is "0".
func (w *Words) Way(v float64) string {
	switch {
	case math.Abs(v) < 9.5:
		return "0"
	case v < 0:
		return "▼" + w.thousands(-v)
	}
	return "▲" + w.thousands(v)
}

// thousands writes a number above 0, rounded as an end of a range: "<10", "310", "5.5k",
// "120k", "1.2M".
func (w *Words) thousands(v float64) string {
	switch {
	case v < 995:
		return w.Bound(v)
	case v >= 9.95e5:
		return w.Fixed(v/1e6, 1) + "M"
	}
	return w.Local(strconv.FormatFloat(atEnd(v)/1000, 'g', 3, 64)) + "k"
}

// shortEuros writes euros above 0 with two figures that count and without their
// sign: "260", "4 100", "1.2M".
func (w *Words) shortEuros(v float64) string {
	switch {
	case v < 1:
		return "<1"
	case v >= 9.95e5:
		return w.Fixed(v/1e6, 1) + "M"
	}
	return w.Figures(v)
}
