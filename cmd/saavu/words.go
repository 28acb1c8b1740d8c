package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"saavu/internal/app"
	"saavu/pkg/scenario"
)

// word is a flag that takes one word of a fixed list.
type word struct {
	value *string
	words []string
}

// String returns the word.
func (w *word) String() string { return *w.value }

// Type stands for the value in the help text.
func (w *word) Type() string { return strings.Join(w.words, "|") }

// Set refuses a text that is not in the list.
func (w *word) Set(text string) error {
	for _, known := range w.words {
		if text == known {
			*w.value = text
			return nil
		}
	}
	if near, ok := scenario.Nearest(text, w.words); ok {
		return fmt.Errorf("expected one of %s (did you mean %s?)", strings.Join(w.words, ", "), near)
	}
	return fmt.Errorf("expected one of %s", strings.Join(w.words, ", "))
}

// wordFlag adds a flag with a fixed list of words, with their completion.
func wordFlag(cmd *cobra.Command, value *string, name, preset, help string, words ...string) {
	*value = preset
	cmd.Flags().Var(&word{value, words}, name, help)
	// An error would mean that the flag does not exist.
	_ = cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
}

// names completes words of the county. If the county cannot be read, nothing is
// completed.
func names(of func(*app.Names) []string) cobra.CompletionFunc {
	return func(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
		q := app.Request{Source: app.Source{Embedded: embedded()}}
		q.County, _ = cmd.Flags().GetString("county")
		q.Data, _ = cmd.Flags().GetString("data")
		session, err := app.Open(cmd.Context(), q)
		if err != nil {
			return nil, cobra.ShellCompDirectiveDefault
		}
		return of(session.Names()), cobra.ShellCompDirectiveDefault
	}
}
