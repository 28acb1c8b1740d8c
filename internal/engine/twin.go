package engine

import (
	"slices"

	"saavu/pkg/cost"
	"saavu/pkg/delivery"
)

// twin is an account that has the same contacts served as another one, in some or,
// if same is nil, in all services, as long as the budget adds the same to both.
type twin struct {
	*account
	same []bool // by service
}

// known returns what a service serves in a twin; nil if it has to be computed.
func (a *account) known(s int, twins []twin) *delivery.Served {
	for _, t := range twins {
		if (t.same == nil || t.same[s]) && t.byCell == a.byCell && t.boost[s] == a.boost[s] {
			return &t.served[s]
		}
	}
	return nil
}

// kept returns a copy of what the accounts of other options need: the bill and the
// contacts served.
func (a *account) kept() account {
	out := account{byCell: a.byCell, boost: slices.Clone(a.boost), bill: cost.Bill{Lines: slices.Clone(a.bill.Lines), Given: slices.Clone(a.bill.Given)}}
	for s := range a.served {
		out.served = append(out.served, a.served[s].Clone())
	}
	return out
}
