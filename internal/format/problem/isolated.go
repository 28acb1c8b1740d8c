package problem

import (
	"regexp"
	"strings"
)

// rightToLeft finds words of scripts that run from right to left, with the spaces between
// them.
var rightToLeft = regexp.MustCompile(`[\p{Hebrew}\p{Arabic}\p{Syriac}\p{Thaana}\p{Nko}]+(?:[ \x{a0}][\p{Hebrew}\p{Arabic}\p{Syriac}\p{Thaana}\p{Nko}]+)*`)

// Isolated puts words that run from right to left between marks, so that the numbers next
// to them keep their place in a page or a picture. Call it after Shown, which shows marks.
func Isolated(text string) string {
	if !strings.ContainsFunc(text, func(c rune) bool { return c >= 0x590 && c < 0x900 || c >= 0xfb1d && c < 0xff00 }) {
		return text
	}
	return rightToLeft.ReplaceAllString(text, "\u2068$0\u2069")
}
