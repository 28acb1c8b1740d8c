package supply

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
	"saavu/internal/load/field"
	"saavu/internal/load/input"
	"saavu/internal/naming"
	"saavu/pkg/network"
)

// space reads what a row says of the rooms of a building, of their use by others and of
// the years in which it stands.
func space(t *input.Table, i int) network.Space {
	s := network.Space{Rooms: rooms(t, i), Near: near(t, i), BarrierFree: network.Known(t.Known(i, "barrier_free")),
		Condition: condition(t, i), OutsideEUR: t.Amount(i, "outside_eur_hour", 0), Setup: t.Amount(i, "setup_eur", 0)}
	if t.Get(i, "outside_hours_year") != "" {
		v, ok := t.Number(i, "outside_hours_year")
		if s.OutsideHours = v; ok && !(v >= 0 && v <= largest) {
			t.Wrong(i, "outside_hours_year", fmt.Sprintf("room hours a year, 0 to %s, or nothing", problem.Spaced(largest)), "")
		}
	}
	for _, pair := range [][2]string{{"outside_hours_year", "outside_eur_hour"}, {"outside_eur_hour", "outside_hours_year"}} {
		if t.Get(i, pair[0]) != "" && t.Get(i, pair[1]) == "" {
			t.Wrong(i, pair[1], "a number", pair[0]+" is given: the income is hours × price")
		}
	}
	from, to := day(t, i, "from"), day(t, i, "to")
	if !from.IsZero() && !to.IsZero() && to.Before(from) {
		t.Wrong(i, "to", "a date that is not before from", "from is "+t.Get(i, "from"))
	}
	if !from.IsZero() {
		s.From = from.Year()
	}
	if !to.IsZero() {
		s.To = to.Year()
	}
	return s
}

// day reads a date; the zero time for nothing.
func day(t *input.Table, i int, column string) time.Time {
	field := t.Get(i, column)
	if field == "" {
		return time.Time{}
	}
	day, err := time.Parse(time.DateOnly, field)
	if err != nil || day.Year() < 1900 || day.Year() > 2200 {
		t.Wrong(i, column, "a date such as 2028-12-31, or nothing", "")
		return time.Time{}
	}
	return day
}

// condition reads the condition of a building; "" for unknown.
func condition(t *input.Table, i int) string {
	text := t.Get(i, "condition")
	if known, ok := field.ParseKnown(text); ok && known == 0 {
		return ""
	}
	return text
}

// rooms reads rooms by type; nil for nothing.
func rooms(t *input.Table, i int) []network.RoomCount {
	text := t.Get(i, "rooms")
	if text == "" {
		return nil
	}
	var out []network.RoomCount
	for item := range strings.SplitSeq(text, "+") {
		word, count, ok := strings.Cut(strings.TrimSpace(item), ":")
		n, isNumber := record.Number([]byte(strings.TrimSpace(count)), false)
		word = strings.TrimSpace(word)
		switch {
		case !ok || !isNumber || n < 0 || n > largest:
			t.Wrong(i, "rooms", "rooms by type, such as reception:20+group:2+dental:6, or nothing", fmt.Sprintf("%q is not a type and a number of 0 or more", item))
			return nil
		case !network.RoomWord(word):
			t.Wrong(i, "rooms", "types of rooms in letters", fmt.Sprintf("%q is not", word))
			return nil
		case word == network.PartnerRoom:
			t.Wrong(i, "rooms", "types of the building's own rooms", "partner means the rooms of a host, which are not counted here")
			return nil
		case slices.ContainsFunc(out, func(r network.RoomCount) bool { return r.Type == word }):
			t.Wrong(i, "rooms", "every type once", word+" is there twice")
			return nil
		}
		out = append(out, network.RoomCount{Type: word, N: n})
	}
	return out
}

// near reads what a building is near; nil for nothing.
func near(t *input.Table, i int) []string {
	var out []string
	if t.Get(i, "near") == "" {
		return nil
	}
	for item := range strings.SplitSeq(t.Get(i, "near"), "+") {
		item = strings.TrimSpace(item)
		switch {
		case !slices.Contains(network.Nearby(), item):
			t.Wrong(i, "near", problem.OneOf(network.Nearby())+", joined by +, or nothing", naming.Suggest(item, network.Nearby()))
			return nil
		case !slices.Contains(out, item):
			out = append(out, item)
		}
	}
	return out
}

// stand closes the facilities of buildings that do not stand in the county's year, and
// notes them.
func (w *work) stand() {
	n := w.Network
	was := make([]network.Status, len(n.Facilities))
	for f := range n.Facilities {
		was[f] = n.Facilities[f].Status
	}
	n.Stand(w.Year)
	var away []string
	for f := range n.Facilities {
		if x := &n.Facilities[f]; x.Status != was[f] {
			away = append(away, x.ID)
		}
	}
	if len(away) > 0 {
		w.Note("facilities that are not open in %d, because their building does not stand then (from, to): %s", w.Year, strings.Join(away, ", "))
	}
}

// fits checks that a point's building has rooms of the type that its service needs.
func (w *work) fits(t *input.Table, row int, b *network.Building, p *network.ServicePoint) {
	v := &w.Network.Services[p.Service]
	if p.Channel != network.OnSite || p.Provider || !b.Lacks(v) {
		return
	}
	var types []string
	for _, r := range b.Rooms {
		types = append(types, r.Type)
	}
	t.Wrong(row, "service", "a service for the rooms of building "+b.ID+": "+problem.OneOf(types),
		fmt.Sprintf("%s needs %s: add it to rooms of the building, or give the service another room_type", v.ID, v.Room()))
}
