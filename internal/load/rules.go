package load

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"saavu/pkg/network"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// ids lists the ids of facilities and services of a base.
func ids(n *network.Network) (facilities, services []string) {
	for _, x := range n.Facilities {
		facilities = append(facilities, x.ID)
	}
	for _, s := range n.Services {
		services = append(services, s.ID)
	}
	return facilities, services
}

// rules reads the minimum rules. Inherited rules that name facilities, areas or
// services that this county does not have are left out with a note.
func (r *reader) rules(f *countyFile, t *tree, from countyFile, ft *tree, b *scenario.Base) []report.Rule {
	list, at := f.Rules, t
	inherited := len(list) == 0 && ft != nil
	if inherited {
		list, at = from.Rules, ft
	}
	var out []report.Rule
	seen := map[string]bool{}
	for i, w := range list {
		path := []string{"rules", strconv.Itoa(i)}
		try := &reader{unsure: r.unsure}
		if w.ID != "" && seen[w.ID] {
			try.wrong(at, "every id once", "", append(path, "id")...)
		}
		seen[w.ID] = true
		try.checkRule(&w, at, path, b)
		switch {
		case len(try.problems) == 0:
			r.notes = append(r.notes, try.notes...)
			out = append(out, report.Rule{ID: w.ID, Kind: string(w.Kind), Severity: report.Severity(w.Severity), Text: w.Text.plain(), Texts: w.Text.by,
				Source: w.Source, From: w.From, To: w.To, Service: w.Service, Items: w.Items, Number: w.Number})
		case inherited:
			r.note("the inherited rule %s does not fit this county and is left out: %s", w.ID, w.Text.plain())
		default:
			r.problems.Append(try.problems)
		}
	}
	return out
}

// checkRule checks that what a rule names exists.
func (r *reader) checkRule(w *ruleFile, t *tree, path []string, b *scenario.Base) {
	facilities, services := ids(b.Network)
	if w.Service != "" && !r.unsure.services && slices.Index(services, w.Service) < 0 {
		r.wrong(t, "the id of a service", suggest(w.Service, services), append(path, "service")...)
	}
	need := func(ok bool, expected, key string) {
		if !ok {
			r.wrong(t, expected, "a rule of kind "+string(w.Kind)+" needs it", append(path, key)...)
		}
	}
	switch w.Kind {
	case "keep-service":
		need(w.Service != "", "the key service", "service")
		need(len(w.Items) > 0, "the key items", "items")
		for k, id := range w.Items {
			if !r.unsure.facilities && slices.Index(facilities, id) < 0 {
				r.wrong(t, "the id of a facility", suggest(id, facilities), append(path, "items", strconv.Itoa(k))...)
			}
		}
	case "one-per-area":
		need(len(w.Items) == 2, "items with a partition and a type of facility", "items")
		var partitions []string
		if !r.unsure.areas && len(b.Grid.Areas) > 0 {
			partitions = sortedKeys(b.Grid.Areas[0].Partitions)
		}
		if len(w.Items) == 2 && partitions != nil && !slices.Contains(partitions, w.Items[0]) {
			r.wrong(t, "a partition of the areas", suggest(w.Items[0], partitions), append(path, "items", "0")...)
		}
		if types := typesOf(b.Network); len(w.Items) == 2 && !r.unsure.facilities && !slices.Contains(types, w.Items[1]) {
			r.note("rule %s: no facility is of the type %s: the types are %s", w.ID, w.Items[1], strings.Join(types, ", "))
		}
	case "language-gap", "min-staff":
		need(w.Number > 0, "a number above 0", "number")
		if unit := map[ruleKind]string{"language-gap": "share", "min-staff": "FTE"}[w.Kind]; w.Number > 0 {
			r.inBounds(t, w.Number, unit, append(path, "number")...)
		}
	}
	if w.From > 0 && w.To > 0 && w.To < w.From {
		r.wrong(t, "a year not before from", "", append(path, "to")...)
	}
}

// typesOf lists the types of facilities, each once.
func typesOf(n *network.Network) []string {
	types := map[string]bool{}
	for i := range n.Facilities {
		types[n.Facilities[i].Type] = true
	}
	delete(types, "")
	return sortedKeys(types)
}

// sharesOf gives the known shares of facilities, in an order of their own; those of
// remote contacts are none.
func sharesOf(known []report.Known, n *network.Network) []network.Share {
	var out []network.Share
	for _, k := range known {
		s, f := n.Service(k.Service), n.Facility(k.Facility)
		if k.Kind == "share" && s >= 0 && f >= 0 {
			out = append(out, network.Share{Service: s, Facility: f, Value: k.Value})
		}
	}
	slices.SortFunc(out, func(a, b network.Share) int { return cmp.Or(a.Service-b.Service, a.Facility-b.Facility) })
	return out
}

// known reads the figures of the real world.
func (r *reader) known(f *countyFile, t *tree, b *scenario.Base) []report.Known {
	facilities, services := ids(b.Network)
	var out []report.Known
	sums := map[string]float64{} // of shares, by service and by service and facility
	for i, k := range f.Known {
		path := []string{"known", strconv.Itoa(i)}
		if k.Service != "" && !r.unsure.services && slices.Index(services, k.Service) < 0 {
			r.wrong(t, "the id of a service", suggest(k.Service, services), append(path, "service")...)
		}
		switch {
		case k.Kind == "share" && k.Facility == "":
			r.wrong(t, "the key facility", "a share belongs to one facility, or to remote", path...)
		case k.Kind == "share" && k.Facility != "remote" && !r.unsure.facilities && slices.Index(facilities, k.Facility) < 0:
			r.wrong(t, "the id of a facility, or remote", suggest(k.Facility, facilities), append(path, "facility")...)
		case k.Kind == "share" && k.Value > 1:
			r.inBounds(t, k.Value, "share", append(path, "value")...)
		}
		if k.Kind == "share" {
			of := k.Service + "\x00" + k.Facility
			if _, twice := sums[of]; twice {
				r.wrong(t, "one share of a service at a facility", "this one has a share above", append(path, "facility")...)
			}
			sums[of] = k.Value
			// A share that is rounded to a per cent may be half of one too large.
			if sums[k.Service] += k.Value; sums[k.Service] > 1+0.005*float64(i+1) {
				r.wrong(t, "shares of a service that add up to at most 1", fmt.Sprintf("with this one they are %.3g", sums[k.Service]), append(path, "value")...)
			}
		}
		if k.Where != "" && !r.unsure.areas {
			name, ok := municipality(b.Grid, k.Where)
			if !ok {
				r.wrong(t, "a municipality of the areas", "", append(path, "where")...)
			}
			k.Where = name
		}
		out = append(out, report.Known{Kind: k.Kind, What: k.What.plain(), Whats: k.What.by, Service: k.Service, Facility: k.Facility, Where: k.Where,
			Value: k.Value, Source: k.Source, Waived: k.Waived})
	}
	return out
}
