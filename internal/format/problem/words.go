package problem

import (
	"slices"
	"strconv"
	"strings"
)

// Counted writes a count with its noun, with a space between thousands: "1
// row", "12 345 rows". The noun takes an s for any number but 1.
func Counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return Spaced(n) + " " + what + "s"
}

// Spaced writes a count of 0 or more with a space between thousands: "12 345".
func Spaced(n int) string {
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + " " + digits[i:]
	}
	return digits
}

// Listed lists the first most texts and counts the others: "a, b and 5 more".
// No texts return "".
func Listed(texts []string, most int) string {
	if len(texts) <= most {
		return strings.Join(texts, ", ")
	}
	return strings.Join(texts[:most], ", ") + " and " + strconv.Itoa(len(texts)-most) + " more"
}

// OneOf lists words for a sentence: "a, b or c". An empty word becomes "nothing".
func OneOf(words []string) string {
	words = slices.Clone(words)
	for i := range words {
		if words[i] == "" {
			words[i] = "nothing"
		}
	}
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// Hints appends a hint to another one; either may be empty.
func Hints(a, b string) string {
	switch {
	case a == "":
		return b
	case b == "":
		return a
	case strings.HasSuffix(a, "?"):
		return a + " " + b
	}
	return a + "; " + b
}

// NamedIn is the hint for a file that a place of the county files names; "" for none.
func NamedIn(place string) string {
	if place == "" {
		return ""
	}
	return "it is named in " + place
}

// RowHas is the hint for a repeated value that must be unique.
func RowHas(first int) string { return "row " + strconv.Itoa(first) + " has it already" }
