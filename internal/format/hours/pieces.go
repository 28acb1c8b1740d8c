package hours

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// piece is a self-contained part of a text.
type piece struct {
	text  string
	at    int
	semi  bool // after a semicolon
	aside bool // was in parentheses or quotation marks, which text includes
	spare bool // applies only where the others do not: after ||
}

// pieces splits a text into rules. A part in parentheses or quotation marks is
// a separate piece, unless it only has the times, or the closing, of what
// precedes it.
func pieces(text string) []piece {
	clean, asides := setAside(text)
	var out []piece
	begin, semi, spare := 0, false, false
	end := func(at, next int, bySemi bool) {
		trimmed := strings.TrimSpace(clean[begin:at])
		if trimmed != "" {
			from := begin + strings.Index(clean[begin:at], trimmed)
			out = append(out, piece{text: trimmed, at: from, semi: semi, spare: spare})
		}
		for len(asides) > 0 && asides[0].at < next {
			out = append(out, asides[0])
			asides = asides[1:]
		}
		begin, semi = next, bySemi
	}
	for i, c := range clean {
		switch {
		case i < begin:
		case strings.HasPrefix(clean[i:], "||"):
			end(i, i+2, false)
			spare = true
		case c == ';' || c == '\n' || c == '|':
			end(i, i+1, c == ';')
		case c == '.' && sentenceEnds(clean, i):
			end(i, i+1, false)
		}
	}
	end(len(clean), len(clean)+1, false)
	return out
}

// setAside replaces parts in parentheses and quotation marks with spaces, so
// that positions stay the same.
func setAside(text string) (string, []piece) {
	clean := []byte(text)
	var asides []piece
	for at := 0; at < len(text); at++ {
		var n int
		switch text[at] {
		case '(':
			n = parenthesis(text[at:])
		case '"':
			n = strings.IndexByte(text[at+1:], '"') + 2
		}
		if n < 2 {
			continue
		}
		inside := text[at+1 : at+n-1]
		if list, ok := tokens(inside); text[at] == '(' && ok && len(list) > 0 && noDays(list) {
			clean[at], clean[at+n-1] = ',', ','
		} else {
			asides = append(asides, piece{text: text[at : at+n], at: at, aside: true})
			for i := range n {
				clean[at+i] = ' '
			}
		}
		at += n - 1
	}
	return string(clean), asides
}

// parenthesis is the length of a text from its opening parenthesis to the
// matching one, 0 if there is none.
func parenthesis(text string) int {
	depth := 0
	for i := range len(text) {
		switch text[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return 0
}

func noDays(list []token) bool {
	for _, t := range list {
		switch t.kind {
		case clock, dash, comma, and, closed, always:
		default:
			return false
		}
	}
	return true
}

// longestWord is how many bytes before a full stop are examined.
const longestWord = 64

// sentenceEnds reports whether a full stop ends a sentence: after a word, or
// after a span of times. "ma." and a date such as 1.6. or 1.6.-20.10. do not.
func sentenceEnds(text string, at int) bool {
	rest := text[at+1:]
	if c, _ := utf8.DecodeRuneInString(rest); rest != "" && !unicode.IsSpace(c) {
		return false
	}
	before := text[max(0, at-longestWord):at]
	cut := strings.LastIndexAny(before, " \t\n-–—") + 1
	for cut < len(before) && !utf8.RuneStart(before[cut]) {
		cut++
	}
	last := before[cut:]
	if _, isTime := parseClock(last); isTime {
		if strings.TrimSpace(rest) == "" {
			return true
		}
		return endsSpan(before[:cut]) && (len(last) > 2 || beginsSentence(rest))
	}
	return len([]rune(last)) > 4 &&
		strings.IndexFunc(last, func(c rune) bool { return unicode.IsDigit(c) || c == '.' }) < 0
}

// endsSpan reports whether the text before a time makes it the end of a span: a
// dash, or a word for one, after something that is not a date.
func endsSpan(before string) bool {
	before = strings.TrimRight(before, " \t")
	if cut := strings.TrimRight(before, "-–—"); cut != before {
		return !strings.HasSuffix(strings.TrimRight(cut, " \t"), ".")
	}
	last := strings.ToLower(before[strings.LastIndexAny(before, " \t")+1:])
	return last == "to" || words[last].kind == dash
}

// beginsSentence reports whether a text continues with a capital letter, or
// with a word about time; a month after the number of its day is neither.
func beginsSentence(text string) bool {
	text = strings.TrimSpace(text)
	n := strings.IndexFunc(text, func(c rune) bool { return !unicode.IsLetter(c) })
	if n < 0 {
		n = len(text)
	}
	c, _ := utf8.DecodeRuneInString(text)
	_, known := words[strings.ToLower(text[:n])]
	return n > 0 && (known || unicode.IsUpper(c))
}

// heads reports whether a piece that is not read names a part of the year and
// no days, so that the pieces after it may apply only in that part: "Kesäaika
// 1.6.-31.8.".
func heads(text string) bool {
	period := false
	for _, field := range strings.FieldsFunc(strings.ToLower(text),
		func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '.' }) {
		if w, known := words[strings.TrimRight(field, ".")]; known && w.kind != filler && w.kind != and && w.kind != dash {
			return false
		}
		for _, p := range periods {
			period = period || strings.HasPrefix(field, p)
		}
		period = period || isDate(field) || slices.Contains(wholePeriods, field)
	}
	return period
}

// isDate reports whether a field is a date without a year: 1.6, 1.6. or 24.12.
func isDate(field string) bool {
	first, second, _ := strings.Cut(strings.TrimRight(field, "."), ".")
	d, _ := strconv.Atoi(first)
	m, _ := strconv.Atoi(second)
	return d >= 1 && d <= 31 && m >= 1 && m <= 12 && len(second) <= 2
}
