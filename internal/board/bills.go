package board

import (
	"cmp"
	"math"
	"slices"

	"saavu/pkg/cost"
	"saavu/pkg/report"
)

// LeastEuros is the change of euros a year from which a line stands alone.
const LeastEuros = 5000.0

// Bill is what changes in euros a year for one option, by payer.
type Bill struct {
	Option   int
	Payers   []PayerBill
	OneOff   float64      // of the county
	NotGiven report.Range // what residents do not pay as visits are not given; in no sum
}

// PayerBill is the changed lines of one payer, the largest increase first, and their sum.
type PayerBill struct {
	Payer string
	Lines []BillLine
	Sum   report.Range
}

// BillLine is the change of one cost line, or of all lines under LeastEuros.
type BillLine struct {
	Kind  string // "" for the other lines together
	Money report.Range
	From  int // first year of the full effect if that is later than the option's year; else 0
}

// Bills gives the bills of the options of a screen: of the county and the residents.
func (v *View) Bills() []Bill {
	var out []Bill
	for _, k := range v.Options {
		n := &v.R.Network[k]
		b := Bill{Option: k, OneOff: n.OneOff}
		for _, p := range n.Payers {
			if p.Name == string(cost.NotGiven) {
				b.NotGiven = p.Money
			}
		}
		b.Payers = []PayerBill{v.payerBill(k, cost.County, n.County), v.payerBill(k, cost.Residents, n.Homes)}
		out = append(out, b)
	}
	return out
}

// Outside are the payers of whom no option of a screen has a line.
func (v *View) Outside() []string {
	var out []string
	for _, name := range []cost.Payer{cost.State, cost.Municipality} {
		some := false
		for _, k := range v.Options {
			some = some || slices.ContainsFunc(v.R.Network[k].Lines, func(l report.Line) bool { return l.Payer == string(name) })
		}
		if !some {
			out = append(out, v.W.Term("payer", string(name)))
		}
	}
	return out
}

// payerBill sorts the lines of a payer. Lines of one kind and year are one.
func (v *View) payerBill(k int, payer cost.Payer, sum report.Range) PayerBill {
	out := PayerBill{Payer: string(payer), Sum: sum}
	for _, l := range v.R.Network[k].Lines {
		if l.Payer != string(payer) {
			continue
		}
		x := BillLine{Kind: l.Kind, Money: l.Money}
		if l.From > v.R.Options[k].Year {
			x.From = l.From
		}
		at := slices.IndexFunc(out.Lines, func(o BillLine) bool { return o.Kind == x.Kind && o.From == x.From })
		if at < 0 {
			out.Lines = append(out.Lines, x)
			continue
		}
		out.Lines[at].Money = plus(out.Lines[at].Money, x.Money)
	}
	small := report.Exact(0)
	out.Lines = slices.DeleteFunc(out.Lines, func(l BillLine) bool {
		if !l.Money.Known || math.Abs(l.Money.V) >= LeastEuros {
			return false
		}
		small = plus(small, l.Money)
		return true
	})
	slices.SortStableFunc(out.Lines, func(a, b BillLine) int { return cmp.Compare(b.Money.V, a.Money.V) })
	if math.Abs(small.V) >= LeastEuros {
		out.Lines = append(out.Lines, BillLine{Money: small})
	}
	return out
}

// plus adds the values of two ranges.
func plus(a, b report.Range) report.Range {
	if !a.Known || !b.Known {
		return report.Range{}
	}
	return report.Exact(a.V + b.V)
}
