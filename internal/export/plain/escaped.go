package plain

import (
	"strings"

	"saavu/internal/format/problem"
)

// marks are the characters that Markdown, or a dialect that finds links by itself,
// takes for more than text.
var marks = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "|", `\|`, "~", `\~`, "#", `\#`, "<", "&lt;", "&", "&amp;",
	"://", `\://`, "www.", `www\.`, "mailto:", `mailto\:`, "xmpp:", `xmpp\:`)

// escaped makes text safe in Markdown. Programs that look for mail addresses see
// through escapes, but not through a comment.
func escaped(s string) string { return strings.ReplaceAll(described(s), "@", "@<!-- -->") }

// described is escaped for the text in place of a picture: links are not looked for
// there, and a comment would be visible.
func described(s string) string { return marks.Replace(problem.Shown(s)) }

// opening is escaped for a text at the start of a paragraph or an item: it starts no
// list, quotation or rule.
func opening(s string) string {
	s = strings.TrimSpace(escaped(s))
	digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
	switch {
	case s == "":
	case strings.ContainsAny(s[:1], "-+") && (len(s) == 1 || s[1] == ' ' || s[1] == s[0]), s[0] == '>', s[0] == '=':
		return `\` + s
	case digits > 0 && digits < len(s) &&
		(s[digits] == '.' || s[digits] == ')') && (digits+1 == len(s) || s[digits+1] == ' '):
		return s[:digits] + `\` + s[digits:]
	}
	return s
}
