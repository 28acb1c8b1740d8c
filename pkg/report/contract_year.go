package report

import (
	"saavu/pkg/lang"
	"saavu/pkg/producers"
)

// ServiceContracts is who gives the contacts of a service in one option in a year, at the
// parameters' values and in the frame of the comparison. Of services without a contract of
// today there is none.
type ServiceContracts struct {
	Option       string // id
	Year         int    // of the option
	Service      string // id
	Names        lang.Name
	Own          float64 // contacts given by the county; NaN if positions are not known
	OwnShare     float64 // of the contacts given, 0 to 1; NaN if unknown
	By           []ProductionYear
	OnlyProvider float64 // people with a point in time only at a provider
	Most         float64 // of these, the most who can use it, as contracts have a part of the contacts only
	Contracts    []ContractYear
}

// ProductionYear is what other producers of one production give.
type ProductionYear struct {
	Production string
	Contacts   float64 // a year; those of a grant are what is reported of it, and meet no need
	EUR        float64 // that the county pays, with supervision, administration and agreed sums
	Residents  float64 // that clients pay beyond the value of vouchers
}

// ContractYear is one contract of today in an option. Share is NaN for one without.
type ContractYear struct {
	ID, Product, Area            string // ids; "" for the whole service or county
	Production, Sector, Provider string
	Share                        float64
	Contacts                     float64            // a year
	EUR                          float64            // as in ProductionYear
	PerContact                   float64            // euros; NaN without contacts
	Change                       *producers.Changed // what the option's change of it does; nil without
}

// Of returns what one production gives; zero if nothing.
func (c *ServiceContracts) Of(production string) ProductionYear {
	for _, p := range c.By {
		if p.Production == production {
			return p
		}
	}
	return ProductionYear{Production: production}
}
