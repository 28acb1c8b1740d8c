package app_test

import (
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"saavu/internal/load"
	"saavu/pkg/params"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// This file computes doctors' visits of the embedded county again, from its tables and
// from the formulas of docs/METHOD.md, cell by cell and year of age by year of age. It
// shares no code with the packages that do so in the program.

// readCSV reads a table of the embedded county, rows by column name.
func readCSV(t *testing.T, name string) []map[string]string {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "..", "data", "vantaa-kerava", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, row := range rows[1:] {
		m := map[string]string{}
		for i, v := range row {
			m[rows[0][i]] = v
		}
		out = append(out, m)
	}
	return out
}

func num(s string) float64 {
	v, _ := strconv.ParseFloat(s, 64)
	return v
}

// ages is one more than the oldest year of age.
const ages = 101

// again is the embedded county read again.
type again struct {
	t      *testing.T
	file   map[string]any
	people [][ages]float64 // by cell
	x, y   []float64
	area   []string

	value              func(path string) float64 // a parameter
	rate, remote       [ages]float64
	limited, car, with [ages]float64 // shares: limited in walking, with a car, in company
}

// station is a doctors' station.
type station struct {
	id, municipality, building string
	fte, rooms, days           float64
	share                      float64      // known share of visits; 0 for none
	seconds                    [4][]float64 // by traveller and cell; +Inf for none
	km, transit                [2][]float64 // of those without and with a car, who walk well: kilometres by car, 1 by transit
	slowTransit                [2][]float64 // the same of those who walk slowly: only transit differs
	slowKm                     [2][]float64 //
	attraction, load, capacity float64
	seen                       float64
}

func readAgain(t *testing.T) *again {
	c := &again{t: t}
	text, err := os.ReadFile(filepath.Join("..", "..", "data", "vantaa-kerava", "county.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(text, &c.file); err != nil {
		t.Fatal(err)
	}
	found := map[string]float64{}
	c.value = func(path string) float64 {
		v, ok := found[path]
		if !ok {
			at := any(c.file["parameters"])
			for key := range strings.SplitSeq(path, ".") {
				at = at.(map[string]any)[key]
			}
			v = toFloat(at.(map[string]any)["v"])
			found[path] = v
		}
		return v
	}
	for _, row := range readCSV(t, "cells.csv") {
		var p [ages]float64
		for column, n := range row {
			if from, to, ok := agesOf(strings.ReplaceAll(strings.TrimPrefix(column, "p"), "_", "-")); ok && column[0] == 'p' {
				if column == "p75" {
					to = ages - 1
				}
				for a := from; a <= to; a++ {
					p[a] = num(n) / float64(to-from+1)
				}
			}
		}
		c.people, c.x, c.y, c.area = append(c.people, p), append(c.x, num(row["x"])), append(c.y, num(row["y"])), append(c.area, row["area"])
	}
	c.limited, c.car, c.with = c.byAge("population.mobility_limited_share", nil), c.byAge("population.car_access_share", nil), c.byAge("travel.escort_share", nil)
	c.rate = c.byAge("visit_rates.gp_reception", nil)
	c.remote = c.remoteShares()
	return c
}

func toFloat(v any) float64 {
	switch v := v.(type) {
	case float64:
		return v
	case uint64:
		return float64(v)
	case int64:
		return float64(v)
	}
	return math.NaN()
}

// agesOf reads "7-17", "0" or "75+".
func agesOf(text string) (from, to int, ok bool) {
	low, high, span := strings.Cut(strings.TrimSuffix(text, "+"), "-")
	from, err := strconv.Atoi(low)
	if err != nil {
		return 0, 0, false
	}
	switch to = from; {
	case strings.HasSuffix(text, "+"):
		to = ages - 1
	case span:
		to, err = strconv.Atoi(high)
	}
	return from, to, err == nil
}

// byAge reads a parameter of every year of age; get gives other values than the file's.
func (c *again) byAge(path string, get func(path string) float64) (out [ages]float64) {
	if get == nil {
		get = c.value
	}
	at := c.file["parameters"].(map[string]any)
	for key := range strings.SplitSeq(path, ".") {
		at = at[key].(map[string]any)
	}
	for key := range at {
		if from, to, ok := agesOf(key); ok {
			v := get(path + "." + key)
			for a := from; a <= to; a++ {
				out[a] = v
			}
		}
	}
	return out
}

// remoteShares divides today's remote contacts over the ages by their digital reach.
func (c *again) remoteShares() (out [ages]float64) {
	language, people, inArea := 0.0, 0.0, map[string]float64{}
	for i, p := range c.people {
		for _, n := range p {
			inArea[c.area[i]] += n
			people += n
		}
	}
	for _, row := range readCSV(c.t, "areas.csv") {
		sv, other := num(row["sv_share"]), num(row["foreign_share"])
		language += inArea[row["id"]] / people * ((1-sv-other)*c.value("digital.language_factor.fi") + sv*c.value("digital.language_factor.sv") + other*c.value("digital.language_factor.foreign_own_language"))
	}
	reach, need, usable := c.byAge("digital.reach_by_age", nil), 0.0, 0.0
	for a := range reach {
		reach[a] = math.Min(reach[a]*language, 1-c.value("digital.illiterate_or_weak_skills_floor"))
		for i := range c.people {
			need, usable = need+c.people[i][a]*c.rate[a], usable+c.people[i][a]*c.rate[a]*reach[a]
		}
	}
	for a := range out {
		out[a] = math.Min(c.value("remote_now.gp_reception")*need/usable, c.value("localisation_class.gp_reception.remote_max")) * reach[a]
	}
	return out
}

// part is the share of an age that is a traveller: 0 walks well, 1 limited, 2 and 3 the
// same with a car.
func (c *again) part(traveller, age int) float64 {
	l, k := c.limited[age], c.car[age]
	if traveller%2 == 0 {
		l = 1 - l
	}
	if traveller < 2 {
		k = 1 - k
	}
	return l * k
}

// stations reads the open stations without those of skip, and computes the ways to them.
func (c *again) stations(skip string) []*station {
	places, municipality := map[string]map[string]string{}, map[string]string{}
	for _, row := range readCSV(c.t, "facilities.csv") {
		places[row["id"]] = row
	}
	for _, row := range readCSV(c.t, "areas.csv") {
		municipality[row["id"]] = row["municipality"]
	}
	shares := map[string]float64{}
	for _, k := range c.file["known"].([]any) {
		if k := k.(map[string]any); k["kind"] == "share" && k["service"] == "gp_reception" && k["facility"] != "remote" {
			shares[k["facility"].(string)] = toFloat(k["value"])
		}
	}
	rail := c.rail()
	var out []*station
	for _, row := range readCSV(c.t, "service-points.csv") {
		f := places[row["facility"]]
		if row["service"] != "gp_reception" || row["facility"] == skip || f["status"] != "open" {
			continue
		}
		s := &station{id: row["facility"], municipality: municipality[f["area"]], building: f["building"], fte: num(row["fte"]), rooms: num(row["rooms"]), days: 5, share: shares[row["facility"]], attraction: 1}
		if row["days"] != "mon-fri" {
			s.days = float64(strings.Count(row["days"], "+") + 1)
		}
		if row["evening"] != "" || row["saturday"] == "yes" || f["barrier_free"] == "no" {
			c.t.Fatalf("%s is open in evenings or has steps: this computation knows neither", s.id)
		}
		c.ways(s, num(f["x"]), num(f["y"]), rail)
		out = append(out, s)
	}
	return out
}

// railway is the train: seconds from the platform of one station to that of another, and
// from every cell to getting off.
type railway struct {
	x, y []float64
	get  [][]float64 // by cell and station
}

func (c *again) bus(d float64) float64 {
	return 60*(c.value("travel.overhead_min.pt")+c.value("travel.bus_headway_min.rush")/2) + c.value("travel.detour_factor.pt")*d*3.6/c.value("travel.speed_kmh.pt_in_vehicle")
}

func (c *again) walk(d float64) float64 {
	return 60*c.value("travel.overhead_min.walk") + c.value("travel.detour_factor.walk")*d*3.6/c.value("travel.speed_kmh.walk")
}

// access is the way to or from a railway station.
func (c *again) access(d float64) float64 {
	if c.value("travel.detour_factor.walk")*d <= c.value("travel.access_walk_max_m") {
		return math.Min(c.walk(d), c.bus(d))
	}
	return c.bus(d)
}

func (c *again) rail() *railway {
	r, index := &railway{}, map[string]int{}
	type stop struct {
		at   int
		seq  float64
		wait float64
	}
	lines := map[string][]stop{}
	for _, row := range readCSV(c.t, "stations.csv") {
		at, ok := index[row["station"]]
		if !ok {
			at = len(r.x)
			index[row["station"]] = at
			r.x, r.y = append(r.x, num(row["x"])), append(r.y, num(row["y"]))
		}
		lines[row["line"]] = append(lines[row["line"]], stop{at, num(row["seq"]), 30 * num(row["headway_min"])})
	}
	n := len(r.x)
	direct := make([][]float64, n)
	for a := range direct {
		direct[a] = slices.Repeat([]float64{math.Inf(1)}, n)
	}
	for _, stops := range lines {
		slices.SortFunc(stops, func(a, b stop) int { return int(a.seq - b.seq) })
		for i := range stops {
			metres := 0.0
			for j := i + 1; j < len(stops); j++ {
				a, b := stops[j-1].at, stops[j].at
				metres += math.Hypot(r.x[a]-r.x[b], r.y[a]-r.y[b])
				ride := stops[0].wait + metres*3.6/c.value("travel.rail_speed_kmh")
				for _, pair := range [2][2]int{{stops[i].at, b}, {b, stops[i].at}} {
					direct[pair[0]][pair[1]] = math.Min(direct[pair[0]][pair[1]], ride)
				}
			}
		}
	}
	change := 60 * c.value("travel.change_min")
	r.get = make([][]float64, len(c.x))
	for i := range c.x {
		board := make([]float64, n)
		for k := range board {
			board[k] = c.access(math.Hypot(c.x[i]-r.x[k], c.y[i]-r.y[k]))
		}
		one, two := slices.Repeat([]float64{math.Inf(1)}, n), slices.Repeat([]float64{math.Inf(1)}, n)
		for from := range n {
			for to := range n {
				if from != to {
					one[to] = math.Min(one[to], board[from]+direct[from][to])
				}
			}
		}
		for via := range n {
			for to := range n {
				if via != to {
					two[to] = math.Min(two[to], one[via]+change+direct[via][to])
				}
			}
		}
		for to := range n {
			one[to] = math.Min(one[to], two[to])
		}
		r.get[i] = one
	}
	return r
}

// ways fills the seconds of every traveller from every cell to a station, and whether
// they go by car or by public transport.
func (c *again) ways(s *station, x, y float64, rail *railway) {
	whole := func(seconds float64) float64 {
		if v := math.Floor(seconds + 0.5); v <= 65534 {
			return v
		}
		return math.Inf(1)
	}
	for tr := range s.seconds {
		s.seconds[tr] = make([]float64, len(c.x))
	}
	for k := range 2 {
		s.km[k], s.transit[k] = make([]float64, len(c.x)), make([]float64, len(c.x))
		s.slowKm[k], s.slowTransit[k] = make([]float64, len(c.x)), make([]float64, len(c.x))
	}
	egress := make([]float64, len(rail.x))
	for k := range egress {
		egress[k] = c.access(math.Hypot(x-rail.x[k], y-rail.y[k]))
	}
	for i := range c.x {
		d := math.Hypot(c.x[i]-x, c.y[i]-y)
		foot, ride := math.Inf(1), c.bus(d)
		if c.value("travel.detour_factor.walk")*d <= c.value("travel.walk_max_m") {
			foot = whole(c.walk(d))
			ride = math.Min(ride, c.walk(d))
		}
		for k := range egress {
			ride = math.Min(ride, rail.get[i][k]+egress[k])
		}
		ride = whole(ride)
		slow := whole(foot * c.value("travel.speed_kmh.walk") / c.value("travel.low_mobility_walk_kmh"))
		if ride < foot {
			slow = math.Min(slow, ride)
		}
		road := c.value("travel.detour_factor.car") * d
		car := whole(60*c.value("travel.overhead_min.car") + road*3.6/c.value("travel.speed_kmh.car"))
		free := math.Min(foot, ride)
		s.seconds[0][i], s.seconds[1][i], s.seconds[2][i], s.seconds[3][i] = free, slow, math.Min(free, car), math.Min(slow, car)
		kilometres := math.Floor(road+0.5) / 1000
		if ride < foot {
			s.transit[0][i], s.slowTransit[0][i] = 1, 1
			s.transit[1][i], s.slowTransit[1][i] = 1, 1
		}
		if car < free {
			s.km[1][i], s.transit[1][i] = kilometres, 0
		}
		if car < slow {
			s.slowKm[1][i], s.slowTransit[1][i] = kilometres, 0
		}
	}
}

// way gives minutes, kilometres by car and trips by transit of a traveller to a station.
func (s *station) way(traveller, cell int) (minutes, km, transit float64) {
	k := traveller / 2
	if traveller%2 == 1 {
		return s.seconds[traveller][cell] / 60, s.slowKm[k][cell], s.slowTransit[k][cell]
	}
	return s.seconds[traveller][cell] / 60, s.km[k][cell], s.transit[k][cell]
}

// inPerson gives the contacts in person a year of a traveller at a cell.
func (c *again) inPerson(traveller, cell int) float64 {
	sum := 0.0
	for a, n := range c.people[cell] {
		sum += n * c.part(traveller, a) * c.rate[a] * (1 - c.remote[a])
	}
	return sum
}

// each calls a function for every traveller at every cell with contacts.
func (c *again) each(f func(traveller, cell int, contacts float64)) {
	for tr := range 4 {
		for i := range c.people {
			if n := c.inPerson(tr, i); n > 0 {
				f(tr, i, n)
			}
		}
	}
}

// chances gives where a traveller goes first: the shares by station, and the sum of the
// weights.
func (c *again) chances(list []*station, traveller, cell int) (out []float64, sum float64) {
	out = make([]float64, len(list))
	nearest := 0
	for k, s := range list {
		if sec := s.seconds[traveller][cell]; sec <= 60*c.value("assignment.limit_min") {
			out[k] = s.attraction * s.days / 5 * math.Exp(-c.value("assignment.decay_per_min")*sec/60)
			sum += out[k]
		}
		if s.seconds[traveller][cell] < list[nearest].seconds[traveller][cell] {
			nearest = k
		}
	}
	if sum == 0 {
		out[nearest] = 1
		return out, 0
	}
	for k := range out {
		out[k] /= sum
	}
	return out, sum
}

// fit makes the stations attract people in the known shares.
func (c *again) fit(list []*station) {
	known, own := map[string]bool{}, map[string]float64{}
	municipality := map[string]string{}
	for _, row := range readCSV(c.t, "areas.csv") {
		municipality[row["id"]] = row["municipality"]
	}
	all := 0.0
	for _, s := range list {
		known[s.municipality] = known[s.municipality] || s.share > 0
		all += s.share
	}
	c.each(func(_, cell int, n float64) { own[municipality[c.area[cell]]] += n })
	for range 2000 {
		loads, shared, without := c.loads(list), 0.0, map[string]float64{}
		for k, s := range list {
			if s.share > 0 {
				shared += loads[k]
			} else if !known[s.municipality] {
				without[s.municipality] += loads[k]
			}
		}
		off, logs, visits := 0.0, 0.0, 0.0
		for k, s := range list {
			factor := own[s.municipality] / without[s.municipality]
			if s.share > 0 {
				factor = s.share / all * shared / loads[k]
			}
			s.attraction *= factor
			off = math.Max(off, math.Abs(factor-1))
			logs, visits = logs+loads[k]*math.Log(s.attraction), visits+loads[k]
		}
		for _, s := range list {
			s.attraction /= math.Exp(logs / visits)
		}
		if off < 1e-12 {
			return
		}
	}
	c.t.Fatal("the shares are not met")
}

// loads counts first choices by station.
func (c *again) loads(list []*station) []float64 {
	out := make([]float64, len(list))
	c.each(func(tr, cell int, n float64) {
		p, _ := c.chances(list, tr, cell)
		for k := range p {
			out[k] += n * p[k]
		}
	})
	return out
}

// follow moves the positions of today's stations to those of an option with the need.
func (c *again) follow(today, option []*station) {
	need, goes := make([]float64, len(today)), make([][]float64, len(today))
	for p := range goes {
		goes[p] = make([]float64, len(option))
	}
	for tr := range 4 {
		for i := range c.people {
			all := 0.0
			for a, n := range c.people[i] {
				all += n * c.part(tr, a) * c.rate[a]
			}
			if all == 0 {
				continue
			}
			was, _ := c.chances(today, tr, i)
			is, _ := c.chances(option, tr, i)
			gains := 0.0
			for q, s := range option {
				for p, o := range today {
					if o.id == s.id {
						stay := math.Min(was[p], is[q])
						need[p] += all * stay
						goes[p][q] += all * stay
						was[p], is[q] = was[p]-stay, is[q]-stay
					}
				}
				gains += is[q]
			}
			for p := range today {
				need[p] += all * was[p]
				for q := range option {
					if gains > 0 {
						goes[p][q] += all * was[p] * is[q] / gains
					}
				}
			}
		}
	}
	for q, s := range option {
		s.fte = 0
		for p := range today {
			s.fte += today[p].fte * goes[p][q] / need[p]
		}
	}
}

// year is what a network does in a year.
type year struct {
	need, remote, first, served             float64
	minutes, cars, transit, visits, limited [ages]float64 // of all first choices
	longer, longerKm, longerTransit         [ages]float64 // what those add who go on
}

// serve computes who is served where, and their ways. today is the network that minutes
// are counted from; nil for itself.
func (c *again) serve(list, today []*station) *year {
	y := &year{}
	for i := range c.people {
		for a, n := range c.people[i] {
			y.need, y.remote = y.need+n*c.rate[a], y.remote+n*c.rate[a]*c.remote[a]
		}
	}
	hours := 0.0
	for _, s := range list {
		hours += s.fte * c.value("staff.fill_rate.gp") * c.value("staff.productive_hours_fte")
	}
	left := (hours - y.remote*c.value("durations_min.gp_remote.staff")/60) / hours
	loads := c.loads(list)
	goes, room := make([]float64, len(list)), make([]float64, len(list))
	for k, s := range list {
		s.load = loads[k]
		staff := s.fte * c.value("staff.fill_rate.gp") * c.value("staff.productive_hours_fte") * left * 60 / c.value("durations_min.gp.staff")
		rooms := s.rooms * c.value("premises.room_hours_year.office") * s.days / 5 * c.value("premises.room_use_target") * 60 / c.value("durations_min.gp.client")
		s.capacity = math.Min(staff, rooms)
		s.seen = math.Min(s.load, s.capacity)
		if s.load > s.capacity {
			goes[k] = c.value("assignment.moves_on") * (1 - s.capacity/s.load)
		}
		room[k] = math.Max(0, s.capacity-s.load)
		y.first += s.load
	}
	type unit struct {
		traveller, cell int
		p, found        []float64
		n, moved, moves float64
	}
	var units []*unit
	c.each(func(tr, cell int, n float64) {
		p, sum := c.chances(list, tr, cell)
		u := &unit{traveller: tr, cell: cell, p: p, found: make([]float64, len(list)), n: n}
		mean, km, transit := 0.0, 0.0, 0.0
		for k, s := range list {
			u.moved += n * p[k] * goes[k]
			if p[k] > 0 {
				m, road, bus := s.way(tr, cell)
				mean, km, transit = mean+p[k]*m, km+p[k]*road, transit+p[k]*bus
			}
		}
		u.moves = u.moved
		if today != nil {
			q, before := c.chances(today, tr, cell)
			mean = 0
			for k, s := range today {
				if q[k] > 0 {
					m, _, _ := s.way(tr, cell)
					mean += q[k] * m
				}
			}
			mean += math.Log(before/sum) / c.value("assignment.decay_per_min")
		}
		for a, people := range c.people[cell] {
			x := people * c.part(tr, a) * c.rate[a] * (1 - c.remote[a])
			y.visits[a] += x
			y.minutes[a] += x * mean
			y.cars[a] += x * km
			y.transit[a] += x * transit
			if tr == 1 {
				y.limited[a] += x
			}
		}
		units = append(units, u)
	})
	for range list { // rounds: each fills a station or is the last
		news := make([]float64, len(list))
		for _, u := range units {
			open := 0.0
			for k := range list {
				if room[k] > 0 {
					open += u.p[k]
				}
			}
			if open == 0 {
				u.moves = 0
			}
			for k := range list {
				if room[k] > 0 && u.moves > 0 {
					news[k] += u.moves * u.p[k] / open
				}
			}
		}
		take := make([]float64, len(list))
		for k := range list {
			if news[k] > 0 {
				take[k] = math.Min(1, room[k]/news[k])
			}
		}
		for _, u := range units {
			open, rest := 0.0, 0.0
			for k := range list {
				if room[k] > 0 {
					open += u.p[k]
				}
			}
			for k := range list {
				if room[k] > 0 && u.moves > 0 {
					come := u.moves * u.p[k] / open
					u.found[k] += come * take[k]
					rest += come * (1 - take[k])
				}
			}
			u.moves = rest
		}
		for k := range list {
			if room[k] -= news[k] * take[k]; take[k] < 1 && news[k] > 0 {
				room[k] = 0
			}
		}
	}
	for _, u := range units {
		found := 0.0
		for k, s := range list {
			s.seen += u.found[k]
			found += u.found[k]
		}
		if found == 0 {
			continue
		}
		var minutes, km, transit float64
		for k, s := range list {
			if more := u.found[k] - u.n*u.p[k]*goes[k]*found/u.moved; u.p[k] > 0 {
				m, road, bus := s.way(u.traveller, u.cell)
				minutes, km, transit = minutes+more*m, km+more*road, transit+more*bus
			}
		}
		for a, people := range c.people[u.cell] {
			part := people * c.part(u.traveller, a) * c.rate[a] * (1 - c.remote[a]) / u.n
			y.longer[a] += part * minutes
			y.longerKm[a] += part * km
			y.longerTransit[a] += part * transit
		}
	}
	for _, s := range list {
		y.served += s.seen
	}
	return y
}

// homes gives what residents and the county pay for the visits of a year, by line.
func (c *again) homes(y *year) map[string]float64 {
	made, out := y.served/y.first, map[string]float64{}
	for a := range ages {
		limited := y.limited[a] * made * c.value("travel.transport_service_share")
		out["transport service"] += 2 * limited * c.value("travel.transport_service_eur_trip")
		riders := c.with[a]
		if a >= 7 {
			riders++
		}
		out["fares and car kilometres"] += 2 * math.Max(0, y.transit[a]*made+y.longerTransit[a]-limited) * c.value("travel.pt_eur_trip") * riders
		out["fares and car kilometres"] += 2 * (y.cars[a]*made + y.longerKm[a]) * c.value("travel.car_eur_km")
		payers := c.with[a]
		if a >= 18 {
			payers++
			out["client fees"] += y.visits[a] * made * c.value("unit_cost_reference.client_fee_gp_2026")
		}
		out["travel time of adults"] += 2 * (y.minutes[a]*made + y.longer[a]) * payers * c.value("travel.time_value_eur_h") / 60
	}
	return out
}

// What the doctors' stations serve today and without one of them, every line of the bill
// of closing it, and the range of the need, computed again, agree to a millionth.
func TestRecomputedFromTheTables(t *testing.T) {
	if testing.Short() {
		return // race runs: it checks figures, and others run the same goroutines
	}
	c := readAgain(t)
	const closed = "hs_martinlaakso" // a building of its own, so its rent ends
	today, option := c.stations(""), c.stations(closed)
	c.fit(today)
	for _, s := range option {
		for _, o := range today {
			if o.id == s.id {
				s.attraction = o.attraction
			}
		}
	}
	before := c.serve(today, nil)
	c.follow(today, option)
	after := c.serve(option, today)

	q := request("today")
	q.Service, q.Draws = "gp_reception", 40
	q.WhatIf = []scenario.Change{&scenario.Close{Facility: closed, Services: []string{"gp_reception"}}}
	s := fresh(t, q)
	out, err := s.Compare(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	agree := func(what string, got, want float64) {
		t.Helper()
		if math.Abs(got-want) > 1e-6*math.Max(1, math.Abs(want)) {
			t.Errorf("%s: the report has %v, computed again %v", what, got, want)
		}
	}
	r := &out.Report
	v := slices.IndexFunc(r.Services, func(x report.Service) bool { return x.ID == "gp_reception" })
	for i, list := range [][]*station{today, option} {
		row, y := &r.Services[v].Rows[i], []*year{before, after}[i]
		agree("need", row.Need.V, y.need)
		agree("visits", row.Visits.V, y.served+y.remote)
		if len(row.Loads) != len(list) {
			t.Errorf("%d stations, computed again %d", len(row.Loads), len(list))
		}
		for _, l := range row.Loads {
			k := slices.IndexFunc(list, func(s *station) bool { return s.id == l.Facility })
			agree("capacity of "+l.Facility, l.Capacity, list[k].capacity)
			agree("served at "+l.Facility, l.Seen, list[k].seen)
			agree("positions of "+l.Facility, l.Positions, list[k].fte)
		}
	}
	// The bill: of the contacts that both years have, and the rest as visits not given.
	want, was, is := map[string]float64{}, c.homes(before), c.homes(after)
	both := math.Min(before.served, after.served)
	for kind := range was {
		change := is[kind]*both/after.served - was[kind]*both/before.served
		switch kind {
		case "transport service":
			want[kind+" of county"] = is[kind] - was[kind]
			continue
		case "client fees":
			want[kind+" of county"] = was[kind] - is[kind]
		}
		want[kind+" of residents"] = change
		want[kind+" of visits not given"] = is[kind] - was[kind] - change
	}
	for _, s := range today {
		if s.id == closed {
			if s.building != "" {
				t.Fatalf("%s shares a building now: close another station here", closed)
			}
			want["rent of county"] = -s.rooms * c.value("premises.m2_per_room.reception") * 12 * c.value("premises.rent_eur_m2_month")
		}
	}
	for _, l := range r.Network[1].Lines {
		what := fmt.Sprintf("%s of %s", l.Kind, l.Payer)
		agree(what, l.Money.V, want[what])
		delete(want, what)
	}
	for what, eur := range want {
		if math.Abs(eur) > 0.01 {
			t.Errorf("%s: the report has no such line, computed again %v", what, eur)
		}
	}
	c.rangeOfNeed(agree, q.Draws, q.Seed, r.Services[v].Rows[0].Need)
}

// rangeOfNeed computes a range again: the 5th and 95th of a hundred draws, by nearest
// rank. The values of a draw are pkg/params' own.
func (c *again) rangeOfNeed(agree func(string, float64, float64), draws int, seed uint64, got report.Range) {
	q := request()
	county, err := load.Read(c.t.Context(), q.Embedded, load.EmbeddedCounty, load.Options{Embedded: q.Embedded})
	if err != nil {
		c.t.Fatal(err)
	}
	var needs []float64
	for k := range draws {
		drawn, need := county.Base.Params.Draw(seed, k, draws), 0.0
		rate := c.byAge("visit_rates.gp_reception", func(path string) float64 { return known(c.t, drawn, path) })
		for i := range c.people {
			for a, n := range c.people[i] {
				need += n * rate[a]
			}
		}
		needs = append(needs, need)
	}
	slices.Sort(needs)
	rank := func(share float64) float64 { return needs[int(math.Ceil(share*float64(draws)))-1] }
	agree("need, low", got.Lo, rank(0.05))
	agree("need, high", got.Hi, rank(0.95))
}

func known(t *testing.T, tree params.Tree, path string) float64 {
	p, ok := tree.Get(path)
	if !ok {
		t.Fatalf("no parameter %s", path)
	}
	return p.V
}
