package hours

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestText is the number of bytes of a text that are read; the rest is given
// back as not read.
const longestText = 8192

// Parse reads a text of opening hours. Rules are parted by semicolons, new
// lines or full stops, or follow each other; each is days and then times, and
// what several rules say adds up. Days without times stand for 8 to 16. Times
// without days, dates, seasons, and anything in parentheses are not read: the
// second result holds each such piece of the text, and a rule with a word that
// is not known is left out whole.
func Parse(text string) (Week, []string) {
	var w Week
	var unread []string
	if len(text) > longestText {
		cut := longestText
		for !utf8.RuneStart(text[cut]) {
			cut--
		}
		unread = append(unread, "… "+strconv.Itoa(len(text)-cut)+" further bytes")
		text = text[:cut]
	}
	for _, piece := range pieces(text) {
		if !w.rule(piece) {
			unread = append(unread, piece)
		}
	}
	return w, unread
}

// pieces parts a text into rules; what stands in parentheses is a piece of its
// own with them.
func pieces(text string) []string {
	var out []string
	begin, depth := 0, 0
	end := func(at, next int) {
		if piece := strings.TrimSpace(text[begin:at]); piece != "" {
			out = append(out, piece)
		}
		begin = next
	}
	for i, c := range text {
		switch {
		case c == '(':
			if depth == 0 {
				end(i, i)
			}
			depth++
		case c == ')' && depth > 0:
			if depth--; depth == 0 {
				end(i+1, i+1)
			}
		case depth == 0 && (c == ';' || c == '\n' || c == '|'):
			end(i, i+1)
		case depth == 0 && c == '.' && sentenceEnds(text, i):
			end(i, i+1)
		}
	}
	end(len(text), len(text))
	return out
}

// sentenceEnds says whether a full stop ends a sentence: after a word or a time
// of two parts, before space. "ma." and a date as 1.6. do not.
func sentenceEnds(text string, at int) bool {
	if at+1 < len(text) && text[at+1] != ' ' {
		return false
	}
	before := text[:at]
	last := before[strings.LastIndexAny(before, " \t-–")+1:]
	if _, isTime := parseClock(last); isTime {
		return len(last) > 2 || at+1 == len(text)
	}
	return len([]rune(last)) > 4 && strings.IndexFunc(last, unicode.IsDigit) < 0
}

// rule reads one piece into the week; false, and nothing is added, where it is
// not understood.
func (w *Week) rule(piece string) bool {
	list, ok := tokens(piece)
	if !ok {
		return false
	}
	var add []func()
	days, timed := 0, false
	for i := 0; i < len(list); i++ {
		t := list[i]
		switch t.kind {
		case dayWord, dayset:
			if timed { // a new rule begins
				days, timed = 0, false
			}
			switch {
			case t.kind == dayset:
				days |= t.value
			case i+2 < len(list) && list[i+1].kind == dash && list[i+2].kind == dayWord:
				days |= between(t.value, list[i+2].value)
				i += 2
			default:
				days |= 1 << t.value
			}
		case clock:
			if days == 0 || i+2 >= len(list) || list[i+1].kind != dash || list[i+2].kind != clock {
				return false
			}
			s := Span{t.value, list[i+2].value}
			if s.From == day {
				return false
			}
			add = append(add, w.opening(days, s))
			timed = true
			i += 2
		case closed:
			if days == 0 && len(list) > 1 {
				return false
			}
			timed = true
		case always:
			if days == 0 {
				days = allBits
			}
			add = append(add, w.opening(days, Span{0, day}))
			timed = true
		case dash:
			return false
		}
	}
	if days != 0 && !timed {
		add = append(add, w.opening(days, Span{officeFrom, officeTo}))
	}
	for _, f := range add {
		f()
	}
	return true
}

// opening is the step that adds an opening to several days.
func (w *Week) opening(days int, s Span) func() {
	return func() {
		for d := range 7 {
			if days&(1<<d) != 0 {
				w.add(d, s)
			}
		}
	}
}

// between gives the bits of the days from first to last, over Sunday where last
// comes first in the week.
func between(first, last int) int {
	bits := 0
	for d := first; ; d = (d + 1) % 7 {
		bits |= 1 << d
		if d == last {
			return bits
		}
	}
}

// tokens parts a rule into words with a meaning; false where one has none.
func tokens(text string) ([]word, bool) {
	text = strings.ToLower(text)
	// OpenStreetMap: closed on public holidays, which are no days of a week.
	if text = strings.ReplaceAll(text, "ph off", ""); strings.TrimSpace(text) == "" {
		return nil, true
	}
	if t := strings.Trim(text, " .:"); t == "24/7" || t == "24 h" || t == "24h" || t == "ympäri vuorokauden" || t == "dygnet runt" {
		return []word{{kind: always}}, true
	}
	var out []word
	for len(text) > 0 {
		c, size := utf8.DecodeRuneInString(text)
		switch {
		case unicode.IsSpace(c) || strings.ContainsRune(":,+&", c):
			text = text[size:]
		case c == '-' || c == '–' || c == '—' || c == '−':
			out = append(out, word{kind: dash})
			text = text[size:]
		case unicode.IsLetter(c):
			n := strings.IndexFunc(text, func(c rune) bool { return !unicode.IsLetter(c) })
			if n < 0 {
				n = len(text)
			}
			t, known := words[text[:n]]
			if !known {
				return nil, false
			}
			text = strings.TrimPrefix(text[n:], ".") // an abbreviation, as in ma. or klo.
			if t.kind != filler {
				out = append(out, t)
			}
		case c >= '0' && c <= '9':
			n := strings.IndexFunc(text, func(c rune) bool { return (c < '0' || c > '9') && c != ':' && c != '.' })
			if n < 0 {
				n = len(text)
			}
			minutes, ok := parseClock(strings.TrimRight(text[:n], ":"))
			if !ok {
				return nil, false
			}
			out = append(out, word{clock, minutes})
			text = text[n:]
		default:
			return nil, false
		}
	}
	return out, true
}

// parseClock reads a time of day: 8, 08:00, 8.30 or 08:00:00, to 24:00. A date
// as 1.6. is none.
func parseClock(text string) (int, bool) {
	sign := ":"
	if !strings.Contains(text, ":") {
		sign = "."
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
	return minutes, values[1] < 60 && values[2] < 60 && minutes <= day
}
