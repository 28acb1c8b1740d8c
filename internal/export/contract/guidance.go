package contract

import "saavu/pkg/report"

// guidance is the year of a service that guides.
type guidance struct {
	Option   string    `json:"option"`
	Year     int       `json:"year"`
	Service  string    `json:"service"`
	Needed   Number    `json:"need" jsonschema_description:"contacts a year"`
	Contacts *Number   `json:"contacts,omitempty" jsonschema_description:"of these, given; left out if positions are unknown"`
	Hours    *Number   `json:"hours,omitempty" jsonschema_description:"staff hours of the contacts given"`
	Resolved *Number   `json:"resolved,omitempty" jsonschema_description:"share of the contacts that end there"`
	SentOn   *Number   `json:"sent_on,omitempty" jsonschema_description:"contacts that are sent on, which saves nothing"`
	Avoided  []avoided `json:"avoided" jsonschema_description:"contacts of other services that need not be given; empty where the county does not say what is replaced"`
	Freed    *Number   `json:"freed_hours,omitempty" jsonschema_description:"staff hours that these would take"`
	Verdict  string    `json:"verdict" jsonschema:"enum=costs,enum=frees,enum=even,enum=unknown"`
}

// avoided is contacts of a service that a desk makes unnecessary.
type avoided struct {
	Service  string  `json:"service"`
	Contacts *Number `json:"contacts,omitempty"`
	Asked    *Number `json:"asked,omitempty" jsonschema_description:"that would be avoided if the service had as many in each zone"`
	Hours    *Number `json:"hours,omitempty"`
}

func guidanceOf(g *report.Guidance) guidance {
	out := guidance{Option: g.Option, Year: g.Year, Service: g.Desk.ID, Needed: Number(g.Needed), Contacts: ifFinite(g.Contacts), Hours: ifFinite(g.Hours), Resolved: ifFinite(g.Resolved),
		SentOn: ifFinite(g.Contacts * (1 - g.Resolved)), Verdict: g.Verdict(), Avoided: Each(g.Avoided, func(a *report.Avoided) avoided {
			return avoided{a.Service.ID, ifFinite(a.Contacts), ifFinite(a.Asked), ifFinite(a.Hours)}
		})}
	if g.Avoided != nil {
		_, freed := g.Freed()
		out.Freed = ifFinite(freed)
	}
	return out
}
