package scenario

import (
	"slices"

	"saavu/pkg/network"
)

// AddRemote plans a remote share of a service's contacts.
type AddRemote struct {
	Service  string
	Share    float64
	Support  bool
	Segments []string // ids of those who follow the plan; nil for all
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
		{Name: "segments", Value: &r.Segments, About: "client segments that follow the plan; the others stay at today's share"},
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
	}
	among := r.among(d)
	switch {
	case d.refused():
	case r.unchanged(d, s, among):
		d.refuse("share", "", "the remote share of %s is already %g", r.Service, r.Share)
	}
	if d.refused() {
		return
	}
	plan := network.Remote{Service: s, Share: r.Share, Support: r.Support, Among: among}
	d.Network.Remotes = slices.DeleteFunc(d.Network.Remotes, func(p network.Remote) bool { return p.Service == s })
	d.Network.Remotes = append(d.Network.Remotes, plan)
}

// unchanged reports whether the plan equals the present state: the earlier plan, or
// without one today's share and no digital support.
func (r *AddRemote) unchanged(d *draft, service int, among network.Among) bool {
	if plan, ok := d.Network.RemoteOf(service); ok {
		return plan.Share == r.Share && plan.Support == r.Support && plan.Among == among
	}
	today, ok := d.Params.Get(d.Network.Services[service].RemoteNow)
	return ok && today.Known && today.V == r.Share && !r.Support && len(r.Segments) == 0
}

// among returns the segments that follow the plan. It refuses unknown ones, and all of them
// in a county without segments.
func (r *AddRemote) among(d *draft) network.Among {
	var list []int
	if len(r.Segments) > 0 && d.Network.Segments == nil {
		d.refuse("segments", "segments: segments.csv in the county file names their table", "the county has no segments")
		return 0
	}
	ids := make([]string, len(d.Network.Segments))
	for i := range ids {
		ids[i] = d.Network.Segments[i].ID
	}
	for k, id := range r.Segments {
		g := d.Network.Segment(id)
		switch {
		case g < 0:
			d.unknown(item("segments", k), "segment", id, nearest(id, ids))
		case slices.Contains(list, g):
			d.refuse(item("segments", k), "", "%s is named twice", id)
		default:
			list = append(list, g)
		}
	}
	return network.Of(list...)
}
