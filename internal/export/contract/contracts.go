package contract

import (
	"time"

	"saavu/pkg/producers"
	"saavu/pkg/report"
)

// serviceContracts is who gives the contacts of a service in an option.
type serviceContracts struct {
	Option       string           `json:"option"`
	Year         int              `json:"year"`
	Service      string           `json:"service"`
	Own          *Number          `json:"own,omitempty" jsonschema_description:"contacts a year that the county gives; left out if positions are unknown"`
	OwnShare     *Number          `json:"own_share,omitempty" jsonschema_description:"share of the contacts given; left out if positions are unknown"`
	By           []productionYear `json:"by" jsonschema_description:"other producers by production"`
	OnlyProvider Number           `json:"only_at_provider" jsonschema_description:"people with a point in time only at a provider"`
	Most         Number           `json:"only_at_provider_most" jsonschema_description:"of these, the most who can use it: contracts have a part of the contacts only"`
	Contracts    []contractYear   `json:"contracts"`
}

type productionYear struct {
	Production string `json:"production"`
	Contacts   Number `json:"contacts" jsonschema_description:"a year; those of a grant are reported only"`
	EUR        Number `json:"county_eur" jsonschema_description:"a year, with supervision, administration and agreed sums"`
	Residents  Number `json:"residents_eur" jsonschema_description:"that clients pay a year beyond the value of vouchers"`
}

type contractYear struct {
	ID         string          `json:"id,omitempty" jsonschema_description:"left out for one that the option adds"`
	Product    string          `json:"product,omitempty"`
	Area       string          `json:"area,omitempty"`
	Production string          `json:"production"`
	Sector     string          `json:"sector,omitempty"`
	Provider   string          `json:"provider,omitempty"`
	Share      *Number         `json:"share,omitempty" jsonschema_description:"of the contacts in person; left out for a contract without one"`
	Contacts   Number          `json:"contacts"`
	EUR        Number          `json:"county_eur"`
	PerContact *Number         `json:"eur_per_contact,omitempty"`
	Change     *contractChange `json:"change,omitempty" jsonschema_description:"what the option's change of it does in a full year"`
}

type contractChange struct {
	Returned  Number             `json:"returned" jsonschema_description:"contacts a year that come back to the county; below 0: that go to the provider"`
	Unused    Number             `json:"unused" jsonschema_description:"contacts that are paid and not used"`
	Bought    Number             `json:"bought_eur" jsonschema_description:"price, more or less"`
	Own       Number             `json:"own_eur" jsonschema_description:"own staff and used room hours; 0 without new positions"`
	EUR       Number             `json:"county_eur" jsonschema_description:"together"`
	Positions []contractPosition `json:"positions"`
	From      string             `json:"from" jsonschema_description:"first day from which the price is not paid"`
	Both      Number             `json:"both_eur" jsonschema_description:"price that is paid until then for contacts that have come back"`
}

type contractPosition struct {
	Profession string `json:"profession"`
	Filled     Number `json:"filled_fte"`
	Positions  Number `json:"positions"`
}

func serviceContractsOf(c *report.ServiceContracts) serviceContracts {
	return serviceContracts{Option: c.Option, Year: c.Year, Service: c.Service, Own: ifFinite(c.Own), OwnShare: ifFinite(c.OwnShare),
		By: Each(c.By, func(y *report.ProductionYear) productionYear {
			return productionYear{y.Production, Number(y.Contacts), Number(y.EUR), Number(y.Residents)}
		}),
		OnlyProvider: Number(c.OnlyProvider), Most: Number(c.Most),
		Contracts: Each(c.Contracts, func(y *report.ContractYear) contractYear {
			out := contractYear{ID: y.ID, Product: y.Product, Area: y.Area, Production: y.Production, Sector: y.Sector, Provider: y.Provider, Share: ifFinite(y.Share),
				Contacts: Number(y.Contacts), EUR: Number(y.EUR), PerContact: ifFinite(y.PerContact)}
			if x := y.Change; x != nil {
				out.Change = &contractChange{Number(x.Returned), Number(x.Unused), Number(x.Bought), Number(x.Own), Number(x.Euros()),
					Each(x.Positions, func(p *producers.Position) contractPosition {
						return contractPosition{p.Profession, Number(p.Filled), Number(p.Positions)}
					}), x.From.Format(time.DateOnly), Number(x.Both)}
			}
			return out
		})}
}
