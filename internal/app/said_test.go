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

// end writes one end of a range: from 10 000 on with two figures that count.
func end(v float64) string {
	if v < 10_000 {
		return near(v)
	}
	step := math.Pow(10, math.Floor(math.Log10(v))-1)
	return near(step * math.Round(v/step))
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
	lead, below := expected(&w)
	answer, rest := firstScreen(t, out, lang.English)
	euros, found := strings.CutPrefix(answer, lead)
	if !found {
		t.Errorf("the answer is\n%s\nexpected to begin\n%s", answer, lead)
	}
	eurosSaid(t, &w, euros)
	noted := sentencesOf(strings.ReplaceAll(" "+rest, " ! ", "\n"))
	for _, sentence := range []string{openPart, undoneBy, maybeUndone, atStops, balancing} {
		if noted[sentence] != below[sentence] {
			t.Errorf("below the tables %q names %q, expected %q", sentence, noted[sentence], below[sentence])
		}
		if below[sentence] != "" && !strings.Contains(rest, "! "+sentence+": ") {
			t.Errorf("%q is no warning", sentence)
		}
	}
	most := 4 // and one more where a law is newly broken, the euros are balanced, or who gets there has ranges
	for _, more := range []bool{strings.HasPrefix(lead, "Newly breaks a law"), w.Frame == "budget", out.Report.Networks > 0} {
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
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > 100 {
			out, line = append(out, line), ""
		}
		line = strings.TrimPrefix(line+" "+word, " ")
	}
	return append(out, line)
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
func eurosSaid(t *testing.T, w *written, answer string) {
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
		want := "No option clearly changes the county's euros a year (low…high of all: " + words.In(lang.English).Change(report.Range{Lo: all.Lo, Hi: all.Hi, Known: true}) + " M€)."
		if answer != strings.ReplaceAll(want, "\u00a0", " ") {
			t.Errorf("the county's euros: %q, expected %q", answer, want)
		}
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
	if (s.Hi-s.Lo)/2 <= math.Abs(s.Value)/10 || end(low) == end(high) {
		return near(s.Value)
	}
	return strings.Replace(end(low), "<", "under ", 1) + "–" + end(high) // no sign next to a dash
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

// top is the most in one service: the value, the service with its number, and the options
// in which both read the same.
type top struct {
	value   float64
	service string
	number  string
	all     named // of each option, its own service and number
}

// of takes in the figure of an option that is largest in a service.
func (m *top) of(option string, f figure) {
	if f.number == "" {
		return
	}
	m.all.add(option, f.service+" "+f.number)
	if f.value > m.value {
		m.value, m.service, m.number = f.value, f.service, f.number
	}
}

func (m *top) options() string { return strings.Join(m.all.options[m.service+" "+m.number], ", ") }

// text names the options with the most; "" for none.
func (m *top) text(more string) string {
	if m.number == "" {
		return ""
	}
	return m.options() + " (" + m.service + " " + m.number + more + ")"
}

// expected gives how the answer begins, up to the county's euros, and what stands below the
// tables, by sentence.
func expected(w *written) (lead string, below map[string]string) {
	var law, unclear, neither named
	var gain, lose, last, sure, probably top
	notes := map[string]*named{openPart: {}, undoneBy: {}, maybeUndone: {}, atStops: {}, balancing: {}}
	for k, o := range w.Options {
		if o.Against != w.Options[0].ID {
			continue
		}
		name := o.Short.En
		s := optionOf(w, k)
		gain.of(name, s.gain)
		lose.of(name, s.lose)
		last.of(name, s.last)
		probably.of(name, s.probably)
		sure.of(name, s.sure)
		if s.moved {
			unclear.add(name, "")
		} else {
			neither.add(name, "")
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
		if broken["law"] {
			law.add(name, "")
		}
	}
	var said []string
	say := func(before, text, after string) {
		if text != "" {
			said = append(said, before+text+after)
		}
	}
	say("Newly breaks a law: ", law.text("", ""), ".")
	byCar := ""
	if last.number != "" && last.options() == lose.options() && last.service == lose.service {
		byCar, last = "; even by car "+last.number, top{}
	}
	switch in, out := gain.text(""), lose.text(byCar); {
	case in != "" && out != "":
		say("The most people come within the time limit in "+in+", and the most fall outside it in ", out, ".")
	case in != "":
		say("The most people come within the time limit in ", in, ", and nobody falls clearly outside it.")
	case out != "":
		say("The most people fall outside the time limit in ", out, ", and nobody comes clearly within it.")
	default:
		say("No clear change in who gets there in time: ", unclear.text("", ""), ".")
		say("Nobody crosses the time limit: ", neither.text("", ""), ".")
	}
	say("The most fall outside it even by car in ", last.text(""), ".")
	switch maybe, certain := probably.text(""), sure.text(""); {
	case certain == "":
		say("Visits left undone a year probably rise most in ", maybe, ".")
	case probably.value >= sure.value:
		say("Visits left undone a year probably rise most in "+maybe+", and certainly in ", certain, ".")
	default:
		say("Visits left undone a year rise most in ", certain, ".")
	}
	said = append(said, "") // the euros follow
	below = map[string]string{}
	for sentence, list := range notes {
		if text := list.text(" (", ")"); text != "" {
			below[sentence] = text
		}
	}
	return strings.Join(said, " "), below
}

// figure is a number of one service.
type figure struct {
	value           float64
	service, number string
}

// saidOf is what the first screen says of one option: the service with the most of each.
type saidOf struct {
	gain, lose, last, sure, probably figure // the last two: left undone
	moved                            bool   // somebody crosses the time limit, clearly or not
	notes                            map[string][]string
}

// optionOf reads what has to be said of an option in the rows of the services.
func optionOf(w *written, k int) saidOf {
	s := saidOf{notes: map[string][]string{}}
	week := 9.5
	for _, v := range w.Services {
		row, ref := &v.Rows[k], &v.Rows[0]
		larger := func(to *figure, value float64, number string) {
			if value > to.value {
				*to = figure{value, v.Short.En, number}
			}
		}
		s.moved = s.moved || row.Gain.Value > 0 || row.Lose.Value > 0
		if row.Gain.clear() {
			larger(&s.gain, row.Gain.Value, row.Gain.ranged())
		}
		if row.Lose.clear() {
			larger(&s.lose, row.Lose.Value, row.Lose.ranged())
		}
		if row.LoseLast >= 9.5 {
			larger(&s.last, row.LoseLast, near(row.LoseLast))
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
			if sure {
				larger(&s.sure, more, near(more))
			} else {
				larger(&s.probably, more, near(more))
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
