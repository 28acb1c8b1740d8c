package problem

import (
	"strconv"
	"strings"
)

// Counted writes a count with its noun, with a space between thousands: "1
// row", "12 345 rows". The noun takes an s for any number but 1.
func Counted(n int, what string) string {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + " " + digits[i:]
	}
	if n == 1 {
		return digits + " " + what
	}
	return digits + " " + what + "s"
}

// Listed lists the first most texts and counts the others: "a, b and 5 more".
// No texts return "".
func Listed(texts []string, most int) string {
	if len(texts) <= most {
		return strings.Join(texts, ", ")
	}
	return strings.Join(texts[:most], ", ") + " and " + strconv.Itoa(len(texts)-most) + " more"
}
