package yaml

import (
	"math"
	"regexp"

	"saavu/pkg/params"
)

// numberUnits holds the units of numbers in options and tables, by key or column.
var numberUnits = map[string]string{"staff": "FTE", "floor_m2": "m2", "population": "people", "headway_min": "min", "headway_midday_min": "min",
	"fi_share": "share", "sv_share": "share", "foreign_share": "share", "share": "share", "fte": "FTE", "rooms": "rooms", "fte_factor": "ratio",
	"rooms_factor": "ratio", "price": "EUR/contact", "one_off": "EUR", "count": "vehicles", "every_days": "days",
	"rent_eur_m2_month": "EUR/m2/month", "fixed_eur_year": "EUR/year", "notice_months": "months",
	"outside_eur_hour": "EUR/h", "setup_eur": "EUR"}

// Bounds returns the bounds of the number at a path of a file, those of any
// number if its key has no unit.
func Bounds(path []string) params.Bounds {
	unit := ""
	if len(path) > 0 {
		unit = numberUnits[path[len(path)-1]]
	}
	b, _ := params.UnitBounds(unit)
	return b
}

// Slip returns a hint how to correct a value that is not within bounds.
func Slip(b params.Bounds, n *Node) string {
	if !plainDigits(n.Text) && n.Kind == Scalar {
		return "write it in digits only, without a leading 0: YAML reads 010 as 8 and 0x10 as 16"
	}
	hint := b.Slip(n.Text)
	if _, ok := params.ParseNumber(n.Text); ok && hint == "" && !n.IsNumber() && n.Kind == Scalar {
		return "write it without quotes and without an exponent"
	}
	return hint
}

// IsNumber reports whether a node is a finite number.
func (n *Node) IsNumber() bool {
	switch v := n.Scalar.(type) {
	case int64, uint64:
		return true
	case float64:
		return v-v == 0 && !math.IsInf(v, 0)
	}
	return false
}

// otherBase matches numbers that YAML reads differently than they look: 010 is
// eight, 0x10 sixteen, 1_0 ten.
var otherBase = regexp.MustCompile(`^[-+]?(0[0-9]|0[xXoObB]|[0-9.]+_)`)

// plainDigits reports whether a text has no leading zeros, no base other than
// ten and no separator between digits.
func plainDigits(text string) bool { return !otherBase.MatchString(text) }
