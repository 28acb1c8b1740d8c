package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// ofFiles are flags that say where results go and what is printed, not what is computed.
var ofFiles = []string{"out", "out-dir", "pdf", "quiet", "write", "json", "fail-on", "service", "detail", "tornado", "layers"}

// again writes the command that makes the same page again, as a shell reads it: the
// options, the flags that were given, and the what-if, with names of files as they were
// given and without those of files that are written.
func again(cmd *cobra.Command, args []string, p *plan) string {
	words := slices.Concat([]string{"saavu", "report"}, args)
	cmd.Flags().Visit(func(f *pflag.Flag) {
		_, change := f.Value.(*changeFlag)
		switch {
		case change || slices.Contains(ofFiles, f.Name):
		case f.Value.Type() == "bool":
			words = append(words, "--"+f.Name+strings.TrimSuffix("="+f.Value.String(), "=true"))
		default:
			words = append(words, "--"+f.Name, f.Value.String())
		}
	})
	for _, i := range p.items {
		flag, value, _ := strings.Cut(i.flag, " ")
		words = append(words, flag, value)
	}
	for i := range words {
		words[i] = quoted(words[i])
	}
	return strings.Join(words, " ")
}

// quoted puts a word into quotes where a shell would not read it as one word.
func quoted(word string) string {
	plain := func(c rune) bool {
		return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.ContainsRune("-_./,:=@+%", c) || c > 0x7f
	}
	if word != "" && strings.IndexFunc(word, func(c rune) bool { return !plain(c) }) < 0 {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
