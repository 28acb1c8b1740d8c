package load

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
	"saavu/internal/load/yaml"
	"saavu/internal/naming"
	"saavu/internal/source"
	"saavu/pkg/network"
)

// points reads the table of service points into the network.
func (r *reader) points(f *countyFile, t *yaml.Tree, n *network.Network) {
	tab := r.table(t, f.Points, []string{"points"}, "facility", "service", "fte", "rooms", "days", "evening", "saturday",
		"swedish", "visiting", "src")
	if tab == nil {
		return
	}
	if len(tab.rows) == 0 {
		r.problems.Add(empty(tab.name, "service points"))
	}
	facilities, services := ids(n)
	seen := map[string]int{}
	buildings := n.BuildingsOf()
	unlisted := map[string]int{}
	for i := range tab.rows {
		where, what := tab.get(i, "facility"), tab.get(i, "service")
		if slices.Contains(r.unlisted, what) {
			unlisted[what]++
			continue
		}
		p := network.ServicePoint{ID: network.PointID(where, what, ""), Facility: slices.Index(facilities, where),
			Service: slices.Index(services, what), Channel: network.OnSite, Unit: -1, Src: tab.get(i, "src"),
			Swedish: network.Known(tab.known(i, "swedish")), Visiting: network.Known(tab.known(i, "visiting")) == network.Yes,
			Rooms: tab.amount(i, "rooms", 0), Hours: tab.hours(i)}
		if p.Facility < 0 && !r.unsure.facilities {
			tab.wrong(i, "facility", "the id of a facility", r.suggestID(where, facilities))
		}
		if p.Service < 0 && !r.unsure.services {
			tab.wrong(i, "service", "the id of a service", naming.Suggest(what, services))
		}
		if first, twice := seen[p.ID]; twice {
			tab.wrong(i, "service", "each service once at a facility", problem.RowHas(first))
			continue
		}
		seen[p.ID] = tab.lines[i]
		if p.Facility < 0 || p.Service < 0 {
			continue
		}
		p.FTE = tab.staff(i, len(n.Services[p.Service].Staff))
		p.Provider = n.Facilities[p.Facility].Production != network.Own
		if buildings != nil && buildings[p.Facility] >= 0 && n.InRooms(&p) && p.Rooms == 0 {
			tab.wrong(i, "rooms", "rooms above 0", "the rent of building "+n.Buildings[buildings[p.Facility]].ID+" is divided by the rooms of today")
		}
		n.Points = append(n.Points, p)
	}
	for _, id := range slices.Sorted(maps.Keys(unlisted)) {
		r.state("data.unlisted", "file", source.Base(tab.name), "service", id, "n", unlisted[id])
	}
	tab.noteUnread()
}

// staff reads positions by profession: one number for each of them, or a list with
// "/" between. Empty is 0: the number of staff follows the clients.
func (t *table) staff(row, professions int) []float64 {
	out := make([]float64, professions)
	field := t.get(row, "fte")
	if field == "" {
		return out
	}
	parts := strings.Split(field, "/")
	if len(parts) != 1 && len(parts) != professions {
		t.wrong(row, "fte", fmt.Sprintf("one number, or %d with / between", professions), "one for each profession of the service, in their order")
		return out
	}
	for k := range out {
		v, ok := record.Number([]byte(strings.TrimSpace(parts[min(k, len(parts)-1)])), t.comma)
		if b := yaml.Bounds([]string{"fte"}); !ok || !b.Holds(v) {
			t.wrong(row, "fte", b.String(), b.Slip(parts[min(k, len(parts)-1)]))
			return out
		}
		out[k] = v
	}
	return out
}

// hours reads the opening hours of a row.
func (t *table) hours(row int) network.Hours {
	var h network.Hours
	for _, c := range []struct {
		column string
		days   *uint8
	}{{"days", &h.Office}, {"evening", &h.Evening}} {
		days, ok := ParseDays(t.get(row, c.column))
		if !ok {
			t.wrong(row, c.column, dayWords+", or nothing", "")
		}
		*c.days = days
	}
	h.Saturday = network.Known(t.known(row, "saturday")) == network.Yes
	if h.EveryDays = t.amount(row, "every_days", 0); h.EveryDays > 0 && h.EveryDays < 7 {
		t.wrong(row, "every_days", "7 days or more, or nothing", "state an interval under a week with weekdays")
	}
	if t.get(row, "days") == "" && h.Evening == 0 && !h.Saturday {
		t.wrong(row, "days", "opening hours", "")
	}
	return h
}
