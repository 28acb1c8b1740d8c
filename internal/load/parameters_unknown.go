package load

import (
	"slices"
	"strings"

	"saavu/pkg/cost"
	"saavu/pkg/delivery"
	"saavu/pkg/params"
	"saavu/pkg/scenario"
)

// refuseUnknown refuses null parameters that the comparison of today depends on.
func (r *reader) refuseUnknown(b *scenario.Base, own *tree) {
	p := params.NewReader(b.Params)
	m := delivery.Compile(p, b.Network)
	cost.Compile(p, b.Network, m, b.Year)
	r.refuseNull(b, p, own)
}

// refuseNull refuses null parameters that were read, each at its line. Unknown is not
// zero: read as 0, a null rate, duration, speed or price would give figures that look
// plausible.
func (r *reader) refuseNull(b *scenario.Base, read *params.Reader, own *tree) {
	for _, path := range read.Unknown() {
		if slices.Contains(r.nulls, path) {
			continue
		}
		r.nulls = append(r.nulls, path)
		at := append([]string{"parameters"}, strings.Split(path, ".")...)
		t := own
		if r.inherited != nil && own.root.find(at...).kind != mapNode {
			t = r.inherited
		}
		p, _ := b.Params.Get(path)
		r.wrong(t, p.Bounds().String(), path+": the comparison depends on it; give your best figure and flag it as an assumption", append(at, "v")...)
	}
}
