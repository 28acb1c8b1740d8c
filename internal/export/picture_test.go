package export

import (
	"html"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"saavu/internal/words"
	"saavu/pkg/lang"
)

// The texts of a map end inside the picture, in every language and with the wide
// letters of another font.
func TestTextsOfAMapEndInThePicture(t *testing.T) {
	width := regexp.MustCompile(`<svg [^>]*width="([\d.]+)"`)
	line := regexp.MustCompile(`<text x="([\d.]+)" y="[\d.]+"(?: font-size="(\d+)")?[^>]*>([^<]*)</text>`)
	for _, l := range lang.Languages() {
		s := world30()
		s.Words, s.Public = words.In(l), true
		var b strings.Builder
		if err := s.picture(&b, 0); err != nil {
			t.Fatal(err)
		}
		right, _ := strconv.ParseFloat(width.FindStringSubmatch(b.String())[1], 64)
		texts := line.FindAllStringSubmatch(b.String(), -1)
		if len(texts) < 18 {
			t.Fatalf("%s: only %d texts", l, len(texts))
		}
		for _, m := range texts {
			x, _ := strconv.ParseFloat(m[1], 64)
			size := 12.0
			if m[2] != "" {
				size, _ = strconv.ParseFloat(m[2], 64)
			}
			if end := x + size*textWidth(html.UnescapeString(m[3])); end > right {
				t.Errorf("%s: %q may end at %.0f, the picture at %.0f", l, m[3], end, right)
			}
		}
	}
}
