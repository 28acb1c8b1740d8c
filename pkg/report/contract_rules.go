package report

import (
	"math"

	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/producers"
)

// contractLaw checks one law that contracts may break. Items of a rule of kind
// producer-allowed say who may produce its service; without them the products say it.
func contractLaw(r Rule, c Case) finding {
	out := finding{items: map[string]float64{}}
	var bad []Message
	for s := range c.Network.Services {
		v := &c.Network.Services[s]
		if !r.about(v) {
			continue
		}
		of := c.Network.ContractsOf(s)
		list := make([]producers.Contract, len(of))
		for i := range of {
			list[i] = of[i].Shared()
			list[i].Service, list[i].Row = v.ID, i
		}
		for _, b := range producers.Breaches(list, func(k *producers.Contract) producers.Law { return lawOf(r, v, &of[k.Row]) }) {
			k := &list[b.Contract]
			if b.Rule != r.Kind || k.Production == producers.Voucher && k.Share == 0 {
				continue
			}
			name := k.ID
			if name == "" {
				name = v.ID
			}
			size := 1.0
			if k.Share > 0 { // NaN is none; a larger share is worse
				size += k.Share
			}
			out.items[name+" "+string(k.Production)] = size
			bad = append(bad, NewMessage("rule_contract", "contract", name, "service", v.Name, "production", Term{List: "production", Word: string(k.Production)}))
		}
	}
	out.detail = listed("rule_list", bad)
	return out
}

// lawOf is what the law says of a contract of a service.
func lawOf(r Rule, v *network.Service, c *network.Contract) producers.Law {
	law := producers.Law{Free: v.Fee == ""}
	if c.Terms != nil {
		law.Allowed = c.Terms.Allowed
	}
	if r.Items != nil {
		law.Allowed = nil
		for _, word := range r.Items {
			law.Allowed = append(law.Allowed, producers.Production(word))
		}
	}
	return law
}

// ownShare requires that the county itself gives a least share of the contacts given.
func ownShare(r Rule, c Case) finding {
	out := finding{items: map[string]float64{}}
	var few []Message
	for s := range c.Network.Services {
		v := &c.Network.Services[s]
		switch {
		case !r.about(v):
		case s >= len(c.Own) || math.IsNaN(c.Own[s]):
			out.unknown = out.unknown || r.Service != ""
		case c.Own[s] < r.Number-1e-9:
			out.items[v.ID] = r.Number - c.Own[s]
			few = append(few, NewMessage("rule_own_share", "service", v.Name, "share", Amount{c.Own[s], AsPercent}, "least", Amount{r.Number, AsPercent}))
		}
	}
	if out.unknown {
		return unchecked("rule_not_computed")
	}
	out.detail = listed("rule_list", few)
	return out
}

func thirdSector(r Rule, c Case) finding {
	var bad []lang.Name
	for _, k := range c.Network.Contracts {
		if v := &c.Network.Services[k.Service]; r.about(v) && k.Production == network.ThirdSector && !v.ThirdSectorOK {
			bad = append(bad, v.Name)
		}
	}
	return broken("rule_unlawful", bad)
}
