package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"github.com/spf13/cobra"

	"saavu/internal/atomic"
	"saavu/internal/draft"
	"saavu/internal/format/problem"
	"saavu/internal/inspect"
	"saavu/internal/load"
	"saavu/internal/source"
	"saavu/internal/words"
)

func initCommand() *cobra.Command {
	out, quiet := "", false
	speak := language{}
	cmd := &cobra.Command{
		Use:   "init FILE…",
		Short: "Draft a county file from data files",
		Long: `Write a commented county.yaml from the data files of a county: the population
grid, cells of travel times, areas, travel times, service points, statistics. The
draft contains what the files show. Where they leave something open, it has "?"
with a question: replace each "?" with the answer. saavu check lists the
questions that are still open.

The text goes to stdout, or to the file of --out, which must not exist yet.
Questions go to stderr. Services, rules and parameters are inherited.`,
		Example: `  saavu init data/vantaa-kerava/cells.csv data/vantaa-kerava/areas.csv
  saavu init data/vantaa-kerava/facilities.csv data/vantaa-kerava/service-points.csv`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage("", "name data files")
			}
			if f := cmd.Flags().Lookup("out"); f.Changed && out == "" {
				return usage("name a file", "--out is empty")
			}
			if err := refuseExisting(out); err != nil {
				return err
			}
			w := speak.printed(cmd.ErrOrStderr(), false)
			m := newMeter(cmd.ErrOrStderr(), quiet, w)
			found, err := inspect.Files(cmd.Context(), source.OS(), args, m.report())
			m.clear()
			if err == nil {
				err = notRead(found, false)
			}
			if err != nil {
				return err
			}
			services, err := load.ServiceIDs(embedded())
			if err != nil {
				return err
			}
			county := draft.Of(found, draft.Options{Path: relativeTo(out), Services: services, Words: speak.written()})
			if err := writeNew(cmd, out, county.Text); err != nil {
				return err
			}
			printQuestions(cmd, out, county, w)
			return nil
		},
		ValidArgsFunction: fileNames,
	}
	speak.flag(cmd)
	cmd.Flags().StringVar(&out, "out", "", "new `FILE` to write (default: stdout)")
	cmd.Flags().BoolVar(&quiet, "quiet", false, "no progress on stderr")
	return cmd
}

// refuseExisting refuses a file that already exists.
func refuseExisting(out string) error {
	if out == "" {
		return nil
	}
	if _, err := os.Lstat(out); err == nil {
		return errExists(out)
	} else if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// relativeTo returns names as a county file has to give them: relative to its
// folder. An absolute name stays as it is.
func relativeTo(out string) func(string) string {
	return func(name string) string {
		if out == "" || filepath.IsAbs(name) {
			return filepath.ToSlash(name)
		}
		if near, err := filepath.Rel(filepath.Dir(out), name); err == nil {
			return filepath.ToSlash(near)
		}
		return filepath.ToSlash(name)
	}
}

// writeNew writes to stdout or to a new file. A file is written whole or not at all.
func writeNew(cmd *cobra.Command, out string, text []byte) error {
	if out == "" {
		_, err := cmd.OutOrStdout().Write(text)
		return err
	}
	err := atomic.WriteNew(out, func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	})
	switch {
	case errors.Is(err, fs.ErrExist): // it appeared after the check
		return errExists(out)
	case err != nil:
		return fmt.Errorf("%s: %w", out, err)
	}
	return nil
}

// errExists is the error of a new file that already exists.
func errExists(out string) error {
	return fmt.Errorf("%s already exists: name another file, or remove it", out)
}

// printQuestions prints what is left to do.
func printQuestions(cmd *cobra.Command, out string, county *draft.County, w *words.Words) {
	say := func(text string) { fmt.Fprintln(cmd.ErrOrStderr(), problem.ShownLines(text)) }
	name := out
	if name == "" {
		name = "county.yaml"
	}
	for _, u := range county.Unused {
		say(noted(w, w.Text("init.not_used", "file", u.File, "why", u.Why)))
	}
	for _, q := range county.Questions {
		say(w.Text("init.question", "file", name, "line", strconv.Itoa(q.Line), "text", q.Asked))
	}
	switch {
	case out == "":
		say(w.Text("init.save", "file", name))
	case len(county.Questions) > 0:
		say(w.Text("init.answer", "file", name))
	default:
		say(w.Text("init.check", "file", name))
	}
}
