package batch

import (
	"errors"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/compiler"
	"github.com/expr-lang/expr/conf"
	"github.com/expr-lang/expr/parser"
	"github.com/expr-lang/expr/types"
	"github.com/expr-lang/expr/vm"
)

// split compiles an expression at its and, or and not, so that each comparison can be
// unknown for itself.
func (r *namesRead) split(n ast.Node, tree *parser.Tree, config *conf.Config) (*condition, error) {
	out := &condition{}
	var left, right ast.Node
	switch v := n.(type) {
	case *ast.UnaryNode:
		left = v.Node
		out.word = "not"
	case *ast.BinaryNode:
		switch v.Operator {
		case "and", "&&":
			out.word, left, right = "and", v.Left, v.Right
		case "or", "||":
			out.word, left, right = "or", v.Left, v.Right
		}
	}
	var err error
	if left == nil {
		var nodes visited
		ast.Walk(&n, &nodes)
		for _, node := range nodes {
			if i, ok := r.of[node]; ok {
				out.uses = append(out.uses, i)
			}
		}
		out.program, err = compiler.Compile(&parser.Tree{Node: n, Source: tree.Source}, config)
		return out, err
	}
	if out.left, err = r.split(left, tree, config); err == nil && right != nil {
		out.right, err = r.split(right, tree, config)
	}
	return out, err
}

// types are the names of an expression as nested maps of numbers.
func (e *expression) types() types.Map {
	out := types.Map{}
	for _, u := range e.uses {
		at := out
		for _, p := range u.path[:len(u.path)-1] {
			if at[p] == nil {
				at[p] = types.Map{}
			}
			at = at[p].(types.Map)
		}
		at[u.path[len(u.path)-1]] = types.Float64
	}
	return out
}

// truth is whether a condition holds.
type truth int8

const (
	unknown truth = iota
	holds
	fails
)

// evaluate finds out whether an expression holds; values are those of its uses, nil
// for an unknown one. The error says why a comparison of known values has no result.
func (e *expression) evaluate(values []*float64) (truth, error) {
	env := map[string]any{}
	for i, u := range e.uses {
		at := env
		for _, p := range u.path[:len(u.path)-1] {
			if at[p] == nil {
				at[p] = map[string]any{}
			}
			at = at[p].(map[string]any)
		}
		v := 0.0
		if values[i] != nil {
			v = *values[i]
		}
		at[u.path[len(u.path)-1]] = v
	}
	var errs error
	got := e.root.truth(values, env, &errs)
	if got != unknown {
		errs = nil
	}
	return got, errs
}

// truth follows the logic of three values: a part that is unknown makes the whole
// unknown, unless the other part decides it.
func (c *condition) truth(values []*float64, env map[string]any, errs *error) truth {
	switch c.word {
	case "not":
		return c.left.truth(values, env, errs).opposite()
	case "and":
		return c.left.truth(values, env, errs).or(c.right.truth(values, env, errs), fails)
	case "or":
		return c.left.truth(values, env, errs).or(c.right.truth(values, env, errs), holds)
	}
	for _, i := range c.uses {
		if values[i] == nil {
			return unknown
		}
	}
	machine := vm.VM{MemoryBudget: maxMemory}
	result, err := machine.Run(c.program, env)
	switch {
	case errors.Is(err, errNoNumber):
		err = errNoNumber
		fallthrough
	case err != nil:
		*errs = errors.Join(*errs, err)
		return unknown
	case result == true:
		return holds
	}
	return fails
}

func (t truth) opposite() truth {
	switch t {
	case holds:
		return fails
	case fails:
		return holds
	}
	return unknown
}

// or joins two parts of which one decides if it is strong: holds for or, fails for and.
func (t truth) or(other, strong truth) truth {
	switch {
	case t == strong || other == strong:
		return strong
	case t == unknown || other == unknown:
		return unknown
	}
	return strong.opposite()
}
