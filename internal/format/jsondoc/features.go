package jsondoc

import (
	"fmt"
	"strings"

	"saavu/internal/format/record"
)

// IDField is the field with the ids of features, if they have any and no
// property has this name.
const IDField = "id"

// System returns the name of the coordinate system in the member crs, as GeoJSON
// had it before its standard: a name, a link, an EPSG code, or plain text. Null
// or anything else returns "".
func (t Text) System(document Members) string {
	at, ok := document.Find("crs")
	if !ok {
		return ""
	}
	if name, _, ok := t.String(at); ok {
		return name
	}
	crs, _ := t.Members(at)
	at, ok = crs.Find("properties")
	if !ok {
		return ""
	}
	properties, _ := t.Members(at)
	for _, key := range []string{"name", "href"} {
		if at, ok := properties.Find(key); ok {
			name, _, _ := t.String(at)
			return name
		}
	}
	if at, ok := properties.Find("code"); ok {
		code, _, _ := t.Value(at, new(Budget))
		return fmt.Sprint("EPSG:", code)
	}
	return ""
}

// Columns are the names of properties in order of first appearance.
type Columns struct {
	names  []string
	at     map[string]int
	nested []int // number of values of each that are lists or objects
	ids    bool  // some feature has an id of its own
}

// ID notes the own id of a feature; "" for none.
func (c *Columns) ID(id string) { c.ids = c.ids || id != "" }

// Properties reads the object at at and notes its names; nil for null.
func (c *Columns) Properties(t Text, at int) (map[string]any, *Fault) {
	if t.Null(at) {
		return nil, nil
	}
	list, ok := t.Members(at)
	if !ok {
		return nil, &Fault{At: at, Member: "properties", Expected: "an object or null"}
	}
	all := make(map[string]any, len(list))
	var budget Budget
	for _, m := range list {
		v, _, f := t.Value(m.At, &budget)
		if f != nil {
			f.Member = "properties"
			return nil, f
		}
		all[m.Name] = v
		c.saw(m.Name, v)
	}
	return all, nil
}

func (c *Columns) saw(name string, value any) {
	i, known := c.at[name]
	if !known {
		if c.at == nil {
			c.at = map[string]int{}
		}
		i = len(c.names)
		c.at[name] = i
		c.names, c.nested = append(c.names, name), append(c.nested, 0)
	}
	switch value.(type) {
	case []any, map[string]any:
		c.nested[i]++
	}
}

// ownIDs reports whether the first field has the features' own ids.
func (c *Columns) ownIDs() bool {
	_, taken := c.at[IDField]
	return c.ids && !taken
}

// Describe adds the fields of the features seen, and a note on those whose
// nested values are left empty.
func (c *Columns) Describe(s *record.Source) {
	if c.ownIDs() {
		s.Fields = append(s.Fields, record.Field{Name: IDField})
	}
	var nested []string
	for i, n := range c.names {
		s.Fields = append(s.Fields, record.Field{Name: n})
		if c.nested[i] > 0 {
			nested = append(nested, fmt.Sprintf("%s (%d)", n, c.nested[i]))
		}
	}
	if len(nested) > 0 {
		s.Notes = append(s.Notes, "lists and objects as values are left empty: "+strings.Join(nested, ", "))
	}
}

// Rows returns a function that fills a row, whose place and number the caller
// sets, with the wanted values of a feature.
func (c *Columns) Rows(s *record.Source, want []int) func(id string, properties map[string]any) *record.Row {
	out, at := record.NewSparse(len(s.Fields), want), record.Places(s.Fields)
	ids := c.ownIDs()
	return func(id string, properties map[string]any) *record.Row {
		out.Clear()
		for name, v := range properties {
			out.Set(at[name], record.Of(v))
		}
		if ids {
			out.Set(0, record.OfText([]byte(id)))
		}
		return &out.Row
	}
}
