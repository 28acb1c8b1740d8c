package main

import (
	"strings"

	"github.com/spf13/cobra"

	"saavu/internal/format/problem"
	"saavu/internal/inspect"
	"saavu/internal/source"
)

func inspectCommand() *cobra.Command {
	asJSON, quiet := false, false
	speak := language{}
	cmd := &cobra.Command{
		Use:   "inspect FILE…",
		Short: "Describe data files and list what is doubtful in them",
		Long: `Describe files before anything relies on them: format, coordinate system and how
it is known, extent on a small map, columns with type, range and missing values,
values that may hide a count, columns that join files, and all doubts. A folder of
travel time matrix files is described as one item; for any other folder the files
are listed. Nothing is changed.

Doubts do not change the exit code. If a file cannot be read, the exit code is 3,
and the other files are still described.`,
		Example: `  saavu inspect data/vantaa-kerava/cells.csv
  saavu inspect data/vantaa-kerava/cells.csv data/vantaa-kerava/areas.csv
  saavu inspect data/vantaa-kerava --json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage("", "name a file or a folder")
			}
			w := speak.printed(cmd.OutOrStdout(), asJSON)
			m := newMeter(cmd.ErrOrStderr(), quiet, w)
			found, err := inspect.Files(cmd.Context(), source.OS(), args, m.report())
			m.clear()
			if err != nil {
				return err
			}
			text := []byte(problem.ShownLines(found.Text(w)))
			if asJSON {
				if text, err = found.JSON(w); err != nil {
					return err
				}
			}
			if _, err := cmd.OutOrStdout().Write(text); err != nil {
				return err
			}
			return notRead(found, true)
		},
		ValidArgsFunction: fileNames,
	}
	speak.flag(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON; its schema is saavu schema inspect")
	cmd.Flags().BoolVar(&quiet, "quiet", false, "no progress on stderr")
	return cmd
}

// fileNames lets the shell complete names of files and folders.
func fileNames(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return nil, cobra.ShellCompDirectiveDefault
}

// unreadFiles is the error of a run that could not read all files. Their problems
// are in the printed text.
type unreadFiles struct {
	names    []string
	problems []string // lines, of a verb that has not printed them
}

// Error names the files.
func (e *unreadFiles) Error() string {
	text := "cannot be read: " + strings.Join(e.names, ", ")
	if e.problems != nil {
		text += ": nothing was done:\n  " + strings.Join(e.problems, "\n  ")
	}
	return text
}

// notRead returns the error of files that could not be read, or nil. The error lists
// the problems unless printed is true.
func notRead(found *inspect.Report, printed bool) error {
	var names, problems []string
	for i := range found.Files {
		if f := &found.Files[i]; f.Kind == inspect.Unreadable {
			names = append(names, f.Name)
			problems = append(problems, f.Wrong...)
		}
	}
	if names == nil {
		return nil
	}
	if printed {
		problems = nil
	}
	return &unreadFiles{names, problems}
}
