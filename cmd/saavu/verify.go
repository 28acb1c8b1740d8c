package main

import (
	"github.com/spf13/cobra"

	"saavu/internal/export"
)

func verifyCommand() *cobra.Command {
	asJSON := false
	cmd := &cobra.Command{
		Use:   "verify DIR",
		Short: "Say whether the files of a folder are whole and of one run",
		Long: `Hold each file of a folder that compare --out-dir has written against its
provenance.json, by size and SHA-256. A run takes provenance.json away before it
replaces the first file and writes it last: where it is there and every file is
as it says, all are of one run and nobody has changed them since.

Nothing is written. The exit code is 0 where the set is whole, 3 where it is not,
and 1 where the folder cannot be read. Files that provenance.json does not name
are not looked at.`,
		Example: `  saavu verify out
  saavu verify out --json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 || args[0] == "" {
				return usage("", "name one folder")
			}
			v, err := export.Verify(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			print := export.VerifyTable
			if asJSON {
				print = export.VerifyJSON
			}
			if err := print(cmd.OutOrStdout(), v); err != nil {
				return err
			}
			if !v.Whole {
				return &notWhole{v.Summary()}
			}
			return nil
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print the same as JSON")
	return cmd
}

// notWhole is the error of a set that is not whole; what is wrong was printed.
type notWhole struct{ summary string }

// Error says so in one line.
func (e *notWhole) Error() string { return e.summary }
