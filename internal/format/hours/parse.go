package hours

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// longestText is the number of bytes of a text that are read; the rest is
// returned as not read.
const longestText = 8192

// Parse reads a text of opening hours. Rules are separated by semicolons, new
// lines or full stops, or follow each other; each is days and then times, or a
// word that closes them. Days without times mean 8 to 16 if the text has no
// times at all. A day that the text closes is empty, not nil.
//
// In a text of OpenStreetMap, recognised by its names of days, a rule after a
// semicolon replaces those before it on its days, and one after a comma adds to
// them. In other texts rules add up; if one is for a subset of the days of
// another and their times overlap, it is the exception and applies alone. A
// rule that closes days removes their hours, unless a later one opens only such
// days.
//
// The second result has each piece of the text that the week does not include:
// times without days, dates, seasons and holidays, anything in parentheses
// without days or times, rules of which nothing is left or which contradict
// each other, and a rule with an unknown word, which is left out whole. Public
// holidays on which the place is closed are not reported.
func Parse(text string) (Week, []string) {
	var r result
	if len(text) > longestText {
		cut := longestText
		for !utf8.RuneStart(text[cut]) {
			cut--
		}
		r.give(-1, "… "+strconv.Itoa(len(text)-cut)+" further bytes")
		text = text[:cut]
	}
	rules := r.rules(text)
	w := r.week(rules)
	if len(r.unread) == 0 && r.read == 0 && strings.TrimSpace(text) != "" {
		r.give(0, strings.TrimSpace(text))
	}
	slices.SortStableFunc(r.unread, func(a, b remark) int { return a.at - b.at })
	var unread []string
	for _, u := range r.unread {
		unread = append(unread, u.text)
	}
	return w, unread
}

// remark is a piece that the week does not include, with its position.
type remark struct {
	at   int
	text string
}

// result is what is known of a text while it is read.
type result struct {
	unread []remark
	osm    bool
	read   int // rules that mention days
}

func (r *result) give(at int, text string) { r.unread = append(r.unread, remark{at, text}) }

// rules reads the rules of a text, in order, and returns pieces that are not
// rules.
func (r *result) rules(text string) []rule {
	var out []rule
	partly, timed := false, false
	languages := map[string]bool{}
	for _, p := range pieces(text) {
		list, ok := tokens(p.text)
		if p.aside {
			if list, ok = tokens(p.text[1 : len(p.text)-1]); ok {
				p.text, p.at = p.text[1:len(p.text)-1], p.at+1
			}
		}
		rules, understood := []rule(nil), false
		if ok && !partly && !p.spare {
			rules, understood = p.read(list)
		}
		if p.aside && understood && (len(rules) == 0 || slices.ContainsFunc(rules, func(x rule) bool { return x.bare })) {
			understood = false
		}
		if !understood {
			partly = partly || !p.aside && heads(p.text)
			r.give(p.at, p.whole(text))
			continue
		}
		for _, t := range list {
			if t.kind == dayWord || t.kind == dayFrom {
				languages[t.text] = t.language == osm
			}
		}
		for _, x := range rules {
			x.at += p.at
			timed = timed || !x.closes && len(x.spans) > 0
			out = append(out, x)
		}
	}
	r.osm = areOSM(languages)
	return r.complete(out, timed)
}

// whole returns a piece as the text has it: with its parentheses.
func (p *piece) whole(text string) string {
	from, to := p.at, p.at+len(p.text)
	if p.aside && text[from] != '(' && text[from] != '"' {
		from, to = from-1, to+1
	}
	if p.spare {
		return "|| " + text[from:to]
	}
	return text[from:to]
}

// areOSM reports whether the names of days are those of OpenStreetMap; "su" by
// itself may be Finnish.
func areOSM(languages map[string]bool) bool {
	for _, ok := range languages {
		if !ok {
			return false
		}
	}
	return len(languages) > 1 || len(languages) == 1 && !languages["su"]
}

// complete adds office hours to days without times, and leaves out rules about
// holidays only.
func (r *result) complete(list []rule, timed bool) []rule {
	var out []rule
	for _, x := range list {
		switch {
		case x.days == 0 && x.closes && x.schools == "":
			continue
		case x.days == 0, x.bare && timed:
			r.give(x.at, x.text)
			continue
		case x.schools != "":
			r.give(x.at, x.schools)
		case x.holidays != "" && !x.closes:
			r.give(x.at, x.holidays)
		}
		if x.bare {
			x.spans = []Span{{officeFrom, officeTo}}
		}
		r.read++
		out = append(out, x)
	}
	return out
}
