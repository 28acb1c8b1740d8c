package export

import (
	"strings"
	"unicode"
)

// letterWidth is the approximate width of a letter of bold Helvetica as a share of
// the font size. It is rather too large, because other fonts may be used.
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

// textWidth is the approximate width of a text at a font size of 1.
func textWidth(text string) float64 {
	sum := 0.0
	for _, c := range text {
		sum += letterWidth(c)
	}
	return sum
}

// fitted returns a text of at most this width at a font size of 1: the text itself,
// or a shortened one with an ellipsis.
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
