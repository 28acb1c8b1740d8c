package products

import (
	"slices"
	"strings"

	"saavu/pkg/network"
)

// among is the segments of the county that a product is given to.
func (l *List) among(p *item) network.Among {
	out := network.Among(0)
	if p.groups != nil && l.segments == nil {
		p.first.wrong("segments", "nothing: the county has no segments", "segments: segments.csv in the county file names their table")
		return out
	}
	for _, id := range p.groups {
		out |= network.Of(slices.Index(l.segments, id))
	}
	return out
}

// segments reads the segments that a product is given to, in order; nil for all. The
// segments of a county are known; nil allows any.
func (x *row) segments(known []string) []string {
	if known != nil {
		out, _ := x.list("segments", known)
		slices.Sort(out)
		return out
	}
	var out []string
	for _, id := range strings.FieldsFunc(x.fields["segments"], func(c rune) bool { return c == '+' || c == ',' || c == ';' }) {
		out = append(out, x.word("segments", strings.TrimSpace(id)))
	}
	slices.Sort(out)
	return out
}
