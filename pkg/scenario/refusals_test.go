package scenario_test

import (
	"math"
	"testing"

	"github.com/paulmach/orb"

	"saavu/pkg/network"
	"saavu/pkg/scenario"
)

// said lists the refusals without their changes: "field|reason|hint".
func said(refusals []scenario.Refusal) []string {
	var out []string
	for _, r := range refusals {
		out = append(out, r.Field+"|"+r.Reason+"|"+r.Hint)
	}
	return out
}

const (
	eastings = "give x, y as EPSG:3067 metres, easting first"
	newNeeds = "a new facility needs a name and a location"
	noSuch   = "the change that would create it is refused"
)

type refusedCase struct {
	name   string
	change scenario.Change
	want   []string
}

func runRefused(t *testing.T, routed bool, cases []refusedCase) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			base := county(routed)
			got, refusals := scenario.Apply(base, scenario.Option{Changes: []scenario.Change{c.change}})
			if d := diff(c.want, said(refusals)); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
			if got != nil {
				t.Error("a result with refusals")
			}
			for _, r := range refusals {
				if r.Change != 0 {
					t.Errorf("change %d, want 0", r.Change)
				}
			}
			if d := diff(county(routed), base); d != "" {
				t.Errorf("the base was touched:\n%s", d)
			}
		})
	}
}

func TestRefusedClose(t *testing.T) {
	runRefused(t, true, []refusedCase{
		{"near spelling", &scenario.Close{Facility: "nv_eats"}, []string{`facility|no facility "nv_eats"|did you mean nv_east?`}},
		{"far spelling", &scenario.Close{Facility: "tikkurila"}, []string{`facility|no facility "tikkurila"|known: hs_main, nv_east, fc_plan, hs_old, stop_a`}},
		{"a name", &scenario.Close{Facility: "East Clinic"}, []string{`facility|no facility "East Clinic"|it is the name of nv_east: use the id`}},
		{"a service's name", &scenario.Close{Facility: "hs_main", Services: []string{"läkare"}}, []string{`services.0|no service "läkare"|it is the name of gp: use the id`}},
		{"no facility", &scenario.Close{}, []string{`facility|no facility is named|`}},
		{"closed", &scenario.Close{Facility: "hs_old"}, []string{`facility|hs_old is already closed|`}},
		{"unknown service and one not there", &scenario.Close{Facility: "hs_main", Services: []string{"Nuevola", "dental", "gp", "gp"}}, []string{
			`services.0|no service "Nuevola"|did you mean neuvola?`,
			`services.3|gp is named twice|`,
			`services.1|dental is not offered at hs_main|offered there: gp, neuvola`}},
		{"both unknown", &scenario.Close{Facility: "x", Services: []string{"y"}}, []string{
			`facility|no facility "x"|known: hs_main, nv_east, fc_plan, hs_old, stop_a`,
			`services.0|no service "y"|known: neuvola, gp, dental, therapy`}},
	})
}

func TestRefusedOpen(t *testing.T) {
	open := func(edit func(*scenario.Open)) scenario.Change {
		o := &scenario.Open{Facility: "n", Name: "New", At: at(1), Services: []string{"gp"}}
		edit(o)
		return o
	}
	place := func(p orb.Point) scenario.Change { return open(func(o *scenario.Open) { o.At = &p }) }
	never := network.Hours{}
	runRefused(t, true, []refusedCase{
		{"a name", &scenario.Open{Facility: "Main station", Services: []string{"gp"}}, []string{`facility|no facility "Main station"|it is the name of hs_main: use the id`}},
		{"unknown", &scenario.Open{Facility: "hs_mian", Services: []string{"gp"}}, []string{`facility|no facility "hs_mian"|did you mean hs_main?; ` + newNeeds}},
		{"no id", open(func(o *scenario.Open) { o.Facility = "" }), []string{`facility|no facility is named|`}},
		{"bad id", open(func(o *scenario.Open) { o.Facility = "a:b" }), []string{`facility|the id "a:b" has a colon or a space|use letters, digits and _`}},
		{"no name", open(func(o *scenario.Open) { o.Name = "" }), []string{`name|the new facility n has no name|`}},
		{"no place", open(func(o *scenario.Open) { o.At = nil }), []string{`at|the new facility n has no location|give x, y as EPSG:3067 metres`}},
		{"no services", open(func(o *scenario.Open) { o.Services = nil }), []string{`services|no service is named|name the services to open`}},
		{"open there", &scenario.Open{Facility: "hs_main", Services: []string{"dental", "gp"}}, []string{`services.1|gp is already open at hs_main|`}},
		{"open facility, no service", &scenario.Open{Facility: "hs_main"}, []string{`services|no service is named|name the services to open`}},
		{"closed without points", &scenario.Open{Facility: "hs_old"}, []string{`services|no service is named|name the services to open`}},
		{"another place, name, type", open(func(o *scenario.Open) { o.Facility = "hs_old"; o.Type = "shop" }), []string{
			`at|hs_old exists at 386625, 6685125|remove at, or use move`,
			`name|hs_old has the name "Old station"|remove name, or use another id for a new facility`,
			`type|hs_old has the type clinic|remove type, or use another id for a new facility`}},
		{"degrees", place(orb.Point{25.04, 60.29}), []string{`at|25.04, 60.29 is not a location in Finland in EPSG:3067 metres|it looks like EPSG:4326 (WGS 84): ` + eastings}},
		{"degrees, swapped", place(orb.Point{60.29, 25.04}), []string{`at|60.29, 25.04 is not a location in Finland in EPSG:3067 metres|x and y look exchanged: ` + eastings}},
		{"degrees elsewhere", place(orb.Point{2.35, 48.85}), []string{`at|2.35, 48.85 is not a location in Finland in EPSG:3067 metres|it looks like degrees: ` + eastings}},
		{"city system", place(orb.Point{25_502_000, 6_686_000}), []string{`at|25502000, 6686000 is not a location in Finland in EPSG:3067 metres|it looks like EPSG:3879 (ETRS89 / GK25FIN): ` + eastings}},
		{"swapped", place(orb.Point{6_685_125, 385_125}), []string{`at|6685125, 385125 is not a location in Finland in EPSG:3067 metres|x and y look exchanged: ` + eastings}},
		{"not a number", place(orb.Point{math.NaN(), north}), []string{`at|NaN, 6685125 is not a location in Finland in EPSG:3067 metres|` + eastings}},
		{"outside the county", place(orb.Point{east - 20_000.4, north}), []string{
			`at|365124.6, 6685125 is 20001 m from the county's nearest cell|a location may be at most 20 km outside`}},
		{"numbers", open(func(o *scenario.Open) { o.FTE = -1; o.Rooms = math.Inf(1); o.OneOff = math.NaN() }), []string{
			`fte|-1, expected a number from 0 to 1e+06, in FTE|`, `rooms|+Inf, expected a number from 0 to 1e+06, in rooms|a number is finite and at most 1e+12`, `one_off|NaN, expected a number of 0 or more, in EUR|a number is finite and at most 1e+12`}},
		{"hours", open(func(o *scenario.Open) { o.Hours = &never }), []string{`hours|no opening hours|`}},
		{"words", open(func(o *scenario.Open) { o.Production = "bought"; o.Size = "huge" }), []string{
			`production|production "bought", expected own, purchased, voucher or third_sector|`,
			`size|size "huge", expected small, medium or large|`}},
	})
	near := orb.Point{east + 4*side, north + 180.2}
	runRefused(t, false, []refusedCase{
		{"too far from a column", place(near), []string{
			`at|no travel times at 386125, 6685305.2: the nearest column is 181 m away and at most 180 m is allowed|choose a location near a column or raise snap_max_m`}},
	})
}

func TestRefusedWithoutColumns(t *testing.T) {
	base := county(false)
	base.Matrix.Places, base.Matrix.IDs, base.Matrix.Tables = nil, nil, nil
	_, refusals := scenario.Apply(base, scenario.Option{Changes: []scenario.Change{&scenario.Move{Facility: "hs_main", At: cellAt(1)}}})
	want := []string{`at|no travel times at 385375, 6685125: the matrix has no columns and there is no router|`}
	if d := diff(want, said(refusals)); d != "" {
		t.Error(d)
	}
}

func TestRefusedMoveAndMerge(t *testing.T) {
	runRefused(t, true, []refusedCase{
		{"move unknown", &scenario.Move{Facility: "hs_mainn", At: cellAt(1)}, []string{`facility|no facility "hs_mainn"|did you mean hs_main?`}},
		{"move closed", &scenario.Move{Facility: "hs_old", At: cellAt(1)}, []string{`facility|hs_old is closed|open it first, or open a new facility at that location`}},
		{"move nowhere", &scenario.Move{Facility: "hs_main", At: cellAt(0)}, []string{`at|hs_main is already there|`}},
		{"move to degrees", &scenario.Move{Facility: "hs_main", At: orb.Point{25, 60.3}}, []string{`at|25, 60.3 is not a location in Finland in EPSG:3067 metres|it looks like EPSG:4326 (WGS 84): ` + eastings}},
		{"merge into itself", &scenario.Merge{Facility: "hs_main", Into: "hs_main"}, []string{`into|hs_main cannot be merged into itself|`}},
		{"merge unknown", &scenario.Merge{Facility: "hs_mian", Into: "nv_est"}, []string{`facility|no facility "hs_mian"|did you mean hs_main?`, `into|no facility "nv_est"|did you mean nv_east?`}},
		{"merge not open", &scenario.Merge{Facility: "hs_old", Into: "fc_plan"}, []string{`facility|hs_old is closed, not open|`, `into|fc_plan is planned, not open|open it first`}},
	})
	base := county(true)
	base.Network.Facilities[hsOld].Status = network.Open
	base.Network.Points[mainNeuvola].Provider = true
	_, refusals := scenario.Apply(base, scenario.Option{Changes: []scenario.Change{
		&scenario.Merge{Facility: "hs_old", Into: "hs_main"}, &scenario.Merge{Facility: "hs_main", Into: "nv_east"}}})
	want := []scenario.Refusal{
		{Change: 0, Field: "facility", Reason: "hs_old has no service to move", Hint: "use close"},
		{Change: 1, Field: "into", Reason: "neuvola has different producers at hs_main and nv_east", Hint: "close one of the two"},
	}
	if d := diff(want, refusals); d != "" {
		t.Error(d)
	}
}

func TestRefusedSetCapacity(t *testing.T) {
	with := func(service string, edit func(*scenario.SetCapacity)) scenario.Change {
		c := unset(service)
		edit(&c)
		return &c
	}
	runRefused(t, true, []refusedCase{
		{"nothing", with("gp", func(*scenario.SetCapacity) {}), []string{`|nothing is set|give fte, rooms, fte_factor or rooms_factor`}},
		{"unknown", with("gpp", func(c *scenario.SetCapacity) { c.FTE = 1; c.Facility = "hs" }), []string{
			`service|no service "gpp"|did you mean gp?`, `facility|no facility "hs"|known: hs_main, nv_east, fc_plan, hs_old, stop_a`}},
		{"not there", with("gp", func(c *scenario.SetCapacity) { c.FTE = 1; c.Facility = "nv_east" }), []string{`service|gp is not offered on site at nv_east|offered there: neuvola`}},
		{"mobile only", with("neuvola", func(c *scenario.SetCapacity) { c.FTE = 1; c.Facility = "stop_a" }), []string{`service|neuvola is not offered on site at stop_a|offered there: neuvola`}},
		{"not open", with("therapy", func(c *scenario.SetCapacity) { c.FTE = 1; c.Facility = "fc_plan" }), []string{`facility|fc_plan is planned, not open|open it first`}},
		{"nowhere open", with("therapy", func(c *scenario.SetCapacity) { c.FTE = 1 }), []string{`service|therapy has no open point on site|`}},
		{"value and factor", with("gp", func(c *scenario.SetCapacity) { c.FTE, c.FTEFactor, c.Rooms, c.RoomsFactor = 1, 2, 3, 4 }), []string{
			`fte_factor|both fte and fte_factor are set|give one of the two`, `rooms_factor|both rooms and rooms_factor are set|give one of the two`}},
		{"negative", with("gp", func(c *scenario.SetCapacity) { c.FTE, c.RoomsFactor = -1, -2 }), []string{
			`fte|-1, expected a number from 0 to 1e+06, in FTE|`, `rooms_factor|-2, expected above 0|use close to end a service`}},
		{"factor 0", with("gp", func(c *scenario.SetCapacity) { c.FTEFactor = 0 }), []string{`fte_factor|0, expected above 0|use close to end a service`}},
		{"factor 1", with("gp", func(c *scenario.SetCapacity) { c.FTEFactor, c.RoomsFactor = 1, 0.5 }), []string{`fte_factor|a factor of 1 changes nothing|`}},
		{"same values", with("gp", func(c *scenario.SetCapacity) { c.FTE, c.Rooms = 4, 8 }), []string{`fte|fte is 4 at every point already|`, `rooms|rooms is 8 at every point already|`}},
		{"same at one", with("neuvola", func(c *scenario.SetCapacity) { c.FTE, c.Facility = 1, "nv_east" }), []string{`fte|fte is 1 at nv_east already|`}},
	})
	zero := with("gp", func(c *scenario.SetCapacity) { c.FTE, c.Rooms = 0, 0 })
	half := with("gp", func(c *scenario.SetCapacity) { c.FTEFactor, c.RoomsFactor = 0.5, 0.5 })
	_, refusals := scenario.Apply(county(true), scenario.Option{Changes: []scenario.Change{zero, zero, half}})
	want := []string{
		`fte|staff follow the clients at every point already|`, `rooms|rooms are as many as the staff need at every point already|`,
		`fte_factor|staff follow the clients at every point, a factor changes nothing|give fte`,
		`rooms_factor|rooms are as many as the staff need at every point, a factor changes nothing|give rooms`}
	if d := diff(want, said(refusals)); d != "" {
		t.Error(d)
	}
}

func TestRefusedSetHours(t *testing.T) {
	at := func(facilities, services []string, h network.Hours) scenario.Change {
		return &scenario.SetHours{Facilities: facilities, Services: services, Hours: h}
	}
	late := network.Hours{Evening: 1}
	runRefused(t, true, []refusedCase{
		{"unknown", at([]string{"hs_maim"}, []string{"pg", "x"}, network.Hours{Office: 0x20}), []string{
			`facilities.0|no facility "hs_maim"|did you mean hs_main?`,
			`services.0|no service "pg"|did you mean gp?`,
			`services.1|no service "x"|known: neuvola, gp, dental, therapy`,
			`hours|opening hours on a weekday beyond Friday|`}},
		{"closed and twice", at([]string{"hs_old", "hs_main", "hs_main"}, nil, late), []string{
			`facilities.0|hs_old is closed, not open|open it first`, `facilities.2|hs_main is named twice|`}},
		{"no match", at([]string{"hs_main", "nv_east", "stop_a"}, []string{"gp", "dental"}, late), []string{
			`facilities.1|none of the services is offered on site at nv_east|offered there: neuvola`,
			`facilities.2|none of the services is offered on site at stop_a|offered there: neuvola`,
			`services.1|dental is not offered on site at any of the facilities|`}},
		{"never open", at(nil, nil, network.Hours{}), []string{`hours|no opening hours|`}},
		{"interval", at(nil, nil, network.Hours{Office: 1, EveryDays: 3}), []string{`hours|open every 3 days, expected 7 or more|`}},
		{"same", at([]string{"hs_main"}, nil, office()), []string{`hours|every point already has these hours|`}},
	})
}

func TestRefusedSetAccess(t *testing.T) {
	yes, no := network.Yes, network.No
	runRefused(t, true, []refusedCase{
		{"nothing", &scenario.SetAccess{Facilities: []string{"hs_main"}}, []string{`|nothing is set|set barrier_free or swedish`}},
		{"unknown", &scenario.SetAccess{Facilities: []string{"hs_maim"}, Services: []string{"pg"}, Swedish: yes}, []string{
			`facilities.0|no facility "hs_maim"|did you mean hs_main?`, `services.0|no service "pg"|did you mean gp?`}},
		{"closed and twice", &scenario.SetAccess{Facilities: []string{"hs_old", "hs_main", "hs_main"}, BarrierFree: no}, []string{
			`facilities.0|hs_old is closed, not open|open it first`, `facilities.2|hs_main is named twice|`}},
		{"services without a language", &scenario.SetAccess{Services: []string{"gp"}, BarrierFree: yes}, []string{
			`services|barrier_free applies to whole facilities|remove services, or set swedish`}},
		{"no match", &scenario.SetAccess{Facilities: []string{"hs_main", "stop_a"}, Services: []string{"gp", "dental"}, Swedish: yes}, []string{
			`facilities.1|none of the services is offered on site at stop_a|offered there: neuvola`,
			`services.1|dental is not offered on site at any of the facilities|`}},
	})
	base := county(true)
	base.Network.Facilities[hsMain].BarrierFree, base.Network.Points[mainGP].Swedish = yes, no
	same := &scenario.SetAccess{Facilities: []string{"hs_main"}, Services: []string{"gp"}, BarrierFree: yes, Swedish: yes}
	_, refusals := scenario.Apply(base, scenario.Option{Changes: []scenario.Change{same,
		&scenario.SetAccess{Facilities: []string{"hs_main"}, Services: []string{"gp"}, Swedish: no}}})
	if d := diff([]string{`barrier_free|every facility already has this value|`, `swedish|every point already has this value|`}, said(refusals)); d != "" {
		t.Error(d)
	}
}

func TestRefusedAddMobile(t *testing.T) {
	bus := func(edit func(*scenario.AddMobile)) scenario.Change {
		m := &scenario.AddMobile{ID: "b", UnitKind: "care_bus", Count: 1, Services: []string{"gp"}, Stops: []scenario.Stop{{Facility: "nv_east", Days: 1}}}
		edit(m)
		return m
	}
	runRefused(t, true, []refusedCase{
		{"unit", bus(func(m *scenario.AddMobile) { m.ID, m.UnitKind, m.Count = "bus0", "carebus", 0 }), []string{
			`id|the mobile unit bus0 exists already|`, `kind|no kind of mobile unit "carebus"|did you mean care_bus?`, `count|0 vehicles, expected 1 or more|`}},
		{"nameless", bus(func(m *scenario.AddMobile) { m.ID, m.UnitKind = "", "" }), []string{`id|the unit has no id|`, `kind|no kind of mobile unit is named|`}},
		{"bad id", bus(func(m *scenario.AddMobile) { m.ID = "a b" }), []string{`id|the id "a b" has a colon or a space|use letters, digits and _`}},
		{"no service", bus(func(m *scenario.AddMobile) { m.Services = nil }), []string{`services|no service is named|name the services on board`}},
		{"service that stays", bus(func(m *scenario.AddMobile) { m.Services = []string{"gp", "therapy"} }), []string{
			`services.1|therapy may not be offered by a mobile unit|mobile_ok of the service is not true`}},
		{"neither", bus(func(m *scenario.AddMobile) { m.Stops = nil }), []string{`stops|the unit has neither stops nor schools|add stops, or schools: true`}},
		{"no pupils", bus(func(m *scenario.AddMobile) { m.Schools = true }), []string{`schools|none of the services has ages that are served at school|school_ages of a service sets the ages that a school unit serves`}},
		{"stops", bus(func(m *scenario.AddMobile) {
			m.Stops = []scenario.Stop{{Facility: "nv_east"}, {Facility: "nv_east", Days: 2}, {Facility: "hs_old", Days: 0x20}, {Facility: "stop_x", Days: 4}, {Facility: "q", At: &orb.Point{25, 60.3}, Days: 8}}
		}), []string{
			`stops.0.days|the stop nv_east has no weekday|add the weekdays`,
			`stops.1.facility|the stop nv_east is listed twice|list one stop with all its weekdays`,
			`stops.2.days|the stop hs_old has a day beyond Friday|`,
			`stops.2.facility|hs_old is closed, not open|use a new id with a name and a location`,
			`stops.3.facility|no facility "stop_x"|did you mean stop_a?; ` + newNeeds,
			`stops.4.name|the new facility q has no name|`,
			`stops.4.at|25, 60.3 is not a location in Finland in EPSG:3067 metres|it looks like EPSG:4326 (WGS 84): ` + eastings}},
		{"known elsewhere", bus(func(m *scenario.AddMobile) { m.Stops[0].At, m.Stops[0].Name = at(1), "X" }), []string{
			`stops.0.at|nv_east exists at 385625, 6685125|remove at, or use another id`,
			`stops.0.name|nv_east has the name "East clinic"|remove name, or use another id`}},
		{"full week", bus(func(m *scenario.AddMobile) {
			m.Stops = []scenario.Stop{{Facility: "nv_east", Days: 3}, {Facility: "hs_main", Days: 2}, {Facility: "stop_a", Days: 31}}
		}), []string{`stops|3 stops on Tuesday, but 1 vehicle at 2 a day can serve 2|spread the stops over the week, add vehicles, or set mobile.care_bus.stops_day`}},
		{"stops a day unknown", bus(func(m *scenario.AddMobile) {
			m.UnitKind, m.Count = "gp_bus", 2
			m.Stops = []scenario.Stop{{Facility: "nv_east", Days: 16}, {Facility: "hs_main", Days: 16}, {Facility: "stop_a", Days: 16}}
		}), []string{`stops|3 stops on Friday, but 2 vehicles at 1 a day can serve 2|spread the stops over the week, add vehicles, or set mobile.gp_bus.stops_day`}},
	})
}

func TestRefusedRemoteContractSet(t *testing.T) {
	remote := func(s string, share float64) scenario.Change { return &scenario.AddRemote{Service: s, Share: share} }
	deal := func(p network.Production, share, price float64) scenario.Change {
		return &scenario.Contract{Service: "dental", Production: p, Share: share, Price: price}
	}
	const others = "expected purchased, voucher or third_sector|"
	runRefused(t, true, []refusedCase{
		{"remote unknown", remote("", 0.2), []string{`service|no service is named|`}},
		{"remote share below 0", remote("gp", -0.1), []string{`share|-0.1, expected a share from 0 to 1|`}},
		{"remote share above 1", remote("gp", 1.01), []string{`share|1.01, expected a share from 0 to 1|`}},
		{"remote share NaN, in person", remote("dental", math.NaN()), []string{
			`share|NaN, expected a share from 0 to 1|a number is finite and at most 1e+12`, `service|dental is offered in person only|in_person_only of the service is true`}},
		{"no remote contact", remote("therapy", 0.1), []string{`service|therapy has no minutes for a remote contact|set remote_minutes of the service`}},
		{"remote as today", remote("neuvola", 0.1), []string{`share|the remote share of neuvola is already 0.1|`}},
		{"own", deal(network.Own, 0.1, 1), []string{`production|production "own", ` + others}},
		{"bad deal", deal("", 0, -1), []string{`production|production "", ` + others, `share|0, expected a share above 0 and at most 1|`, `price|-1, expected a number of 0 or more, in EUR/contact|`}},
		{"no price", deal(network.Purchased, 0.1, 0), []string{`price|no price of dental by purchased|set price, or the parameter contract_price.dental.purchased`}},
		{"deal unknown", &scenario.Contract{Service: "dentl", Production: network.Voucher, Share: 0.1}, []string{`service|no service "dentl"|did you mean dental?`}},
		{"path", &scenario.Set{Path: "price.rent", Value: 1}, []string{`path|no parameter "price.rent"|did you mean prices.rent?`}},
		{"no path", &scenario.Set{}, []string{`path|no parameter is named|`}},
		{"text", &scenario.Set{Path: "mobile.gp_bus.crew", Value: 1}, []string{`path|mobile.gp_bus.crew holds the text "gp driver", not a number|`}},
		{"value", &scenario.Set{Path: "prices.rent", Value: math.Inf(1)}, []string{`value|+Inf is not a number|`}},
		{"same", &scenario.Set{Path: "prices.rent", Value: 20}, []string{`value|prices.rent is already 20|`}},
		{"empty", nil, []string{`|an empty change|give one of close, open, move, merge, set-capacity, set-hours, set-access, add-mobile, add-remote, contract, harmonise, set`}},
	})
}

// All refusals of an option are reported together, in order, each against the
// county after the previous accepted changes. A facility that a refused change
// would have created is not reported as a misspelling.
func TestAllRefusalsTogether(t *testing.T) {
	close1 := &scenario.Close{Facility: "nv_east"}
	plan := &scenario.AddRemote{Service: "gp", Share: 0.3}
	deal := &scenario.Contract{Service: "dental", Production: network.Voucher, Share: 0.6}
	option := scenario.Option{Year: 2025, Changes: []scenario.Change{
		close1, close1,
		&scenario.Open{Facility: "new_hp", Name: "New", At: &orb.Point{25, 60.3}, Services: []string{"gp"}},
		&scenario.Move{Facility: "new_hp", At: cellAt(2)},
		&scenario.Open{Facility: "new_hp", Services: []string{"gp"}},
		plan, plan, deal, deal,
		&scenario.AddMobile{ID: "b", UnitKind: "care_bus", Count: 1, Services: []string{"gp"}, Stops: []scenario.Stop{{Facility: "stop_n", Name: "N", At: at(3)}}},
		&scenario.Close{Facility: "stop_n"},
	}}
	got, refusals := scenario.Apply(county(true), option)
	if got != nil {
		t.Error("a result with refusals")
	}
	want := []scenario.Refusal{
		{Change: -1, Field: "year", Reason: "year 2025 is before the base year 2026", Hint: "remove year to use the base year"},
		{Change: 1, Field: "facility", Reason: "nv_east is already closed"},
		{Change: 2, Field: "at", Reason: "25, 60.3 is not a location in Finland in EPSG:3067 metres", Hint: "it looks like EPSG:4326 (WGS 84): " + eastings},
		{Change: 3, Field: "facility", Reason: `no facility "new_hp"`, Hint: noSuch},
		{Change: 4, Field: "facility", Reason: `no facility "new_hp"`, Hint: noSuch},
		{Change: 6, Field: "share", Reason: "the remote share of gp is already 0.3"},
		{Change: 8, Field: "share", Reason: "0.6, but 0.6 of dental is contracted already"},
		{Change: 9, Field: "stops.0.days", Reason: "the stop stop_n has no weekday", Hint: "add the weekdays"},
		{Change: 10, Field: "facility", Reason: `no facility "stop_n"`, Hint: noSuch},
	}
	if d := diff(want, refusals); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}
