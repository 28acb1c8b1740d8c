package contract

import "saavu/pkg/report"

// segments are client segments and what they get.
type segments struct {
	List      []segment     `json:"list" jsonschema_description:"in the order of their file"`
	Services  []segmentYear `json:"services" jsonschema_description:"what each gets from each service in each option, by core process where products have one"`
	OwnWorker []ownWorker   `json:"own_worker" jsonschema_description:"of the contacts of segments with continuity, the share at the county's own points open all week; the most that can meet the same worker"`
}

type segment struct {
	ID         string `json:"segment"`
	Names      Names  `json:"names"`
	Coping     string `json:"coping" jsonschema:"enum=easy,enum=hard"`
	Need       string `json:"need" jsonschema:"enum=low,enum=high"`
	Continuity bool   `json:"continuity" jsonschema_description:"needs a named worker or an own team"`
	Priority   int    `json:"priority" jsonschema_description:"whose contacts a short point serves first: 1 before 2"`
}

type segmentYear struct {
	Option   string  `json:"option"`
	Year     int     `json:"year"`
	Service  string  `json:"service"`
	Segment  string  `json:"segment"`
	Process  string  `json:"process,omitempty" jsonschema:"enum=becoming_client,enum=high_need,enum=occasional,enum=risk_groups"`
	People   Number  `json:"people" jsonschema_description:"of the target group of the service"`
	Contacts Number  `json:"contacts" jsonschema_description:"needed in a year"`
	Served   *Number `json:"served,omitempty" jsonschema_description:"left out if positions are unknown"`
	Remote   Number  `json:"remote" jsonschema_description:"of contacts, those to be met remotely"`
	Hours    *Number `json:"staff_hours,omitempty" jsonschema_description:"of the county's professions in the contacts served; left out if positions are unknown"`
	OwnWeek  Number  `json:"own_week" jsonschema_description:"of contacts, those asked for first at the county's own points open all week"`
}

type ownWorker struct {
	Option string `json:"option"`
	Share  Number `json:"share"`
}

// segmentsOf returns the segments; nil for a county without them.
func segmentsOf(r *report.Report) *segments {
	if r.Segments == nil {
		return nil
	}
	word := func(second bool, words ...string) string {
		if second {
			return words[1]
		}
		return words[0]
	}
	out := &segments{
		List: Each(r.Segments, func(g *report.Segment) segment {
			return segment{g.ID, Names(g.Names), word(g.Hard, "easy", "hard"), word(g.High, "low", "high"), g.Continuity, g.Priority}
		}),
		Services: Each(r.SegmentYears, func(y *report.SegmentYear) segmentYear {
			return segmentYear{Option: y.Option, Year: y.Year, Service: y.Service, Segment: y.Segment, Process: y.Process, People: Number(y.People), Contacts: Number(y.Contacts), Served: ifFinite(y.Served),
				Remote: Number(y.Remote), Hours: ifFinite(y.StaffHours), OwnWeek: Number(y.OwnWeek)}
		}),
		OwnWorker: []ownWorker{},
	}
	for i := range r.Options {
		if share := r.OwnWorker(r.Options[i].ID); share-share == 0 {
			out.OwnWorker = append(out.OwnWorker, ownWorker{r.Options[i].ID, Number(share)})
		}
	}
	return out
}
