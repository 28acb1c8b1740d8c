package load

import (
	"errors"
	"fmt"
	"math/big"
	"slices"
	"sort"
	"strings"

	check "github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"

	"saavu/internal/format/problem"
)

// validate holds the tree against its schema, notes every fault at its place
// and drops what is wrong, so that the rest can be read and checked too.
func (t *tree) validate(r *rules) {
	var faults *check.ValidationError
	if err := r.root.Validate(t.root.plain()); err == nil || !errors.As(err, &faults) {
		return
	}
	var leaves []*check.ValidationError
	gather(faults, &leaves)
	var found []placed
	for _, fault := range leaves {
		found = append(found, t.explain(fault, r.parts[fault.SchemaURL])...)
	}
	sort.SliceStable(found, func(i, j int) bool {
		if found[i].line != found[j].line {
			return found[i].line < found[j].line
		}
		return found[i].col < found[j].col
	})
	for _, f := range found {
		f.problem.File, f.problem.Row, f.problem.Char = t.file, f.line, f.col
		t.problems.Add(f.problem)
	}
}

// placed is a problem with its line and column, to bring many in order.
type placed struct {
	line, col int
	problem   problem.Problem
}

// gather lists the faults that have no cause of their own.
func gather(fault *check.ValidationError, leaves *[]*check.ValidationError) {
	if len(fault.Causes) == 0 {
		*leaves = append(*leaves, fault)
	}
	for _, c := range fault.Causes {
		gather(c, leaves)
	}
}

// explain turns one fault into problems and drops the nodes that it is about.
func (t *tree) explain(fault *check.ValidationError, part *check.Schema) []placed {
	n := t.root.find(fault.InstanceLocation...)
	if n.asked {
		return nil
	}
	n.faulty = true
	one := func(p problem.Problem) []placed { return []placed{{n.line, n.col, p}} }
	wrong := func(expected, hint string) []placed {
		n.dropped = true
		return one(problem.Problem{Found: n.describe(), Expected: expected, Hint: hint})
	}
	switch k := fault.ErrorKind.(type) {
	case *kind.AdditionalProperties:
		return unknownKeys(n, k.Properties, part)
	case *kind.Required:
		var out []placed
		for _, key := range k.Missing {
			out = append(out, one(problem.Problem{Expected: "the key " + key})...)
		}
		return out
	case *kind.Type:
		if hint := slip(numberBounds(fault.InstanceLocation), n); hint != "" && k.Got == "string" {
			return wrong(typeWords(k.Want), hint)
		}
		if slices.Contains(k.Want, "string") && n.kind == mapNode && len(n.keys) == 1 && n.kids[0].kind == scalarNode && n.kids[0].scalar == nil {
			return wrong(typeWords(k.Want), needsQuotes("{"+n.keys[0]+"}"))
		}
		return wrong(typeWords(k.Want), describes(part))
	case *kind.Enum:
		words := make([]string, len(k.Want))
		for i, w := range k.Want {
			words[i] = fmt.Sprint(w)
		}
		return wrong(oneOf(words), meant(n.text, words))
	case *kind.Pattern:
		return wrong(describes(part), "")
	case *kind.MaxProperties, *kind.MinProperties:
		n.dropped = true
		return one(keyCount(n, part))
	case *kind.MaxItems, *kind.MinItems:
		n.dropped = true
		return one(problem.Problem{Found: fmt.Sprintf("%d items", len(n.kids)), Expected: describes(part)})
	case *kind.Minimum:
		return wrong("at least "+decimal(k.Want), "")
	case *kind.ExclusiveMinimum:
		return wrong("more than "+decimal(k.Want), "")
	case *kind.Maximum:
		return wrong("at most "+decimal(k.Want), "")
	case *kind.MinLength:
		return wrong("some text", describes(part))
	}
	return wrong("what the schema allows", fmt.Sprint(fault.ErrorKind.KeywordPath()))
}

// keyCount is the problem of a map with too many keys or none.
func keyCount(n *node, part *check.Schema) problem.Problem {
	p := problem.Problem{Found: "no key", Expected: "one key", Hint: describes(part)}
	if len(n.keys) > 0 {
		p.Found = strings.Join(n.keys, ", ")
	}
	if part != nil && part.MaxProperties == nil {
		p.Expected += " or more"
	}
	return p
}

// anyFault says whether something is wrong with a node or within it.
func (n *node) anyFault() bool {
	return n.faulty || n.dropped || slices.ContainsFunc(n.kids, (*node).anyFault)
}

// texts adds the texts within a node to a set.
func (n *node) texts(set map[string]bool) {
	if text, ok := n.scalar.(string); ok {
		set[text] = true
	}
	for _, k := range n.kids {
		k.texts(set)
	}
}

// names says whether a node holds one of some texts.
func (n *node) names(set map[string]bool) bool {
	text, ok := n.scalar.(string)
	return ok && set[text] || slices.ContainsFunc(n.kids, func(k *node) bool { return k.names(set) })
}

// unknownKeys makes a problem of each key that the schema does not have.
func unknownKeys(n *node, keys []string, part *check.Schema) []placed {
	var out []placed
	var known []string
	if part != nil {
		known = sortedKeys(part.Properties)
	}
	expected := "one of the keys " + strings.Join(known, ", ")
	for i, key := range n.keys {
		if slices.Contains(keys, key) {
			kid := n.kids[i]
			kid.dropped = true
			hint := meant(key, known)
			if i > 0 && n.kids[i-1].isNumber() && strings.Trim(key, "0123456789") == "" {
				hint = "write " + n.kids[i-1].text + "." + key + ": the decimal mark is a point"
			}
			out = append(out, placed{kid.keyLine, kid.keyCol, problem.Problem{Found: key, Expected: expected, Hint: hint}})
		}
	}
	return out
}

// describe says what a node holds, for a message.
func (n *node) describe() string {
	switch {
	case n.kind == mapNode && len(n.keys) == 0:
		return "{}"
	case n.kind == mapNode:
		return "the keys " + strings.Join(n.keys, ", ")
	case n.kind == listNode:
		return "a list"
	}
	return n.text
}

func describes(part *check.Schema) string {
	if part == nil {
		return ""
	}
	return part.Description
}

// typeWords says in words which JSON types are taken.
func typeWords(want []string) string {
	words := map[string]string{"string": "text", "number": "a number", "integer": "a whole number",
		"array": "a list", "object": "keys with values", "boolean": "true or false", "null": "nothing"}
	out := make([]string, len(want))
	for i, w := range want {
		out[i] = words[w]
	}
	return oneOf(out)
}

func decimal(r *big.Rat) string {
	f, _ := r.Float64()
	return fmt.Sprintf("%g", f)
}
