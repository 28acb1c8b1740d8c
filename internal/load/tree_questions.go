package load

import (
	"strings"

	"saavu/internal/format/problem"
)

// unanswered is what a drafted file has where only the user knows the value.
const unanswered = "?"

// questionMark begins the question in the comment of such a line.
const questionMark = "# QUESTION: "

// ask notes every value that is still a question, with the question as it
// stands in the comment of its line, and says whether there is one. What else
// the schema finds wrong with such a value is not told. In a list "?" is a value
// as any other: files have it for what is missing.
func (t *tree) ask(text []byte) bool {
	lines := strings.Split(string(text), "\n")
	var visit func(n *node, inList bool)
	visit = func(n *node, inList bool) {
		if n.kind == scalarNode && n.scalar == unanswered && !inList {
			n.asked = true
			t.asked = append(t.asked, n)
			hint := ""
			if n.line >= 1 && n.line <= len(lines) {
				_, hint, _ = strings.Cut(lines[n.line-1], questionMark)
			}
			t.problems.Add(problem.Problem{File: t.file, Row: n.line, Char: n.col, Found: unanswered, Expected: "an answer", Hint: strings.TrimSpace(hint)})
		}
		for _, k := range n.kids {
			visit(k, n.kind == listNode)
		}
	}
	visit(t.root, false)
	return len(t.asked) > 0
}
