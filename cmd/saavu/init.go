package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"saavu/internal/atomic"
	"saavu/internal/draft"
	"saavu/internal/format/problem"
	"saavu/internal/inspect"
	"saavu/internal/load"
	"saavu/internal/source"
)

func initCommand() *cobra.Command {
	out, quiet := "", false
	cmd := &cobra.Command{
		Use:   "init FILE…",
		Short: "Draft a county file from files of data",
		Long: `Write a commented county.yaml from the files of a county: the population grid,
cells of travel times, areas, travel times, service points, statistics. What the
files tell is filled in. Where nothing tells it, "?" stands with a question;
answer it in the file, and saavu check says what is left.

The text goes to stdout, or to the file of --out, which must not be there yet.
Questions go to stderr. Services, rules and parameters are inherited.`,
		Example: `  saavu init data/vantaa-kerava/cells.csv data/vantaa-kerava/areas.csv
  saavu init data/vantaa-kerava/facilities.csv data/vantaa-kerava/service-points.csv`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage("", "name files of data")
			}
			if f := cmd.Flags().Lookup("out"); f.Changed && out == "" {
				return usage("name a file", "--out is empty")
			}
			if err := free(out); err != nil {
				return err
			}
			m := newMeter(cmd.ErrOrStderr(), quiet)
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
			county := draft.Of(found, draft.Options{Path: relativeTo(out), Services: services})
			if err := writeNew(cmd, out, county.Text); err != nil {
				return err
			}
			tellQuestions(cmd, out, county)
			return nil
		},
		ValidArgsFunction: fileNames,
	}
	cmd.Flags().StringVar(&out, "out", "", "`FILE` to write, which must not be there yet; stdout without it")
	cmd.Flags().BoolVar(&quiet, "quiet", false, "no progress on stderr")
	return cmd
}

// free refuses a file that is there already.
func free(out string) error {
	if out == "" {
		return nil
	}
	if _, err := os.Lstat(out); err == nil {
		return taken(out)
	} else if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// relativeTo gives names as a county file has to name them: relative to its
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

// writeNew writes to stdout, or to a new file, whole or not at all.
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
	case errors.Is(err, fs.ErrExist): // since free looked
		return taken(out)
	case err != nil:
		return fmt.Errorf("%s: %w", out, err)
	}
	return nil
}

// taken is the error of a new file that is there already.
func taken(out string) error {
	return fmt.Errorf("%s is there already: name another file, or take it away", out)
}

// tellQuestions says what is left to do.
func tellQuestions(cmd *cobra.Command, out string, county *draft.County) {
	w := cmd.ErrOrStderr()
	name := out
	if name == "" {
		name = "county.yaml"
	}
	for _, u := range county.Unused {
		fmt.Fprintf(w, "note: not used: %s\n", problem.ShownLines(u))
	}
	for _, q := range county.Questions {
		fmt.Fprintf(w, "question: %s:%d: %s\n", name, q.Line, problem.ShownLines(strings.TrimSpace(q.Text)))
	}
	next := "saavu check --county " + name
	switch {
	case out == "":
		fmt.Fprintln(w, "next: save it as county.yaml, answer what it asks, then "+next)
	case len(county.Questions) > 0:
		fmt.Fprintln(w, "next: answer these in "+name+", then "+next)
	default:
		fmt.Fprintln(w, "next: "+next)
	}
}
