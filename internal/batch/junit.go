package batch

import (
	"encoding/xml"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

const junitFile = "junit.xml"

// longestMessage is the number of bytes of a message in junit.xml.
const longestMessage = 1000

// junitSuites is junit.xml.
type junitSuites struct {
	XMLName xml.Name     `xml:"testsuites"`
	Name    string       `xml:"name,attr"`
	Counts  junitCounts  `xml:",any,attr"`
	Suites  []junitSuite `xml:"testsuite"`
}

// junitSuite is an option, or the run.
type junitSuite struct {
	Name   string      `xml:"name,attr"`
	Counts junitCounts `xml:",any,attr"`
	Cases  []junitCase `xml:"testcase"`
}

// junitCounts are the counts of a suite as attributes.
type junitCounts []xml.Attr

// junitCase is a gate in a task, or whether the task was computed.
type junitCase struct {
	Class   string        `xml:"classname,attr"`
	Name    string        `xml:"name,attr"`
	Failure *junitMessage `xml:"failure,omitempty"`
	Error   *junitMessage `xml:"error,omitempty"`
	Skipped *junitMessage `xml:"skipped,omitempty"`
}

type junitMessage struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr,omitempty"`
}

// junit is the run for programs that show tests: a suite is an option, a case a task or
// a gate in a task.
func (a *assessment) junit() ([]byte, error) {
	out := junitSuites{Name: a.w.plan.Name}
	at := map[string]int{}
	suite := func(name string) *junitSuite {
		i, ok := at[name]
		if !ok {
			i = len(out.Suites)
			at[name] = i
			out.Suites = append(out.Suites, junitSuite{Name: name})
		}
		return &out.Suites[i]
	}
	for _, t := range a.w.tasks {
		c := junitCase{Class: a.optionOf(t), Name: "task " + t.rest()}
		if t.Cause != "" {
			c.Error = message(t.Cause, "task")
		}
		s := suite(c.Class)
		s.Cases = append(s.Cases, c)
	}
	for i, g := range a.w.judge.gates {
		for k := range a.results[i] {
			r := &a.results[i][k]
			c := junitCase{Class: a.w.plan.Name, Name: g.id}
			s := (*junitSuite)(nil)
			if r.of == nil {
				s = suite(c.Class)
			} else {
				s = suite(a.optionOf(r.of))
				c.Class, c.Name = s.Name+"."+g.service(), g.id+" "+r.of.rest()
			}
			switch r.State {
			case GateMissed:
				c.Failure = message(g.text+": "+a.shown(r.Figures), "gate")
			case GateUndecided:
				c.Skipped = message(a.say.Text("batch.why."+r.Why)+a.figuresOf(r), "")
			}
			s.Cases = append(s.Cases, c)
		}
	}
	unique(out.Suites)
	var all []junitCase
	for i := range out.Suites {
		all = append(all, out.Suites[i].Cases...)
		out.Suites[i].Counts = countsOf(out.Suites[i].Cases)
	}
	out.Counts = countsOf(all)
	text, err := xml.MarshalIndent(&out, "", " ")
	return append([]byte(xml.Header), append(text, '\n')...), err
}

// unique gives cases of one class and name a number: programs take them for one.
func unique(suites []junitSuite) {
	seen := map[string]int{}
	for i := range suites {
		for k := range suites[i].Cases {
			c := &suites[i].Cases[k]
			name := c.Class + "." + c.Name
			if seen[name]++; seen[name] > 1 {
				c.Name += " (" + strconv.Itoa(seen[name]) + ")"
			}
		}
	}
}

// countsOf counts cases as the attributes of a suite.
func countsOf(cases []junitCase) junitCounts {
	var failures, errors, skipped int
	for _, c := range cases {
		switch {
		case c.Failure != nil:
			failures++
		case c.Error != nil:
			errors++
		case c.Skipped != nil:
			skipped++
		}
	}
	attr := func(name string, n int) xml.Attr {
		return xml.Attr{Name: xml.Name{Local: name}, Value: strconv.Itoa(n)}
	}
	return junitCounts{attr("tests", len(cases)), attr("failures", failures), attr("errors", errors), attr("skipped", skipped)}
}

// optionOf is the name of a suite: the option, with its county if there are several.
func (a *assessment) optionOf(t *Task) string {
	if len(a.w.counties) > 1 {
		return t.County + "/" + t.Option
	}
	return t.Option
}

// rest is what a task has in addition to its option, as in its name.
func (t *Task) rest() string { return strconv.Itoa(t.Year) + "/" + t.Set + "/" + t.Frame }

// service is the one that a gate is about, or all.
func (g *gate) service() string {
	var ids []string
	for _, u := range g.expr.uses {
		for _, f := range u.node.of {
			ids = append(ids, f.service)
		}
	}
	slices.Sort(ids)
	if ids = slices.Compact(ids); len(ids) == 1 && ids[0] != "" {
		return ids[0]
	}
	return allServices
}

// message is a text of at most longestMessage bytes in one line.
func message(text, kind string) *junitMessage {
	return &junitMessage{clip(strings.ReplaceAll(text, "\n", " · "), longestMessage), kind}
}

// clip cuts a text to a number of bytes, at the edge of a character.
func clip(text string, most int) string {
	if len(text) <= most {
		return text
	}
	for most -= len("…"); most > 0 && !utf8.RuneStart(text[most]); most-- {
	}
	return text[:most] + "…"
}
