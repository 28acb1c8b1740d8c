package export

import (
	"strings"
	"unicode"
)

// letterWidth is about how wide a letter of bold Helvetica is, in parts of the font
// size, and rather more than less: other fonts may stand for it.
func letterWidth(c rune) float64 {
	switch {
	case unicode.Is(unicode.Mn, c):
		return 0
	case strings.ContainsRune(" .,:;!|'’()[]/-·fijlrtI", c):
		return 0.42
	case c >= 0x1100 || strings.ContainsRune("mwMW%@æœÆŒ", c):
		return 1.05
	case unicode.IsUpper(c):
		return 0.82
	}
	return 0.67
}

// textWidth is about how wide a text is at a font size of 1.
func textWidth(text string) float64 {
	sum := 0.0
	for _, c := range text {
		sum += letterWidth(c)
	}
	return sum
}

// fitted gives a text that is at most so wide at a font size of 1: as it is, or
// shortened with an ellipsis.
func fitted(text string, width float64) string {
	if textWidth(text) <= width {
		return text
	}
	const ellipsis = "…"
	left := width - textWidth(ellipsis)
	for i, c := range text {
		if left -= letterWidth(c); left < 0 {
			return strings.TrimRight(text[:i], " ") + ellipsis
		}
	}
	return ellipsis
}
