package load

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"saavu/internal/load/input"
	"saavu/internal/load/yaml"
	"saavu/internal/naming"
	"saavu/pkg/network"
	"saavu/pkg/report"
	"saavu/pkg/scenario"
)

// rules reads the minimum rules. Inherited rules that name facilities, areas or
// services that this county does not have are left out with a note.
func (r *reading) rules(f *countyFile, t *yaml.Tree, from *countyFile, ft *yaml.Tree, b *scenario.Base) []report.Rule {
	list, at := f.Rules, t
	inherited := len(list) == 0 && ft != nil
	if inherited {
		list, at = from.Rules, ft
	}
	var out []report.Rule
	seen := map[string]bool{}
	for i, w := range list {
		path := []string{"rules", strconv.Itoa(i)}
		try := &reading{Reader: &input.Reader{}, ids: r.ids}
		if w.ID != "" && seen[w.ID] {
			try.Wrong(at, "every id once", "", append(path, "id")...)
		}
		seen[w.ID] = true
		try.checkRule(&w, at, path, b)
		switch {
		case len(try.Problems) == 0:
			r.Notes = append(r.Notes, try.Notes...)
			out = append(out, report.Rule{ID: w.ID, Kind: string(w.Kind), Severity: report.Severity(w.Severity), Text: w.Text.Plain(), Texts: w.Text.By,
				Source: w.Source.Plain(), Sources: w.Source.By, From: w.From, To: w.To, Service: w.Service, Items: w.Items, Number: w.Number})
		case inherited:
			r.State("data.rule", "id", w.ID, "text", w.Text.By.Every(w.Text.Plain()))
		default:
			r.Problems.Append(try.Problems)
		}
	}
	return out
}

// checkRule checks that what a rule names exists.
func (r *reading) checkRule(w *ruleFile, t *yaml.Tree, path []string, b *scenario.Base) {
	if w.Service != "" && r.ids.services.Lacks(w.Service) {
		r.Wrong(t, "the id of a service", naming.Suggest(w.Service, r.ids.services.List), append(path, "service")...)
	}
	need := func(ok bool, expected, key string) {
		if !ok {
			r.Wrong(t, expected, "a rule of kind "+string(w.Kind)+" needs it", append(path, key)...)
		}
	}
	switch w.Kind {
	case "keep-service":
		need(w.Service != "", "the key service", "service")
		need(len(w.Items) > 0, "the key items", "items")
		for k, id := range w.Items {
			if r.ids.facilities.Lacks(id) {
				r.Wrong(t, "the id of a facility", naming.Suggest(id, r.ids.facilities.List), append(path, "items", strconv.Itoa(k))...)
			}
		}
	case "one-per-area":
		need(len(w.Items) == 2, "items with a partition and a type of facility", "items")
		var partitions []string
		if r.ids.areas.Whole && len(b.Grid.Areas) > 0 {
			partitions = slices.Sorted(maps.Keys(b.Grid.Areas[0].Partitions))
		}
		if len(w.Items) == 2 && partitions != nil && !slices.Contains(partitions, w.Items[0]) {
			r.Wrong(t, "a partition of the areas", naming.Suggest(w.Items[0], partitions), append(path, "items", "0")...)
		}
		if types := typesOf(b.Network); len(w.Items) == 2 && r.ids.facilities.Whole && !slices.Contains(types, w.Items[1]) {
			r.Note("rule %s: no facility is of the type %s: the types are %s", w.ID, w.Items[1], strings.Join(types, ", "))
		}
	case "bundle-complete":
		var ids []string
		for _, x := range b.Network.Templates {
			ids = append(ids, x.ID)
		}
		if ids == nil && len(r.Problems) == 0 {
			r.Wrong(t, "a rule that the county can check", "templates: FILE names a file of templates", append(path, "kind")...)
		}
		for k, id := range w.Items {
			if ids != nil && !slices.Contains(ids, id) {
				r.Wrong(t, "the id of a template", naming.Suggest(id, ids), append(path, "items", strconv.Itoa(k))...)
			}
		}
	case "language-gap", "min-staff":
		need(w.Number > 0, "a number above 0", "number")
		if unit := map[ruleKind]string{"language-gap": "share", "min-staff": "FTE"}[w.Kind]; w.Number > 0 {
			r.InBounds(t, w.Number, unit, append(path, "number")...)
		}
	}
	if w.From > 0 && w.To > 0 && w.To < w.From {
		r.Wrong(t, "a year not before from", "", append(path, "to")...)
	}
}

// typesOf lists the types of facilities, each once.
func typesOf(n *network.Network) []string {
	types := map[string]bool{}
	for i := range n.Facilities {
		types[n.Facilities[i].Type] = true
	}
	delete(types, "")
	return slices.Sorted(maps.Keys(types))
}
