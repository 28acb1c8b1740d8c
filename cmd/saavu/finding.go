package main

import (
	"bytes"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"saavu/internal/words"
	"saavu/pkg/report"
)

// finding is what a verb has found, with the forms that it can be printed in.
type finding struct {
	notes []report.Message
	file  func(name string, w *words.Words) error // writes all figures; nil if the verb has no such file
	json  func(io.Writer) error
	table func(out io.Writer, width int, color bool, w *words.Words) error
}

// print prints the notes unless quiet, writes the figures to a file if one is named, and
// then prints JSON or a table: whole, or nothing of it.
func (x *finding) print(cmd *cobra.Command, speak *language, asJSON, quiet bool, file string) error {
	w := speak.printed(cmd.OutOrStdout(), asJSON)
	if !quiet {
		for _, n := range x.notes {
			fmt.Fprintln(cmd.ErrOrStderr(), noted(w, w.Message(n)))
		}
	}
	if file != "" {
		if err := x.file(file, speak.written()); err != nil {
			return err
		}
	}
	var b bytes.Buffer
	var err error
	if asJSON {
		err = x.json(&b)
	} else {
		err = x.table(&b, columns(cmd.OutOrStdout()), colored(cmd.OutOrStdout()), w)
	}
	if err != nil {
		return err
	}
	_, err = cmd.OutOrStdout().Write(b.Bytes())
	return err
}
