package supply

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
	"saavu/internal/load/field"
	"saavu/internal/load/input"
	"saavu/internal/load/yaml"
	"saavu/internal/naming"
	"saavu/internal/source"
	"saavu/pkg/network"
)

// points reads the table of service points into the network.
func (w *work) points(f *File, t *yaml.Tree) {
	n := w.Network
	tab := w.Table(t, f.Points, []string{"points"}, "facility", "service", "fte", "rooms", "days", "evening", "saturday",
		"swedish", "visiting", "src")
	if tab == nil {
		return
	}
	if len(tab.Rows) == 0 {
		w.Problems.Add(input.Empty(tab.Name, "service points"))
	}
	facilities, services := facilityIDs(n), w.Services.List
	seen := map[string]int{}
	buildings := n.BuildingsOf()
	unlisted := map[string]int{}
	for i := range tab.Rows {
		where, what := tab.Get(i, "facility"), tab.Get(i, "service")
		if slices.Contains(w.Unlisted, what) {
			unlisted[what]++
			continue
		}
		p := network.ServicePoint{ID: network.PointID(where, what, ""), Facility: slices.Index(facilities, where),
			Service: slices.Index(services, what), Channel: network.OnSite, Unit: -1, Src: tab.Get(i, "src"),
			Swedish: network.Known(tab.Known(i, "swedish")), Visiting: network.Known(tab.Known(i, "visiting")) == network.Yes,
			Rooms: tab.Amount(i, "rooms", 0), Hours: openingHours(tab, i)}
		if p.Facility < 0 && w.whole {
			tab.Wrong(i, "facility", "the id of a facility", w.SuggestID(where, facilities))
		}
		if p.Service < 0 && w.Services.Whole {
			tab.Wrong(i, "service", "the id of a service", naming.Suggest(what, services))
		}
		if first, twice := seen[p.ID]; twice {
			tab.Wrong(i, "service", "each service once at a facility", problem.RowHas(first))
			continue
		}
		seen[p.ID] = tab.Lines[i]
		if p.Facility < 0 || p.Service < 0 {
			continue
		}
		p.FTE = staff(tab, i, len(n.Services[p.Service].Staff))
		p.Provider = n.Facilities[p.Facility].Production != network.Own
		if buildings != nil && buildings[p.Facility] >= 0 {
			b := &n.Buildings[buildings[p.Facility]]
			if n.InRooms(&p) && p.Rooms == 0 {
				tab.Wrong(i, "rooms", "rooms above 0", "the rent of building "+b.ID+" is divided by the rooms of today")
			}
			w.fits(tab, i, b, &p)
		}
		n.Points = append(n.Points, p)
	}
	for _, id := range slices.Sorted(maps.Keys(unlisted)) {
		w.State("data.unlisted", "file", source.Base(tab.Name), "service", id, "n", unlisted[id])
	}
	tab.NoteUnread()
}

// staff reads positions by profession: one number for each of them, or a list with
// "/" between. Empty is 0: the number of staff follows the clients.
func staff(t *input.Table, row, professions int) []float64 {
	out := make([]float64, professions)
	field := t.Get(row, "fte")
	if field == "" {
		return out
	}
	parts := strings.Split(field, "/")
	if len(parts) != 1 && len(parts) != professions {
		t.Wrong(row, "fte", fmt.Sprintf("one number, or %d with / between", professions), "one for each profession of the service, in their order")
		return out
	}
	for k := range out {
		v, ok := record.Number([]byte(strings.TrimSpace(parts[min(k, len(parts)-1)])), t.Comma)
		if b := yaml.Bounds([]string{"fte"}); !ok || !b.Holds(v) {
			t.Wrong(row, "fte", b.String(), b.Slip(parts[min(k, len(parts)-1)]))
			return out
		}
		out[k] = v
	}
	return out
}

// openingHours reads the opening hours of a row.
func openingHours(t *input.Table, row int) network.Hours {
	var h network.Hours
	for _, c := range []struct {
		column string
		days   *uint8
	}{{"days", &h.Office}, {"evening", &h.Evening}} {
		days, ok := field.ParseDays(t.Get(row, c.column))
		if !ok {
			t.Wrong(row, c.column, field.DayWords+", or nothing", "")
		}
		*c.days = days
	}
	h.Saturday = network.Known(t.Known(row, "saturday")) == network.Yes
	if h.EveryDays = t.Amount(row, "every_days", 0); h.EveryDays > 0 && h.EveryDays < 7 {
		t.Wrong(row, "every_days", "7 days or more, or nothing", "state an interval under a week with weekdays")
	}
	if t.Get(row, "days") == "" && h.Evening == 0 && !h.Saturday {
		t.Wrong(row, "days", "opening hours", "")
	}
	return h
}
