package inventory

import (
	"slices"

	"saavu/internal/export/contract"
	"saavu/pkg/lang"
	"saavu/pkg/network"
	"saavu/pkg/params"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// FacilityOf returns the row of a facility of a network, with the name of its area.
func FacilityOf(n *network.Network, i int, area lang.Name) ListedFacility {
	f := &n.Facilities[i]
	row := ListedFacility{ID: f.ID, Name: f.Name, Type: f.Type, Area: f.Area, Status: string(f.Status), From: year(f.From),
		Services: []string{}, X: contract.Unknown(), Y: contract.Unknown(), Class: string(f.Class), Demonstration: f.Demo, names: f.Called(), area: area}
	if f.Class != network.ClassNone {
		row.X, row.Y = contract.Number(f.At[0]), contract.Number(f.At[1])
	}
	for s := range n.Services {
		if slices.ContainsFunc(n.Points, func(p network.ServicePoint) bool { return p.Facility == i && p.Service == s }) {
			row.Services = append(row.Services, n.Services[s].ID)
			row.services = append(row.services, shortOf(n, s))
		}
	}
	return row
}

// ServiceOf returns the row of a service of a network.
func ServiceOf(n *network.Network, i int) ListedService {
	s := &n.Services[i]
	return ListedService{ID: s.ID, NameEn: s.Name.En, NameFi: s.Name.Fi, NameSv: s.Name.Sv, Bundle: s.Bundle, Tier: string(s.Tier),
		AgeFrom: s.Target.From, AgeTo: s.Target.To, Points: len(n.Serving(i)), group: s.Target}
}

// Read returns the row with the steps that read the parameter, for all services if
// none is named. The network has the names of the services.
func (p ListedParameter) Read(steps, services []string, n *network.Network) ListedParameter {
	p.ReadBy, p.ReadFor = texts(steps), texts(services)
	for _, id := range services {
		name := lang.Same(id)
		if i := n.Service(id); i >= 0 {
			name = shortOf(n, i)
		}
		p.services = append(p.services, name)
	}
	return p
}

// ParameterOf returns the row of a parameter, without those that read it: see Read.
func ParameterOf(p params.Param) ListedParameter {
	row := ListedParameter{Path: p.Path, Value: contract.Unknown(), Text: p.Text, Known: p.Known, Lo: contract.Unknown(), Hi: contract.Unknown(),
		Unit: p.Unit, Source: p.Src.String(), Ref: p.Ref, ReadBy: texts(nil), ReadFor: texts(nil), names: p.Name}
	if p.Known && p.Text == "" {
		row.Value = contract.Number(p.V)
	}
	if p.Ranged() {
		row.Lo, row.Hi = contract.Number(p.Lo), contract.Number(p.Hi)
	}
	return row
}

// Professions returns a row for every profession of the services and each of its
// wage parameters, in the order of the services. 0 positions at a point means
// unknown, because nobody provides a service without staff; the exception is a
// profession that spends no time on a contact.
func Professions(n *network.Network, tree params.Tree) []ListedProfession {
	var out []ListedProfession
	for s := range n.Services {
		for k, staff := range n.Services[s].Staff {
			at := slices.IndexFunc(out, func(p ListedProfession) bool { return p.ID == staff.Profession && p.WagePath == staff.Wage })
			if at < 0 {
				at = len(out)
				out = append(out, ListedProfession{ID: staff.Profession, WagePath: staff.Wage,
					Wage: numberAt(tree, staff.Wage), FillRate: numberAt(tree, "staff.fill_rate."+staff.Profession)})
			}
			out[at].add(n, s, k, numberAt(tree, staff.Minutes) == 0)
		}
	}
	for i := range out {
		if out[i].Positions = out[i].Given; out[i].Without > 0 {
			out[i].Positions = contract.Unknown()
		}
	}
	return out
}

// add counts the positions of profession k in a service.
func (p *ListedProfession) add(n *network.Network, service, k int, idle bool) {
	p.Services = append(p.Services, n.Services[service].ID)
	p.services = append(p.services, shortOf(n, service))
	for _, i := range n.Serving(service) {
		point := &n.Points[i]
		switch {
		case point.Provider || point.Channel != network.OnSite:
		case point.FTE[k] > 0:
			p.Given += contract.Number(point.FTE[k])
		case !idle:
			p.Without++
		}
	}
}

// numberAt returns the number of a parameter, if there is one.
func numberAt(tree params.Tree, path string) contract.Number {
	if p, ok := tree.Get(path); ok && p.Known && p.Text == "" {
		return contract.Number(p.V)
	}
	return contract.Unknown()
}

// shortOf returns the short name of a service.
func shortOf(n *network.Network, service int) lang.Name {
	return n.Services[service].Short.Or(n.Services[service].Name)
}

// OptionOf returns the row of an option of a year, without its reference.
func OptionOf(o *scenario.Option, year int) ListedOption {
	return ListedOption{ID: o.ID, Name: o.Name, Year: year, Changes: len(o.Changes), names: o.Names}
}

// Compared returns the row with the option that it is compared with.
func (o ListedOption) Compared(with *scenario.Option) ListedOption {
	o.Against, o.against = with.ID, with.Names.Every(with.Name)
	return o
}

// RuleOf returns the row of a rule of a network.
func RuleOf(r *report.Rule, n *network.Network) ListedRule {
	var service lang.Name
	if i := n.Service(r.Service); i >= 0 {
		service = shortOf(n, i)
	}
	return ListedRule{ID: r.ID, Kind: r.Kind, Severity: string(r.Severity), Service: r.Service, Items: texts(r.Items),
		Text: r.Text, Source: r.Source, From: year(r.From), To: year(r.To), texts: r.Texts, service: service}
}
