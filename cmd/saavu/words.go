package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"saavu/internal/app"
	"saavu/pkg/scenario"
)

// word is a flag that takes one of a few words.
type word struct {
	value *string
	words []string
}

// String gives the word.
func (w *word) String() string { return *w.value }

// Type stands for the value in the help.
func (w *word) Type() string { return strings.Join(w.words, "|") }

// Set refuses what is not among the words.
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

// wordFlag adds a flag of a few words, with their completion.
func wordFlag(cmd *cobra.Command, value *string, name, preset, help string, words ...string) {
	*value = preset
	cmd.Flags().Var(&word{value, words}, name, help)
	// The error is of a flag that is not there.
	_ = cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
}

// names completes words that the county has. Without a county to read there is
// nothing to complete.
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
