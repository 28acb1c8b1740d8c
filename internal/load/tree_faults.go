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

// validate checks the tree against its schema, reports every fault at its position
// and drops invalid nodes, so that the rest can be read and checked too.
func (t *tree) validate(r *rules) {
	var faults *check.ValidationError
	if err := r.root.Validate(t.root.plain()); err == nil || !errors.As(err, &faults) {
		return
	}
	var causes []*check.ValidationError
	gather(faults, &causes)
	var found []placed
	for _, fault := range causes {
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

// placed is a problem with its line and column, for sorting.
type placed struct {
	line, col int
	problem   problem.Problem
}

// gather collects the root causes of a fault.
func gather(fault *check.ValidationError, causes *[]*check.ValidationError) {
	if len(fault.Causes) == 0 {
		*causes = append(*causes, fault)
	}
	for _, c := range fault.Causes {
		gather(c, causes)
	}
}

// explain converts one fault to problems and drops the affected nodes.
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
		if slices.Contains(k.Want, "string") && n.kind == mapNode && len(n.keys) == 1 && n.children[0].kind == scalarNode && n.children[0].scalar == nil {
			return wrong(typeWords(k.Want), needsQuotes("{"+n.keys[0]+"}"))
		}
		return wrong(typeWords(k.Want), describes(part))
	case *kind.Enum:
		words := make([]string, len(k.Want))
		for i, w := range k.Want {
			words[i] = fmt.Sprint(w)
		}
		return wrong(oneOf(words), suggest(n.text, words))
	case *kind.Pattern:
		return wrong(describes(part), "")
	case *kind.MaxProperties, *kind.MinProperties:
		n.dropped = true
		return one(keyCount(n, part))
	case *kind.MaxItems, *kind.MinItems:
		n.dropped = true
		return one(problem.Problem{Found: fmt.Sprintf("%d items", len(n.children)), Expected: describes(part)})
	case *kind.UniqueItems:
		n.dropped = true
		again := n.children[k.Duplicates[1]]
		return []placed{{again.line, again.col, problem.Problem{Found: again.describe(), Expected: "each item once", Hint: "it stands in the list already: leave one out"}}}
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

// anyFault reports whether a node or anything in it is invalid.
func (n *node) anyFault() bool {
	return n.faulty || n.dropped || slices.ContainsFunc(n.children, (*node).anyFault)
}

// texts adds the texts within a node to a set.
func (n *node) texts(set map[string]bool) {
	if text, ok := n.scalar.(string); ok {
		set[text] = true
	}
	for _, k := range n.children {
		k.texts(set)
	}
}

// names reports whether a node contains one of some texts.
func (n *node) names(set map[string]bool) bool {
	text, ok := n.scalar.(string)
	return ok && set[text] || slices.ContainsFunc(n.children, func(k *node) bool { return k.names(set) })
}

// unknownKeys reports each key that the schema does not have.
func unknownKeys(n *node, keys []string, part *check.Schema) []placed {
	var out []placed
	var known []string
	if part != nil {
		known = sortedKeys(part.Properties)
	}
	expected := "one of the keys " + strings.Join(known, ", ")
	for i, key := range n.keys {
		if slices.Contains(keys, key) {
			child := n.children[i]
			child.dropped = true
			hint := suggest(key, known)
			if i > 0 && n.children[i-1].isNumber() && strings.Trim(key, "0123456789") == "" {
				hint = "write " + n.children[i-1].text + "." + key + ": the decimal separator is a point"
			}
			out = append(out, placed{child.keyLine, child.keyCol, problem.Problem{Found: key, Expected: expected, Hint: hint}})
		}
	}
	return out
}

// describe describes the content of a node for a message.
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

// typeWords describes the accepted JSON types.
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
