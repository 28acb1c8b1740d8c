package supply

import (
	"slices"

	"saavu/internal/format/hours"
	"saavu/internal/load/field"
	"saavu/pkg/network"
)

// The limits of office hours and evening on a weekday, in minutes after midnight:
// open at any time before four, open at six or later.
const (
	officeUntil = 16 * 60
	eveningFrom = 18 * 60
	midnight    = 24 * 60

	// A night that ends by then counts only for the day on which it began.
	nightUntil = 8 * 60
)

// hours reads the opening hours of the row. If the row has none, the default
// applies, except on days that the row closes. A row that says it is closed has no
// hours.
func (p *supplied) hours() network.Hours {
	text := p.text("opening_hours")
	if text == "" {
		if p.columns["opening_hours"] >= 0 {
			p.counts.noHours++
		}
		return p.usual()
	}
	week, unread := hours.Parse(text)
	for _, piece := range unread {
		p.unknown("opening_hours", piece)
	}
	out := hoursOf(&week)
	if week.Empty() && slices.ContainsFunc(week[:], func(day []hours.Span) bool { return day == nil }) {
		p.counts.noHours++
		out = p.usual()
		for d, day := range week[:5] {
			if day != nil {
				out.Office &^= 1 << d
			}
		}
	}
	return out
}

// usual returns the default hours.
func (p *supplied) usual() network.Hours {
	days, _ := field.ParseDays(p.f.Defaults.Days...) // the schema has checked the words
	if days == 0 {
		days = network.AllWeek
	}
	return network.Hours{Office: days}
}

// hoursOf converts a week to the model: days with office hours, days with an
// evening, and Saturday. A weekday that is only open between the two counts as
// office hours. The model has no Sundays. An opening past midnight counts for the
// day on which it begins, so that a Friday night is not a Saturday; if it goes on
// into the morning, it counts for the next day too.
func hoursOf(whole *hours.Week) network.Hours {
	w := *whole
	for d, spans := range whole {
		before := whole[(d+6)%7]
		if len(spans) > 0 && spans[0].From == 0 && spans[0].To <= nightUntil && len(before) > 0 && before[len(before)-1].To == midnight {
			w[d] = spans[1:]
		}
	}
	var out network.Hours
	for d := range 5 {
		bit := uint8(1) << d
		evening := w.Any(d, eveningFrom, midnight)
		if evening {
			out.Evening |= bit
		}
		if w.Any(d, 0, officeUntil) || len(w[d]) > 0 && !evening {
			out.Office |= bit
		}
	}
	out.Saturday = len(w[5]) > 0
	return out
}
