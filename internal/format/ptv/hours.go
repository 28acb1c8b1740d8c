package ptv

import (
	"slices"
	"strings"
)

type serviceHours struct {
	ServiceHourType string
	ValidTo         *string
	ValidForNow     bool
	IsClosed        bool
	IsAlwaysOpen    bool
	IsReservation   bool
	OpeningHour     []struct{ DayFrom, DayTo, From, To string }
}

var days = []string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}

const alwaysOpen = "24/7"

// short are the names of OpenStreetMap.
var short = []string{"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"}

// left counts the opening hours that are not part of the ordinary week.
type left struct {
	exceptions  int // of single days
	seasons     int // for a period, in addition to hours that always apply
	onlySeasons int // places whose hours all belong to a period: those are used
	reservation int // by appointment
}

// text writes the ordinary week of a channel as OpenStreetMap does: "Mo
// 08:00-16:00; We 12:00-18:00". Several lists of hours add up. Exceptions are
// left out. Hours of a period count if there are no others, and a closed
// channel counts as closed if it has no hours at all.
func (x *channel) text(count *left) string {
	var always, seasons []string
	shut := false
	for i := range x.ServiceHours {
		h := &x.ServiceHours[i]
		exception := h.ServiceHourType == "Exceptional" || h.ServiceHourType == "Exception"
		if h.IsClosed && !exception && (h.ValidTo == nil || h.ValidForNow) {
			shut = true
			continue
		}
		if h.IsClosed || exception {
			count.exceptions++
			continue
		}
		if h.IsReservation {
			count.reservation++
		}
		rules := h.rules()
		if len(rules) == 0 {
			continue
		}
		if h.ValidTo != nil && !h.ValidForNow {
			count.seasons++
			seasons = append(seasons, rules...)
		} else {
			always = append(always, rules...)
		}
	}
	if len(always) == 0 && len(seasons) > 0 {
		count.onlySeasons++
		always = seasons
	}
	if len(always) == 0 && shut {
		return "off"
	}
	return together(always)
}

// together joins rules that add up: by semicolons, or by a comma if a rule
// names a day that an earlier one also names, as OpenStreetMap requires. Text
// that is not a rule comes last.
func together(rules []string) string {
	var out, others []string
	named := map[string]bool{}
	for _, rule := range rules {
		days, _, _ := strings.Cut(rule, " ")
		first, last, ranged := strings.Cut(days, "-")
		from, to := slices.Index(short, first), slices.Index(short, last)
		switch {
		case rule == alwaysOpen:
			from, to = 0, 6
		case from < 0:
			others = append(others, rule)
			continue
		case !ranged:
			to = from
		}
		again := false
		for d := from; ; d = (d + 1) % 7 {
			again = again || named[short[d]]
			named[short[d]] = true
			if d == to {
				break
			}
		}
		if again {
			out[len(out)-1] += ", " + rule
		} else {
			out = append(out, rule)
		}
	}
	return strings.Join(append(out, others...), "; ")
}

// rules writes one list of hours. Hours past midnight (ServiceHourType
// OverMidnight, formerly Special) last from the first day's time to the last
// day's without a break.
func (h *serviceHours) rules() []string {
	if h.IsAlwaysOpen {
		return []string{alwaysOpen}
	}
	var out []string
	for _, o := range h.OpeningHour {
		first, last := slices.Index(days, o.DayFrom), slices.Index(days, o.DayTo)
		from, to := clock(o.From), clock(o.To)
		switch {
		case first < 0:
			out = append(out, strings.TrimSpace(o.DayFrom+" "+o.From+"-"+o.To)) // unchanged: the parser of opening hours reports it
		case last < 0 || last == first:
			out = append(out, short[first]+" "+from+"-"+to)
		case h.ServiceHourType == "OverMidnight" || h.ServiceHourType == "Special":
			out = append(out, short[first]+" "+from+"-24:00")
			for d := (first + 1) % 7; d != last; d = (d + 1) % 7 {
				out = append(out, short[d]+" 00:00-24:00")
			}
			if to != "00:00" {
				out = append(out, short[last]+" 00:00-"+to)
			}
		default:
			out = append(out, short[first]+"-"+short[last]+" "+from+"-"+to)
		}
	}
	return out
}

// clock removes the seconds from a time.
func clock(text string) string {
	if len(text) == len("08:00:00") && strings.HasSuffix(text, ":00") {
		return text[:5]
	}
	return text
}
