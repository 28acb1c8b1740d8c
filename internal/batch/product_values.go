package batch

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"saavu/internal/words"
)

// productKey is the key of a county file that names its table of products, and the first word
// of the paths of their figures.
const productKey = "products"

// mostProducts is how many figures of products a line names.
const mostProducts = 3

// ValueChange is a figure that two versions of a table have differently.
type ValueChange struct {
	Path   string `json:"path" jsonschema_description:"the parameter"`
	Before string `json:"before" jsonschema_description:"the value; empty if there was none"`
	After  string `json:"after"`
}

// withProducts adds to changed tables of products the figures that differ: those that a task
// with another result has read. now are the keys of the tasks of the later run by name, nil for
// those that it has published. What cannot be read is left out.
func (p *pair) withProducts(now map[string]string) {
	var was map[string]string
	for i := range p.changes {
		c := &p.changes[i]
		if c.Kind != ChangeFile || c.Before == "" || c.After == "" || p.keyOf(c) != productKey {
			continue
		}
		if was == nil {
			var err error
			if was, err = p.store.keysOf(p.a); err != nil {
				return
			}
			if now == nil {
				now, _ = p.store.keysOf(p.b) // without any, no task has another result
			}
		}
		for _, task := range slices.Sorted(maps.Keys(now)) {
			if was[task] == "" || now[task] == "" || was[task] == now[task] || c.county != "" && c.county != countyOf(task) {
				continue
			}
			a, fault := p.store.loadOf(p.a.Model, was[task])
			b, err := p.store.loadOf(p.b.Model, now[task])
			if fault == nil && err == nil {
				c.Values = productChanges(a.Reads, b.Reads)
				break
			}
		}
	}
}

// productChanges lists the figures of products that two results have read differently.
func productChanges(a, b []Read) []ValueChange {
	of := func(list []Read) map[string]string {
		out := map[string]string{}
		for _, r := range list {
			if strings.HasPrefix(r.Path, productKey+".") && r.Value != nil {
				out[r.Path] = strconv.FormatFloat(*r.Value, 'g', -1, 64)
			}
		}
		return out
	}
	before, after := of(a), of(b)
	paths := maps.Clone(before)
	maps.Copy(paths, after)
	var out []ValueChange
	for _, path := range slices.Sorted(maps.Keys(paths)) {
		if before[path] != after[path] {
			out = append(out, ValueChange{path, before[path], after[path]})
		}
	}
	return out
}

// values are the first figures of a changed table in words, with both values.
func (c *Change) values(w *words.Words) string {
	var out []string
	for _, v := range c.Values[:min(mostProducts, len(c.Values))] {
		value := func(v string) string {
			if v == "" {
				return w.Text("change.no")
			}
			return w.Local(v)
		}
		out = append(out, v.Path+" "+value(v.Before)+" → "+value(v.After))
	}
	if n := len(c.Values) - mostProducts; n > 0 {
		out = append(out, w.Text("diff.more", "n", n))
	}
	return c.short + ": " + strings.Join(out, ", ")
}
