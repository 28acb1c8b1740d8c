package hours

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is a word of a text with its position, in bytes.
type token struct {
	word
	text    string // lowercase
	at, end int
}

// tokens splits a text into words with a meaning; false if one has none.
func tokens(text string) ([]token, bool) {
	var out []token
	for at := 0; at < len(text); {
		c, size := utf8.DecodeRuneInString(text[at:])
		if unicode.IsSpace(c) || c == ':' {
			at += size
			continue
		}
		t, n, ok := next(text[at:], c, size, len(out) > 0 && out[len(out)-1].kind == dash)
		if !ok {
			return nil, false
		}
		if c == '+' && openEnd(out, text[at+size:]) {
			return nil, false
		}
		t.at, t.end = at, at+n
		out = append(out, t)
		at += n
	}
	return resolve(out), true
}

// openEnd reports whether a plus sign means "and later", as in 08:00-16:00+,
// and not "and".
func openEnd(before []token, rest string) bool {
	return len(before) > 0 && before[len(before)-1].kind == clock && strings.TrimLeft(rest, " 0123456789") == rest
}

// next reads the word at the beginning of a text, whose first rune is c, and
// returns its length. After a dash, 24 is a time, even before an h.
func next(text string, c rune, size int, behindDash bool) (token, int, bool) {
	switch c {
	case '-', '–', '—', '−':
		return token{word: word{kind: dash}}, size, true
	case ',':
		return token{word: word{kind: comma}}, size, true
	case '&', '+':
		return token{word: word{kind: and}}, size, true
	}
	for _, p := range phrases {
		if n := len(p.text); len(text) >= n && strings.EqualFold(text[:n], p.text) && !letterOrDigit(text[n:]) &&
			!(behindDash && p.word.kind == always) {
			return token{word: p.word}, n, true
		}
	}
	switch {
	case unicode.IsLetter(c):
		n := strings.IndexFunc(text, func(c rune) bool { return !unicode.IsLetter(c) })
		if n < 0 {
			n = len(text)
		}
		name := strings.ToLower(text[:n])
		w, known := words[name]
		if n < len(text) && text[n] == '.' { // an abbreviation, as in ma. or klo.
			n++
		}
		return token{word: w, text: name}, n, known
	case c >= '0' && c <= '9':
		n := strings.IndexFunc(text, func(c rune) bool { return (c < '0' || c > '9') && c != ':' && c != '.' })
		if n < 0 {
			n = len(text)
		}
		minutes, ok := parseClock(strings.TrimRight(text[:n], ":"))
		return token{word: word{kind: clock, value: minutes}, text: text[:n]}, n, ok
	}
	return token{}, 0, false
}

// letterOrDigit reports whether a text continues with a letter or a digit.
func letterOrDigit(text string) bool {
	c, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLetter(c) || unicode.IsDigit(c)
}

// resolve decides what "to" and "on" mean from their neighbours, and drops
// words without meaning. "to" is a range between two English days, or between
// two times of which the first begins a span; otherwise it is Thursday. "on"
// before an English day or after "open" and "closed" has no meaning; otherwise
// it is Wednesday in Swedish.
func resolve(list []token) []token {
	at := func(i int) token {
		if i < 0 || i >= len(list) {
			return token{}
		}
		return list[i]
	}
	inEnglish := func(t token) bool { return t.kind == dayWord && t.language != otherLanguage }
	for i := range list {
		before, after := at(i-1), at(i+1)
		switch list[i].text {
		case "to":
			if inEnglish(before) && inEnglish(after) || before.kind == clock && at(i-2).kind != dash && after.kind == clock {
				list[i].kind = dash
			}
		case "on":
			if after.language == english || before.text == "open" || before.text == "closed" {
				list[i].kind = filler
			}
		}
	}
	return slices.DeleteFunc(list, func(t token) bool { return t.kind == filler })
}

// parseClock reads a time of day: 8, 08:00, 8.30 or 08:00:00, up to 24:00, and
// with a colon up to 48:00, for a night that ends at 26:00. A date such as 1.6.
// is not one.
func parseClock(text string) (int, bool) {
	sign, last := ":", 2*day
	if !strings.Contains(text, ":") {
		sign, last = ".", day
	}
	parts := strings.Split(text, sign)
	if len(parts) > 3 {
		return 0, false
	}
	var values [3]int
	for i, p := range parts {
		v, err := strconv.Atoi(p)
		if err != nil || len(p) > 2 || i > 0 && len(p) != 2 {
			return 0, false
		}
		values[i] = v
	}
	minutes := values[0]*60 + values[1]
	return minutes, values[1] < 60 && values[2] < 60 && minutes <= last
}

// span reads the opening from two times; false if they may mean something else:
// a time that ends as it begins, 9-5 for nine to seventeen, and dates such as
// 1.10-15.12.
func span(from, to token) (Span, bool) {
	s := Span{from.value, to.value}
	bare := func(t token) bool { return !strings.ContainsAny(t.text, ":.") }
	switch {
	case s.From >= day || s.From == s.To || s.To > s.From+day:
		return s, false
	case s.To < s.From && s.From <= 12*60 && bare(from) && bare(to) && len(to.text) == 1 && s.To > 0:
		return s, false
	case mayBeDate(from) && mayBeDate(to):
		return s, false
	}
	if s.To < s.From {
		s.To += day
	}
	return s, true
}

// mayBeDate reports whether a time may be a date such as 1.10.
func mayBeDate(t token) bool {
	return strings.Contains(t.text, ".") && t.value%60 >= 10 && t.value%60 <= 12
}
