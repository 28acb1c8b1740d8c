package report_test

import (
	"math"
	"testing"
	"time"

	"saavu/pkg/network"
	"saavu/pkg/producers"
	"saavu/pkg/report"
)

// A service of 300 contacts, 200 of them in person, with a product of 50: a fifth of all is
// bought, and half of the product, of which a provider in the east can take all.
func TestMakeOrBuyOfAServiceAndItsProduct(t *testing.T) {
	nan := math.NaN()
	own := producers.OwnCost{Work: []producers.Work{{Profession: "nurse", Minutes: 60, Wage: 40, Fill: 0.5}}, Worked: 1500, Productive: 1000}
	contract := func(id, product, area string, share, price, supply float64) producers.Contract {
		return producers.Contract{ID: id, Service: "care", Product: product, Area: area, Production: producers.Purchased, Provider: id, Share: share, Price: price, SupplyMax: supply,
			ContactsYear: nan, ClientsYear: nan, EURYear: nan, MarketPrice: nan, TakeUp: nan, Quality: nan, Floor: nan, MinContacts: nan, Notice: nan}
	}
	list := []producers.Contract{contract("all", "", "", 0.2, 70, 1000), contract("part", "visit", "", 0.5, 50, nan), contract("east", "visit", "east", 0, 30, 99)}
	made := []report.Made{{Service: "care", Contacts: 300, InPerson: []float64{120, 80}, UnitCost: nan, Own: own},
		{Service: "care", Product: "visit", Contacts: 50, InPerson: []float64{40, 10}, UnitCost: nan, Own: own}}
	r := report.MakeOrBuy(made, list, nil, []string{"east", "west"}, nil, time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), func([]string) (network.Known, []string) { return network.Unknown, nil })
	all, visit := r.Cases[0], r.Cases[1]
	near := func(what string, got, want float64) {
		t.Helper()
		if math.Abs(got-want) > 1e-9 {
			t.Errorf("%s: %v, expected %v", what, got, want)
		}
	}
	near("own contact", all.Full, 60)
	near("own share of the service", all.OwnShare, 1-(0.2*200+0.5*50)/300)
	near("own share of the product", visit.OwnShare, 1-(0.5*50+0.2*50)/50)
	near("bought at a price above the own cost", all.Mix.Bought[0], 0)
	near("euros of the own mix", all.Mix.EUR, 200*60)
	near("and today", all.Mix.Today, 40*70+160*60)
	// The cheaper provider takes all of the east; the other one what it has today, at most
	// the rest.
	near("east", visit.Mix.Bought[1], 40)
	near("the other", visit.Mix.Bought[0], 10)
	near("euros of the mix", visit.Mix.EUR, 40*30+10*50)
	near("positions less", visit.Mix.Positions[0].Positions, -25.0/1000/0.5)
	if all.Largest != 1 || all.Mix.Own != 300 || visit.Mix.Own != 0 {
		t.Errorf("%+v, %+v", all, visit)
	}
}
