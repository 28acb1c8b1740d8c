package delivery

import (
	"math"

	"saavu/pkg/network"
)

// RemoteShare returns the share of a service's contacts that is remote, by age
// band. It is suitability x adoption x preference: the ceiling times the
// adoption of the age and language group, scaled so that the mean over the need
// is the planned share (which includes adoption already) or, without a plan,
// the share measured today. No age group exceeds ceiling times adoption; where
// that binds, the realised share stays below the plan. The factor of
// under-delivery applies to the plan's increase over today. A service without
// remote minutes, or in person only, has no remote share.
//
// language is the need-weighted language factor of the county, support whether
// digital support is provided; need is the contacts a year by band. out has one
// 0 per band, which is overwritten. Where client segments differ in it, the shares of each
// are returned by segment and band; nil otherwise.
func (m *Model) RemoteShare(n *network.Network, s int, need []float64, language float64, out []float64) (bySegment [][]float64) {
	sm := &m.Services[s]
	target, possible := m.RemoteTarget(n, s)
	if !possible {
		return nil
	}
	if bySegment = m.remoteBySegment(n, s, need, language, out); bySegment != nil {
		return bySegment
	}
	total := m.usable(n, s, need, language, out)
	usable := 0.0
	for b := range out {
		usable += need[b] * out[b]
	}
	if usable <= 0 || target <= 0 {
		clear(out)
		return nil
	}
	k := target * total / usable
	for b := range out {
		out[b] = math.Min(k*out[b], sm.ceiling(b)*out[b])
	}
	return nil
}

// usable fills in the part of a band's people who can use a remote contact, those who always
// need a meeting left out, and returns the sum of the need.
func (m *Model) usable(n *network.Network, s int, need []float64, language float64, out []float64) (total float64) {
	plan, planned := n.RemoteOf(s)
	for b := range out {
		adopt := m.Adopt[b] * language
		if planned && plan.Support {
			adopt += m.Support[b]
		}
		out[b] = math.Min(adopt, 1-m.AlwaysInside)
		total += need[b]
	}
	return total
}

// RemoteTarget returns the share of a service's contacts that is to be remote: the
// share measured today and, where it is planned otherwise, the part of the increase
// that is delivered; a plan below today holds as it is. False if the service has no
// remote contacts.
func (m *Model) RemoteTarget(n *network.Network, s int) (share float64, possible bool) {
	sm := &m.Services[s]
	if n.Services[s].InPersonOnly || sm.RemoteMin <= 0 {
		return 0, false
	}
	plan, planned := n.RemoteOf(s)
	switch {
	case !planned:
		return sm.RemoteNow, true
	case plan.Share < sm.RemoteNow:
		return plan.Share, true
	}
	return sm.RemoteNow + (plan.Share-sm.RemoteNow)*m.Delivery, true
}

// languageFactor returns the mean adoption factor of the county's languages,
// weighted by people. Unknown shares count as Finnish. The factor is known only
// by area and so does not describe any one person.
func (m *Model) languageFactor(d *Demand) float64 {
	total := 0.0
	for _, n := range d.InArea {
		total += n
	}
	if total == 0 {
		return 1
	}
	f := 0.0
	for a, n := range d.InArea {
		sv, foreign := known(d.Areas[a].Sv), known(d.Areas[a].Foreign)
		f += n / total * (m.Language.fi*(1-sv-foreign) + m.Language.sv*sv + m.Language.foreign*foreign)
	}
	return f
}

// known returns 0 for an unknown share.
func known(v float64) float64 {
	if math.IsNaN(v) {
		return 0
	}
	return v
}
