package main

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
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

// wordList is a flag for several of a fixed list of words, separated by commas.
type wordList struct {
	values *[]string
	words  []string
}

// String returns the value.
func (w *wordList) String() string {
	if w.values == nil {
		return ""
	}
	return strings.Join(*w.values, ",")
}

// Type returns what the help shows as the value.
func (w *wordList) Type() string { return "names" }

// Set adds the words that are in the list, each once.
func (w *wordList) Set(text string) error {
	for _, one := range strings.Split(text, ",") {
		one = strings.TrimSpace(one)
		if err := (&word{new(string), w.words}).Set(one); err != nil {
			return err
		}
		if !slices.Contains(*w.values, one) {
			*w.values = append(*w.values, one)
		}
	}
	return nil
}

// epsgCode is a flag for the code of a coordinate system: 4326 or EPSG:4326.
type epsgCode int

// String returns the value.
func (e *epsgCode) String() string { return strconv.Itoa(int(*e)) }

// Type returns what the help shows as the value.
func (e *epsgCode) Type() string { return "code" }

// Set takes a whole number, also behind EPSG:.
func (e *epsgCode) Set(text string) error {
	digits := strings.TrimSpace(text)
	if prefix, rest, ok := strings.Cut(digits, ":"); ok && strings.EqualFold(prefix, "EPSG") {
		digits = rest
	}
	n, err := strconv.ParseUint(digits, 10, 31)
	if err != nil {
		return errors.New("expected an EPSG code, as in 4326")
	}
	*e = epsgCode(n)
	return nil
}

// wordsFlag adds a flag for several of a fixed list of words, which its help lists.
func wordsFlag(cmd *cobra.Command, values *[]string, name, help string, words ...string) {
	cmd.Flags().Var(&wordList{values, words}, name, help+", separated by commas: "+strings.Join(words, ", "))
	_ = cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
}

// names completes words of the county. If the county cannot be read, nothing is
// completed.
func names(of func(*app.Names) []string) cobra.CompletionFunc {
	return func(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
		q := app.Request{Source: app.Source{Embedded: embedded()}}
		q.County, _ = cmd.Flags().GetString("county")
		q.Data, _ = cmd.Flags().GetString("data")
		session, err := openCounty(cmd.Context(), q)
		if err != nil {
			return nil, cobra.ShellCompDirectiveDefault
		}
		return of(session.Names()), cobra.ShellCompDirectiveDefault
	}
}
