package load

import (
	"strings"

	"saavu/pkg/cost"
	"saavu/pkg/delivery"
	"saavu/pkg/params"
	"saavu/pkg/scenario"
)

// rests refuses parameters that are null and that today's comparison rests on.
// Unknown is not zero: taken as 0 a null rate, duration or price would give
// figures that look like any other.
func (r *reader) rests(b *scenario.Base, own, inherited *tree) {
	p := params.NewReader(b.Params)
	m := delivery.Compile(p, b.Network)
	cost.Compile(p, b.Network, m, b.Year)
	for _, path := range p.Unknown() {
		at := append([]string{"parameters"}, strings.Split(path, ".")...)
		t := own
		if inherited != nil && own.root.find(at...).kind != mapNode {
			t = inherited
		}
		r.wrong(t, "a known value: the comparison rests on it", "give your best figure and flag it as an assumption", append(at, "v")...)
	}
}
