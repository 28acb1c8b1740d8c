package engine

import (
	"cmp"
	"slices"

	"github.com/paulmach/orb/planar"

	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// together is the distance in metres below which facilities are at one place.
const together = 50

// buildingNotes name, for each option and building, the facilities that leave it
// while others stay, so that nothing of its rent and running cost is saved.
func (p *Prepared) buildingNotes(options []scenario.Option, counties []*scenario.Base) []report.Message {
	var out []report.Message
	for i, o := range options {
		n := counties[i].Network
		for b, now := range n.Uses() {
			h := &n.Buildings[b]
			if len(now.Facilities) == 0 || h.Kind == network.Partner {
				continue
			}
			rooms := 0.0
			for _, part := range h.Before.Parts {
				if !slices.ContainsFunc(now.Parts, func(q network.Part) bool { return q.Service == part.Service }) {
					rooms += part.Rooms
				}
			}
			kind := "note_building"
			if h.Rooms != nil && rooms > 0 {
				kind, rooms = ownRooms(n, h, now)
			}
			gone := slices.DeleteFunc(slices.Clone(h.Before.Facilities), func(f int) bool { return slices.Contains(now.Facilities, f) })
			if rooms == 0 || len(gone) == 0 {
				continue
			}
			if h.GivenBack > 0 {
				kind, rooms = "note_building_part", h.GivenBack
			}
			out = append(out, report.NewMessage(kind, "option", nameOf(&o), "gone", called(n, gone), "building", h.Called(),
				"stay", called(n, now.Facilities), "rooms", report.Amount{V: rooms, As: report.AsWhole}))
		}
	}
	return out
}

// ownRooms counts, of the rooms that a building has by type, those of types that no service
// in it needs any more; if there are none, those that services which stay share with nobody
// who has left.
func ownRooms(n *network.Network, h *network.Building, now network.Use) (kind string, rooms float64) {
	needs := func(u network.Use, room string) bool {
		return slices.ContainsFunc(u.Parts, func(p network.Part) bool { return n.Services[p.Service].Room() == room })
	}
	shared := 0.0
	for _, r := range h.Rooms {
		switch {
		case !needs(h.Before, r.Type):
		case needs(now, r.Type):
			shared += r.N
		default:
			rooms += r.N
		}
	}
	if rooms > 0 {
		return "note_building", rooms
	}
	return "note_building_shared", shared
}

// togetherNotes name facilities that stand at one place and are not in one
// building: each has a rent and a running cost of its own.
func (p *Prepared) togetherNotes() []report.Message {
	n := p.base.Network
	of := n.BuildingsOf()
	var list []int // facilities with rooms, from west to east
	for i := range n.Points {
		if pt := &n.Points[i]; n.InRooms(pt) && n.Facilities[pt.Facility].Class != network.ClassNone && !slices.Contains(list, pt.Facility) {
			list = append(list, pt.Facility)
		}
	}
	slices.SortFunc(list, func(a, b int) int {
		return cmp.Or(cmp.Compare(n.Facilities[a].At[0], n.Facilities[b].At[0]), cmp.Compare(a, b))
	})
	var groups []report.Message
	seen := map[int]bool{}
	for i, f := range list {
		if seen[f] {
			continue
		}
		group := []int{f}
		for _, g := range list[i+1:] {
			if n.Facilities[g].At[0]-n.Facilities[f].At[0] >= together {
				break
			}
			if !seen[g] && planar.Distance(n.Facilities[f].At, n.Facilities[g].At) < together {
				group, seen[g] = append(group, g), true
			}
		}
		if names := houses(n, of, group); len(names) > 1 {
			groups = append(groups, report.NewMessage("at_one_place", "list", names))
		}
	}
	if len(groups) == 0 {
		return nil
	}
	first := groups[:min(len(groups), mostPoints)]
	return []report.Message{report.NewMessage("note_together", "metres", together, "places", report.NewMessage("some", "list", first, "more", len(groups)-len(first)))}
}

// houses names the buildings of facilities, each once; one that is a building of
// its own by its name.
func houses(n *network.Network, of []int, facilities []int) []lang.Name {
	var out []lang.Name
	seen := map[int]bool{}
	for _, f := range facilities {
		switch {
		case of == nil || of[f] < 0:
			out = append(out, n.Facilities[f].Called())
		case !seen[of[f]]:
			seen[of[f]] = true
			out = append(out, n.Buildings[of[f]].Called())
		}
	}
	return out
}

// called names facilities.
func called(n *network.Network, facilities []int) []lang.Name {
	out := make([]lang.Name, len(facilities))
	for k, f := range facilities {
		out[k] = n.Facilities[f].Called()
	}
	return out
}
