package report

import (
	"fmt"
	"math"
	"strings"
)

// Sentence says in plain words what an option does to one service: who gains
// and loses and where most, who loses the last point, and what it means to the
// county's yearly cost. Who names the target group's people (see Who). An
// option that is compared with none gets its state instead. Who gains and loses
// is counted without a car; the last point is lost by each one's own modes.
func Sentence(who string, o Option, row Row) string {
	if row.Points == 0 {
		return fmt.Sprintf("no point gives this service in person; %s.", costWords(row.County, row.From, o.Year))
	}
	if o.Against < 0 {
		return stateWords(who, row)
	}
	parts := []string{changeWords(who, row)}
	if row.LoseLast > 0 {
		parts = append(parts, plain(row.LoseLast)+" lose the last point within reach by their own modes")
	}
	parts = append(parts, costWords(row.County, row.From, o.Year))
	return strings.Join(parts, "; ") + "."
}

// NetworkSentence says in plain words what an option does over all services.
// People are not added over services, so it speaks of places and euros only.
func NetworkSentence(o Option, net NetworkRow) string {
	s := fmt.Sprintf("%d points at %d facilities", net.Points, net.Facilities)
	if o.Against >= 0 {
		from := 0
		for _, l := range net.Lines {
			if l.Money.V != 0 && l.From > from {
				from = l.From
			}
		}
		s += "; " + costWords(net.County, from, o.Year)
		if d := net.Homes.Direction(); d != 0 {
			s += fmt.Sprintf("; homes pay %s M€ a year %s", unsigned(net.Homes), moreOrLess(d))
		}
	}
	if net.MinServed.Known && net.MinServedService != "" {
		s += fmt.Sprintf("; the least served is %s (%s %%)", net.MinServedService, Share(net.MinServed))
	}
	if net.BudgetBuys != "" {
		s += "; at the same budget: " + net.BudgetBuys
	}
	return s + "."
}

func stateWords(who string, row Row) string {
	s := fmt.Sprintf("%s %% of %s get there", Share(row.GetsThere), who)
	if row.WorstArea != "" && row.WorstShare.Known {
		s += fmt.Sprintf(", fewest in %s (%s %%)", row.WorstArea, Share(Exact(row.WorstShare.V)))
	}
	if row.Served.Known {
		s += fmt.Sprintf("; %s %% of the need can be served", Share(row.Served))
	} else if row.Need.Known && row.Need.V > 0 {
		s += "; how much of the need can be served is not known"
	}
	return s + "."
}

// changeWords names gain and loss apart, never netted.
func changeWords(who string, row Row) string {
	gain, lose := row.Gain.Direction() > 0, row.Lose.Direction() > 0
	most := func(of func(Area) float64) string {
		name, top := "", 0.0
		for _, a := range row.Areas {
			if v := of(a); v > top {
				name, top = a.Name, v
			}
		}
		if name == "" {
			return ""
		}
		return ", most in " + name
	}
	up := func() string { return most(func(a Area) float64 { return a.Gain }) }
	down := func() string { return most(func(a Area) float64 { return a.Lose }) }
	switch {
	case gain && lose:
		return fmt.Sprintf("%s %s gain%s, and %s lose%s", plain(row.Gain.V), who, up(), plain(row.Lose.V), down())
	case gain:
		return fmt.Sprintf("%s %s gain%s", plain(row.Gain.V), who, up())
	case lose:
		return fmt.Sprintf("%s %s lose%s", plain(row.Lose.V), who, down())
	case usable(row.Gain) && usable(row.Lose) && row.Gain.V == 0 && row.Lose.V == 0:
		return "nobody gains or loses a point within reach"
	}
	return "no clear change in who gets there"
}

// costWords tells the county's change and, where its full effect comes later
// than the option's year, from when.
func costWords(money Range, from, year int) string {
	d := money.Direction()
	if !money.Known {
		return "what it costs the county is not known"
	}
	if d == 0 {
		if money.Known && money.V == 0 && money.Half() == 0 {
			return "costs the county the same"
		}
		return "no clear change in the county's cost"
	}
	verb := "saves"
	if d > 0 {
		verb = "costs"
	}
	s := fmt.Sprintf("%s %s M€ a year", verb, unsigned(money))
	if d > 0 {
		s += " more"
	}
	if from > year {
		s += fmt.Sprintf(" from %d", from)
	}
	return s
}

// unsigned writes millions of euros without sign and range; under 0.05 M€ it
// says so instead of 0.0.
func unsigned(money Range) string {
	v := math.Abs(money.V)
	if v < 5e4 {
		return "under 0.1"
	}
	return fmt.Sprintf("%.1f", round(v/1e6, 1))
}

func moreOrLess(direction int) string {
	if direction > 0 {
		return "more"
	}
	return "less"
}

// plain is People for running text.
func plain(v float64) string {
	if s := People(v); s != "<100" {
		return s
	}
	return "fewer than 100"
}
