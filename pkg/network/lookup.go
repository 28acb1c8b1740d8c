package network

import "slices"

// PointID returns the id of a service point: "facility:service", and for a point
// of a mobile unit "facility:service:unit", because several units and a fixed
// point may offer one service at one facility. An empty unit means a fixed point.
func PointID(facility, service, unit string) string {
	id := facility + ":" + service
	if unit != "" {
		id += ":" + unit
	}
	return id
}

// Service finds a service by id; -1 if there is none.
func (n *Network) Service(id string) int {
	for i := range n.Services {
		if n.Services[i].ID == id {
			return i
		}
	}
	return -1
}

// Facility finds a facility by id; -1 if there is none.
func (n *Network) Facility(id string) int {
	for i := range n.Facilities {
		if n.Facilities[i].ID == id {
			return i
		}
	}
	return -1
}

// Serving lists the points of a service at open facilities, in the order of the
// facilities. Of several equally near points the first one is used.
func (n *Network) Serving(service int) []int {
	var out []int
	for i := range n.Points {
		p := &n.Points[i]
		if p.Service == service && n.Facilities[p.Facility].Status == Open {
			out = append(out, i)
		}
	}
	slices.SortStableFunc(out, func(i, j int) int { return n.Points[i].Facility - n.Points[j].Facility })
	return out
}

// RemoteOf returns the planned remote share of a service, and false if the share of
// today applies. Of several plans the last one counts.
func (n *Network) RemoteOf(service int) (Remote, bool) {
	for i := len(n.Remotes) - 1; i >= 0; i-- {
		if n.Remotes[i].Service == service {
			return n.Remotes[i], true
		}
	}
	return Remote{}, false
}

// OnSite finds the fixed point of a service at a facility, whatever the
// facility's status; -1 if there is none. It ignores mobile points.
func (n *Network) OnSite(facility, service int) int {
	for i := range n.Points {
		p := &n.Points[i]
		if p.Facility == facility && p.Service == service && p.Channel != Mobile {
			return i
		}
	}
	return -1
}

// UnitID returns the id of the mobile unit of a service point; "" for a point in a
// building.
func (n *Network) UnitID(point int) string {
	if u := n.Points[point].Unit; u >= 0 {
		return n.Units[u].ID
	}
	return ""
}

// ContractsOf lists the contracts of a service, in their order.
func (n *Network) ContractsOf(service int) []Contract {
	var out []Contract
	for _, c := range n.Contracts {
		if c.Service == service {
			out = append(out, c)
		}
	}
	return out
}

// Remote is a planned remote share of a service's contacts.
type Remote struct {
	Service int
	Share   float64 // planned share of contacts, including adoption
	Support bool    // digital support raises adoption among those who need it
	Among   Among   // the segments that follow the plan; the others stay at today's share
}
