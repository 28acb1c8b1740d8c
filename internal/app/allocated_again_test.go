package app_test

import (
	"encoding/csv"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/paulmach/orb"

	"saavu/pkg/network"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// This file computes allocation.csv of a county with service products again, for today
// and for an option, from its tables and from the formulas of docs/METHOD.md: person by
// person of a cell, year of age, traveller and product. It shares no code with the
// packages that do so in the program. Covered: all seven services, both assignments with
// going on from full points, known shares, an opening, a closing, a move, stops, schools,
// a lent crew, remote plans with support and contracts. Not covered: positions and rooms
// that the model places (fit), evenings, the frame of the same budget.

// care is a service with its products by municipality; one without a name if it has none.
type care struct {
	id, bundle           string
	professions, wages   []string
	products             []string
	statutory            []bool                     // by product: those that come first where a door is short
	need                 map[string][][ages]float64 // contacts of a person, by product and age
	staff                map[string][][]float64     // minutes of a contact, by product and profession
	client, ceiling      map[string][]float64       // minutes in the room, share that may be remote, by product
	total, may           map[string]*[ages]float64  // of all products: contacts of a person, and those that may be remote
	remoteMin, remoteNow float64
	school               [ages]bool
}

// door is a service at a place: a station, or a stop of a unit.
type door struct {
	*station
	place          string
	positions      []float64
	unit           int // of a stop; -1 in a building
	part           float64
	visiting, lost bool // lost: it is new, so travelling takes a share of its hours
	minutes        []float64
	room           float64
	gives          []float64 // by product: the part that the door serves of what is asked for there
}

// plan is a network of the county.
type plan struct {
	c         *again
	id        string
	nearest   bool
	services  []*care
	doors     [][]*door // by service
	units     []*scenario.AddMobile
	remotes   map[string]*scenario.AddRemote
	contracts map[string]*scenario.Contract
	town      map[string]string // by area
}

// row identifies a row of the allocation.
type row struct{ option, service, product, area, channel, production string }

// amounts are the numbers of a row.
type amounts struct{ contacts, served, hours, eur float64 }

// cares reads the services of a county file and their products.
func (c *again) cares(file map[string]any, table string) []*care {
	embedded := map[string]map[string]any{}
	for _, v := range c.file["services"].([]any) {
		embedded[v.(map[string]any)["id"].(string)] = v.(map[string]any)
	}
	rows := rowsOf(c.t, table)
	towns := map[string]bool{}
	for _, a := range readCSV(c.t, "areas.csv") {
		towns[a["municipality"]] = true
	}
	var out []*care
	for _, item := range file["services"].([]any) {
		v, full := item.(map[string]any)
		if !full {
			v = embedded[item.(string)]
		}
		text := func(key string) string { s, _ := v[key].(string); return s }
		x := &care{id: text("id"), bundle: text("bundle"), need: map[string][][ages]float64{}, staff: map[string][][]float64{}, client: map[string][]float64{}, ceiling: map[string][]float64{}}
		if p := text("remote_minutes"); p != "" && v["in_person_only"] != true {
			x.remoteMin, x.remoteNow = c.value(p), c.value(text("remote_now"))
		}
		if from, to, ok := agesOf(text("school_ages")); ok {
			for a := from; a <= to; a++ {
				x.school[a] = true
			}
		}
		var minutes []float64
		for _, s := range v["staff"].([]any) {
			s := s.(map[string]any)
			x.professions, x.wages = append(x.professions, s["profession"].(string)), append(x.wages, s["wage"].(string))
			if v["products"] != true {
				minutes = append(minutes, c.value(s["minutes"].(string)))
			}
		}
		if v["products"] == true {
			x.offered(rows, towns)
		} else {
			x.products, x.statutory = []string{""}, []bool{false}
			ceiling := 0.0
			if p := text("remote_max"); p != "" {
				ceiling = c.value(p)
			}
			for town := range towns {
				x.need[town] = [][ages]float64{c.byAge(text("rates"), nil)}
				x.staff[town], x.client[town], x.ceiling[town] = [][]float64{minutes}, []float64{c.value(text("client_minutes"))}, []float64{ceiling}
			}
		}
		x.total, x.may = map[string]*[ages]float64{}, map[string]*[ages]float64{}
		for town, needs := range x.need {
			x.total[town], x.may[town] = new([ages]float64), new([ages]float64)
			for k := range needs {
				for a, n := range needs[k] {
					x.total[town][a] += n
					x.may[town][a] += n * x.ceiling[town][k]
				}
			}
		}
		out = append(out, x)
	}
	return out
}

// offered reads what each municipality offers: its own row, or else that of all.
func (x *care) offered(rows []map[string]string, towns map[string]bool) {
	for _, r := range rows {
		if r["service"] == x.id && r["where"] != "to_be" && !slices.Contains(x.products, r["product"]) {
			x.products, x.statutory = append(x.products, r["product"]), append(x.statutory, r["statutory"] == "yes")
		}
	}
	for town := range towns {
		for _, p := range x.products {
			var r map[string]string
			for _, o := range rows {
				if o["service"] == x.id && o["product"] == p && (o["where"] == town || o["where"] == "all" && r == nil) {
					r = o
				}
			}
			var need [ages]float64
			staff := make([]float64, len(x.professions))
			size, client, ceiling := 1.0, 0.0, 0.0
			if r != nil && r["offered"] != "no" && r["offered"] != "unknown" {
				from, to, _ := agesOf(r["ages"])
				for a := from; a <= to; a++ {
					need[a] = num(r["clients"]) * num(r["visits"])
				}
				if r["group_size"] != "" {
					size = num(r["group_size"])
				}
				client, ceiling = num(r["minutes"])/size, num(r["remote_max"])
				for work := range strings.SplitSeq(r["staff"], "+") {
					who, n, _ := strings.Cut(work, ":")
					if f := slices.Index(x.professions, who); f >= 0 {
						staff[f] = num(n) / size
					}
				}
			}
			x.need[town], x.staff[town] = append(x.need[town], need), append(x.staff[town], staff)
			x.client[town], x.ceiling[town] = append(x.client[town], client), append(x.ceiling[town], ceiling)
		}
	}
}

func rowsOf(t *testing.T, file string) (out []map[string]string) {
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[1:] {
		m := map[string]string{}
		for i, v := range row {
			m[rows[0][i]] = v
		}
		out = append(out, m)
	}
	return out
}

// plans makes today's network and that of the changes.
func (c *again) plans(services []*care, doctors []*station, nearest bool, changes []scenario.Change) (today, option *plan) {
	today = &plan{c: c, id: "today", nearest: nearest, services: services, town: map[string]string{}}
	for _, a := range readCSV(c.t, "areas.csv") {
		today.town[a["id"]] = a["municipality"]
	}
	rail, places := c.rail(), map[string]map[string]string{}
	for _, f := range readCSV(c.t, "facilities.csv") {
		places[f["id"]] = f
	}
	at := map[orb.Point]*station{}
	reach := func(x, y float64) *station {
		s := at[orb.Point{x, y}]
		if s == nil {
			s = &station{}
			c.ways(s, x, y, rail)
			at[orb.Point{x, y}] = s
		}
		own := *s
		own.attraction = 1
		return &own
	}
	points := readCSV(c.t, "service-points.csv")
	for _, v := range services {
		var list []*door
		for _, p := range points {
			f := places[p["facility"]]
			if p["service"] != v.id || f["status"] != "open" {
				continue
			}
			d := &door{station: reach(num(f["x"]), num(f["y"])), place: f["id"], unit: -1, visiting: p["visiting"] == "yes"}
			d.rooms, d.days = num(p["rooms"]), days(p["days"])
			for n := range strings.SplitSeq(p["fte"], "/") {
				d.positions = append(d.positions, num(n))
			}
			for _, o := range doctors {
				if v.bundle == "reception" && o.id == d.place {
					d.attraction = o.attraction
				}
			}
			list = append(list, d)
		}
		today.doors = append(today.doors, list)
	}
	inOrder(today.doors, places)
	copied := *today
	option = &copied
	option.id, option.doors, option.remotes, option.contracts = "what-if", nil, map[string]*scenario.AddRemote{}, map[string]*scenario.Contract{}
	for _, list := range today.doors {
		var own []*door
		for _, d := range list {
			x, s := *d, *d.station
			x.station = &s
			own = append(own, &x)
		}
		option.doors = append(option.doors, own)
	}
	for _, x := range changes {
		switch x := x.(type) {
		case *scenario.Close:
			for s := range option.doors {
				option.doors[s] = slices.DeleteFunc(option.doors[s], func(d *door) bool {
					return d.place == x.Facility && (x.Services == nil || slices.Contains(x.Services, services[s].id))
				})
			}
		case *scenario.Move:
			for s := range option.doors {
				for _, d := range option.doors[s] {
					if d.place == x.Facility {
						d.seconds = reach(x.At[0], x.At[1]).seconds
					}
				}
			}
		case *scenario.Open:
			f := places[x.Facility]
			for s, v := range services {
				if slices.Contains(x.Services, v.id) {
					d := &door{station: reach(num(f["x"]), num(f["y"])), place: x.Facility, unit: -1}
					d.days = bits(x.Hours.Office)
					d.visiting = d.days < 5
					d.lost = d.visiting
					option.doors[s] = append(option.doors[s], d)
				}
			}
		case *scenario.AddMobile:
			u := len(option.units)
			option.units = append(option.units, x)
			for s, v := range services {
				for _, stop := range x.Stops {
					if slices.Contains(x.Services, v.id) {
						d := &door{station: reach(stop.At[0], stop.At[1]), place: stop.Facility, unit: u, visiting: true}
						d.days = bits(stop.Days)
						option.doors[s] = append(option.doors[s], d)
					}
				}
			}
		case *scenario.AddRemote:
			option.remotes[x.Service] = x
		case *scenario.Contract:
			option.contracts[x.Service] = x
		default:
			c.t.Fatalf("a change of kind %s", x.Kind())
		}
	}
	inOrder(option.doors, places)
	return today, option
}

// inOrder sorts doors by the ids of their places, with new places behind: of equally near
// ones people go to the first.
func inOrder(doors [][]*door, known map[string]map[string]string) {
	for _, list := range doors {
		slices.SortStableFunc(list, func(a, b *door) int {
			switch old, was := known[a.place] != nil, known[b.place] != nil; {
			case old && was:
				return strings.Compare(a.place, b.place)
			case old:
				return -1
			case was:
				return 1
			}
			return 0
		})
	}
}

func days(text string) float64 {
	if text == "mon-fri" {
		return 5
	}
	return float64(strings.Count(text, "+") + 1)
}

func bits(week uint8) (n float64) {
	for ; week > 0; week &= week - 1 {
		n++
	}
	return n
}

// atSchool reports whether a unit of the plan meets pupils of a service at school.
func (p *plan) atSchool(v *care) bool {
	return slices.ContainsFunc(p.units, func(u *scenario.AddMobile) bool { return u.Schools && slices.Contains(u.Services, v.id) }) && slices.Contains(v.school[:], true)
}

// remote gives the share of contacts that is remote by municipality and age, and the plan's
// remote contacts that there would not be without the channel, as a share of the others.
func (p *plan) remote(v *care) (out map[string][ages]float64, induced float64) {
	c, out := p.c, map[string][ages]float64{}
	for _, town := range p.town {
		out[town] = [ages]float64{}
	}
	target, planned := v.remoteNow, p.remotes[v.id]
	if planned != nil {
		if target = planned.Share; planned.Share > v.remoteNow {
			target = v.remoteNow + (planned.Share-v.remoteNow)*c.value("digital.under_delivery_factor")
		}
	}
	if v.remoteMin == 0 || target <= 0 {
		return out, 0
	}
	language, people, inArea := 0.0, 0.0, map[string]float64{}
	for i, cell := range c.people {
		for _, n := range cell {
			inArea[c.area[i]] += n
			people += n
		}
	}
	for _, a := range readCSV(c.t, "areas.csv") {
		sv, other := num(a["sv_share"]), num(a["foreign_share"])
		language += inArea[a["id"]] / people * ((1-sv-other)*c.value("digital.language_factor.fi") + sv*c.value("digital.language_factor.sv") + other*c.value("digital.language_factor.foreign_own_language"))
	}
	usable, support := c.byAge("digital.reach_by_age", nil), c.byAge("digital.support_lever_gain", nil)
	for a := range usable {
		usable[a] *= language
		if planned != nil && planned.Support {
			usable[a] += support[a]
		}
		usable[a] = math.Min(usable[a], 1-c.value("digital.illiterate_or_weak_skills_floor"))
	}
	need, can := 0.0, 0.0
	for i, cell := range c.people {
		total := v.total[p.town[c.area[i]]]
		for a, n := range cell {
			need, can = need+n*total[a], can+n*total[a]*usable[a]
		}
	}
	for town := range out {
		var share [ages]float64
		for a := range share {
			if all := v.total[town][a]; all > 0 {
				share[a] = math.Min(target*need/can, v.may[town][a]/all) * usable[a]
			}
		}
		out[town] = share
	}
	if planned == nil {
		return out, 0
	}
	remote := 0.0
	for i, cell := range c.people {
		town := p.town[c.area[i]]
		share, total := out[town], v.total[town]
		for a, n := range cell {
			remote += n * total[a] * share[a]
		}
	}
	return out, math.Max(0, remote-v.remoteNow*need) * c.value("digital.induced_demand") / remote
}

// chances gives the share of a traveller's contacts at each door: the nearest alone, or
// by choice; nil if none is reached.
func (p *plan) chances(list []*door, traveller, cell int) []float64 {
	out, best, sum := make([]float64, len(list)), -1, 0.0
	limit, decay := 60*p.c.value("assignment.limit_min"), p.c.value("assignment.decay_per_min")
	for k, d := range list {
		sec := d.seconds[traveller][cell]
		if !math.IsInf(sec, 1) && (best < 0 || sec < list[best].seconds[traveller][cell]) {
			best = k
		}
		if !p.nearest && sec <= limit {
			out[k] = d.attraction * d.days / 5 * math.Exp(-decay*sec/60)
			sum += out[k]
		}
	}
	if best < 0 {
		return nil
	}
	for k := range out {
		out[k] /= sum
	}
	if sum == 0 {
		clear(out)
		out[best] = 1
	}
	return out
}

// asks is the contacts in person of a traveller in a cell by product.
type asks struct {
	traveller, cell int
	n               []float64
	p               []float64 // by door
	found           []float64
	moves           float64
	leaves          []float64 // by product: what goes on
}

func (u *asks) all() (sum float64) {
	for _, n := range u.n {
		sum += n
	}
	return sum
}

// follow moves today's positions to the option's doors.
func (p *plan) follow(today *plan, s int) {
	v, c := p.services[s], p.c
	inside := func(list []*door) []*door {
		return slices.DeleteFunc(slices.Clone(list), func(d *door) bool { return d.unit >= 0 })
	}
	was, is := inside(today.doors[s]), inside(p.doors[s])
	need, goes := make([]float64, len(was)), make([][]float64, len(was))
	for k := range goes {
		goes[k] = make([]float64, len(is))
	}
	for tr := range 4 {
		for i, cell := range c.people {
			all, total := 0.0, v.total[p.town[c.area[i]]]
			for a, n := range cell {
				all += n * c.part(tr, a) * total[a]
			}
			from, to := p.chances(was, tr, i), p.chances(is, tr, i)
			if all == 0 || from == nil || to == nil {
				continue
			}
			gains := 0.0
			for k, o := range was {
				need[k] += all * from[k]
				for j, d := range is {
					if d.place == o.place && !p.nearest {
						stay := math.Min(from[k], to[j])
						goes[k][j] += all * stay
						from[k], to[j] = from[k]-stay, to[j]-stay
					}
				}
			}
			for _, part := range to {
				gains += part
			}
			for k := range was {
				for j := range is {
					if gains > 0 {
						goes[k][j] += all * from[k] * to[j] / gains
					}
				}
			}
		}
	}
	for j, d := range is {
		d.positions = make([]float64, len(v.professions))
		for k, o := range was {
			for f := range d.positions {
				d.positions[f] += o.positions[f] * goes[k][j] / need[k]
			}
		}
	}
}

// unit gives the visits and the hours a year of a unit, and the part of them at schools.
func (p *plan) unit(u *scenario.AddMobile) (visits, hours, school float64) {
	week := 0.0
	for _, s := range u.Stops {
		week += bits(s.Days)
	}
	year := p.c.value("mobile."+u.UnitKind+".days_year") * float64(max(u.Count, 1))
	if !u.Schools {
		year *= math.Min(1, week/5/float64(max(u.Count, 1)))
	} else {
		school = 1 - week/5
	}
	hours = year * p.c.value("mobile."+u.UnitKind+".onsite_h_day")
	if u.UnitKind == "popup_dental" {
		return year * p.c.value("mobile.popup_dental.visits_day"), hours, school
	}
	return hours * p.c.value("mobile."+u.UnitKind+".visits_hour"), hours, school
}

// stops divides the units over their stops and services.
func (p *plan) stops() {
	wanted := map[*door]float64{}
	for s, v := range p.services {
		for tr := range 4 {
			for i, cell := range p.c.people {
				all, total := 0.0, v.total[p.town[p.c.area[i]]]
				for a, n := range cell {
					if !v.school[a] || !p.atSchool(v) {
						all += n * p.c.part(tr, a) * total[a]
					}
				}
				if all == 0 {
					continue
				}
				for k, part := range p.chances(p.doors[s], tr, i) {
					wanted[p.doors[s][k]] += all * part
				}
			}
		}
	}
	for s := range p.services {
		for _, d := range p.doors[s] {
			if d.unit < 0 {
				continue
			}
			week, there := 0.0, 0.0
			for _, stop := range p.units[d.unit].Stops {
				week += bits(stop.Days)
			}
			for o := range p.services {
				for _, x := range p.doors[o] {
					if x.unit == d.unit && x.place == d.place {
						there += wanted[x]
					}
				}
			}
			d.part = d.days / week * wanted[d] / there
		}
	}
}

// lent reports whether a service gives a unit staff without being on board.
func (p *plan) lent(u *scenario.AddMobile, s int) bool {
	aboard := func(who string) bool {
		return slices.ContainsFunc(p.services, func(v *care) bool { return slices.Contains(u.Services, v.id) && slices.Contains(v.professions, who) })
	}
	at := any(p.c.file["parameters"])
	for _, key := range []string{"mobile", u.UnitKind, "crew", "v"} {
		at = at.(map[string]any)[key]
	}
	crew := strings.Fields(at.(string))
	who := p.services[s].professions[0]
	first := slices.IndexFunc(p.services, func(v *care) bool { return v.professions[0] == who })
	return first == s && slices.Contains(crew, who) && !aboard(who)
}

// allocate computes the rows of a service.
func (p *plan) allocate(s int, out map[row]amounts) {
	v, c, list := p.services[s], p.c, p.doors[s]
	remote, induced := p.remote(v)
	own := 1.0
	if x := p.contracts[v.id]; x != nil {
		own -= x.Share
	}
	add := func(channel, production, area string, product int, contacts, served float64) {
		key := row{p.id, v.id, v.products[product], area, channel, production}
		x := out[key]
		x.contacts, x.served = x.contacts+contacts, x.served+served
		out[key] = x
	}
	// Hours: positions, less crews and remote contacts.
	total := make([]float64, len(v.professions))
	for _, d := range list {
		for f, n := range d.positions {
			total[f] += n * c.value("staff.fill_rate."+v.professions[f]) * c.value("staff.productive_hours_fte")
		}
	}
	crews, visitsAtSchool := 0.0, 0.0
	for i, u := range p.units {
		visits, hours, school := p.unit(u)
		if p.atSchool(v) && u.Schools && slices.Contains(u.Services, v.id) {
			crews, visitsAtSchool = crews+hours*school, visitsAtSchool+visits*school
		}
		if p.lent(u, s) {
			crews += hours
		}
		for _, d := range list {
			if d.unit == i {
				crews += hours * d.part
			}
		}
	}
	staffed := math.Min(1, total[0]/crews)
	crews = math.Min(crews, total[0])
	// Who asks, by product.
	var people []*asks
	school, remotely := map[string][]float64{}, map[string][]float64{}
	schoolAll, remoteAll := 0.0, 0.0
	count := func(m map[string][]float64, area string, k int, n float64) {
		if m[area] == nil {
			m[area] = make([]float64, len(v.products))
		}
		m[area][k] += n
	}
	for tr := range 4 {
		for i, cell := range c.people {
			area := c.area[i]
			town, u := p.town[area], &asks{traveller: tr, cell: i, n: make([]float64, len(v.products))}
			need, ceiling, total, may, share := v.need[town], v.ceiling[town], v.total[town], v.may[town], remote[town]
			for a, n := range cell {
				if n *= c.part(tr, a); n*total[a] == 0 {
					continue
				}
				for k := range need {
					contacts := n * need[k][a]
					if contacts == 0 {
						continue
					}
					away := 0.0 // remote contacts go to the products in proportion to their ceilings
					if may[a] > 0 {
						away = share[a] * ceiling[k] * total[a] / may[a]
					}
					count(remotely, area, k, contacts*away)
					remoteAll += contacts * away
					if x := p.contracts[v.id]; x != nil {
						add("on_site", string(x.Production), area, k, contacts*(1-away)*x.Share, contacts*(1-away)*x.Share)
					}
					if contacts *= (1 - away) * own; p.atSchool(v) && v.school[a] {
						count(school, area, k, contacts)
						schoolAll += contacts
					} else {
						u.n[k] += contacts
					}
				}
			}
			if u.all() == 0 {
				continue
			}
			if u.p = p.chances(list, tr, i); u.p == nil {
				for k, n := range u.n {
					add("", "", area, k, n, 0)
				}
				continue
			}
			u.found = make([]float64, len(list))
			people = append(people, u)
		}
	}
	remoteHours := remoteAll * (1 + induced) * v.remoteMin / 60
	remotelyMet := math.Min(1, (total[0]-crews)/remoteHours)
	if remoteHours == 0 {
		remotelyMet = 1
	}
	for area, by := range remotely {
		for k, n := range by {
			add("remote", "own", area, k, n, n*remotelyMet)
		}
	}
	for area, by := range school {
		for k, n := range by {
			add("school", "own", area, k, n, n*math.Min(1, visitsAtSchool*staffed/schoolAll))
		}
	}
	// Loads, minutes of a contact, capacities.
	for _, d := range list {
		d.load, d.minutes, d.room = 0, make([]float64, len(v.professions)), 0
	}
	tellers := make([]*teller, len(list))
	for q := range list {
		tellers[q] = &teller{statutory: v.statutory, n: make([]float64, len(v.products)), takes: make([][]float64, len(v.products))}
		for k := range v.products {
			tellers[q].takes[k] = make([]float64, len(v.professions)+2)
		}
	}
	for _, u := range people {
		town := p.town[c.area[u.cell]]
		for q, d := range list {
			for k, n := range u.n {
				t := tellers[q]
				t.n[k] += n * u.p[q]
				t.takes[k][len(v.professions)] += n * u.p[q] * v.client[town][k]
				t.takes[k][len(v.professions)+1] += n * u.p[q]
				for f := range d.minutes {
					t.takes[k][f] += n * u.p[q] * v.staff[town][k][f]
				}
				d.load += n * u.p[q]
				d.room += n * u.p[q] * v.client[town][k]
				for f := range d.minutes {
					d.minutes[f] += n * u.p[q] * v.staff[town][k][f]
				}
			}
		}
	}
	for q, d := range list {
		d.capacity = math.Inf(1)
		t := tellers[q]
		for range t.takes[0] {
			t.has = append(t.has, math.Inf(1))
		}
		if d.unit >= 0 {
			visits, hours, _ := p.unit(p.units[d.unit])
			t.has[0], t.has[len(v.professions)+1] = hours*d.part*staffed*60, visits*d.part*staffed
			d.capacity = math.Min(visits*d.part*staffed, hours*d.part*staffed*60/(d.minutes[0]/d.load))
			continue
		}
		for f, n := range d.positions {
			left := total[f] - crews
			if f == 0 {
				left -= math.Min(remoteHours, left)
			}
			hours := n * c.value("staff.fill_rate."+v.professions[f]) * c.value("staff.productive_hours_fte") * math.Max(0, left) / total[f]
			if d.lost {
				hours *= 1 - c.value("economy.fte_travel_loss_per_extra_site")
			}
			t.has[f] = hours * 60
			if d.minutes[f] > 0 {
				d.capacity = math.Min(d.capacity, hours*60/(d.minutes[f]/d.load))
			}
		}
		if d.rooms > 0 {
			t.has[len(v.professions)] = d.rooms * c.value("premises.room_hours_year.office") * d.days / 5 * c.value("premises.room_use_target") * 60
			d.capacity = math.Min(d.capacity, d.rooms*c.value("premises.room_hours_year.office")*d.days/5*c.value("premises.room_use_target")*60/(d.room/d.load))
		}
	}
	if !p.nearest {
		for q, d := range list {
			d.gives = tellers[q].share(d)
			if d.load > d.capacity {
				d.capacity = 0
				for k, part := range d.gives {
					d.capacity += tellers[q].n[k] * part
				}
			}
		}
	}
	way := func(q int) string {
		if list[q].unit >= 0 {
			return "mobile"
		}
		return "on_site"
	}
	if p.nearest {
		p.passOn(people, list, tellers, func(q int, u *asks, k int, asked, part float64) {
			add(way(q), "own", c.area[u.cell], k, u.n[k]*asked, u.n[k]*part)
		})
	} else {
		goOn(people, list, c.value("assignment.moves_on"))
		for _, u := range people {
			for q, d := range list {
				for k, n := range u.n {
					found := 0.0
					if u.found[q] > 0 {
						found = u.found[q] * u.leaves[k] / sumOf(u.leaves)
					}
					add(way(q), "own", c.area[u.cell], k, n*u.p[q], n*u.p[q]*d.gives[k]+found)
				}
			}
		}
	}
	p.pay(s, out)
}

// teller divides what a door has over what is asked for there.
type teller struct {
	statutory []bool
	n         []float64   // contacts by product
	takes     [][]float64 // all of them together, by product: minutes by profession, minutes in the room, visits
	has       []float64   // of the same; +Inf of what never runs out
}

// share is the part of each product that a door with a capacity for its usual mix serves:
// all that it can, or statutory products first.
func (t *teller) share(d *door) []float64 {
	out := make([]float64, len(t.n))
	mixed := slices.Contains(t.statutory, true) && slices.Contains(t.statutory, false)
	all := sumOf(t.n)
	for k := range out {
		out[k] = 1
		if all > d.capacity && !mixed {
			out[k] = d.capacity / all
		}
	}
	if all <= d.capacity || !mixed {
		return out
	}
	rest := slices.Clone(t.has)
	for _, first := range []bool{true, false} {
		wants := make([]float64, len(rest))
		for k, takes := range t.takes {
			for f := range takes {
				if t.statutory[k] == first {
					wants[f] += takes[f]
				}
			}
		}
		part := 1.0
		for f := range wants {
			if wants[f] > 0 {
				part = math.Min(part, math.Max(0, rest[f])/wants[f])
			}
		}
		for f := range wants {
			rest[f] -= wants[f] * part
		}
		for k := range out {
			if t.statutory[k] == first {
				out[k] = part
			}
		}
	}
	return out
}

func sumOf(list []float64) (sum float64) {
	for _, n := range list {
		sum += n
	}
	return sum
}

// passOn sends what stops and part-time doors cannot take to the nearest door that is
// open all week. There it takes the minutes of those who came of themselves.
func (p *plan) passOn(people []*asks, list []*door, tellers []*teller, add func(q int, u *asks, k int, asked, part float64)) {
	whole := slices.DeleteFunc(slices.Clone(list), func(d *door) bool { return d.visiting })
	behind := func(u *asks) int {
		for q, part := range p.chances(whole, u.traveller, u.cell) {
			if part == 1 {
				return slices.Index(list, whole[q])
			}
		}
		return -1
	}
	keeps := make([][]float64, len(list))
	for q, d := range list {
		keeps[q] = tellers[q].share(d)
	}
	came := make([][]float64, len(list)) // by product
	for q := range list {
		came[q] = make([]float64, len(keeps[q]))
	}
	for _, u := range people {
		q := slices.Index(u.p, 1)
		if to := behind(u); list[q].visiting && to >= 0 {
			for k, n := range u.n {
				came[to][k] += n * (1 - keeps[q][k])
			}
		}
	}
	gives := make([][]float64, len(list))
	for q, d := range list {
		t := *tellers[q]
		var own, more [2]float64 // contacts of statutory products and of others
		for k, n := range t.n {
			rank := 1
			if t.statutory[k] {
				rank = 0
			}
			own[rank], more[rank] = own[rank]+n, more[rank]+came[q][k]
		}
		t.n, t.takes = slices.Clone(t.n), slices.Clone(t.takes)
		for k := range t.n {
			rank := 1
			if t.statutory[k] {
				rank = 0
			}
			by := 1.0
			if own[rank] > 0 {
				by += more[rank] / own[rank]
			}
			t.n[k] *= by
			t.takes[k] = slices.Clone(t.takes[k])
			for f := range t.takes[k] {
				t.takes[k][f] *= by
			}
		}
		gives[q] = t.share(d)
	}
	for _, u := range people {
		q := slices.Index(u.p, 1)
		for k := range u.n {
			if !list[q].visiting {
				add(q, u, k, 1, gives[q][k])
				continue
			}
			add(q, u, k, 1, keeps[q][k])
			if to := behind(u); to >= 0 {
				add(to, u, k, 0, (1-keeps[q][k])*gives[to][k])
			}
		}
	}
}

// goOn lets a share of those whom a full door cannot serve find another.
func goOn(people []*asks, list []*door, share float64) {
	room := make([]float64, len(list))
	for q, d := range list {
		room[q] = math.Max(0, d.capacity-d.load)
	}
	for _, u := range people {
		u.leaves = make([]float64, len(u.n))
		for q, d := range list {
			for k, n := range u.n {
				u.leaves[k] += share * n * u.p[q] * (1 - d.gives[k])
			}
		}
		u.moves = sumOf(u.leaves)
	}
	for range list {
		news, open := make([]float64, len(list)), make([]float64, len(people))
		for i, u := range people {
			for q := range list {
				if room[q] > 0 {
					open[i] += u.p[q]
				}
			}
			for q := range list {
				if room[q] > 0 && open[i] > 0 {
					news[q] += u.moves * u.p[q] / open[i]
				}
			}
		}
		take := make([]float64, len(list))
		for q := range list {
			if room[q] > 0 && news[q] > 0 {
				take[q] = math.Min(1, room[q]/news[q])
			}
		}
		for i, u := range people {
			rest := 0.0
			for q := range list {
				if room[q] > 0 && open[i] > 0 {
					come := u.moves * u.p[q] / open[i]
					u.found[q] += come * take[q]
					rest += come * (1 - take[q])
				}
			}
			u.moves = rest
		}
		for q := range list {
			if room[q] -= news[q] * take[q]; take[q] < 1 && news[q] > 0 {
				room[q] = 0
			}
		}
	}
}

// pay fills in the hours and euros of a service's rows.
func (p *plan) pay(s int, out map[row]amounts) {
	v, c := p.services[s], p.c
	wages, all := 0.0, 0.0
	for _, d := range p.doors[s] {
		for f, n := range d.positions {
			wages += n * c.value("staff.fill_rate."+v.professions[f]) * c.value("staff.worked_hours_fte") * c.value(v.wages[f])
		}
	}
	for key, x := range out {
		if key.option != p.id || key.service != v.id || key.channel == "" {
			continue
		}
		if x.contacts == 0 && x.served == 0 {
			delete(out, key)
			continue
		}
		switch {
		case key.production != "own":
			contract := p.contracts[v.id]
			price := contract.Price
			if price == 0 {
				price = c.value("contract_price." + v.id + "." + key.production)
			}
			x.eur = x.contacts * price * (1 + c.value("unit_cost_reference.supervision_share_purchased"))
			if key.production == "voucher" {
				x.eur += x.contacts * c.value("unit_cost_reference.voucher_admin_eur")
			}
		case key.channel == "remote":
			x.hours = x.served * v.remoteMin / 60
		default:
			for _, minutes := range v.staff[p.town[key.area]][slices.Index(v.products, key.product)] {
				x.hours += x.served * minutes / 60
			}
		}
		all += x.hours
		out[key] = x
	}
	for key, x := range out {
		if key.option == p.id && key.service == v.id && key.production == "own" {
			x.eur = x.hours * wages / all
			out[key] = x
		}
	}
}

// changesAgain are the changes of the option.
func changesAgain() []scenario.Change {
	stop := func(id string, x, y float64, day uint8) scenario.Stop {
		return scenario.Stop{Facility: id, Name: id, At: &orb.Point{x, y}, Days: 1 << day}
	}
	return []scenario.Change{
		&scenario.Close{Facility: "nv_martinlaakso"},
		&scenario.Close{Facility: "hs_martinlaakso", Services: []string{"gp_reception", "nurse_reception"}},
		&scenario.Move{Facility: "nv_kerava", At: orb.Point{394658, 6698938}},
		&scenario.Open{Facility: "st_pahkinarinne", Services: []string{"neuvola_child", "nurse_reception"}, Hours: &network.Hours{Office: 0b10101}},
		&scenario.AddMobile{ID: "care", Name: "care", UnitKind: "care_bus", Count: 1, Services: []string{"neuvola_child", "nurse_reception"}, Stops: []scenario.Stop{
			stop("bus_a", 387475, 6684665, 1), stop("bus_b", 396771, 6690518, 3), stop("bus_c", 394797, 6689126, 4)}},
		&scenario.AddMobile{ID: "doctors", Name: "doctors", UnitKind: "gp_bus", Count: 1, Services: []string{"gp_reception"}, Stops: []scenario.Stop{
			stop("bus_d", 381361, 6688190, 0), stop("bus_e", 387275, 6684565, 2)}},
		&scenario.AddMobile{ID: "teeth", Name: "teeth", UnitKind: "popup_dental", Count: 2, Services: []string{"oral_check_child"}, Schools: true},
		&scenario.AddRemote{Service: "neuvola_child", Share: 0.12, Support: true},
		&scenario.AddRemote{Service: "gp_reception", Share: 0.3, Support: true},
		&scenario.Contract{Service: "oral_treatment", Production: network.Voucher, Share: 0.25},
		&scenario.AddRemote{Service: "family_guidance", Share: 0.2},
		&scenario.Close{Facility: "dent_korso", Services: []string{"oral_check_child"}},
		&scenario.Open{Facility: "nv_korso", Services: []string{"family_guidance"}, Hours: &network.Hours{Office: 0b01010}},
		&scenario.Contract{Service: "neuvola_child", Production: network.Purchased, Share: 0.1, Price: 90},
	}
}

// Every row of the allocation of today and of an option, computed again, under both
// assignments.
func TestAllocationAgain(t *testing.T) {
	if testing.Short() {
		return // race runs: it checks figures, and others run the same goroutines
	}
	c := readAgain(t)
	doctors := c.stations("")
	c.fit(doctors)
	for name, county := range map[string]string{"the example": productsCounty, "three services": threeServices(t)} {
		t.Run(name, func(t *testing.T) { c.allocated(t, county, doctors) })
	}
}

// allocated computes the allocation of a county, with the doctors' stations as they
// attract people.
func (c *again) allocated(t *testing.T, county string, doctors []*station) {
	services := c.cares(yamlOf(t, county), filepath.Join(filepath.Dir(county), "products.csv"))
	q := request("today")
	q.County, q.Service, q.Detail, q.WhatIf = county, "all", true, changesAgain()
	session := fresh(t, q)
	for _, choice := range []bool{true, false} {
		q.Choice = &choice
		out, err := session.Compare(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		want := map[row]amounts{}
		today, option := c.plans(services, doctors, !choice, changesAgain())
		option.stops()
		for s := range services {
			today.allocate(s, want)
			option.follow(today, s)
			option.allocate(s, want)
		}
		sameRows(t, out.Report.Allocated, want)
	}
}

// sameRows compares the rows of a report with those computed again, to 1e-9.
func sameRows(t *testing.T, got []report.Allocated, want map[row]amounts) {
	t.Helper()
	want, channels := maps.Clone(want), map[string]int{}
	for _, x := range got {
		key := row{x.Option, x.Service, x.Product, x.Area, x.Channel, x.Production}
		w, ok := want[key]
		if !ok {
			t.Errorf("%+v: not computed again", x)
		}
		delete(want, key)
		channels[x.Channel+" "+x.Production]++
		for _, f := range []struct {
			what      string
			got, want float64
		}{{"contacts", x.Contacts, w.contacts}, {"served", x.Served, w.served}, {"hours", x.StaffHours, w.hours}, {"euros", x.EUR, w.eur}} {
			if !(math.Abs(f.got-f.want) <= 1e-9*math.Max(math.Abs(f.want), 1e-3)) {
				t.Errorf("%s of %+v: %v, computed again %v", f.what, key, f.got, f.want)
			}
		}
	}
	for key, w := range want {
		if w.contacts > 1e-9 || w.served > 1e-9 {
			t.Errorf("%+v: no row, computed again %+v", key, w)
		}
	}
	t.Logf("%d rows: %v", len(got), channels)
}

func yamlOf(t *testing.T, file string) (out map[string]any) {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// threeServices writes the example with products of two more services: one of two
// professions that meets pupils at school, and one whose ages live in different cells.
func threeServices(t *testing.T) string {
	file, embedded := yamlOf(t, productsCounty), yamlOf(t, filepath.Join("..", "..", "data", "vantaa-kerava", "county.yaml"))
	here, err := filepath.Abs(filepath.Dir(productsCounty))
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range [][]string{{"population", "file"}, {"areas", "file"}, {"travel", "stations"}, {"facilities"}, {"buildings"}, {"points"}, {"options", "dir"}} {
		m := file
		for _, key := range at[:len(at)-1] {
			m = m[key].(map[string]any)
		}
		key := at[len(at)-1]
		m[key] = filepath.Join(here, m[key].(string))
	}
	list := file["services"].([]any)
	for i, v := range list {
		for _, full := range embedded["services"].([]any) {
			if full := full.(map[string]any); v == full["id"] && (v == "oral_check_child" || v == "family_guidance") {
				full["products"] = true
				list[i] = full
			}
		}
	}
	table, err := os.ReadFile(filepath.Join(here, "products.csv"))
	if err != nil {
		t.Fatal(err)
	}
	row := func(where, service, product, ages, clients, visits, minutes, staff, remote, size, offered string) {
		table = append(table, strings.Join([]string{where, service, product, product, product, product, map[bool]string{true: "yes", false: "no"}[product == "early" || product == "young"], ages, clients, visits, minutes, staff, "on_site", "no", remote, "", "", size, offered, "", "", "", "", "assumption", ""}, ",")+"\n"...)
	}
	row("all", "oral_check_child", "early", "1-6", "0.5", "1", "20", "hygienist:25+dental_nurse:10", "", "1", "yes")
	row("vantaa", "oral_check_child", "pupils", "7-15", "0.3", "1.2", "30", "hygienist:40+dental_nurse:35", "", "1", "yes")
	row("kerava", "oral_check_child", "pupils", "7-15", "0.4", "1", "25", "hygienist:30", "", "1", "yes")
	row("vantaa", "family_guidance", "small", "0-6", "0.04", "5", "45", "social_worker:60", "0.1", "1", "yes")
	row("vantaa", "family_guidance", "young", "7-17", "0.06", "4", "60", "social_worker:90", "0.6", "1", "yes")
	row("vantaa", "family_guidance", "group", "3-12", "0.02", "6", "90", "social_worker:180", "0", "6", "yes")
	row("kerava", "family_guidance", "small", "0-6", "0.05", "4", "45", "social_worker:70", "0.2", "1", "yes")
	row("kerava", "family_guidance", "young", "7-17", "", "", "", "", "", "1", "unknown")
	dir := t.TempDir()
	text, err := yaml.Marshal(file)
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "products.csv"), table, 0o600)
	}
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "county.yaml"), text, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(dir, "county.yaml")
}
