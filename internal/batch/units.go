package batch

import (
	"fmt"

	"github.com/expr-lang/expr/ast"
)

// measured is the unit of a part of an expression.
type measured struct {
	unit    string   // of a figure; "" if it has none or is not known
	percent ast.Node // a number with % or pp that stands alone or in a sum, nil without one
	text    string   // of that number
}

// unit returns the unit of a part of an expression, and refuses % and pp next to a figure that
// is no share: in a comparison, a sum or a difference. Products and quotients may have any unit.
func (r *namesRead) unit(n ast.Node, percents *scaling) measured {
	if i, ok := r.of[n]; ok {
		for _, f := range r.out.uses[i].node.of {
			return measured{unit: f.unit} // it is the same in all counties
		}
	}
	switch v := n.(type) {
	case *ast.IntegerNode, *ast.FloatNode:
		if text, ok := percents.texts[n.Location().From]; ok {
			return measured{percent: n, text: text}
		}
	case *ast.UnaryNode:
		return r.unit(v.Node, percents)
	case *ast.ConditionalNode:
		r.unit(v.Cond, percents)
		return r.together(r.unit(v.Exp1, percents), r.unit(v.Exp2, percents))
	case *ast.BinaryNode:
		a, b := r.unit(v.Left, percents), r.unit(v.Right, percents)
		switch _, compares := comparisons[v.Operator]; {
		case compares:
			r.together(a, b)
		case v.Operator == "+" || v.Operator == "-":
			return r.together(a, b)
		}
	}
	return measured{}
}

// together is the unit of two parts that are compared or added.
func (r *namesRead) together(a, b measured) measured {
	if a.unit == "" {
		a, b = b, a
	}
	if b.percent != nil && a.unit != "" && a.unit != "share" {
		r.fault(b.percent, b.text, fmt.Sprintf("a number of %s, as the figure next to it", a.unit), "only shares have % and pp: a part of something is a quotient, such as tasks.failed / tasks.all > 10%")
	}
	if a.percent == nil {
		a.percent, a.text = b.percent, b.text
	}
	return a
}
