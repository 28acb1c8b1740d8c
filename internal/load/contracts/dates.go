package contracts

import (
	"fmt"
	"math"
	"time"

	"saavu/internal/load/field"
	"saavu/pkg/params"
	"saavu/pkg/producers"
)

// dates reads from when to when a contract holds.
func (x *row) dates(c *producers.Contract) {
	c.Start, c.End = x.day("start"), x.day("end")
	if !c.Start.IsZero() && !c.End.IsZero() && c.End.Before(c.Start) {
		x.Refuse("end", "a day that is not before the start, "+x.Field("start"), "")
	}
	c.Notice = x.number("notice_months", "whole months, 0 to 120", func(v float64) bool { return v >= 0 && v <= 120 && v == math.Trunc(v) })
}

// day reads a day; zero, with a problem, for anything else but an empty field.
func (x *row) day(column string) time.Time {
	text := x.Field(column)
	if text == "" {
		return time.Time{}
	}
	day, ok := field.ParseDay(text)
	if !ok {
		x.Refuse(column, "a day such as 2027-01-01", "")
	}
	return day
}

// ranges returns the euros of a row that have a low or a high, as parameters.
func (x *row) ranges(c *producers.Contract) []params.Param {
	src, ok := params.ParseFlag(x.Field("src"))
	if !ok {
		src = params.Assumption
	}
	var out []params.Param
	for _, f := range []struct {
		column, unit, expected string
		v                      float64
	}{{"price_eur", "EUR/contact", euros, c.Price}, {"supervision", "share", share, c.Supervision}, {"admin_eur", "EUR/contact", euros, c.Admin}} {
		v := f.v
		lo, hi := x.number(f.column+"_lo", f.expected, bounds(f.unit)), x.number(f.column+"_hi", f.expected, bounds(f.unit))
		if math.IsNaN(lo) && math.IsNaN(hi) {
			continue
		}
		p := params.Param{Path: Path(c.ID, f.column), V: v, Lo: v, Hi: v, Known: true, Unit: f.unit, Src: src, Ref: x.Field("ref")}
		switch {
		case math.IsNaN(v):
			x.Refuse(f.column, "a value, as it has a low or a high", "")
			continue
		case lo > v:
			x.Refuse(f.column+"_lo", fmt.Sprintf("a low that is not above the value, %s", x.Field(f.column)), "")
		case hi < v:
			x.Refuse(f.column+"_hi", fmt.Sprintf("a high that is not below the value, %s", x.Field(f.column)), "")
		}
		if lo < v {
			p.Lo = lo
		}
		if hi > v {
			p.Hi = hi
		}
		out = append(out, p)
	}
	return out
}

// Path is that of a figure of a contract among the parameters.
func Path(id, column string) string { return Prefix + "." + id + "." + column }

// bounds returns whether a number is one of a unit.
func bounds(unit string) func(float64) bool {
	b, _ := params.UnitBounds(unit)
	return b.Holds
}
