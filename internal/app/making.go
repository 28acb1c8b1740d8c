package app

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"saavu/internal/load"
	"saavu/internal/load/contracts"
	"saavu/pkg/cost"
	"saavu/pkg/delivery"
	"saavu/pkg/network"
	"saavu/pkg/params"
	"saavu/pkg/producers"
	"saavu/pkg/report"
)

// making is what a comparison of producers is made of.
type making struct {
	s         *Session
	tree      params.Tree
	areas     []string
	contracts []producers.Contract
	list      []report.Made
	drawn     [][]producers.Contract
	starts    []int
}

// newMaking puts the contracts and the prices without a contract into one list.
func newMaking(s *Session, q *ProducersRequest, list *contracts.List) (*making, error) {
	m := &making{s: s, tree: s.county.Base.Params, contracts: slices.Clone(list.Contracts)}
	if list.Parameters != nil {
		others := slices.DeleteFunc(slices.Clone(m.tree.All()), func(p params.Param) bool { return strings.HasPrefix(p.Path, contracts.Prefix+".") })
		tree, err := params.New(append(others, list.Parameters...))
		if err != nil {
			return nil, &Invalid{Err: fmt.Errorf("%s: %w", list.File, err)}
		}
		m.tree = tree
	}
	for i := range s.county.Base.Grid.Areas {
		m.areas = append(m.areas, s.county.Base.Grid.Areas[i].ID)
	}
	for i := range s.county.Base.Network.Services {
		id := s.county.Base.Network.Services[i].ID
		for _, p := range []producers.Production{producers.Purchased, producers.Voucher} {
			if _, ok := m.tree.Get(contracts.PricePath(id, p)); ok && !slices.ContainsFunc(m.contracts, func(c producers.Contract) bool { return c.Service == id && c.Production == p }) {
				m.contracts = append(m.contracts, unsigned(id, p))
			}
		}
	}
	return m, nil
}

// unsigned is a price at which something could be bought, without a contract.
func unsigned(service string, p producers.Production) producers.Contract {
	nan := math.NaN()
	return producers.Contract{Service: service, Production: p, Share: nan, ContactsYear: nan, ClientsYear: nan, EURYear: nan, Price: nan, MarketPrice: nan, Supervision: nan,
		Admin: nan, TakeUp: nan, Quality: nan, Floor: nan, SupplyMax: nan, MinContacts: nan, Notice: nan}
}

// priced returns the contracts with the prices of a tree: what a table leaves empty is
// what a comparison assumes, and what it gives with a range is drawn.
func (m *making) priced(tree params.Tree) []producers.Contract {
	out := slices.Clone(m.contracts)
	r := params.NewReader(tree)
	for i := range out {
		c := &out[i]
		given := func(column string, v *float64, or string) {
			switch path := contracts.Path(c.ID, column); {
			case c.ID != "" && r.Has(path):
				*v = r.Value(path)
			case math.IsNaN(*v) && or != "":
				*v = r.Or(or, *v)
			}
		}
		if c.Production == producers.Own || c.Production == producers.Grant {
			continue
		}
		given("price_eur", &c.Price, contracts.PricePath(c.Service, c.Production))
		given("supervision", &c.Supervision, "unit_cost_reference.supervision_share_purchased")
		admin := ""
		if c.Production == producers.Voucher {
			admin = "unit_cost_reference.voucher_admin_eur"
		} else if math.IsNaN(c.Admin) {
			c.Admin = 0
		}
		given("admin_eur", &c.Admin, admin)
	}
	return out
}

// ask finds the services and products that are compared, and checks the changes.
func (m *making) ask(q *ProducersRequest) error {
	n := m.s.county.Base.Network
	var known []string
	for i := range n.Services {
		known = append(known, n.Services[i].ID)
	}
	for _, id := range q.Of {
		if !slices.Contains(known, id) {
			return &Unknown{What: "service", Name: id, Known: known}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(q.Changes)) {
		at := slices.IndexFunc(m.contracts, func(c producers.Contract) bool { return c.ID == id })
		if at < 0 {
			var ids []string
			for i := range m.contracts {
				if c := &m.contracts[i]; c.ID != "" && !math.IsNaN(c.Share) && c.Production != producers.Own {
					ids = append(ids, c.ID)
				}
			}
			return &Unknown{What: "contract with a share", Name: id, Known: ids}
		}
		c := m.contracts[at]
		if math.IsNaN(c.Share) || c.Production == producers.Own {
			return &Unfit{Err: fmt.Errorf("change of %s: expected a contract with a share", id)}
		}
		then := slices.Clone(m.contracts)
		then[at].Share = q.Changes[id].Share
		if row, sum := producers.Over(then); row >= 0 {
			return &Unfit{Err: fmt.Errorf("change of %s: expected a share with which those of %s add up to at most 1, not %.4g", id, c.Service, sum)}
		}
		if q.Changes[id].Hire && q.Changes[id].Share > c.Share {
			return &Unfit{Err: fmt.Errorf("change of %s: expected no hire, as the share rises from %g and no contacts come back", id, c.Share)}
		}
	}
	if q.Of != nil {
		m.contracts = slices.DeleteFunc(m.contracts, func(c producers.Contract) bool { return !slices.Contains(q.Of, c.Service) })
	}
	m.contracts = m.priced(m.tree)
	m.cases(q)
	return nil
}

// cases lists what can be made: each service with a producer, or that is asked for, and
// its products with contracts of their own.
func (m *making) cases(q *ProducersRequest) {
	base := &m.s.county.Base
	model := delivery.Compile(params.NewReader(m.tree), base.Network)
	m.starts = model.Starts
	demand := delivery.NewDemand(base.Grid, model)
	prices := cost.Compile(params.NewReader(m.tree), base.Network, model, base.Year)
	r := params.NewReader(m.tree)
	for s := range base.Network.Services {
		v := &base.Network.Services[s]
		var of []string
		for i := range m.contracts {
			if c := &m.contracts[i]; c.Service == v.ID && c.Product != "" && !slices.Contains(of, c.Product) {
				of = append(of, c.Product)
			}
		}
		if q.Of != nil && !slices.Contains(q.Of, v.ID) {
			continue
		}
		if of == nil && q.Of == nil && !slices.ContainsFunc(m.contracts, func(c producers.Contract) bool { return c.Service == v.ID }) {
			continue
		}
		x := report.Made{Service: v.ID, ServiceName: v.Name, InPerson: make([]float64, len(m.areas)), UnitCost: r.Or(v.UnitCost, math.NaN()), Own: ownCost(model, prices, v, s), Law: producers.Law{Free: v.Fee == ""}}
		for k := range demand.Cells {
			n := 0.0
			for b, p := range demand.People[k*demand.Bands : (k+1)*demand.Bands] {
				n += p * model.Services[s].Rate[b]
			}
			x.InPerson[demand.Area[k]] += n
		}
		m.add(x, 1-model.Services[s].RemoteNow)
		slices.Sort(of)
		for _, id := range of {
			p := m.product(v.ID, id)
			own := x
			own.Product, own.Name, own.UnitCost, own.Law.Allowed = id, p.Name, math.NaN(), p.Producers
			own.InPerson, own.Own = m.ofProduct(p, &x.Own)
			inPerson := 1 - model.Services[s].RemoteNow
			if p.InPerson {
				inPerson = 1
			}
			m.add(own, inPerson)
		}
	}
}

// add adds something of which a part of the contacts is made in person.
func (m *making) add(x report.Made, inPerson float64) {
	x.Contacts = 0
	x.InPerson = slices.Clone(x.InPerson)
	for a := range x.InPerson {
		x.Contacts += x.InPerson[a]
		x.InPerson[a] *= inPerson
	}
	m.list = append(m.list, x)
}

// ownCost is what a contact of a service takes with own staff and rooms.
func ownCost(m *delivery.Model, p *cost.Prices, v *network.Service, s int) producers.OwnCost {
	sm := &m.Services[s]
	out := producers.OwnCost{Client: sm.ClientMin, RoomHour: producers.RoomHour(p.RoomM2[s], p.Rent, m.RoomHours[0], m.RoomUse), Worked: p.Worked, Productive: m.Productive}
	for f, st := range v.Staff {
		out.Work = append(out.Work, producers.Work{Profession: st.Profession, Minutes: sm.StaffMin[f], Wage: p.Wage[s][f], Fill: sm.Fill[f]})
	}
	return out
}

// draw computes the costs again in random draws of the parameters. Minutes of a product
// are not drawn on their own.
func (m *making) draw(ctx context.Context, seed uint64, n int) error {
	base := &m.s.county.Base
	for k := range n {
		if err := ctx.Err(); err != nil {
			return err
		}
		tree := m.tree.Draw(seed, k, n)
		model := delivery.CompileBands(params.NewReader(tree), base.Network, m.starts)
		prices := cost.Compile(params.NewReader(tree), base.Network, model, base.Year)
		r := params.NewReader(tree)
		for i := range m.list {
			x := &m.list[i]
			s := base.Network.Service(x.Service)
			own := ownCost(model, prices, &base.Network.Services[s], s)
			if x.Product != "" {
				own.Client, own.Work = x.Own.Client, slices.Clone(x.Own.Work)
				for w := range own.Work {
					own.Work[w].Wage = r.Value(load.WagePath + own.Work[w].Profession)
				}
			}
			x.Draws = append(x.Draws, own)
		}
		m.drawn = append(m.drawn, m.priced(tree))
	}
	return nil
}

// places says what is known of facilities: barrier-free if all are, and the languages that
// all serve in.
func (m *making) places(ids []string) (free network.Known, languages []string) {
	n := m.s.county.Base.Network
	for i, id := range ids {
		f := &n.Facilities[n.Facility(id)]
		own := strings.FieldsFunc(f.Languages, func(c rune) bool { return c == ',' || c == ' ' })
		if i == 0 {
			free, languages = f.BarrierFree, own
			continue
		}
		switch {
		case f.BarrierFree == network.No || free == network.No:
			free = network.No
		case f.BarrierFree == network.Unknown:
			free = network.Unknown
		}
		languages = slices.DeleteFunc(languages, func(l string) bool { return !slices.Contains(own, l) })
	}
	return free, languages
}
