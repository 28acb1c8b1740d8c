package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"saavu/internal/app"
	"saavu/internal/export/inventory"
)

const listAbout = `Print a table of what a county has: its facilities, services, parameters,
professions, options or rules, in the order of its tables, with the ids that other
verbs and option files take.

Each WORD narrows the list to the rows that contain it: in an id, a name in any
language, a type, an area and so on. It may be a part of a word; case and
diacritics do not matter (Länsimäki = lansimaki). saavu options prints what each
option changes.`

func listCommand() *cobra.Command {
	q := app.Request{Frame: "staff"}
	asJSON := false
	speak := language{}
	kinds := app.ListKinds()
	cmd := &cobra.Command{
		Use:   "list " + strings.Join(kinds, "|") + " [WORD…]",
		Short: "List or search a county's facilities, services, options and more",
		Long:  listAbout,
		Example: `  saavu list facilities
  saavu list facilities lansimaki
  saavu list services neuvola
  saavu list parameters fill rate --json
  saavu list options --county data/vantaa-kerava/county.yaml`,
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return kinds, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage("", "name what to list: %s", strings.Join(kinds, ", "))
			}
			if !slices.Contains(kinds, args[0]) { // before the county is read
				return &app.Unknown{What: "list of", Name: args[0], Known: kinds}
			}
			session, err := openCounty(cmd.Context(), q)
			if err != nil {
				return err
			}
			list, asides, err := session.List(args[0], strings.Join(args[1:], " "))
			if err != nil {
				return err
			}
			w := speak.printed(cmd.OutOrStdout(), asJSON)
			for _, n := range asides {
				fmt.Fprintln(cmd.ErrOrStderr(), noted(w, n))
			}
			var b bytes.Buffer
			if asJSON {
				err = inventory.JSON(&b, list)
			} else {
				err = inventory.Table(&b, list, columns(cmd.OutOrStdout()), colored(cmd.OutOrStdout()), w)
			}
			if err != nil {
				return err
			}
			_, err = cmd.OutOrStdout().Write(b.Bytes())
			return err
		},
	}
	countyFlags(cmd, &q.Source)
	speak.flag(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON; its schema is saavu schema list")
	return cmd
}
