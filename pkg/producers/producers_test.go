package producers_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	. "saavu/pkg/producers"
)

var nan = math.NaN()

// bare is a contract of which nothing is known.
func bare() Contract {
	return Contract{Production: Purchased, Share: nan, ContactsYear: nan, ClientsYear: nan, EURYear: nan, Price: nan, MarketPrice: nan, Supervision: 0, Admin: 0, TakeUp: nan,
		Quality: nan, Floor: nan, SupplyMax: nan, MinContacts: nan, Notice: nan}
}

// with changes a bare contract.
func with(change func(c *Contract)) Contract {
	c := bare()
	change(&c)
	return c
}

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

// dental and therapy are made-up services: half an hour and more in a room of 32 or 28
// square metres at 22 euros a month, used three quarters of 1,750 hours.
func dental() OwnCost {
	return OwnCost{Work: []Work{{"dentist", 50, 75, 0.9}, {"dental_nurse", 50, 31, 0.95}}, Client: 45, RoomHour: RoomHour(32, 12*22, 1750, 0.75), Worked: 1580, Productive: 1150}
}

func therapy() OwnCost {
	return OwnCost{Work: []Work{{"therapist", 60, 40, 0.85}}, Client: 45, RoomHour: RoomHour(28, 12*22, 1750, 0.75), Worked: 1580, Productive: 1150}
}

// The figures are those of a sheet of paper, to six decimals.
func TestWorkedFigures(t *testing.T) {
	tooth, talk := dental(), therapy()
	voucher := with(func(c *Contract) { c.Production, c.Price, c.Supervision, c.Admin = Voucher, 95, 0.04, 6 })
	bought := with(func(c *Contract) {
		c.Price, c.Supervision, c.Share, c.TakeUp, c.SupplyMax, c.End, c.Notice, c.MinContacts = 85, 0.04, 0.30, 1, 6000, day(2027, 12, 31), 6, 0
	})
	change := bought.With(Change{Share: 0.10, Date: day(2028, 1, 1), Hire: true}, 17893, &talk)
	for _, x := range []struct {
		what      string
		got, want float64
	}{
		{"paid over productive hours", tooth.Worked / tooth.Productive, 1.373913},
		{"staff of a dental visit", tooth.Staff(), 121.362319},
		{"hour of its room", tooth.RoomHour, 6.436571},
		{"its room", tooth.Room(), 4.827429},
		{"own visit", tooth.Full(), 126.189747},
		{"voucher", voucher.Bought(), 104.8},
		{"break-even price", voucher.BreakEven(tooth.Full()), 115.567065},
		{"own therapy", talk.Full(), 59.180522},
		{"bought therapy", bought.Bought(), 88.4},
		{"1,000 contacts to own staff", 1000 * (talk.Full() - bought.Bought()), -29219.478261},
		{"their full-time equivalents", talk.Positions(1000)[0].Filled, 0.869565},
		{"their positions", talk.Positions(1000)[0].Positions, 1.023018},
		{"contacts that come back", change.Returned, 3578.6},
		{"euros of the change", change.Euros(), -104564.824904},
		{"its positions", change.Positions[0].Positions, 3.660972},
	} {
		if math.Abs(x.got-x.want) > 5e-7 {
			t.Errorf("%s: %.7f, expected %.6f", x.what, x.got, x.want)
		}
	}
	if !change.From.Equal(day(2028, 1, 1)) || change.Both != 0 || change.Unused != 0 {
		t.Errorf("%+v", change)
	}
	if v := voucher.Compare(true, nan, tooth.Full()-voucher.Bought(), nil); v != BoughtCheaper {
		t.Errorf("voucher: %s", v)
	}
	if v := bought.Compare(true, nan, talk.Full()-bought.Bought(), nil); v != OwnCheaper {
		t.Errorf("therapy: %s", v)
	}
}

func TestRoomHourWithoutHours(t *testing.T) {
	if v := RoomHour(28, 264, 0, 0.75); !math.IsNaN(v) {
		t.Errorf("%v", v)
	}
}

// Contacts are the share that takes it up, at most the supply.
func TestContacts(t *testing.T) {
	for _, tt := range []struct {
		what                 string
		c                    Contract
		contacts, most, paid float64
		year                 float64
	}{
		{"a share", with(func(c *Contract) { c.Share, c.TakeUp, c.Price = 0.5, 0.8, 10 }), 400, 400, 400, 4000},
		{"at most its supply", with(func(c *Contract) { c.Share, c.SupplyMax, c.Price = 0.5, 300, 10 }), 300, 300, 300, 3000},
		{"more supply than today", with(func(c *Contract) { c.Share, c.SupplyMax, c.TakeUp, c.Price = 0.5, 5000, 0.8, 10 }), 400, 800, 400, 4000},
		{"a number", with(func(c *Contract) { c.ContactsYear, c.Price = 250, 10 }), 250, 250, 250, 2500},
		{"paid though unused", with(func(c *Contract) { c.ContactsYear, c.MinContacts, c.Price = 250, 300, 10 }), 250, 250, 300, 3000},
		{"euros alone", with(func(c *Contract) { c.EURYear = 40000 }), 0, 0, 0, 40000},
		{"a grant", with(func(c *Contract) { c.Production, c.ContactsYear, c.EURYear = Grant, 5000, 60000 }), 5000, 1000, 5000, 60000},
		{"a budget", with(func(c *Contract) { c.Production, c.ClientsYear, c.Price, c.Supervision = Budget, 20, 6000, 0.04 }), 0, 0, 0, 124800},
		{"nothing known", bare(), 0, 0, 0, nan},
	} {
		n := tt.c.Contacts(1000)
		if n != tt.contacts || tt.c.Most(1000) != tt.most || tt.c.Paid(n) != tt.paid {
			t.Errorf("%s: %v contacts, at most %v, paid %v", tt.what, n, tt.c.Most(1000), tt.c.Paid(n))
		}
		if y := tt.c.Year(1000); math.Abs(y-tt.year) > 1e-9 || math.IsNaN(y) != math.IsNaN(tt.year) {
			t.Errorf("%s: %v euros a year, expected %v", tt.what, y, tt.year)
		}
	}
}

// A price is paid until the later of the day and the end, or of the notice without an end.
func TestEnds(t *testing.T) {
	for _, tt := range []struct {
		what   string
		c      Contract
		from   time.Time
		months float64
	}{
		{"after its end", with(func(c *Contract) { c.End, c.Notice = day(2026, 12, 31), 6 }), day(2027, 3, 1), 12},
		{"before its end", with(func(c *Contract) { c.End, c.Notice = day(2028, 6, 30), 6 }), day(2028, 7, 1), 30},
		{"without an end", with(func(c *Contract) { c.Notice = 6 }), day(2027, 9, 1), nan},
		{"without an end or notice", bare(), day(2027, 3, 1), nan},
		{"ended", with(func(c *Contract) { c.End = day(2020, 5, 14) }), day(2027, 3, 1), 0},
		{"in the middle of a month", with(func(c *Contract) { c.End = day(2027, 5, 14) }), day(2027, 5, 15), 16},
	} {
		if got := tt.c.EndsBy(day(2027, 3, 1)); !got.Equal(tt.from) {
			t.Errorf("%s: %v, expected %v", tt.what, got, tt.from)
		}
		if got := tt.c.MonthsLeft(day(2026, 1, 1)); got != tt.months && !(math.IsNaN(got) && math.IsNaN(tt.months)) {
			t.Errorf("%s: %v months, expected %v", tt.what, got, tt.months)
		}
	}
}

// Without positions the euros fall by the price alone; what is agreed is still paid, and
// until the end both are.
func TestChange(t *testing.T) {
	own := therapy()
	c := with(func(c *Contract) { c.Share, c.Price, c.MinContacts, c.Notice = 0.5, 100, 300, 6 })
	x := c.With(Change{Share: 0.1, Date: day(2027, 1, 1)}, 1000, &own)
	if math.Abs(x.Returned-400) > 1e-9 || x.Unused != 200 || math.Abs(x.Bought+20000) > 1e-6 || x.Own != 0 || x.Positions != nil || !x.From.Equal(day(2027, 7, 1)) {
		t.Errorf("%+v", x)
	}
	if want := 20000 * 181.0 / 365; math.Abs(x.Both-want) > 1e-6 {
		t.Errorf("both are paid: %v, expected %v", x.Both, want)
	}
	x = c.With(Change{Share: 0.8, Date: day(2027, 1, 1), Hire: true}, 1000, &own)
	if math.Abs(x.Returned+300) > 1e-9 || math.Abs(x.Bought-30000) > 1e-6 || x.Own != 0 || x.Positions != nil || !x.From.Equal(day(2027, 1, 1)) || x.Both != 0 {
		t.Errorf("more is bought: %+v", x)
	}
}

func TestCompare(t *testing.T) {
	priced := func(quality, floor float64) Contract {
		return with(func(c *Contract) { c.Price, c.Quality, c.Floor = 10, quality, floor })
	}
	near := []float64{1, 1, 1, -1}
	far := slices.Repeat([]float64{1}, 95)
	far = append(far, slices.Repeat([]float64{-1}, 5)...)
	for _, tt := range []struct {
		what         string
		c            Contract
		lawful       bool
		floor, saved float64
		draws        []float64
		want         Verdict
	}{
		{"bought costs less", priced(nan, nan), true, nan, 1, nil, BoughtCheaper},
		{"own costs less", priced(nan, nan), true, nan, -1, nil, OwnCheaper},
		{"the same", priced(nan, nan), true, nan, 0, nil, NoDifference},
		{"draws disagree", priced(nan, nan), true, nan, 1, near, NoDifference},
		{"19 of 20 draws agree", priced(nan, nan), true, nan, 1, far, BoughtCheaper},
		{"fewer agree", priced(nan, nan), true, nan, 1, append(far[1:], -1), NoDifference},
		{"quality unknown", priced(nan, 70), true, nan, 1, nil, QualityUnknown},
		{"the county's floor", priced(nan, nan), true, 70, 1, nil, QualityUnknown},
		{"the higher floor", priced(75, 70), true, 80, 1, nil, BelowFloor},
		{"at the floor", priced(70, 70), true, 60, 1, nil, BoughtCheaper},
		{"not lawful", priced(90, nan), false, nan, 1, nil, Unlawful},
		{"no price", bare(), true, nan, nan, nil, NoPrice},
		{"a grant", with(func(c *Contract) { c.Production, c.Price = Grant, 1 }), true, nan, 1, nil, NoPrice},
	} {
		if got := tt.c.Compare(tt.lawful, tt.floor, tt.saved, tt.draws); got != tt.want {
			t.Errorf("%s: %s, expected %s", tt.what, got, tt.want)
		}
	}
}

// cheapest tries all mixes in whole contacts.
func cheapest(offers []Offer, needs []float64, others, own, target float64) float64 {
	all := others
	for _, n := range needs {
		all += n
	}
	best := math.Inf(1)
	var try func(i int, left []float64, bought, euros float64)
	try = func(i int, left []float64, bought, euros float64) {
		if i == len(offers) {
			if all-bought >= all*target-1e-9 {
				best = min(best, euros+(all-bought)*own)
			}
			return
		}
		o := offers[i]
		for n := 0.0; n <= o.Most; n++ {
			if bought+n > all-others { // what is bought is made in some area
				break
			}
			if o.Area >= 0 {
				if n > left[o.Area] {
					break
				}
				next := slices.Clone(left)
				next[o.Area] -= n
				try(i+1, next, bought+n, euros+n*o.Euros)
				continue
			}
			try(i+1, left, bought+n, euros+n*o.Euros)
		}
	}
	try(0, needs, 0, 0)
	return best
}

// No other mix costs less: all are tried for small ones.
func TestMixIsTheCheapest(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	for range 300 {
		needs := []float64{float64(r.IntN(5)), float64(r.IntN(5))}
		others, own, target := float64(r.IntN(3)), 5.0, float64(r.IntN(5))/4
		all := others + needs[0] + needs[1]
		target = math.Ceil(target*all) / max(all, 1) // whole contacts
		var offers []Offer
		for range 3 {
			offers = append(offers, Offer{Euros: float64(r.IntN(9)), Most: float64(r.IntN(5)), Area: r.IntN(3) - 1})
		}
		bought, kept := Mix(offers, needs, others, own, target)
		euros, sum := kept*own, kept
		for i, n := range bought {
			if n < 0 || n > offers[i].Most || n > 0 && offers[i].Euros >= own {
				t.Fatalf("%v of %+v", n, offers[i])
			}
			euros += n * offers[i].Euros
			sum += n
		}
		if math.Abs(sum-all) > 1e-9 || kept < target*all-1e-9 {
			t.Fatalf("%v of %v contacts, %v own, target %v", sum, all, kept, target)
		}
		if best := cheapest(offers, needs, others, own, target); math.Abs(euros-best) > 1e-6 {
			t.Fatalf("%+v of %v and %v, own %v: %v euros, expected %v", offers, needs, others, target, euros, best)
		}
	}
}

func TestLargestShare(t *testing.T) {
	of := func(provider string, contacts float64) *Contract {
		c := with(func(c *Contract) { c.Provider, c.ContactsYear, c.Price = provider, contacts, 10 })
		return &c
	}
	need := func(*Contract) float64 { return 1000 }
	for _, tt := range []struct {
		what string
		list []*Contract
		want float64
	}{
		{"two of one", []*Contract{of("a", 100), of("b", 150), of("a", 100)}, 200.0 / 350},
		{"several are the most", []*Contract{of("a", 100), of(Several, 150)}, nan},
		{"one is more than several", []*Contract{of("a", 200), of(Several, 100)}, 2.0 / 3},
		{"none is named", []*Contract{of("", 100)}, nan},
		{"none", nil, nan},
	} {
		if got := LargestShare(tt.list, need); math.Abs(got-tt.want) > 1e-12 || math.IsNaN(got) != math.IsNaN(tt.want) {
			t.Errorf("%s: %v, expected %v", tt.what, got, tt.want)
		}
	}
}

func TestBreaches(t *testing.T) {
	free := Law{Allowed: []Production{Own, Purchased, Voucher}, Free: true}
	for _, tt := range []struct {
		what string
		list []Contract
		law  Law
		want []Breach
	}{
		{"a production that is not allowed", []Contract{with(func(c *Contract) { c.Production = Budget })}, free, []Breach{{"producer-allowed", 0}}},
		{"nobody has said", []Contract{with(func(c *Contract) { c.Production = Budget })}, Law{}, nil},
		{"a price above the voucher", []Contract{with(func(c *Contract) { c.Production, c.Price, c.MarketPrice = Voucher, 80, 90 })}, free, []Breach{{"no-copay", 0}}},
		{"where clients pay anyhow", []Contract{with(func(c *Contract) { c.Production, c.Price, c.MarketPrice = Voucher, 80, 90 })}, Law{}, nil},
		{"a bought service may cost more", []Contract{with(func(c *Contract) { c.Price, c.MarketPrice = 80, 90 })}, free, nil},
		{"vouchers alone", []Contract{with(func(c *Contract) { c.Production, c.Share = Voucher, 0.6 }), with(func(c *Contract) { c.Production, c.Share = Voucher, 0.4 })}, free, []Breach{{"own-left", 1}}},
		{"something is left", []Contract{with(func(c *Contract) { c.Production, c.Share = Voucher, 0.6 }), with(func(c *Contract) { c.Share = 0.4 })}, free, nil},
	} {
		if got := Breaches(tt.list, func(*Contract) Law { return tt.law }); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, expected %v", tt.what, got, tt.want)
		}
	}
}

// Shares of a service and area add up with those of the whole county and all products.
func TestOver(t *testing.T) {
	part := func(product, area string, share float64) Contract {
		return with(func(c *Contract) { c.Service, c.Product, c.Area, c.Share = "care", product, area, share })
	}
	own := part("", "", 0.9)
	own.Production = Own
	for _, tt := range []struct {
		what string
		list []Contract
		row  int
		sum  float64
	}{
		{"in all", []Contract{part("", "", 0.6), part("", "", 0.4)}, -1, 0},
		{"too much", []Contract{part("", "", 0.6), part("", "", 0.5)}, 1, 1.1},
		{"two areas", []Contract{part("", "east", 0.9), part("", "west", 0.9)}, -1, 0},
		{"an area and all", []Contract{part("", "east", 0.6), part("", "", 0.6)}, 1, 1.2},
		{"a product and all", []Contract{part("", "", 0.6), part("visit", "", 0.6)}, 1, 1.2},
		{"a product in an area", []Contract{part("visit", "", 0.6), part("", "east", 0.6)}, 1, 1.2},
		{"two products", []Contract{part("visit", "", 0.6), part("call", "", 0.6)}, -1, 0},
		{"own rows are no contracts", []Contract{own, part("", "", 1)}, -1, 0},
	} {
		if row, sum := Over(tt.list); row != tt.row || math.Abs(sum-tt.sum) > 1e-12 {
			t.Errorf("%s: row %d with %v, expected %d with %v", tt.what, row, sum, tt.row, tt.sum)
		}
	}
}
