package contracts

import (
	"math"

	"saavu/pkg/network"
	"saavu/pkg/params"
	"saavu/pkg/producers"
)

// PricePath is the parameter of a price that the county assumes for a production.
func PricePath(service string, p producers.Production) string {
	return "contract_price." + service + "." + string(p)
}

// Network returns the contracts of a county's network; what is known of its own production
// is none. A figure that has a range in the parameters is read there, and so is the price
// of a contract that gives none.
func (l *List) Network(n *network.Network, tree params.Tree) []network.Contract {
	var out []network.Contract
	for _, c := range l.Contracts {
		if c.Production == producers.Own {
			continue
		}
		t := &network.Terms{Contract: c}
		for column, path := range map[string]*string{"price_eur": &t.PricePath, "supervision": &t.SupervisionPath, "admin_eur": &t.AdminPath} {
			if p := Path(c.ID, column); has(tree, p) {
				*path = p
			}
		}
		bought := c.Production == producers.Budget || (c.Production != producers.Grant && (c.Share >= 0 || c.ContactsYear >= 0)) // NaN is none
		if bought && math.IsNaN(c.Price) {
			t.PricePath = PricePath(c.Service, c.Production)
		}
		out = append(out, network.Contract{Service: n.Service(c.Service), Production: network.Production(c.Production), Terms: t})
	}
	return out
}

func has(tree params.Tree, path string) bool {
	_, ok := tree.Get(path)
	return ok
}
