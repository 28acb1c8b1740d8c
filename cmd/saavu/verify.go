package main

import (
	"github.com/spf13/cobra"

	"saavu/internal/export"
	"saavu/internal/words"
	"saavu/pkg/lang"
)

func verifyCommand() *cobra.Command {
	asJSON := false
	speak := language{}
	cmd := &cobra.Command{
		Use:   "verify DIR",
		Short: "Check that the files of a folder are complete and from one run",
		Long: `Compare each file of a folder that compare --out-dir has written with the size and
SHA-256 in its provenance.json. A run removes provenance.json before it replaces
the first file and writes it last. So if it exists and every file matches it, all
files are from one run and nobody has changed them since.

Nothing is written. The exit code is 0 if all files match, 3 if some do not, and 1
if the folder cannot be read. Files that provenance.json does not name are
ignored.`,
		Example: `  saavu verify out
  saavu verify out --json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 || args[0] == "" {
				return usage("", "name one folder")
			}
			w := speak.printed(cmd.OutOrStdout(), asJSON)
			v, err := export.Verify(cmd.Context(), args[0], w)
			if err != nil {
				return err
			}
			if asJSON {
				err = export.VerifyJSON(cmd.OutOrStdout(), v)
			} else {
				err = export.VerifyTable(cmd.OutOrStdout(), v, w)
			}
			if err == nil && !v.Whole {
				err = &notWhole{v.Summary(words.In(lang.English))}
			}
			return err
		},
	}
	speak.flag(cmd)
	jsonFlag(cmd, &asJSON, "verify")
	return cmd
}

// notWhole is the error of a set that is not whole; the details are already printed.
type notWhole struct{ summary string }

// Error returns the summary in one line.
func (e *notWhole) Error() string { return e.summary }
