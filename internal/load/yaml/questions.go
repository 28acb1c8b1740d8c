package yaml

import (
	"strings"
	"unicode/utf8"

	"saavu/internal/format/problem"
)

// unanswered is the value in a drafted file that the user must replace.
const unanswered = "?"

// questionMark begins the comment with the question on such a line.
const questionMark = "# QUESTION: "

// ask reports every unanswered question, with its text from the comment on the
// line, and returns whether there is one. Schema faults of such a value are not
// reported. In a list "?" is an ordinary value: files use it for missing
// values.
func (t *Tree) ask(text []byte) bool {
	lines := strings.Split(string(text), "\n")
	var visit func(n *Node, inList bool)
	visit = func(n *Node, inList bool) {
		if n.Kind == Scalar && n.Scalar == unanswered && !inList {
			n.asked = true
			t.asked = append(t.asked, n)
			hint := ""
			if n.Line >= 1 && n.Line <= len(lines) {
				hint = questionOf(lines[n.Line-1:])
			}
			t.Problems.Add(problem.Problem{File: t.File, Row: n.Line, Char: n.Col, Found: unanswered, Expected: "an answer", Hint: hint})
		}
		for _, k := range n.Children {
			visit(k, n.Kind == List)
		}
	}
	visit(t.Root, false)
	return len(t.asked) > 0
}

// questionOf gives the question of the first line. It goes on in the lines below that
// are only a comment, with the # under that of the question.
func questionOf(lines []string) string {
	before, question, asked := strings.Cut(lines[0], questionMark)
	if !asked {
		return ""
	}
	indent := strings.Repeat(" ", utf8.RuneCountInString(before)) + "# "
	words := strings.Fields(question)
	for _, line := range lines[1:] {
		more, ok := strings.CutPrefix(line, indent)
		if !ok {
			break
		}
		words = append(words, strings.Fields(more)...)
	}
	return strings.Join(words, " ")
}
