package main

import (
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"saavu/internal/format/problem"
	"saavu/internal/words"
	"saavu/pkg/lang"
)

// language is the flag for the language of what a verb prints and writes.
type language struct{ given string }

// flag adds --lang.
func (l *language) flag(cmd *cobra.Command) {
	wordFlag(cmd, &l.given, "lang", "", "language of the printed text and of the report (default: English; on a terminal, the language of LC_ALL or LANG; if repeated, the last one counts)", "en", "fi", "sv")
}

// written returns the words for files: English unless the flag names another
// language, so that the same command gives the same bytes on every machine.
func (l *language) written() *words.Words { return words.In(lang.Language(l.given)) }

// printed returns the words for printed text: the same as for files, but on a
// terminal and without --json the language of the environment.
func (l *language) printed(stdout io.Writer, json bool) *words.Words {
	if l.given != "" || json || !terminal(stdout) {
		return l.written()
	}
	return words.In(spoken(os.Getenv("LC_ALL"), os.Getenv("LC_MESSAGES"), os.Getenv("LANG")))
}

// spoken returns the language of the first setting that is not empty, in the form of
// POSIX (fi_FI.UTF-8), or English if it names no supported language.
func spoken(settings ...string) lang.Language {
	for _, s := range settings {
		if s == "" {
			continue
		}
		for _, l := range lang.Languages() {
			if s == string(l) || strings.HasPrefix(s, string(l)+"_") || strings.HasPrefix(s, string(l)+".") {
				return l
			}
		}
		return lang.English
	}
	return lang.English
}

// noted writes a note for the error output.
func noted(w *words.Words, text string) string {
	return problem.ShownLines(w.Text("noted", "text", text))
}
