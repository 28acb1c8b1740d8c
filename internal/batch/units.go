package batch

import (
	"fmt"
	"math"
	"strconv"

	"github.com/expr-lang/expr/ast"
)

// measured is what a part of an expression measures.
type measured struct {
	unit     string   // of a figure; "" if it has none or is not known
	percent  ast.Node // a number with % or pp that stands alone or in a sum, nil without one
	text     string   // of that number
	constant bool     // it is a number; lo is its value
	lo, hi   float64  // of a share without a number in a sum: the lowest and the highest that it can be
	bounded  bool     // lo and hi are known
}

// unit returns what a part of an expression measures. It refuses % and pp next to a figure that
// is no share, and a number that a share next to it can never be: in a comparison, a sum or a
// difference. Products and quotients may have any unit.
func (r *namesRead) unit(n ast.Node, percents *scaling) measured {
	if i, ok := r.of[n]; ok {
		for _, f := range r.out.uses[i].node.of {
			return measured{unit: f.unit, hi: 1, bounded: f.unit == "share"} // it is the same in all counties
		}
	}
	switch v := n.(type) {
	case *ast.IntegerNode:
		return percents.number(n, float64(v.Value))
	case *ast.FloatNode:
		return percents.number(n, v.Value)
	case *ast.UnaryNode:
		out := r.unit(v.Node, percents)
		if v.Operator == "-" {
			out.lo, out.hi = -out.hi, -out.lo
		}
		return out
	case *ast.ConditionalNode:
		r.unit(v.Cond, percents)
		a, b := r.unit(v.Exp1, percents), r.unit(v.Exp2, percents)
		out := r.together(a, b)
		out.lo, out.hi = min(a.lo, b.lo), max(a.hi, b.hi)
		return out
	case *ast.BinaryNode:
		a, b := r.unit(v.Left, percents), r.unit(v.Right, percents)
		_, compares := comparisons[v.Operator]
		if !compares && v.Operator != "+" && v.Operator != "-" {
			break
		}
		r.possible(v.Right, compares, a, b)
		r.possible(v.Left, compares, b, a)
		out := r.together(a, b)
		switch v.Operator {
		case "+":
			out.lo, out.hi = a.lo+b.lo, a.hi+b.hi
			return out
		case "-":
			out.lo, out.hi = a.lo-b.hi, a.hi-b.lo
			return out
		}
	}
	return measured{}
}

// number is a number as it is written; its value is that of its per cents.
func (s *scaling) number(n ast.Node, v float64) measured {
	at := n.Location().From
	if text, ok := s.texts[at]; ok {
		return measured{percent: n, text: text, constant: true, lo: s.at[at], hi: s.at[at]}
	}
	return measured{text: strconv.FormatFloat(v, 'f', -1, 64), constant: true, lo: v, hi: v}
}

// possible refuses a number next to a share that the share can never be: compared, it is outside
// of what the share can be; in a sum, it is more than a whole.
func (r *namesRead) possible(at ast.Node, compares bool, share, number measured) {
	lo, hi := share.lo, share.hi
	if !compares {
		lo, hi = -1, 1
	}
	if !share.bounded || !number.constant || lo <= number.lo && number.lo <= hi {
		return
	}
	v, hint := math.Abs(number.lo), "the comparison has the same answer in every task"
	if v > 1 && v <= 100 && number.percent == nil {
		hint = "write " + strconv.FormatFloat(v, 'f', -1, 64) + "%"
		if lo < 0 && number.lo < 0 {
			hint = "write -" + strconv.FormatFloat(v, 'f', -1, 64) + "%"
		}
	}
	text := number.text
	if sign, ok := at.(*ast.UnaryNode); ok {
		text = sign.Operator + text
	}
	r.fault(at, text, fmt.Sprintf("a number from %g to %g, as the share next to it", lo+0, hi+0), hint)
}

// together is the unit of two parts that are compared or added.
func (r *namesRead) together(a, b measured) measured {
	bounded := a.bounded && b.bounded
	if a.unit == "" {
		a, b = b, a
	}
	if b.percent != nil && a.unit != "" && a.unit != "share" {
		r.fault(b.percent, b.text, fmt.Sprintf("a number of %s, as the figure next to it", a.unit), "only shares have % and pp: a part of something is a quotient, such as tasks.failed / tasks.all > 10%")
	}
	if a.percent == nil {
		a.percent, a.text = b.percent, b.text
	}
	a.bounded, a.constant = bounded, false
	return a
}
