package network

import (
	"slices"

	"saavu/pkg/lang"
	"saavu/pkg/population"
)

// MostSegments is how many client segments a county can have: the cells of the quadrant of
// coping and need.
const MostSegments = 4

// Segment is a client segment: people who cope alike and need alike. Who belongs to it is
// known as a share of an area's people of some ages, never by person.
type Segment struct {
	ID         string
	Name       lang.Name
	Hard, High bool // coping is hard; need is high
	Continuity bool // needs a named worker or an own team
	Priority   int  // whose contacts a short point serves first: 1 before 2
	// VisitMult and RemoteMult are parameter paths: contacts and remote contacts of a
	// member, relative to those of the other segments; above 0.
	VisitMult, RemoteMult string
	Shares                [][]SegmentShare // by zone; the ages of a zone's shares cover all ages
}

// SegmentShare is the part of the people of some ages that a segment has. Path is a
// parameter path.
type SegmentShare struct {
	Ages population.Group
	Path string
}

// Among is a set of segments by their index in Network.Segments; the empty set stands for
// all of them.
type Among uint8

// Of returns the set of some segments.
func Of(segments ...int) Among {
	out := Among(0)
	for _, g := range segments {
		out |= 1 << g
	}
	return out
}

// Has reports whether a set holds a segment.
func (a Among) Has(g int) bool { return a == 0 || a&(1<<g) != 0 }

// Segment returns the index of a segment by its id, -1 for none.
func (n *Network) Segment(id string) int {
	return slices.IndexFunc(n.Segments, func(g Segment) bool { return g.ID == id })
}

// clone returns a deep copy.
func (g Segment) clone() Segment {
	g.Shares = slices.Clone(g.Shares)
	for z := range g.Shares {
		g.Shares[z] = slices.Clone(g.Shares[z])
	}
	return g
}

// checkSegments finds segments that cannot be: more than the quadrant has cells, or without
// shares or people of every zone.
func (n *Network) checkSegments(f *faults) {
	if n.Segments == nil {
		return
	}
	unique(f, "segment", n.Segments, func(g Segment) string { return g.ID })
	if len(n.Segments) > MostSegments {
		f.add("%d segments, more than %d", len(n.Segments), MostSegments)
	}
	zones := max(1, len(n.Zones))
	if len(n.People) != zones {
		f.add("people of %d zones for segments of %d zones", len(n.People), zones)
	}
	for i := range n.Segments {
		if g := &n.Segments[i]; len(g.Shares) != zones {
			f.add("segment %q: shares of %d zones for %d zones", g.ID, len(g.Shares), zones)
		}
	}
}
