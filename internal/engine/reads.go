package engine

import (
	"slices"

	"saavu/pkg/params"
	"saavu/pkg/scenario"
)

// reads lists the parameters that the figures of an option depend on, sorted: those
// that preparing the county and the people of the year read, and those of the option
// and of every option that it is compared with. A parameter that is null is among
// them. In drawn networks, these are all that places and travel times rest on.
func (e *Evaluation) reads() []string {
	p := e.of
	seen := map[string]bool{}
	add := func(r *params.Reader) {
		if r == nil {
			return
		}
		for _, list := range [][]string{r.Used(), r.Unknown()} {
			for _, path := range list {
				seen[path] = true
			}
		}
	}
	under := func(prefix string) {
		for _, x := range p.base.Params.Under(prefix) {
			seen[x.Path] = true
		}
	}
	add(p.today.reader)
	for x := e; x != nil; x = x.Against {
		add(x.compiled.reader)
		add(x.people.forecast)
		for _, change := range x.Option.Changes {
			switch c := change.(type) {
			case *scenario.Set: // a value without effect is refused
				seen[c.Path] = true
			case *scenario.AddMobile: // more stops than a unit can serve are refused
				under("mobile")
			}
		}
	}
	if p.settings.Networks > 0 {
		under("travel")
		under("population")
		for _, x := range p.base.Params.All() {
			if x.InNetworks() {
				seen[x.Path] = true
			}
		}
	}
	var out []string
	for _, x := range p.base.Params.All() { // sorted; what an option adds is not the county's
		if seen[x.Path] {
			out = append(out, x.Path)
		}
	}
	return slices.Clip(out)
}
