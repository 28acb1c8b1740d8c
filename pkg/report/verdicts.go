package report

import (
	"maps"
	"math"

	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/population"
	"saavu/pkg/scenario"
)

// Case is what the rules look at: the network and the figures of one option.
type Case struct {
	Network *network.Network
	Areas   []population.Area
	Year    int
	Planned []float64 // planned or present remote share, by service
	Ceiling []float64 // remote ceiling, by service
	Groups  [][]GroupRow
	Own     []float64               // by service: share of the contacts given that the county gives itself; NaN if unknown
	Staff   func(point int) float64 // professionals at a network point; NaN if unknown
}

// finding is the state of one rule in one option: which items break it and how
// badly, and the message about it.
type finding struct {
	unknown   bool // the rule cannot be checked
	uncertain bool // what is found is not identified from the data
	detail    Message
	items     map[string]float64
}

// unchecked returns the finding of a rule that cannot be computed.
func unchecked(kind string, facts ...any) finding {
	return finding{unknown: true, detail: NewMessage(kind, facts...)}
}

// worse reports whether a finding has more than another: an item that the other
// lacks, or an item that is broken more.
func (f finding) worse(than finding) bool {
	for item, size := range f.items {
		if size > than.items[item]+1e-9 {
			return true
		}
	}
	return false
}

// check computes one rule. A kind that cannot be computed is not checked.
func check(r Rule, c, today Case) finding {
	switch r.Kind {
	case "keep-service":
		return keepService(r, c, today)
	case "remote-ceiling":
		return remoteCeiling(r, c)
	case "in-person-option", "statutory-kept":
		return keptInPerson(r, c)
	case "one-per-area":
		return onePerArea(r, c)
	case "language-gap":
		return languageGap(r, c)
	case "min-staff":
		return minStaff(r, c)
	case "third-sector-lawful":
		return thirdSector(r, c)
	case "producer-allowed", "no-copay", "own-left":
		return contractLaw(r, c)
	case "own-share-min":
		return ownShare(r, c)
	}
	return unchecked("rule_not_computed")
}

// keepService requires that the service is open where each named facility is today:
// at that facility unless it has moved to another area, or at another open facility
// in the same place.
func keepService(r Rule, c, today Case) finding {
	var gone []lang.Name
	s := c.Network.Service(r.Service)
	for _, id := range r.Items {
		f := today.Network.Facility(id)
		if f < 0 {
			return unchecked("rule_no_facility", "id", id)
		}
		if place := &today.Network.Facilities[f]; !servesAt(c.Network, s, place) {
			gone = append(gone, place.Called())
		}
	}
	return broken("rule_closed", gone)
}

func servesAt(n *network.Network, s int, place *network.Facility) bool {
	for _, i := range n.Serving(s) {
		at := &n.Facilities[n.Points[i].Facility]
		if (at.ID == place.ID && at.Area == place.Area) || (at.Class != network.ClassNone && at.At == place.At) {
			return true
		}
	}
	return false
}

func remoteCeiling(r Rule, c Case) finding {
	var over []Message
	items := map[string]float64{}
	for s := range c.Network.Services {
		v := &c.Network.Services[s]
		if !r.about(v) || c.Planned[s] <= c.Ceiling[s]+1e-9 {
			continue
		}
		items[v.ID] = c.Planned[s] - c.Ceiling[s]
		over = append(over, NewMessage("rule_over", "service", v.Name, "planned", Amount{c.Planned[s], AsPercent}, "ceiling", Amount{c.Ceiling[s], AsPercent}))
	}
	return finding{detail: listed("rule_list", over), items: items}
}

// keptInPerson requires an in-person point of every service, or of every statutory
// one; a school unit counts as one. The rule of statutory services also requires that the
// common model drops no statutory product.
func keptInPerson(r Rule, c Case) finding {
	var gone, dropped []lang.Name
	for s := range c.Network.Services {
		v := &c.Network.Services[s]
		if !r.about(v) {
			continue
		}
		kept := len(c.Network.Serving(s)) > 0
		for _, u := range c.Network.Units {
			for _, on := range u.Services {
				kept = kept || (u.Schools && on == s)
			}
		}
		if !kept {
			gone = append(gone, v.Name)
		}
		if r.Kind == "statutory-kept" {
			for _, p := range scenario.Dropped(v) {
				dropped = append(dropped, p.Name)
			}
		}
	}
	f := broken("rule_no_point", gone)
	if dropped != nil {
		all := broken("rule_dropped", dropped)
		maps.Copy(all.items, f.items)
		if gone != nil {
			all.detail = listed("rule_list", []Message{f.detail, all.detail})
		}
		return all
	}
	return f
}

// onePerArea requires a facility of a type, open, planned or interim, in each area
// of a partition. Items are the partition and the type.
func onePerArea(r Rule, c Case) finding {
	if len(r.Items) != 2 {
		return unchecked("rule_no_partition")
	}
	member := map[string]string{}
	have := map[string]bool{}
	var order []string
	for _, a := range c.Areas {
		m := a.Partitions[r.Items[0]]
		member[a.ID] = m
		if _, seen := have[m]; m != "" && !seen {
			have[m] = false
			order = append(order, m)
		}
	}
	for _, f := range c.Network.Facilities {
		if f.Type == r.Items[1] && f.Status != network.Closed {
			have[member[f.Area]] = true
		}
	}
	var missing []lang.Name
	for _, m := range order {
		if !have[m] {
			missing = append(missing, lang.Same(m))
		}
	}
	if len(order) == 0 {
		return unchecked("rule_empty_partition", "partition", r.Items[0])
	}
	return broken("rule_none_in", missing)
}

// languageGap requires that the shares of Finnish and Swedish speakers who get there
// differ by at most r.Number in every service.
func languageGap(r Rule, c Case) finding {
	worst, where, known, identified := -1.0, lang.Name{}, false, true
	for s, groups := range c.Groups {
		if !r.about(&c.Network.Services[s]) {
			continue
		}
		fi, sv := math.NaN(), math.NaN()
		for _, g := range groups {
			switch g.Name {
			case "Finnish":
				fi = g.GetsThere.V
			case "Swedish":
				sv = g.GetsThere.V
			default:
				continue
			}
			identified = identified && g.Identified
		}
		if gap := math.Abs(fi - sv); !math.IsNaN(gap) {
			known = true
			if gap > worst {
				worst, where = gap, c.Network.Services[s].Name
			}
		}
	}
	if !known {
		return unchecked("rule_no_languages")
	}
	kind := "rule_gap"
	if !identified {
		kind = "rule_gap_by_area"
	}
	f := finding{uncertain: !identified, detail: NewMessage(kind, "points", Amount{worst, AsPercent}, "service", where)}
	if worst > r.Number {
		f.items = map[string]float64{"gap": worst - r.Number}
	}
	return f
}

// minStaff requires r.Number professionals at each place that is open all week: all
// services of the place together, counted by the profession that sees the client.
// Places with unknown positions are named. If no other place has too few, the rule
// is not checked.
func minStaff(r Rule, c Case) finding {
	staff := make([]float64, len(c.Network.Facilities))
	week := make([]bool, len(c.Network.Facilities))
	for i := range c.Network.Points {
		p := &c.Network.Points[i]
		if c.Network.Facilities[p.Facility].Status != network.Open || p.Provider || p.Channel != network.OnSite {
			continue
		}
		staff[p.Facility] += c.Staff(i)
		week[p.Facility] = week[p.Facility] || !p.Visiting
	}
	var few []Message
	var unknown []lang.Name
	items := map[string]float64{}
	for f, n := range staff {
		switch {
		case !week[f]:
		case math.IsNaN(n):
			unknown = append(unknown, c.Network.Facilities[f].Called())
		case n < r.Number-1e-9:
			at := &c.Network.Facilities[f]
			few = append(few, NewMessage("rule_few", "facility", at.Called(), "positions", Amount{n, AsTenths}))
			items[c.Network.Facilities[f].ID] = 1
		}
	}
	switch {
	case unknown != nil && few == nil:
		return finding{unknown: true, detail: listed("rule_positions_unknown", unknown)}
	case unknown != nil:
		return finding{detail: NewMessage("rule_few_and_unknown", "few", listed("rule_list", few), "unknown", listed("rule_not_known", unknown)), items: items}
	}
	return finding{detail: listed("rule_list", few), items: items}
}

func thirdSector(r Rule, c Case) finding {
	var bad []lang.Name
	for _, k := range c.Network.Contracts {
		if v := &c.Network.Services[k.Service]; r.about(v) && k.Production == network.ThirdSector && !v.ThirdSectorOK {
			bad = append(bad, v.Name)
		}
	}
	return broken("rule_unlawful", bad)
}

// broken returns a finding whose items are names.
func broken(kind string, names []lang.Name) finding {
	f := finding{detail: listed(kind, names), items: map[string]float64{}}
	for _, name := range names {
		f.items[name.In(lang.English)] = 1
	}
	return f
}

// listed returns a message with at most three things and the number of further ones;
// an empty message if there are none.
func listed[T any](kind string, things []T) Message {
	switch n := len(things); {
	case n == 0:
		return Message{}
	case n > 3:
		return NewMessage("rule_and_more", "list", NewMessage(kind, "list", things[:3]), "more", n-3)
	}
	return NewMessage(kind, "list", things)
}
