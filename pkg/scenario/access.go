package scenario

import (
	"slices"

	"saavu/pkg/network"
)

// SetAccess says whether facilities are barrier-free, whether services are given
// in Swedish at them, or both. Empty lists mean all that are open.
type SetAccess struct {
	Facilities  []string
	Services    []string // those whose language it sets
	BarrierFree network.Known
	Swedish     network.Known
}

// Kind is "set-access".
func (*SetAccess) Kind() string { return "set-access" }

// Lever is Places.
func (*SetAccess) Lever() Lever { return Places }

// Fields lists what the change says.
func (a *SetAccess) Fields() []Field {
	return []Field{
		{Name: "facilities", Value: &a.Facilities, Place: true, About: "all that are open where none is named"},
		{Name: "services", Value: &a.Services, About: "services whose language it sets; all where none is named"},
		{Name: "barrier_free", Value: &a.BarrierFree, About: "whether the facilities are barrier-free"},
		{Name: "swedish", Value: &a.Swedish, About: "whether the services are given in Swedish there"},
	}
}

// apply sets barrier-free access of the named open facilities (none named: all
// open ones), and service in Swedish of their points on site for the named
// services (none named: all). Points of mobile units keep their language. A fact
// that was not known may be set: it counts as yes already, and then no figure
// changes, but it is known from then on. Refused: an unknown facility or service,
// a facility that is not open, nothing set, services where only barrier-free
// access is set, a named facility or service without a point whose language could
// be set, and a fact that holds everywhere already.
func (a *SetAccess) apply(d *draft) {
	facilities, services := d.openFacilities(a.Facilities), d.services(a.Services)
	switch {
	case a.BarrierFree == network.Unknown && a.Swedish == network.Unknown:
		d.refuse("", "give barrier_free or swedish", "nothing is set")
	case len(services) > 0 && a.Swedish == network.Unknown:
		d.refuse("services", "leave the services out, or give swedish", "barrier_free is of whole facilities")
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
		d.refuse("barrier_free", "", "every facility is so already")
	}
	speaks := func(i int) bool { return d.Network.Points[i].Swedish != a.Swedish }
	if a.Swedish != network.Unknown && !d.refused() && !slices.ContainsFunc(points, speaks) {
		d.refuse("swedish", "", "every point is so already")
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
