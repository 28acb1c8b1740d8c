package yaml

import (
	"errors"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"sort"
	"strings"

	check "github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"

	"saavu/internal/format/problem"
	"saavu/internal/naming"
)

// validate checks the tree against its schema, reports every fault at its position
// and drops invalid nodes, so that the rest can be read and checked too.
func (t *Tree) validate(r *Rules) {
	var faults *check.ValidationError
	if err := r.root.Validate(t.Root.Plain()); err == nil || !errors.As(err, &faults) {
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
		f.problem.File, f.problem.Row, f.problem.Char = t.File, f.line, f.col
		t.Problems.Add(f.problem)
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
func (t *Tree) explain(fault *check.ValidationError, part *check.Schema) []placed {
	n := t.Root.Find(fault.InstanceLocation...)
	if n.asked {
		return nil
	}
	n.faulty = true
	one := func(p problem.Problem) []placed { return []placed{{n.Line, n.Col, p}} }
	wrong := func(expected, hint string) []placed {
		n.Dropped = true
		return one(problem.Problem{Found: n.Describe(), Expected: expected, Hint: hint})
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
		if hint := Slip(Bounds(fault.InstanceLocation), n); hint != "" && k.Got == "string" {
			return wrong(typeWords(k.Want), hint)
		}
		if slices.Contains(k.Want, "string") && n.Kind == Map && len(n.Keys) == 1 && n.Children[0].Kind == Scalar && n.Children[0].Scalar == nil {
			return wrong(typeWords(k.Want), needsQuotes("{"+n.Keys[0]+"}"))
		}
		return wrong(typeWords(k.Want), describes(part))
	case *kind.Enum:
		words := make([]string, len(k.Want))
		for i, w := range k.Want {
			words[i] = fmt.Sprint(w)
		}
		return wrong(problem.OneOf(words), naming.Suggest(n.Text, words))
	case *kind.Pattern:
		return wrong(describes(part), "")
	case *kind.MaxProperties, *kind.MinProperties:
		n.Dropped = true
		return one(keyCount(n, part))
	case *kind.MaxItems, *kind.MinItems:
		n.Dropped = true
		return one(problem.Problem{Found: fmt.Sprintf("%d items", len(n.Children)), Expected: describes(part)})
	case *kind.UniqueItems:
		n.Dropped = true
		again := n.Children[k.Duplicates[1]]
		return []placed{{again.Line, again.Col, problem.Problem{Found: again.Describe(), Expected: "each item once", Hint: "it stands in the list already: leave one out"}}}
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
func keyCount(n *Node, part *check.Schema) problem.Problem {
	p := problem.Problem{Found: "no key", Expected: "one key", Hint: describes(part)}
	if len(n.Keys) > 0 {
		p.Found = strings.Join(n.Keys, ", ")
	}
	if part != nil && part.MaxProperties == nil {
		p.Expected += " or more"
	}
	return p
}

// AnyFault reports whether a node or anything in it is invalid.
func (n *Node) AnyFault() bool {
	return n.faulty || n.Dropped || slices.ContainsFunc(n.Children, (*Node).AnyFault)
}

// Texts adds the texts within a node to a set.
func (n *Node) Texts(set map[string]bool) {
	if text, ok := n.Scalar.(string); ok {
		set[text] = true
	}
	for _, k := range n.Children {
		k.Texts(set)
	}
}

// Names reports whether a node contains one of some texts.
func (n *Node) Names(set map[string]bool) bool {
	text, ok := n.Scalar.(string)
	return ok && set[text] || slices.ContainsFunc(n.Children, func(k *Node) bool { return k.Names(set) })
}

// unknownKeys reports each key that the schema does not have.
func unknownKeys(n *Node, keys []string, part *check.Schema) []placed {
	var out []placed
	var known []string
	if part != nil {
		known = slices.Sorted(maps.Keys(part.Properties))
	}
	expected := "one of the keys " + strings.Join(known, ", ")
	for i, key := range n.Keys {
		if slices.Contains(keys, key) {
			child := n.Children[i]
			child.Dropped = true
			hint := naming.Suggest(key, known)
			if i > 0 && n.Children[i-1].IsNumber() && strings.Trim(key, "0123456789") == "" {
				hint = "write " + n.Children[i-1].Text + "." + key + ": the decimal separator is a point"
			}
			out = append(out, placed{child.KeyLine, child.KeyCol, problem.Problem{Found: key, Expected: expected, Hint: hint}})
		}
	}
	return out
}

// Describe describes the content of a node for a message.
func (n *Node) Describe() string {
	switch {
	case n.Kind == Map && len(n.Keys) == 0:
		return "{}"
	case n.Kind == Map:
		return "the keys " + strings.Join(n.Keys, ", ")
	case n.Kind == List:
		return "a list"
	}
	return n.Text
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
	return problem.OneOf(out)
}

func decimal(r *big.Rat) string {
	f, _ := r.Float64()
	return fmt.Sprintf("%g", f)
}
