package batch

import (
	"errors"
	"path/filepath"

	"saavu/internal/load/yaml"
)

// NoticeVersion is the version of a notice.
const NoticeVersion = 1

// Notice is what a command gets that a run calls at its end: what became of the run.
type Notice struct {
	Version  int           `json:"version" jsonschema:"required" jsonschema_description:"version of the format, 1"`
	Exit     int           `json:"exit" jsonschema:"required" jsonschema_description:"exit code of the run"`
	Error    string        `json:"error,omitempty" jsonschema_description:"why no run was published, or what failed afterwards"`
	Plan     string        `json:"plan" jsonschema:"required" jsonschema_description:"name of the plan, or its file if it could not be read"`
	Out      string        `json:"out" jsonschema:"required" jsonschema_description:"run folder, absolute path"`
	Run      string        `json:"run,omitempty" jsonschema_description:"name of the published run"`
	Before   string        `json:"before,omitempty" jsonschema_description:"name of the run that it is compared with"`
	Report   string        `json:"report,omitempty" jsonschema_description:"absolute path of report.md"`
	Began    string        `json:"began,omitempty" jsonschema_description:"RFC 3339, UTC"`
	Ended    string        `json:"ended,omitempty" jsonschema_description:"RFC 3339, UTC"`
	Tasks    *Counts       `json:"tasks,omitempty" jsonschema_description:"tasks by what became of them"`
	Gates    []GateNotice  `json:"gates,omitempty"`
	Failures []CauseNotice `json:"failures,omitempty" jsonschema_description:"by cause, the most frequent first"`
}

// GateNotice is a gate in a notice.
type GateNotice struct {
	ID         string `json:"id" jsonschema:"required"`
	Title      string `json:"title" jsonschema:"required" jsonschema_description:"in the language of the report"`
	Expression string `json:"expression" jsonschema:"required" jsonschema_description:"when the gate is missed"`
	State      string `json:"state" jsonschema:"required,enum=met,enum=missed,enum=undecided"`
	Met        int    `json:"met" jsonschema:"required" jsonschema_description:"tasks in which it is met"`
	Missed     int    `json:"missed" jsonschema:"required"`
	Undecided  int    `json:"undecided" jsonschema:"required"`
}

// CauseNotice is a cause of failed tasks in a notice.
type CauseNotice struct {
	Cause string `json:"cause" jsonschema:"required" jsonschema_description:"at most 1,000 bytes"`
	Tasks int    `json:"tasks" jsonschema:"required" jsonschema_description:"how many tasks"`
	First string `json:"first" jsonschema:"required" jsonschema_description:"name of the first of them"`
}

// NoticeOf says what became of a run: out may be nil, and code is its exit code.
func NoticeOf(q *Request, out *Outcome, code int, err error) *Notice {
	n := &Notice{Version: NoticeVersion, Exit: code, Plan: q.Plan, Out: absolute(q.Out)}
	if err != nil {
		n.Error = clip(err.Error(), 4*longestMessage)
	}
	if out == nil {
		return n
	}
	n.Plan = out.Plan.Name
	r := out.Record
	if r == nil {
		return n
	}
	n.Run, n.Before, n.Began, n.Ended, n.Tasks = r.Run, r.Before, r.Began, r.Ended, &r.Tasks
	n.Report = filepath.Join(n.Out, runsDir, r.Run, reportFile)
	for _, g := range r.Gates {
		n.Gates = append(n.Gates, GateNotice{g.ID, g.Title, g.Expression, g.State, g.Met, g.Missed, g.Undecided})
	}
	for _, c := range r.Failures {
		n.Failures = append(n.Failures, CauseNotice{clip(c.Cause, longestMessage), len(c.Tasks), c.Tasks[0]})
	}
	return n
}

func absolute(name string) string {
	if whole, err := filepath.Abs(name); err == nil {
		return whole
	}
	return name
}

// NoticeSchema is the JSON Schema of a notice.
func NoticeSchema() ([]byte, error) {
	return yaml.SchemaOf(&Notice{}, "A notice of Saavu: what became of a batch")
}

// Command splits a command line into words. Words stand between spaces; quotes, ' or ",
// keep the spaces between them. Nothing else has a meaning: no variable, no glob, no
// backslash.
func Command(line string) ([]string, error) {
	var words []string
	var quote rune
	word, open := "", false
	for _, c := range line {
		switch {
		case quote != 0 && c == quote:
			quote = 0
		case quote == 0 && (c == '\'' || c == '"'):
			quote, open = c, true
		case quote == 0 && (c == ' ' || c == '\t'):
			if open {
				words = append(words, word)
			}
			word, open = "", false
		default:
			word, open = word+string(c), true
		}
	}
	switch {
	case quote != 0:
		return nil, errors.New("a quote is not closed")
	case open:
		words = append(words, word)
	}
	if len(words) == 0 || words[0] == "" {
		return nil, errors.New("it names no program")
	}
	return words, nil
}
