package scenario

import (
	"slices"

	"saavu/pkg/network"
)

// SetAccess sets whether facilities are barrier-free, whether they offer
// services in Swedish, or both. Empty lists mean all open facilities and all
// services.
type SetAccess struct {
	Facilities  []string
	Services    []string // services whose language it sets
	BarrierFree network.Known
	Swedish     network.Known
}

// Kind is "set-access".
func (*SetAccess) Kind() string { return "set-access" }

// Lever is Places.
func (*SetAccess) Lever() Lever { return Places }

// Fields lists the fields of the change.
func (a *SetAccess) Fields() []Field {
	return []Field{
		{Name: "facilities", Value: &a.Facilities, Place: true, About: "all open facilities by default"},
		{Name: "services", Value: &a.Services, About: "services whose language it sets, all by default"},
		{Name: "barrier_free", Value: &a.BarrierFree, About: "whether the facilities are barrier-free"},
		{Name: "swedish", Value: &a.Swedish, About: "whether the services are available in Swedish there"},
	}
}

// apply sets barrier-free access of the named open facilities (by default all
// open ones), and service in Swedish of their points on site for the named
// services (by default all). Points of mobile units keep their language. An
// unknown value may be set to yes: unknown already counts as yes, so no figure
// changes, but the value is known from then on. It refuses an unknown facility
// or service, a facility that is not open, a change that sets nothing, services
// if only barrier-free access is set, a named facility or service without a
// point whose language could be set, and a value that all of them already have.
func (a *SetAccess) apply(d *draft) {
	facilities, services := d.openFacilities(a.Facilities), d.services(a.Services)
	switch {
	case a.BarrierFree == network.Unknown && a.Swedish == network.Unknown:
		d.refuse("", "set barrier_free or swedish", "nothing is set")
	case len(services) > 0 && a.Swedish == network.Unknown:
		d.refuse("services", "remove services, or set swedish", "barrier_free applies to whole facilities")
	}
	if d.refused() {
		return
	}
	var points []int
	if a.Swedish != network.Unknown {
		points = d.onSite(facilities, services)
	}
	if len(facilities) == 0 {
		for i := range d.Network.Facilities {
			if d.Network.Facilities[i].Status == network.Open {
				facilities = append(facilities, i)
			}
		}
	}
	otherwise := func(i int) bool { return d.Network.Facilities[i].BarrierFree != a.BarrierFree }
	if a.BarrierFree != network.Unknown && !slices.ContainsFunc(facilities, otherwise) {
		d.refuse("barrier_free", "", "every facility already has this value")
	}
	speaks := func(i int) bool { return d.Network.Points[i].Swedish != a.Swedish }
	if a.Swedish != network.Unknown && !d.refused() && !slices.ContainsFunc(points, speaks) {
		d.refuse("swedish", "", "every point already has this value")
	}
	if d.refused() {
		return
	}
	if a.BarrierFree != network.Unknown {
		for _, i := range facilities {
			d.Network.Facilities[i].BarrierFree = a.BarrierFree
		}
	}
	for _, i := range points {
		d.Network.Points[i].Swedish = a.Swedish
	}
}
