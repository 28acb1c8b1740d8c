package load

import (
	"math"
	"regexp"

	"saavu/pkg/params"
)

// numberUnits are the units of numbers of options and tables, by their keys and
// columns.
var numberUnits = map[string]string{"staff": "FTE", "floor_m2": "m2", "population": "people", "headway_min": "min", "headway_midday_min": "min",
	"fi_share": "share", "sv_share": "share", "foreign_share": "share", "share": "share", "fte": "FTE", "rooms": "rooms", "fte_factor": "ratio",
	"rooms_factor": "ratio", "price": "EUR/contact", "one_off": "EUR", "count": "vehicles", "every_days": "days"}

// numberBounds gives the bounds of the number at a place of a file, those of any
// number where its key says no more.
func numberBounds(path []string) params.Bounds {
	unit := ""
	if len(path) > 0 {
		unit = numberUnits[path[len(path)-1]]
	}
	b, _ := params.UnitBounds(unit)
	return b
}

// slip says what was likely meant by a value that is not within bounds.
func slip(b params.Bounds, n *node) string {
	if !plainDigits(n.text) && n.kind == scalarNode {
		return "write it in digits alone, without a 0 before them: 010 and 0x10 are 8 and 16 in YAML"
	}
	hint := b.Slip(n.text)
	if _, ok := params.ParseNumber(n.text); ok && hint == "" && !n.isNumber() && n.kind == scalarNode {
		return "write it without quotes and without an exponent"
	}
	return hint
}

// isNumber says whether a node holds a finite number.
func (n *node) isNumber() bool {
	switch v := n.scalar.(type) {
	case int64, uint64:
		return true
	case float64:
		return v-v == 0 && !math.IsInf(v, 0)
	}
	return false
}

// otherBase is a number that YAML reads otherwise than it looks: 010 is eight,
// 0x10 sixteen, 1_0 ten.
var otherBase = regexp.MustCompile(`^[-+]?(0[0-9]|0[xXoObB]|[0-9.]+_)`)

// plainDigits says whether a text has no zeros before its digits, no base but ten
// and no mark between digits.
func plainDigits(text string) bool { return !otherBase.MatchString(text) }
