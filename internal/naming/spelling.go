package naming

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"saavu/internal/format/problem"
	"saavu/pkg/scenario"
)

// spelling is one way in which two files may write the same id differently, with a
// function that removes the difference.
type spelling struct {
	differ string
	plain  func(string) string
}

// spellings are in the order in which they are removed.
var spellings = []spelling{
	{"invisible characters or no-break spaces", strip(func(r rune) bool { return unicode.In(r, unicode.Cf, unicode.Cc) || r > 127 && unicode.IsSpace(r) })},
	{"the same letters in another Unicode form (NFC and NFD)", norm.NFC.String},
	{"digits or letters of another width or form", norm.NFKC.String},
	{"quotes", strip(func(r rune) bool { return strings.ContainsRune("\"'`´‘’“”„«»", r) })},
	{"dashes or underscores", func(s string) string { return dashes.ReplaceAllString(s, "-") }},
	{"spaces", strip(unicode.IsSpace)},
	{"upper and lower case", func(s string) string { return strings.ToLower(strings.ToUpper(s)) }},
	{"a number written with an exponent", expanded},
	{"thousands separators", ungrouped},
	{"decimals such as 1001.0, which a column with missing values gets", func(s string) string { return decimals.ReplaceAllString(s, "$1") }},
	beforeNumber,
	{"leading zeros", Unpadded},
}

// beforeNumber also matches unrelated ids, so it is used only if all others find
// nothing.
var beforeNumber = spelling{"the text before the number", func(s string) string { return prefix.ReplaceAllString(s, "$1") }}

var (
	dashes       = regexp.MustCompile(`[-_‐‑‒–—―−]`)
	thousands    = regexp.MustCompile(`^[1-9][0-9]{0,2}([.,][0-9]{3})+$`)
	decimals     = regexp.MustCompile(`^([0-9]+)[.,]0+$`)
	zerosInFront = regexp.MustCompile(`^0+([0-9]+)$`)
	prefix       = regexp.MustCompile(`^[^0-9]{1,12}([0-9]+)$`)
	exponent     = regexp.MustCompile(`^([0-9])[.,]?([0-9]*)[eE]\+?([0-9]{1,2})$`)
)

// strip returns a function that removes some characters from a text.
func strip(drop func(rune) bool) func(string) string {
	return func(s string) string {
		return strings.Map(func(r rune) rune {
			if drop(r) {
				return -1
			}
			return r
		}, s)
	}
}

// Unpadded removes leading zeros of a number: 092 becomes 92.
func Unpadded(s string) string { return zerosInFront.ReplaceAllString(s, "$1") }

// ungrouped removes thousands separators from a number: 1.001 becomes 1001.
func ungrouped(s string) string {
	if !thousands.MatchString(s) {
		return s
	}
	return strings.NewReplacer(".", "", ",", "").Replace(s)
}

// expanded writes a number with an exponent in plain digits: 1.001E+3 becomes 1001.
func expanded(s string) string {
	m := exponent.FindStringSubmatch(s)
	if m == nil {
		return s
	}
	n, _ := strconv.Atoi(m[3])
	if n < len(m[2]) {
		return s
	}
	return m[1] + m[2] + strings.Repeat("0", n-len(m[2]))
}

// plainID removes the differences of some spellings from an id.
func plainID(id string, of []spelling) string {
	for _, s := range of {
		id = s.plain(id)
	}
	return id
}

// Spelling explains why ids of one file are not found in another.
type Spelling struct {
	ID, As string // an id, and how the other file writes it
	Sure   bool   // not a coincidence: not only by a text before a number
	why    string
	ids    int // how many would be found if they were written the same; 0 if unknown
}

// SpelledOtherwise finds ids among others, ignoring differences in spelling; nil if
// it finds none.
func SpelledOtherwise(ids, among []string) *Spelling {
	sure := slices.DeleteFunc(slices.Clone(spellings), func(s spelling) bool { return s.differ == beforeNumber.differ })
	for _, of := range [][]spelling{sure, spellings} {
		known := make(map[string]string, len(among))
		for _, id := range among {
			key := plainID(id, of)
			if other, twice := known[key]; twice && other != id {
				id = "" // two ids that would become the same
			}
			known[key] = id
		}
		var out *Spelling
		for _, id := range ids {
			as := known[plainID(id, of)]
			switch {
			case as == "" || id == "":
			case out == nil:
				out = &Spelling{ID: id, As: as, why: "they differ by " + differences(id, as, of), ids: 1, Sure: len(of) < len(spellings)}
			default:
				out.ids++
			}
		}
		if out != nil {
			return out
		}
	}
	if out := roundedIDs(ids, among); out != nil {
		return out
	}
	if out := roundedIDs(among, ids); out != nil {
		out.ID, out.As = out.As, out.ID
		return out
	}
	return nil
}

// differences names the spellings that two ids differ by: those that must be
// removed to make them equal.
func differences(a, b string, of []spelling) string {
	needed := slices.Clone(of)
	for i := len(needed) - 1; i >= 0; i-- {
		without := slices.Delete(slices.Clone(needed), i, i+1)
		if plainID(a, without) == plainID(b, without) {
			needed = without
		}
	}
	var words []string
	for _, s := range needed {
		words = append(words, s.differ)
	}
	return strings.Join(words, ", and by ")
}

// roundedIDs finds an id that lost digits, in a spreadsheet, which shows
// 6.17E+17 or stores 15 digits, or in a floating-point number.
func roundedIDs(ids, among []string) *Spelling {
	for _, id := range ids {
		plain := expanded(id)
		if plain == id && len(id) < 16 || strings.Trim(plain, "0123456789") != "" {
			continue
		}
		kept := len(strings.TrimRight(plain, "0"))
		for _, as := range among {
			if as != id && (roundedTo(kept, plain, as) || asFloat(as) == plain) {
				return &Spelling{ID: id, As: as, why: "digits were lost when a program read the id as a number: export it as text", Sure: true}
			}
		}
	}
	return nil
}

// roundedTo reports whether a text is an id rounded to n digits, or truncated to
// them as spreadsheets do beyond 15 digits, and filled up with zeros.
func roundedTo(n int, text, id string) bool {
	x, err := strconv.ParseUint(id, 10, 64)
	if err != nil || len(id) <= n || len(id)-n > 18 {
		return false
	}
	unit := uint64(1)
	for range len(id) - n {
		unit *= 10
	}
	return text == strconv.FormatUint((x+unit/2)/unit*unit, 10) || text == strconv.FormatUint(x/unit*unit, 10)
}

// asFloat returns a whole number as a float64 stores it; "" for another text.
func asFloat(id string) string {
	x, err := strconv.ParseUint(id, 10, 64)
	if err != nil {
		return ""
	}
	return strconv.FormatFloat(float64(x), 'f', 0, 64)
}

// Hint describes the difference between the ids; where names the other file or its
// ids, and of is how many ids were not found.
func (o *Spelling) Hint(where string, of int) string {
	show := strconv.Quote
	if norm.NFC.String(o.ID) == norm.NFC.String(o.As) ||
		strings.ContainsFunc(o.ID+o.As,
			func(r rune) bool { return unicode.In(r, unicode.Cf) || r > 127 && unicode.IsSpace(r) }) {
		show = strconv.QuoteToASCII // the difference is invisible
	}
	text := fmt.Sprintf("%s %s, not %s: %s", where, show(o.As), show(o.ID), o.why)
	if of > 1 && o.ids > 0 {
		text += fmt.Sprintf("; %s of %s would be found if they were written the same", problem.Spaced(o.ids), problem.Counted(of, "such id"))
	}
	return text
}

// Suggest returns a hint with the known word that is nearest to an unknown one,
// empty if none is near.
func Suggest(word string, known []string) string {
	if near, ok := scenario.Nearest(word, known); ok {
		return "did you mean " + near + "?"
	}
	return ""
}

// SuggestID returns a hint for an unknown id: the known id that differs only in
// spelling, or the nearest one.
func SuggestID(id string, known []string) string {
	if other := SpelledOtherwise([]string{id}, known); other != nil {
		return other.Hint("the other file has", 1)
	}
	return Suggest(id, known)
}
