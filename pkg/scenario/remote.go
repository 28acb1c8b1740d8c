package scenario

import (
	"slices"

	"saavu/pkg/network"
)

// AddRemote plans a remote share of a service's contacts.
type AddRemote struct {
	Service string
	Share   float64
	Support bool
}

// Kind is "add-remote".
func (*AddRemote) Kind() string { return "add-remote" }

// Lever is Remote.
func (*AddRemote) Lever() Lever { return Remote }

// Fields lists what the change says.
func (r *AddRemote) Fields() []Field {
	return []Field{
		{Name: "service", Value: &r.Service, Need: true},
		{Name: "share", Value: &r.Share, Need: true, About: "share of contacts, 0 to 1"},
		{Name: "support", Value: &r.Support, About: "true with digital support"},
	}
}

// apply plans a remote share of a service's contacts; it takes the place of an
// earlier plan. A share above the service's clinical ceiling is let through,
// because a rule shows it as a breach. Refused: an unknown service, one that is
// given in person only or has no minutes of a remote contact, a share that is not
// from 0 to 1, and the share that holds already. A share of 0 ends the remote
// contacts of today.
func (r *AddRemote) apply(d *draft) {
	s := d.service("service", r.Service)
	d.checkAmount("share", "share", r.Share)
	if s < 0 {
		return
	}
	service := &d.Network.Services[s]
	switch {
	case service.InPersonOnly:
		d.refuse("service", "in_person_only of the service", "%s is given in person only", r.Service)
	case service.RemoteMinutes == "":
		d.refuse("service", "remote_minutes of the service", "%s has no minutes of a remote contact", r.Service)
	case d.refused():
	case r.holds(d, s):
		d.refuse("share", "", "the remote share of %s is %g already", r.Service, r.Share)
	}
	if d.refused() {
		return
	}
	plan := network.Remote{Service: s, Share: r.Share, Support: r.Support}
	d.Network.Remotes = slices.DeleteFunc(d.Network.Remotes, func(p network.Remote) bool { return p.Service == s })
	d.Network.Remotes = append(d.Network.Remotes, plan)
}

// holds says whether the plan is what holds without it: the plan before it, or
// without one the share of today and no digital support.
func (r *AddRemote) holds(d *draft, service int) bool {
	if plan, ok := d.Network.RemoteOf(service); ok {
		return plan.Share == r.Share && plan.Support == r.Support
	}
	today, ok := d.Params.Get(d.Network.Services[service].RemoteNow)
	return ok && today.Known && today.V == r.Share && !r.Support
}
