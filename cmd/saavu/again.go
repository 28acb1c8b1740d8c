package main

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// ofFiles are flags that say where results go and what is printed, not what is computed.
var ofFiles = []string{"out", "out-dir", "pdf", "quiet", "write", "json", "fail-on", "service", "detail", "tornado", "layers"}

// ofPlaces are flags that name a file or folder: only its own name is written.
var ofPlaces = []string{"county", "data"}

// again writes the command that makes the same page again, as a shell reads it: the
// options, the flags that were given, and the what-if, without the names of files that
// are written.
func again(cmd *cobra.Command, args []string, p *plan) string {
	words := []string{"saavu", "report"}
	for _, option := range args { // an id, or the name of a file
		words = append(words, filepath.Base(option))
	}
	cmd.Flags().Visit(func(f *pflag.Flag) {
		_, change := f.Value.(*changeFlag)
		switch {
		case change || slices.Contains(ofFiles, f.Name):
		case f.Value.Type() == "bool":
			words = append(words, "--"+f.Name+strings.TrimSuffix("="+f.Value.String(), "=true"))
		default:
			value := f.Value.String()
			if slices.Contains(ofPlaces, f.Name) { // the page goes to people with other folders
				value = filepath.Base(value)
			}
			words = append(words, "--"+f.Name, value)
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
