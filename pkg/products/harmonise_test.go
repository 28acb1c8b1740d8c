package products_test

import (
	"math"
	"slices"
	"testing"

	"saavu/pkg/population"
	. "saavu/pkg/products"
)

// towns are three made-up municipalities, with people of the ages of each product.
var towns = []string{"espoo", "lohja", "raasepori"}

// survey is a made-up survey of two services.
func survey() []Product {
	onSite, both := []Channel{OnSite}, []Channel{OnSite, Remote}
	nurse := func(phn, gp float64) []Work { return []Work{{"gp", gp}, {"phn", phn}} }
	one := func(minutes float64) []Work { return []Work{{"phn", minutes}} }
	social := func(minutes float64) []Work { return []Work{{"social_worker", minutes}} }
	offered := func(clients, visits, minutes float64, staff []Work, group float64, by []Channel) Variant {
		return Variant{Offer: Offered, Clients: clients, Visits: visits, Minutes: minutes, Staff: staff, Group: group, Channels: by}
	}
	no := Variant{Offer: NotOffered}
	return []Product{
		{Service: "neuvola_child", ID: "extensive_4y", Ages: population.Group{From: 4, To: 4}, Statutory: true,
			AsIs: []Variant{offered(1, 1, 80, nurse(100, 30), 1, onSite), offered(1, 2, 60, nurse(75, 20), 1, onSite), offered(1, 1, 60, nurse(75, 20), 1, onSite)},
			Goal: &Goal{Decision: Keep, Harmonise: []Dimension{Visits, Minutes, Staff}, Variant: offered(1, 1, 90, nurse(110, 30), 1, onSite)}},
		{Service: "neuvola_child", ID: "sleep_support", Ages: population.Group{From: 0, To: 0},
			AsIs: []Variant{offered(0.1, 3, 60, one(75), 1, []Channel{Home, OnSite}), no, offered(0.2, 5, 60, one(75), 1, []Channel{Home})},
			Goal: &Goal{Decision: Drop}},
		{Service: "family_guidance", ID: "guidance_meeting", Ages: population.Group{From: 0, To: 17}, Statutory: true,
			AsIs: []Variant{offered(0.04, 3, 45, social(60), 1, both), offered(0.05, 4, 45, social(60), 1, onSite), offered(0.06, 2, 60, social(75), 1, onSite)},
			Goal: &Goal{Decision: Keep, Harmonise: []Dimension{Visits, Minutes, Staff, Ways}, Variant: offered(0, 3, 45, social(60), 1, both)}},
		{Service: "family_guidance", ID: "parent_group", Ages: population.Group{From: 0, To: 6},
			AsIs: []Variant{offered(0.01, 8, 90, social(240), 8, onSite), no, no},
			Goal: &Goal{Decision: New, Harmonise: []Dimension{Clients, Visits, Minutes, Staff, Ways}, Variant: offered(0.01, 6, 90, social(240), 8, both)}},
	}
}

// people of the ages of each product, by product and municipality.
var people = [][]float64{{3000, 500, 300}, {3000, 500, 300}, {60000, 10000, 5000}, {20000, 3500, 2000}}

// row is a change as a test writes it: clients, contacts, more, less, same, ends, new,
// other way, and the change of hours by profession.
type row struct {
	clients, contacts                         [2]float64
	more, less, same, ends, begins, otherwise float64
	hours                                     map[string]float64
}

func (r row) check(t *testing.T, what string, c Change) {
	t.Helper()
	got := []float64{c.ClientsBefore, c.ClientsAfter, c.ContactsBefore, c.ContactsAfter, c.More, c.Less, c.Same, c.Ends, c.New, c.OtherWay}
	want := []float64{r.clients[0], r.clients[1], r.contacts[0], r.contacts[1], r.more, r.less, r.same, r.ends, r.begins, r.otherwise}
	if !slices.EqualFunc(got, want, func(a, b float64) bool { return math.Abs(a-b) < 1e-9 }) {
		t.Errorf("%s: %v, expected %v", what, got, want)
	}
	for _, h := range c.Hours {
		if math.Abs(h.After-h.Before-r.hours[h.Profession]) > 5e-5 {
			t.Errorf("%s: hours of %s change by %v, expected %v", what, h.Profession, h.After-h.Before, r.hours[h.Profession])
		}
	}
	if len(c.Hours) != len(r.hours) {
		t.Errorf("%s: hours of %d professions, expected %d", what, len(c.Hours), len(r.hours))
	}
}

func TestHarmonise(t *testing.T) {
	two := func(a, b float64) [2]float64 { return [2]float64{a, b} }
	want := [][]row{
		{{two(3000, 3000), two(3000, 3000), 3000, 0, 0, 0, 0, 0, map[string]float64{"phn": 500, "gp": 0}},
			{two(500, 500), two(1000, 500), 0, 500, 0, 0, 0, 0, map[string]float64{"phn": -333.3333, "gp": -83.3333}},
			{two(300, 300), two(300, 300), 300, 0, 0, 0, 0, 0, map[string]float64{"phn": 175, "gp": 50}}},
		{{two(300, 0), two(900, 0), 0, 0, 0, 300, 0, 0, map[string]float64{"phn": -1125}},
			{},
			{two(60, 0), two(300, 0), 0, 0, 0, 60, 0, 0, map[string]float64{"phn": -375}}},
		{{two(2400, 2400), two(7200, 7200), 0, 0, 2400, 0, 0, 0, map[string]float64{"social_worker": 0}},
			{two(500, 500), two(2000, 1500), 0, 500, 0, 0, 0, 500, map[string]float64{"social_worker": -500}},
			{two(300, 300), two(600, 900), 300, 0, 0, 0, 0, 300, map[string]float64{"social_worker": 150}}},
		{{two(200, 200), two(1600, 1200), 0, 200, 0, 0, 0, 200, map[string]float64{"social_worker": -200}},
			{two(0, 35), two(0, 210), 0, 0, 0, 0, 35, 0, map[string]float64{"social_worker": 105}},
			{two(0, 20), two(0, 120), 0, 0, 0, 0, 20, 0, map[string]float64{"social_worker": 60}}},
	}
	var all Change
	for i, p := range survey() {
		for m, town := range towns {
			c := p.Harmonise(m, people[i][m])
			want[i][m].check(t, p.ID+" in "+town, c)
			all.Add(&c)
		}
	}
	row{two(7560, 7255), two(16900, 14930), 3600, 1200, 2400, 360, 55, 1000, map[string]float64{"phn": -1158.3333, "gp": -33.3333, "social_worker": -385}}.check(t, "all", all)

	prices := Prices{Productive: 1150, Worked: 1580, Wage: map[string]float64{"phn": 38, "gp": 78, "social_worker": 41}}
	sum := 0.0
	for _, h := range all.Hours {
		want := map[string][2]float64{"phn": {-1.0072, -60475.0725}, "gp": {-0.029, -3572.1739}, "social_worker": {-0.3348, -21687.2174}}[h.Profession]
		if fte, eur := prices.FTE(h), prices.Euros(h); math.Abs(fte-want[0]) > 5e-5 || math.Abs(eur-want[1]) > 5e-5 {
			t.Errorf("%s: %v FTE and %v euros, expected %v", h.Profession, fte, eur, want)
		}
		sum += prices.Euros(h)
	}
	if math.Abs(sum+85734.4638) > 5e-5 {
		t.Errorf("the county's euros change by %v", sum)
	}
	if prices.Wage = nil; !math.IsNaN(prices.Euros(all.Hours[0])) {
		t.Error("hours of a profession without a wage have euros")
	}
}

func TestSpread(t *testing.T) {
	want := [][2]float64{{60, 0}, {60, 0}, {3.6, 2.7}, {7.2, 0}}
	for i, p := range survey() {
		if before, after := p.Spread(people[i]); math.Abs(before-want[i][0]) > 1e-9 || math.Abs(after-want[i][1]) > 1e-9 {
			t.Errorf("%s: from %v to %v minutes, expected %v", p.ID, before, after, want[i])
		}
	}
	p := survey()[0]
	p.AsIs[1].Offer = Unknown // two visits of 60 minutes
	if before, _ := p.Spread(people[0]); before != 20 {
		t.Errorf("without the municipality that is unknown: %v minutes", before)
	}
	if before, after := p.Spread([]float64{0, 0, 0}); !math.IsNaN(before) || !math.IsNaN(after) {
		t.Errorf("without people: %v and %v", before, after)
	}
}

// One model for municipalities that are alike already changes nothing, and neither does
// a product without a goal. Nothing is known of what is unknown.
func TestNothingChanges(t *testing.T) {
	for _, p := range survey() {
		as := p.AsIs[0]
		p.AsIs = []Variant{as, as}
		p.Goal = &Goal{Decision: Keep, Harmonise: Dimensions(), Variant: as}
		for _, goal := range []*Goal{p.Goal, nil} {
			p.Goal = goal
			c := p.Harmonise(1, 1000)
			if c.Same != c.ClientsBefore || c.ClientsAfter != c.ClientsBefore || c.ContactsAfter != c.ContactsBefore || c.OtherWay != 0 {
				t.Errorf("%s: %+v", p.ID, c)
			}
			for _, h := range c.Hours {
				if h.Before != h.After || h.Before <= 0 {
					t.Errorf("%s: hours of %s from %v to %v", p.ID, h.Profession, h.Before, h.After)
				}
			}
		}
		p.Goal, p.AsIs[1].Offer = &Goal{Decision: Drop}, Unknown
		if c := p.Harmonise(1, 1000); c.Unknown != 1 || c.ClientsBefore != 0 || c.Ends != 0 || len(c.Hours) != 0 {
			t.Errorf("%s, unknown: %+v", p.ID, c)
		}
	}
}
