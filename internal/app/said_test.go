package app_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"saavu/internal/app"
	"saavu/internal/export/contract"
	"saavu/internal/export/plain"
	"saavu/internal/export/screen"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/report"
)

// written is what a reader of report.json needs to check sentences: nothing of this
// program's own types.
type written struct {
	Frame   string
	Options []struct {
		ID, Against string
		Short       struct{ En string }
		Breaches    []struct{ Severity, Verdict string }
	}
	Services []struct {
		Name  string
		Short struct{ En string }
		Rows  []writtenRow
	}
	Network []struct {
		County span   `json:"county_eur"`
		Trades string `json:"budget_buys"`
	}
}

type writtenRow struct {
	Gain, Lose, Need span
	Visits           span                       `json:"visits_change"`
	County           span                       `json:"county_eur"`
	PartWeek         span                       `json:"part_week"`
	Odds             struct{ Worse, Draws int } `json:"better_visits"`
	LoseLast         float64                    `json:"lose_last"`
	SchoolNeeded     float64                    `json:"school_needed"`
	School           float64
	Loads            []struct {
		Unit       string
		Load, Seen *float64
	}
	Areas []struct {
		Name       string
		Gain, Lose float64
	}
}

type span struct{ Value, Lo, Hi float64 }

// clear reports whether a number of people is one: its range does not cover zero.
func (s span) clear() bool { return s.Lo > 0 || s.Hi < 0 }

// turned reports whether a change is one: its range is on one side of zero, at most with
// its end there. A value at the other end is beyond its draws.
func (s span) turned() bool {
	return s.clear() || s.Lo > -1e-9*s.Value && s.Value > 0 && s.Value < s.Hi || s.Hi < -1e-9*s.Value && s.Value < 0 && s.Value > s.Lo
}

// near writes a number of people or visits as a reader expects it.
func near(v float64) string {
	v = math.Abs(v)
	switch {
	case v == 0:
		return "0"
	case v < 9.5:
		return "<10"
	case v < 995:
		return fmt.Sprint(10 * math.Round(v/10))
	}
	digits := strconv.FormatFloat(100*math.Round(v/100), 'f', 0, 64)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + " " + digits[i:]
	}
	return digits
}

// read writes a report as report.json and reads it again.
func read(t *testing.T, out *app.Outcome) written {
	t.Helper()
	var b bytes.Buffer
	if err := contract.JSON(&b, out.Report, nil); err != nil {
		t.Fatal(err)
	}
	var w written
	if err := json.Unmarshal(b.Bytes(), &w); err != nil {
		t.Fatal(err)
	}
	return w
}

// firstScreenSays checks that the sentences of the first screen say, word by word, what
// report.json has: each names the options that it is true of, and no other. Above the tables
// they are in the house's order and no more lines than a board reads, in every language.
func firstScreenSays(t *testing.T, out *app.Outcome) {
	w := read(t, out)
	above, below := expected(&w)
	answer, rest := firstScreen(t, out, lang.English)
	eurosSaid(t, &w, answer, above)
	said := sentencesOf(answer)
	for sentence := range above {
		if said[sentence] != above[sentence] {
			t.Errorf("%q names %q, expected %q", sentence, said[sentence], above[sentence])
		}
		delete(said, sentence)
	}
	delete(said, eurosSentence) // see eurosSaid
	for sentence := range said {
		t.Errorf("not expected to be said: %q: %q", sentence, said[sentence])
	}
	noted := sentencesOf(strings.ReplaceAll(" "+rest, " ! ", "\n"))
	for _, sentence := range []string{openPart, undoneBy, maybeUndone, atStops, balancing} {
		if noted[sentence] != below[sentence] {
			t.Errorf("below the tables %q names %q, expected %q", sentence, noted[sentence], below[sentence])
		}
		if below[sentence] != "" && !strings.Contains(rest, "! "+sentence+": ") {
			t.Errorf("%q is no warning", sentence)
		}
	}
	order := regexp.MustCompile(`^(Newly breaks a law: .*?\. )?(Newly breaks the county's own rule: .*?\. )?((People who (come within|fall outside) the time limit|People who lose the last place|No clear change in who|Nobody crosses the time limit).*?\. )+(More visits a year are (probably )?left undone.*?\. )?([^.]*[Cc]ounty's euros.*)$`)
	if !order.MatchString(answer) {
		t.Errorf("the sentences have another order: %s", answer)
	}
	most := 12 // and one more where a law is newly broken, the euros are balanced, or who gets there has ranges
	for _, more := range []bool{above["Newly breaks a law"] != "", w.Frame == "budget", out.Report.Networks > 0} {
		if more {
			most++
		}
	}
	for _, l := range lang.Languages() {
		if answer, _ := firstScreen(t, out, l); len(lines(answer)) > most {
			t.Errorf("%s: %d lines above the tables, at most %d:\n%s", l, len(lines(answer)), most, answer)
		}
	}
}

// firstScreen gives what stands above and below the tables of the first screen, above with a
// space for each end of a line.
func firstScreen(t *testing.T, out *app.Outcome, l lang.Language) (above, below string) {
	t.Helper()
	var b strings.Builder
	if err := screen.Overview(&b, out.Report, plain.Options{Words: words.In(l)}); err != nil {
		t.Fatal(err)
	}
	parts := strings.Split(strings.ReplaceAll(b.String(), "\u00a0", " "), "\n\n")
	return strings.ReplaceAll(parts[1], "\n", " "), strings.ReplaceAll(parts[len(parts)-1], "\n", " ")
}

// lines breaks a text as the first screen does, at 100 characters.
func lines(text string) []string {
	var out []string
	for _, sentence := range strings.Split(sentences.ReplaceAllString(text, ".\n$1"), "\n") {
		line := ""
		for _, word := range strings.Fields(sentence) {
			if line != "" && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > 100 {
				out, line = append(out, line), ""
			}
			line = strings.TrimPrefix(line+" "+word, " ")
		}
		out = append(out, line)
	}
	return out
}

// sentencesOf splits a text into what is said and of which options.
func sentencesOf(text string) map[string]string {
	out := map[string]string{}
	for _, line := range strings.Split(sentences.ReplaceAllString(text, "\n$1"), "\n") {
		if sentence, of, list := strings.Cut(strings.TrimSuffix(line, "."), ": "); list {
			out[sentence] = of
		}
	}
	return out
}

// Sentences below the tables.
const (
	openPart    = "In time only at places open 1–4 days a week, most people in one service"
	undoneBy    = "More visits left undone a year, certainly or probably [draws with more undone]"
	maybeUndone = "More visits may be left undone (over 1 % of a service), a year [draws with more undone]"
	atStops     = "Mobile units can give only a part of the visits wanted at their stops or schools"
	balancing   = "Same budget, positions sold or bought to balance the euros"
)

// eurosSaid checks the sentence on the county's euros: the options named lowest and highest
// are those of the values, and if no range is clear of zero the ends of all are wanted.
func eurosSaid(t *testing.T, w *written, answer string, want map[string]string) {
	t.Helper()
	all, turned := span{}, false
	var lowest, highest string
	for k, o := range w.Options {
		if o.Against != w.Options[0].ID {
			continue
		}
		c := w.Network[k].County
		turned = turned || c.turned() && math.Abs(c.Value) >= 5e3
		if lowest == "" || c.Value < all.Lo {
			lowest, all.Lo = o.Short.En, c.Value
		}
		if highest == "" || c.Value > all.Hi {
			highest, all.Hi = o.Short.En, c.Value
		}
	}
	if !turned {
		for k, o := range w.Options {
			if o.Against == w.Options[0].ID {
				all.Lo, all.Hi = math.Min(all.Lo, w.Network[k].County.Lo), math.Max(all.Hi, w.Network[k].County.Hi)
			}
		}
		want["No option clearly changes the county's euros a year (low…high of all"] = words.In(lang.English).Change(report.Range{Lo: all.Lo, Hi: all.Hi, Known: true}) + " M€)"
		return
	}
	if m := eurosFrom.FindStringSubmatch(answer); m == nil || !strings.Contains(m[1], lowest) || !strings.Contains(m[2], highest) {
		t.Errorf("the county's euros are lowest in %s and highest in %s: %q", lowest, highest, answer)
	}
}

const eurosSentence = "County's euros, change in M€ a year"

var eurosFrom = regexp.MustCompile(eurosSentence + `: lowest \S+ \(([^)]*)\), highest \S+ \(([^)]*)\)`)

// sentences finds where a sentence ends and another begins.
var sentences = regexp.MustCompile(`\. ([A-ZÄÅÖ])`)

// ranged writes a number of people or visits: low to high where half of that is over a tenth
// of it.
func (s span) ranged() string {
	low, high := math.Min(math.Abs(s.Lo), math.Abs(s.Hi)), math.Max(math.Abs(s.Lo), math.Abs(s.Hi))
	if (s.Hi-s.Lo)/2 <= math.Abs(s.Value)/10 || near(low) == near(high) {
		return near(s.Value)
	}
	return near(low) + "–" + near(high)
}

// named collects options by what is said of them, in the order of the first of each.
type named struct {
	details []string
	options map[string][]string
}

func (n *named) add(option, detail string) {
	if n.options == nil {
		n.options = map[string][]string{}
	}
	if n.options[detail] == nil {
		n.details = append(n.details, detail)
	}
	n.options[detail] = append(n.options[detail], option)
}

// text lists the options, each with what is said of it between two marks.
func (n *named) text(before, after string) string {
	var parts []string
	for _, detail := range n.details {
		part := strings.Join(n.options[detail], ", ")
		if detail != "" {
			part += before + detail + after
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, "; ")
}

// expected gives what the first screen names above and below its tables, by sentence.
func expected(w *written) (above, below map[string]string) {
	var law, own, gain, lose, last, unclear, neither, sure, probably named
	notes := map[string]*named{openPart: {}, undoneBy: {}, maybeUndone: {}, atStops: {}, balancing: {}}
	for k, o := range w.Options {
		if o.Against != w.Options[0].ID {
			continue
		}
		name := o.Short.En
		s := optionOf(w, k)
		for _, most := range []struct {
			list *named
			text string
		}{{&gain, s.gain}, {&lose, s.lose}, {&last, s.last}} {
			if most.text != "" {
				most.list.add(name, most.text)
			}
		}
		switch {
		case !s.moved:
			neither.add(name, "")
		case s.gain == "" && s.lose == "":
			unclear.add(name, "")
		}
		switch { // once, by the largest
		case s.undone == "":
		case s.sure:
			sure.add(name, s.undone)
		default:
			probably.add(name, s.undone)
		}
		if trades := w.Network[k].Trades; w.Frame == "budget" && trades != "" {
			for _, v := range w.Services {
				trades = regexp.MustCompile(`((?:under )?[0-9.]+) positions of [^(]*\(`+regexp.QuoteMeta(v.Name)+`\)`).ReplaceAllString(trades, v.Short.En+" $1")
			}
			s.notes[balancing] = []string{trades}
		}
		for sentence, of := range s.notes {
			if of != nil {
				notes[sentence].add(name, strings.Join(of, ", "))
			}
		}
		broken := map[string]bool{}
		for _, b := range o.Breaches {
			broken[b.Severity] = broken[b.Severity] || b.Verdict == "breach"
		}
		switch {
		case broken["law"]:
			law.add(name, "")
		case broken["own rule"]:
			own.add(name, "")
		}
	}
	above, below = map[string]string{}, map[string]string{}
	put := func(to map[string]string, sentence, text string) {
		if text != "" {
			to[sentence] = text
		}
	}
	put(above, "People who come within the time limit, most in one service", gain.text(" (", ")"))
	put(above, "People who fall outside the time limit, most in one service", lose.text(" (", ")"))
	put(above, "People who lose the last place in time, car or no car, most in one service", last.text(" (", ")"))
	put(above, "No clear change in who gets there in time", unclear.text("", ""))
	put(above, "Nobody crosses the time limit", neither.text("", ""))
	if sure.details == nil {
		put(above, "More visits a year are probably left undone, most in one service", probably.text(" (", ")"))
	} else {
		above["More visits a year are left undone, most in one service"] = joined(sure.text(" (", ")"), after("probably: ", probably.text(" (", ")")))
	}
	put(above, "Newly breaks the county's own rule", own.text("", ""))
	put(above, "Newly breaks a law", law.text("", ""))
	for sentence, list := range notes {
		put(below, sentence, list.text(" (", ")"))
	}
	return above, below
}

// joined puts semicolons between texts that are not empty.
func joined(texts ...string) string {
	return strings.Join(slices.DeleteFunc(texts, func(s string) bool { return s == "" }), "; ")
}

// after puts a lead before a text that is not empty.
func after(lead, text string) string {
	if text == "" {
		return ""
	}
	return lead + text
}

// saidOf is what the first screen says of one option.
type saidOf struct {
	gain, lose, last, undone string // the service with the most, and how many
	moved                    bool   // somebody crosses the time limit, clearly or not
	sure                     bool   // undone is certain
	notes                    map[string][]string
}

// optionOf reads what has to be said of an option in the rows of the services.
func optionOf(w *written, k int) saidOf {
	s := saidOf{notes: map[string][]string{}}
	week, gain, lose, last, undone := 9.5, 0.0, 0.0, 9.5, 0.0
	for _, v := range w.Services {
		row, ref := &v.Rows[k], &v.Rows[0]
		s.moved = s.moved || row.Gain.Value > 0 || row.Lose.Value > 0
		if row.Gain.clear() && row.Gain.Value > gain {
			gain, s.gain = row.Gain.Value, v.Short.En+" "+row.Gain.ranged()
		}
		if row.Lose.clear() && row.Lose.Value > lose {
			lose, s.lose = row.Lose.Value, v.Short.En+" "+row.Lose.ranged()
		}
		if row.LoseLast >= last && row.LoseLast > 0 {
			last, s.last = math.Nextafter(row.LoseLast, math.Inf(1)), v.Short.En+" "+near(row.LoseLast)
		}
		if more := row.PartWeek.Value - ref.PartWeek.Value; more > week {
			week, s.notes[openPart] = more, []string{fmt.Sprintf("%s %s [today: %s]", v.Short.En, near(row.PartWeek.Value), near(ref.PartWeek.Value))}
		}
		wanted, given := row.SchoolNeeded, row.School
		for _, l := range row.Loads {
			if l.Unit == "" {
				continue
			}
			if l.Load == nil || l.Seen == nil {
				wanted = math.NaN()
				break
			}
			wanted, given = wanted+*l.Load, given+*l.Seen
		}
		if given < 0.9*wanted {
			s.notes[atStops] = append(s.notes[atStops], fmt.Sprintf("%s %.0f %%", v.Short.En, 100*given/wanted))
		}
		more, odds := -row.Visits.Value, v.Short.En+" "+near(-row.Visits.Value)
		if row.Odds.Draws > 0 {
			odds += fmt.Sprintf(" [%d of %d]", row.Odds.Worse, row.Odds.Draws)
		}
		switch sure := row.Visits.clear(); {
		case more < 9.5:
		case sure || 2*row.Odds.Worse > row.Odds.Draws:
			s.notes[undoneBy] = append(s.notes[undoneBy], odds)
			if more > undone {
				undone, s.undone, s.sure = more, v.Short.En+" "+near(more), sure
			}
		case more > 0.01*ref.Need.Value:
			s.notes[maybeUndone] = append(s.notes[maybeUndone], odds)
		}
	}
	return s
}

// sentencesSay checks that the sentence of an option in the table of a service says,
// part by part, what report.json has.
func sentencesSay(t *testing.T, out *app.Outcome) {
	number := `(<10|fewer than 10|[0-9 ]+) `
	parts := []struct {
		pattern *regexp.Regexp
		is      func(r *writtenRow, m []string) bool
	}{
		{regexp.MustCompile(`^` + number + `(?:children|people|older people) gain(?:, most in (.*?))?(?:, and .*)?$`), func(r *writtenRow, m []string) bool {
			return r.Gain.clear() && same1(m[1], r.Gain.Value) && mostIn(r, m[2], func(i int) float64 { return r.Areas[i].Gain })
		}},
		{regexp.MustCompile(`^(?:.*, and )?` + number + `(?:children|people|older people) lose(?:, most in (.*))?$`), func(r *writtenRow, m []string) bool {
			return r.Lose.clear() && same1(m[1], r.Lose.Value) && mostIn(r, m[2], func(i int) float64 { return r.Areas[i].Lose })
		}},
		{regexp.MustCompile(`^` + number + `lose the last point`), func(r *writtenRow, m []string) bool { return same1(m[1], r.LoseLast) }},
		{regexp.MustCompile(`^can give (fewer than 10|[0-9 –]+) (fewer|more) visits a year$`), func(r *writtenRow, m []string) bool {
			return r.Visits.turned() && (m[1] == r.Visits.ranged() || same1(m[1], r.Visits.Value) && r.Visits.ranged() == near(r.Visits.Value)) && (m[2] == "fewer") == (r.Visits.Value < 0)
		}},
		{regexp.MustCompile(`^(costs|saves) (under )?([0-9.]+) M€ a year( less| more|)`), func(r *writtenRow, m []string) bool {
			euros, _ := strconv.ParseFloat(m[3], 64)
			amount := math.Abs(r.County.Value) / 1e6
			return r.County.turned() && (m[1] == "saves" || m[4] == " less") == (r.County.Value < 0) && (math.Abs(euros-amount) <= 0.05+1e-9 && m[2] == "" || amount < euros && m[2] != "")
		}},
		{regexp.MustCompile(`^nobody gains or loses`), func(r *writtenRow, _ []string) bool { return r.Gain == span{} && r.Lose == span{} }},
		{regexp.MustCompile(`^no clear change in who`), func(r *writtenRow, _ []string) bool {
			return !r.Gain.clear() && !r.Lose.clear() && (r.Gain != span{} || r.Lose != span{})
		}},
		{regexp.MustCompile(`^no clear change in the county's cost`), func(r *writtenRow, _ []string) bool { return !r.County.turned() && r.County != span{} }},
		{regexp.MustCompile(`^costs the county the same`), func(r *writtenRow, _ []string) bool { return r.County == span{} }},
	}
	w, en, checked := read(t, out), words.In(lang.English), map[int]bool{}
	for v := range out.Report.Services {
		for k := range out.Report.Options {
			o, row := &out.Report.Options[k], &w.Services[v].Rows[k]
			if o.Against < 0 {
				continue
			}
			text := en.Sentence(out.Report.Services[v].Group, o, &out.Report.Services[v].Rows[k])
			for part := range strings.SplitSeq(strings.TrimSuffix(text, "."), "; ") {
				for i, p := range parts {
					if m := p.pattern.FindStringSubmatch(part); m != nil {
						checked[i] = true
						if !p.is(row, m) {
							t.Errorf("%s of %s: %q of gain %v, lose %v, last %v, visits %v, county %v", out.Report.Services[v].ID, o.ID, part, row.Gain, row.Lose, row.LoseLast, row.Visits, row.County)
						}
					}
				}
			}
			if row.Visits.turned() != strings.Contains(text, "can give") {
				t.Errorf("%s of %s: %q, and visits change by %v", out.Report.Services[v].ID, o.ID, text, row.Visits)
			}
		}
	}
	if len(checked) < 5 {
		t.Errorf("only %d kinds of parts of a sentence are there", len(checked))
	}
}

// same1 compares a number of a sentence with that of the report.
func same1(said string, v float64) bool {
	return said == near(v) || said == "fewer than 10" && near(v) == "<10"
}

// mostIn reports whether an area has the most people who gain or lose; an area that is
// not named has none.
func mostIn(r *writtenRow, name string, of func(i int) float64) bool {
	top := 0.0
	for i := range r.Areas {
		top = math.Max(top, of(i))
	}
	if name == "" {
		return top == 0
	}
	i := slices.IndexFunc(r.Areas, func(a struct {
		Name       string
		Gain, Lose float64
	}) bool {
		return a.Name == name
	})
	return i >= 0 && of(i) == top
}
