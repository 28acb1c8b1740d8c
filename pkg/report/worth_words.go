package report

import (
	"math"
	"strconv"
	"strings"
)

// The phrases of value for money that hold no figure.
const (
	Better   = "better and cheaper"
	Worse    = "worse and dearer"
	NoClear  = "no clear difference"
	Cheaper  = "same reach, cheaper"
	Dearer   = "same reach, dearer"
	NoChange = "no change"
	widthMax = 22
)

// Worth says in words what an option gives for its money, in at most 22
// characters. People is the change of those who get there, money the change of
// the county's euros a year. The figure is |money ÷ people| with two digits
// that count: "260 € per gained", "saves 410 € per loser". Where either change
// is unknown, smaller than its range, or has a range that covers zero, it is
// "no clear difference"; a reach that is exactly the same, with no range, leaves
// the money to speak for itself, and where the money is exactly the same too
// there is "no change".
func Worth(people, money Range) string {
	p, m := people.Direction(), money.Direction()
	same := people.Known && people.V == 0 && people.Lo == 0 && people.Hi == 0
	switch {
	case same && money.Known && money.V == 0 && money.Lo == 0 && money.Hi == 0:
		return NoChange
	case same && m < 0:
		return Cheaper
	case same && m > 0:
		return Dearer
	case p == 0 || m == 0:
		return NoClear
	case p > 0 && m < 0:
		return Better
	case p < 0 && m > 0:
		return Worse
	case p > 0:
		return euros(money.V/people.V) + " per gained"
	}
	price := euros(money.V / people.V)
	if s := "saves " + price + " per loser"; len([]rune(s)) <= widthMax {
		return s
	}
	return "saves " + price + "/loser"
}

// shortMax is the most characters that Short gives.
const shortMax = 15

// Short gives the words of Worth in at most 15 characters, for a narrow column:
// "better, cheaper", "260/gained", "saves 410/loser", "saves 4.1k each".
func Short(worth string) string {
	switch worth {
	case Better:
		return "better, cheaper"
	case Worse:
		return "worse, dearer"
	case NoClear:
		return "no clear diff."
	case Cheaper:
		return "same, cheaper"
	case Dearer:
		return "same, dearer"
	}
	short := strings.NewReplacer(" M€", "M", " € per ", "/", " per ", "/", " €/", "/").Replace(worth)
	loser, ok := strings.CutSuffix(short, "/loser")
	if !ok || len([]rune(short)) <= shortMax {
		return short
	}
	price := strings.ReplaceAll(strings.TrimPrefix(loser, "saves "), " ", "")
	if v, err := strconv.ParseFloat(strings.TrimSuffix(price, "M"), 64); err == nil && !strings.HasSuffix(price, "M") {
		price = strconv.FormatFloat(v/1000, 'g', 3, 64) + "k"
	} else if err == nil && v >= 10 {
		price = strconv.FormatFloat(math.Round(v), 'f', 0, 64) + "M"
	}
	return "saves " + price + " each"
}
