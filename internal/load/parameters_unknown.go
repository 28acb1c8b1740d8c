package load

import (
	"strings"

	"saavu/pkg/cost"
	"saavu/pkg/delivery"
	"saavu/pkg/params"
	"saavu/pkg/scenario"
)

// refuseUnknown refuses null parameters that the comparison of today depends on.
// Unknown is not zero: read as 0, a null rate, duration or price would give figures
// that look plausible.
func (r *reader) refuseUnknown(b *scenario.Base, own, inherited *tree) {
	p := params.NewReader(b.Params)
	m := delivery.Compile(p, b.Network)
	cost.Compile(p, b.Network, m, b.Year)
	for _, path := range p.Unknown() {
		at := append([]string{"parameters"}, strings.Split(path, ".")...)
		t := own
		if inherited != nil && own.root.find(at...).kind != mapNode {
			t = inherited
		}
		r.wrong(t, "a known value, since the comparison depends on it", "give your best figure and flag it as an assumption", append(at, "v")...)
	}
}
