package report

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
