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

// Fields lists the fields of the change.
func (r *AddRemote) Fields() []Field {
	return []Field{
		{Name: "service", Value: &r.Service, Need: true},
		{Name: "share", Value: &r.Share, Need: true, About: "share of contacts, 0 to 1"},
		{Name: "support", Value: &r.Support, About: "true with digital support"},
	}
}

// apply plans a remote share of a service's contacts and replaces an earlier
// plan. A share above the service's clinical limit is accepted, because a rule
// reports it as a breach. It refuses an unknown service, a service that is in
// person only or has no minutes for a remote contact, a share outside 0 to 1,
// and the present share. A share of 0 ends today's remote contacts.
func (r *AddRemote) apply(d *draft) {
	s := d.service("service", r.Service)
	d.checkAmount("share", "share", r.Share)
	if s < 0 {
		return
	}
	service := &d.Network.Services[s]
	switch {
	case service.InPersonOnly:
		d.refuse("service", "in_person_only of the service is true", "%s is offered in person only", r.Service)
	case service.RemoteMinutes == "":
		d.refuse("service", "set remote_minutes of the service", "%s has no minutes for a remote contact", r.Service)
	case d.refused():
	case r.unchanged(d, s):
		d.refuse("share", "", "the remote share of %s is already %g", r.Service, r.Share)
	}
	if d.refused() {
		return
	}
	plan := network.Remote{Service: s, Share: r.Share, Support: r.Support}
	d.Network.Remotes = slices.DeleteFunc(d.Network.Remotes, func(p network.Remote) bool { return p.Service == s })
	d.Network.Remotes = append(d.Network.Remotes, plan)
}

// unchanged reports whether the plan equals the present state: the earlier plan, or
// without one today's share and no digital support.
func (r *AddRemote) unchanged(d *draft, service int) bool {
	if plan, ok := d.Network.RemoteOf(service); ok {
		return plan.Share == r.Share && plan.Support == r.Support
	}
	today, ok := d.Params.Get(d.Network.Services[service].RemoteNow)
	return ok && today.Known && today.V == r.Share && !r.Support
}
