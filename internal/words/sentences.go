package words

import (
	"fmt"
	"math"
	"strings"

	"saavu/pkg/lang"
	"saavu/pkg/population"
	"saavu/pkg/report"
)

// who says which words an age group's people have: children up to 17, older people
// from 65, else people.
func who(g population.Group) string {
	switch {
	case g.To <= 17:
		return "children"
	case g.From >= 65:
		return "older"
	}
	return "people"
}

// Sentence says what an option does to one service, whose target group is g: who
// gains and loses and where most, who loses the last point, whether fewer or more visits
// can be given, and what it means to the county's yearly cost. An option that is compared with none gets its state instead.
// Who gains and loses is counted without a car; the last point is lost by each one's
// own modes.
func (w *Words) Sentence(g population.Group, o *report.Option, row *report.Row) string {
	var parts []string
	switch {
	case row.Points == 0:
		parts = []string{w.Text("no_point")}
	case o.Against < 0:
		return w.state(who(g), row)
	default:
		parts = []string{w.changed(who(g), row)}
		if row.LoseLast > 0 {
			parts = append(parts, w.Text("lose_last", "people", w.plain(row.LoseLast)))
		}
	}
	if d := row.VisitsChange.Sign(); d < 0 {
		parts = append(parts, w.Text("visits_fewer", "visits", w.sized(row.VisitsChange)))
	} else if d > 0 {
		parts = append(parts, w.Text("visits_more", "visits", w.sized(row.VisitsChange)))
	}
	parts = append(parts, w.cost(row.County, row.From, o.Year, row.Worth.Verdict.Praises()))
	return strings.Join(parts, "; ") + "."
}

// NetworkSentence says what an option does over all services. People are not added
// over services, so it speaks of places and euros only.
func (w *Words) NetworkSentence(o *report.Option, net *report.NetworkRow) string {
	parts := []string{w.Text("points_at", "points", net.Points, "facilities", net.Facilities)}
	if o.Against >= 0 {
		from := 0
		for _, l := range net.Lines {
			if l.Money.V != 0 && l.From > from {
				from = l.From
			}
		}
		parts = append(parts, w.cost(net.County, from, o.Year, false))
		if d := net.Homes.Sign(); d > 0 {
			parts = append(parts, w.Text("homes_more", "money", w.unsigned(net.Homes)))
		} else if d < 0 {
			parts = append(parts, w.Text("homes_less", "money", w.unsigned(net.Homes)))
		}
	}
	if net.MinServed.Known && net.MinServedService != "" {
		parts = append(parts, w.Text("least_served", "service", net.MinServedNames.Every(net.MinServedService), "share", w.ShareInText(net.MinServed)))
	}
	return strings.Join(parts, "; ") + "."
}

// NetworkStatement is NetworkSentence with what the same-budget rule bought or sold.
func (w *Words) NetworkStatement(o *report.Option, net *report.NetworkRow) string {
	text := w.NetworkSentence(o, net)
	if trades := w.Trades(net.Trades); trades != "" {
		text = strings.TrimSuffix(text, ".") + "; " + w.Text("at_same_budget", "trades", trades) + "."
	}
	return text
}

func (w *Words) state(who string, row *report.Row) string {
	s := w.Text("there."+who, "share", w.ShareInText(row.GetsThere))
	if row.WorstArea != "" && row.WorstShare.Known {
		s += w.Text("fewest_in", "area", w.Worst(row), "share", w.Share(report.Exact(row.WorstShare.V)))
	}
	if row.Served.Known {
		s += "; " + w.Text("need_served", "share", w.ShareInText(row.Served))
	} else if row.Need.Known && row.Need.V > 0 {
		s += "; " + w.Text("need_unknown")
	}
	return s + "."
}

// mostWorst is how many areas are named of which equally few get there.
const mostWorst = 3

// Worst names the areas from which fewest get to a service: the first ones, and how many
// more there are; "" for none.
func (w *Words) Worst(row *report.Row) string {
	list := row.Worst()
	text := w.Value(list[:min(len(list), mostWorst)])
	if more := len(list) - mostWorst; more > 0 {
		text += fmt.Sprintf(", +%d", more)
	}
	return text
}

// changed names gain and loss apart, never netted.
func (w *Words) changed(who string, row *report.Row) string {
	gain, lose := row.Gain.Direction() > 0, row.Lose.Direction() > 0
	most := func(of func(report.Area) float64) string {
		var name lang.Name
		top := 0.0
		for _, a := range row.Areas {
			if v := of(a); v > top {
				name, top = a.Names.Every(a.Name), v
			}
		}
		if top == 0 {
			return ""
		}
		return w.Text("most_in", "area", name)
	}
	up := func() string {
		return w.Text("gain."+who, "people", w.plain(row.Gain.V)) + most(func(a report.Area) float64 { return a.Gain })
	}
	down := func() string {
		return w.Text("lose."+who, "people", w.plain(row.Lose.V)) + most(func(a report.Area) float64 { return a.Lose })
	}
	switch {
	case gain && lose:
		return w.Text("gain_and_lose", "gain", up(), "lose", down())
	case gain:
		return up()
	case lose:
		return down()
	case row.Gain.Usable() && row.Lose.Usable() && row.Gain.V == 0 && row.Lose.V == 0:
		return w.Text("nobody_changes")
	}
	return w.Text("no_clear_change")
}

// cost states the county's change and, where its full effect comes later than the
// option's year, from when. Less is called a saving only where that is praise.
func (w *Words) cost(money report.Range, from, year int, praise bool) string {
	d := money.Sign()
	switch {
	case !money.Known:
		return w.Text("cost_unknown")
	case d == 0 && money.V == 0 && money.Half() == 0:
		return w.Text("cost_same")
	case d == 0:
		return w.Text("cost_unclear")
	}
	key := "costs_less"
	switch {
	case d > 0:
		key = "costs"
	case praise:
		key = "saves"
	}
	s := w.Text(key, "money", w.unsigned(money))
	if from > year {
		s += w.Text("from_year", "year", report.Year(from))
	}
	return s
}

// unsigned writes millions of euros without sign and range; under 0.05 M€ it says so
// instead of 0.0.
func (w *Words) unsigned(money report.Range) string {
	v := math.Abs(money.V)
	if v < 5e4 {
		return w.Text("under", "number", w.Fixed(0.1, 1))
	}
	return w.Fixed(v/1e6, 1)
}

// plain is People for running text.
func (w *Words) plain(v float64) string {
	if s := w.People(v); s != "<10" {
		return s
	}
	return w.Text("fewer", "number", "10")
}

// sized is Sized for running text.
func (w *Words) sized(r report.Range) string {
	if span := w.lowToHigh(r); span != "" {
		return span
	}
	return w.plain(math.Abs(r.V))
}

// Trades says which service bought and sold what by the same-budget rule, each verb
// once; "" for nothing.
func (w *Words) Trades(list []report.Trade) string {
	return w.trades(list, func(t *report.Trade, positions string) string {
		return w.Text("positions_of", "positions", positions, "profession", report.Term{List: "profession", Word: t.Profession}, "service", t.Service)
	})
}

// TradedIn is Trades with a name of the service and the number of positions only.
func (w *Words) TradedIn(list []report.Trade, service func(*report.Trade) string) string {
	return w.trades(list, func(t *report.Trade, positions string) string { return service(t) + " " + positions })
}

func (w *Words) trades(list []report.Trade, of func(t *report.Trade, positions string) string) string {
	out, last := "", ""
	for i := range list {
		t := &list[i]
		key, what := "bought", ""
		switch {
		case t.What == report.TradedEvening:
			key, what = "evening_hours", w.Name(t.Facility)
		case t.Others:
			key = "others_sold"
		case t.Sold:
			key = "sold"
		}
		if t.What != report.TradedEvening {
			positions := w.Fixed(t.Positions, 1)
			if t.Positions < 0.05 {
				positions = w.Text("under", "number", w.Fixed(0.1, 1))
			}
			what = of(t, positions)
		}
		switch {
		case out == "":
			out = w.Text(key, "what", what)
		case key == last:
			out += ", " + what
		default:
			out += "; " + w.Text(key, "what", what)
		}
		last = key
	}
	return out
}
