package batch

import (
	"regexp"
	"slices"
	"strings"

	"saavu/pkg/network"
	"saavu/pkg/scenario"
)

// station is a point of a service as tables name it: by its facility, and a stop by its
// facility and its unit.
type station struct{ service, name string }

// stationsOf lists the points of a network that are not in the list yet.
func stationsOf(list []station, n *network.Network) []station {
	for i := range n.Points {
		p := &n.Points[i]
		s := station{n.Services[p.Service].ID, n.Facilities[p.Facility].ID}
		if p.Unit >= 0 {
			s.name += "/" + n.Units[p.Unit].ID
		}
		if !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}

// stations adds the points of a service: those of today, and those that options of the
// plan have. An option that cannot be read, or is refused, may have any.
func (n *nameTree) stations(c *county, parts []string, f figure) {
	for _, s := range c.stations {
		if s.service == f.service {
			f.facility = s.name
			n.at(s.name).add(c, parts[1:], f)
		}
	}
	if c.unread {
		n.unread = append(n.unread, func(part string) {
			f.facility = part
			n.at(part).add(c, parts[1:], f)
		})
	}
}

// follow returns the part of a name that follows, nil if there is none.
func (n *nameTree) follow(part string) *nameTree {
	if n.next[part] == nil {
		for _, guess := range n.unread {
			guess(part)
		}
	}
	return n.next[part]
}

// namesStations reports whether a gate or track of the plan or --fail-on names a point.
func (x *expansion) namesStations() bool {
	texts := slices.Concat(x.plan.Track, x.q.FailOn)
	for _, g := range x.plan.Gates {
		texts = append(texts, g.When)
	}
	return slices.ContainsFunc(texts, func(text string) bool { return strings.Contains(text, "station_") })
}

// stationsOf finds the points that the options of a county have, if a gate names a point.
func (x *expansion) stationsOf(c *county) {
	if !x.namesStations() {
		return
	}
	c.stations = stationsOf(nil, c.of.Base.Network)
	if len(c.batches) == 0 { // a fault of the plan
		c.unread = true
		return
	}
	b := c.batches[0] // an option has the same points in every year
	c.unread = len(b.Broken) > 0
	for _, o := range b.Options {
		if x.excluded(o.ID) {
			continue
		}
		after, refused := scenario.Apply(&c.of.Base, o)
		if refused != nil {
			c.unread = true
			continue
		}
		c.stations = stationsOf(c.stations, after.Network)
	}
}

var wordBreak = regexp.MustCompile(`[^a-z0-9]+`)

// wordOf is a text of a table as a word of a name: age_7_17 of age 7-17, age_75_plus of age
// 75+, swedish of Swedish (not identified from data).
func wordOf(text string) string {
	text, _, _ = strings.Cut(strings.ToLower(text), " (")
	return strings.Trim(wordBreak.ReplaceAllString(strings.ReplaceAll(text, "+", " plus"), "_"), "_")
}
