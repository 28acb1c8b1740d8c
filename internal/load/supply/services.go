package supply

import (
	"maps"
	"slices"
	"strings"

	"saavu/internal/format/pages"
	"saavu/internal/format/problem"
	"saavu/internal/format/ptv"
	"saavu/internal/format/servicemap"
	"saavu/internal/naming"
	"saavu/pkg/network"
)

// maxNames is how many different service names of a file are kept in memory.
const maxNames = 100_000

// serviceWords maps the names of the file to services.
type serviceWords struct {
	separator string
	words     []serviceWord
	columns   map[string]int // key of a column to its service
	defaults  []int
	known     map[string][]int // cache of names that were looked up
	unmatched map[string]int
}

type serviceWord struct {
	text    string // lower case
	whole   bool   // the whole name, not a part of it
	service int
}

// bindServices looks up the services that the entry names.
func (p *supplied) bindServices(n *network.Network) {
	w := &p.services
	*w = serviceWords{separator: p.f.Services.Separator, columns: map[string]int{}, known: map[string][]int{}, unmatched: map[string]int{}}
	if w.separator == "" {
		w.separator = ","
		if p.s.Format == ptv.Format || p.s.Format == servicemap.Format {
			w.separator = pages.Between
		}
	}
	ids := make([]string, len(n.Services))
	for i := range n.Services {
		ids[i] = n.Services[i].ID
		w.words = append(w.words, serviceWord{strings.ToLower(ids[i]), true, i})
	}
	find := func(id string, path ...string) int {
		i := slices.Index(ids, id)
		if i < 0 && p.r.Services.Whole {
			p.wrongKey(id, "the id of a service", naming.Suggest(id, ids), path...)
		}
		return i
	}
	for _, id := range slices.Sorted(maps.Keys(p.f.Services.Words)) {
		i := find(id, "services", "words", id)
		for _, word := range p.f.Services.Words[id] {
			text, whole := strings.CutPrefix(strings.ToLower(strings.TrimSpace(word)), "=")
			if text = strings.TrimSpace(text); text == "" {
				p.wrongKey(word, "some text", "an empty word would mean every service", "services", "words", id)
				continue
			}
			w.words = append(w.words, serviceWord{text, whole, i})
		}
	}
	for _, id := range slices.Sorted(maps.Keys(p.f.Services.Columns)) {
		w.columns["services."+id] = find(id, "services", "columns", id)
	}
	for _, id := range p.f.Defaults.Services {
		w.defaults = append(w.defaults, find(id, "defaults", "services"))
	}
	if p.f.Services.Column == "" && len(p.f.Services.Words) > 0 {
		p.wrongKey("", "the key column", "the column that the words refer to", "services")
	} else if p.f.Services.Column == "" && len(w.columns) == 0 && len(w.defaults) == 0 {
		p.wrongKey("", "the key services or defaults.services", "state which services the locations offer")
	}
}

// wrongKey reports an invalid value of the entry.
func (p *supplied) wrongKey(found, expected, hint string, path ...string) {
	p.r.Problems.Add(p.t.ProblemAt(problem.Problem{Found: found, Expected: expected, Hint: hint}, slices.Concat(p.at, path)...))
}

// given lists the services of the row, in the order of the network.
func (p *supplied) given() []int {
	w := &p.services
	var out []int
	for name := range strings.SplitSeq(p.text("services"), w.separator) {
		if name = strings.Join(strings.Fields(name), " "); name == "" || p.missing[name] {
			continue
		}
		found := w.find(name)
		if _, met := w.unmatched[name]; len(found) == 0 && (met || len(w.unmatched) < maxNames) {
			w.unmatched[name]++
		}
		out = append(out, found...)
	}
	for _, key := range slices.Sorted(maps.Keys(w.columns)) {
		text, service := p.text(key), w.columns[key]
		if text == "" {
			continue
		}
		if v, ok := p.row.Number(p.columns[key]); ok {
			if v > 0 {
				out = append(out, service)
			}
			continue
		}
		switch p.words["barrier_free"][strings.ToLower(text)] {
		case "yes":
			out = append(out, service)
		case "no", "unknown":
		default:
			if strings.EqualFold(text, "x") {
				out = append(out, service)
				continue
			}
			p.wrong(key, "yes, no, x, a number, or nothing", "")
		}
	}
	if len(out) == 0 {
		out = slices.Clone(w.defaults)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// find returns the services that a name means: every service with a word that is
// the name or part of it.
func (w *serviceWords) find(name string) []int {
	if out, ok := w.known[name]; ok {
		return out
	}
	lower := strings.ToLower(name)
	var out []int
	for _, word := range w.words {
		if word.text == lower || !word.whole && strings.Contains(lower, word.text) {
			out = append(out, word.service)
		}
	}
	if len(w.known) < maxNames {
		w.known[name] = out
	}
	return out
}
