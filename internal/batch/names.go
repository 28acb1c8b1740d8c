package batch

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"saavu/internal/engine"
	"saavu/pkg/cost"
	"saavu/pkg/population"
	"saavu/pkg/report"
)

// naming is a form of names of figures: ids stand for the words in capitals.
type naming struct {
	Name  string // such as reach.SERVICE.pt_PERIOD
	Unit  string
	Means string
	of    figure // with the measure
}

// figure says where the value of a name is found: in the row of figures.parquet with
// these texts, or for a kind of its own by counting.
type figure struct {
	kind                                    figureKind
	measure, service, area, group, facility string
	unit                                    string
	target                                  string // group of the service; "" without one
}

type figureKind uint8

const (
	inTable     figureKind = iota
	broken                 // rules with the verdict breach; measure is their severity, "" for all
	untested               // rules that could not be checked
	worsePeople            // services in which more people lose than gain
	worseServed            // services in which a smaller share can be served
	ofTasks                // tasks of the run; measure is their state, "" for all
	costLine               // the change of a cost line, which has no row if it is 0
)

// allServices stands for a service in the name of a figure of all services.
const allServices = "all"

// shortNames are the names that stand for a measure under another one.
var shortNames = []struct{ name, measure string }{
	{"reach.SERVICE.pt_PERIOD", "gets_there"},
	{"reach.SERVICE.pt_PERIOD_tighter", "gets_there_tighter"},
	{"reach.SERVICE.pt_PERIOD_looser", "gets_there_looser"},
	{"reach.SERVICE.own_PERIOD", "gets_there_own_modes"},
	{"served.SERVICE", "can_be_served"},
	{"visits.SERVICE", "visits_that_can_be_given"},
}

// countNames are the names that no row of a table has.
var countNames = []naming{
	{"breaches.law", "rules", "laws that the option newly breaks, or breaks more than today", figure{kind: broken, measure: string(report.Law)}},
	{"breaches.county", "rules", "the same for the county's own rules", figure{kind: broken, measure: string(report.OwnRule)}},
	{"breaches.wish", "rules", "the same for wishes", figure{kind: broken, measure: string(report.Wish)}},
	{"breaches.all", "rules", "all of them", figure{kind: broken}},
	{"breaches.not_checked", "rules", "rules that cannot be checked", figure{kind: untested}},
	{"worse.gets_there", "services", "services in which more people lose than gain, compared with the option's reference", figure{kind: worsePeople}},
	{"worse.can_be_served", "services", "services in which a smaller share can be served than in the option's reference, in whole per cent", figure{kind: worseServed}},
	{"tasks.all", "tasks", "tasks that the gate is about", figure{kind: ofTasks}},
	{"tasks.done", "tasks", "of them, computed", figure{kind: ofTasks, measure: StateDone}},
	{"tasks.failed", "tasks", "of them, failed", figure{kind: ofTasks, measure: StateFailed}},
}

// pointNames are the figures of points and professions.
var pointNames = []naming{
	{Name: "station_load.SERVICE.FACILITY", Unit: "contacts/year", Means: "contacts a year that are wanted at a point"},
	{Name: "station_capacity.SERVICE.FACILITY", Unit: "contacts/year", Means: "contacts a year that a point can give"},
	{Name: "station_seen.SERVICE.FACILITY", Unit: "contacts/year", Means: "contacts a year that are given there"},
	{Name: "station_rooms.SERVICE.FACILITY", Unit: "rooms", Means: "rooms of a point"},
	{Name: "station_one_more_position.SERVICE.FACILITY", Unit: "contacts/year", Means: "contacts more with one more position"},
	{Name: "station_one_more_room_hour.SERVICE.FACILITY", Unit: "contacts/year", Means: "contacts more with one more hour of a room a week"},
	{Name: "station_one_more_unit_day.SERVICE.FACILITY", Unit: "contacts/year", Means: "contacts more with one more day of a vehicle a week"},
	{Name: "station_positions.SERVICE.FACILITY.PROFESSION", Unit: "positions", Means: "positions at a point"},
	{Name: "capacity_positions.SERVICE.PROFESSION", Unit: "positions", Means: "positions of a service, filled or not"},
	{Name: "capacity_hours.SERVICE.PROFESSION", Unit: "h/year", Means: "hours that filled positions have"},
	{Name: "capacity_crew_hours.SERVICE.PROFESSION", Unit: "h/year", Means: "of these, on board of mobile units"},
	{Name: "capacity_wanted_hours.SERVICE.PROFESSION", Unit: "h/year", Means: "hours that the contacts would take"},
	{Name: "capacity_used_hours.SERVICE.PROFESSION", Unit: "h/year", Means: "of these, in contacts that can be given"},
}

// costNames are the figures of cost lines.
var costNames = []naming{
	{"costs.PAYER.LINE.SERVICE", "EUR/year", "change of a payer's euros for one cost line, full effect", figure{kind: costLine}},
	{"costs.PAYER.LINE." + allServices, "EUR/year", "the same over all services", figure{kind: costLine}},
}

// namings lists the forms of all names, in the order of the page that describes them.
func namings() []naming {
	rows := entries("", ".SERVICE", report.RowFigures())
	var out []naming
	for _, s := range shortNames {
		n := rows[slices.IndexFunc(rows, func(n naming) bool { return n.of.measure == s.measure })]
		n.Name = s.name
		out = append(out, n)
	}
	out = append(out, countNames...)
	out = append(out, rows...)
	out = append(out, entries("", "."+allServices, report.NetworkFigures())...)
	out = append(out, entries("area.AREA.", ".SERVICE", report.AreaFigures())...)
	for _, n := range entries("", "", report.GroupFigures()) {
		n.Name, n.Means = "group.GROUP."+n.Name+".SERVICE", "share of a population group within the limit, in person and without a car"
		out = append(out, n)
	}
	out = append(out, costNames...)
	for _, n := range pointNames {
		n.of.measure, _, _ = strings.Cut(n.Name, ".")
		out = append(out, n)
	}
	for i := range out {
		out[i].of.unit = out[i].Unit
	}
	return out
}

// entries lists the figures of the tidy list with their names, sorted.
func entries[T any](before, after string, list []report.Entry[T]) []naming {
	var out []naming
	for _, e := range list {
		if e.Line > 0 {
			out = append(out, naming{before + e.Measure + after, e.Unit, e.Means, figure{measure: e.Measure}})
		}
	}
	slices.SortStableFunc(out, func(a, b naming) int { return cmp.Compare(a.Name, b.Name) })
	return out
}

// nameTree is the beginning of names, with the parts that may follow, or a whole name
// with its figure in each county that has it.
type nameTree struct {
	next map[string]*nameTree
	of   map[*county]figure

	unread []func(part string) // make a part that only an option has that cannot be read
}

// namesOf makes the names of the figures of several counties.
func (x *expansion) namesOf(counties []*county) *nameTree {
	root := &nameTree{}
	for _, c := range counties {
		period := c.session.Settings(x.request(c.path, x.plan.Frames[0])).Period.String()
		for _, n := range namings() {
			parts := strings.Split(strings.ReplaceAll(n.Name, "PERIOD", period), ".")
			root.add(c, parts, n.of)
		}
	}
	was := maps.Clone(root.next)
	delete(was, "tasks")
	root.next["was"] = &nameTree{next: was}
	return root
}

// add adds a name of a county, and for a part in capitals one for each id.
func (n *nameTree) add(c *county, parts []string, f figure) {
	if len(parts) == 0 {
		if n.of == nil {
			n.of = map[*county]figure{}
		}
		n.of[c] = f
		return
	}
	if strings.ToUpper(parts[0]) != parts[0] {
		n.at(parts[0]).add(c, parts[1:], f)
		return
	}
	switch base := c.of.Base; parts[0] {
	case "SERVICE":
		for i := range base.Network.Services {
			s := &base.Network.Services[i]
			of := f
			of.service, of.target = s.ID, s.Target.String()
			if of.group == "" {
				of.group = of.target
			} else if of.kind == inTable && !slices.Contains(engine.Groups(s.Target), of.group) {
				continue
			}
			n.at(s.ID).add(c, parts[1:], of)
		}
	case "AREA":
		for i := range base.Grid.Areas {
			f.area = base.Grid.Areas[i].ID
			n.at(f.area).add(c, parts[1:], f)
		}
	case "GROUP":
		for _, label := range engine.Groups(population.Everyone()) {
			f.group = label
			n.at(wordOf(label)).add(c, parts[1:], f)
		}
	case "PAYER":
		for _, p := range cost.Payers() {
			f.group = string(p)
			if len(cost.Kinds(p)) > 0 {
				n.at(wordOf(f.group)).add(c, parts[1:], f)
			}
		}
	case "LINE":
		for _, kind := range cost.Kinds(cost.Payer(f.group)) {
			f.measure = costPrefix + kind
			n.at(wordOf(kind)).add(c, parts[1:], f)
		}
	case "FACILITY":
		n.stations(c, parts, f)
	case "PROFESSION":
		for _, s := range base.Network.Services {
			for _, staff := range s.Staff {
				if s.ID == f.service {
					f.group = staff.Profession
					n.at(f.group).add(c, parts[1:], f)
				}
			}
		}
	}
}

// at returns the part of a name that follows, which is made if it is missing.
func (n *nameTree) at(part string) *nameTree {
	if n.next == nil {
		n.next = map[string]*nameTree{}
	}
	if n.next[part] == nil {
		n.next[part] = &nameTree{}
	}
	return n.next[part]
}

// parts lists what may follow, sorted.
func (n *nameTree) parts() []string { return slices.Sorted(maps.Keys(n.next)) }
