package main

import (
	"bytes"
	"fmt"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"saavu/internal/app"
	"saavu/internal/batch"
	"saavu/internal/export"
	"saavu/internal/export/contract"
	"saavu/internal/export/graded"
	"saavu/internal/export/harmonised"
	"saavu/internal/export/inventory"
	"saavu/internal/export/makeorbuy"
	"saavu/internal/export/measures"
	"saavu/internal/export/places"
	"saavu/internal/export/timetables"
	"saavu/internal/format/problem"
	"saavu/internal/inspect"
	"saavu/internal/load"
)

func checkCommand() *cobra.Command {
	q := app.Request{Frame: "staff"}
	quiet := false
	speak := language{}
	cmd := &cobra.Command{
		Use:   "check [OPTION…]",
		Short: "Check a county and its options and report all problems",
		Long: `Read a county with all its files and apply the options, without writing anything.
Without OPTION, all options of the county are checked. OPTION is an id or a name
of a county's option, or a YAML file. All problems are reported together with
their places, and the exit code is then 3.`,
		Example: `  saavu check
  saavu check local
  saavu check scenarios/vantaa-kerava/mobile.yaml
  saavu check --county data/vantaa-kerava/county.yaml`,
		RunE: func(cmd *cobra.Command, args []string) error {
			q.Options = args
			w := speak.printed(cmd.OutOrStdout(), false)
			session, err := openCounty(cmd.Context(), q)
			if err != nil {
				return err
			}
			f, err := session.Check(cmd.Context(), q)
			if err != nil {
				return err
			}
			if !quiet {
				for _, n := range w.Messages(slices.Concat(f.Notes, f.Warnings)) {
					fmt.Fprintln(cmd.ErrOrStderr(), noted(w, n))
				}
			}
			_, err = fmt.Fprintln(cmd.OutOrStdout(), problem.ShownLines("ok  "+strings.Join(w.Messages(f.OK), "\nok  ")))
			return err
		},
		ValidArgsFunction: names(func(n *app.Names) []string { return n.Options }),
	}
	countyFlags(cmd, &q.Source)
	cmd.Flags().BoolVar(&quiet, "quiet", false, "no notes on stderr")
	speak.flag(cmd)
	return cmd
}

func optionsCommand() *cobra.Command {
	q := app.Request{Frame: "staff"}
	speak := language{}
	cmd := &cobra.Command{
		Use:   "options",
		Short: "Print what each option of the county changes",
		Long:  "Print each option of the county with its changes in words, one per line. saavu\nlist options prints the options as a table.",
		Example: `  saavu options
  saavu options --county data/vantaa-kerava/county.yaml`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			session, err := openCounty(cmd.Context(), q)
			if err != nil {
				return err
			}
			options, asides, err := session.Options(cmd.Context(), q)
			if err != nil {
				return err
			}
			w := speak.printed(cmd.OutOrStdout(), false)
			for _, n := range asides {
				fmt.Fprintln(cmd.ErrOrStderr(), noted(w, n))
			}
			var b bytes.Buffer
			if err := inventory.Changes(&b, options, columns(cmd.OutOrStdout()), w); err != nil {
				return err
			}
			_, err = cmd.OutOrStdout().Write(b.Bytes())
			return err
		},
	}
	countyFlags(cmd, &q.Source)
	speak.flag(cmd)
	return cmd
}

func schemaCommand() *cobra.Command {
	kinds := append([]string{"county", "scenario", "plan", "report", "access", "explain", "list", "harmonise", "producers", "goals", "transit", "inspect", "verify", "notice"}, batch.Contracts()...)
	cmd := &cobra.Command{
		Use:       "schema " + strings.Join(kinds, "|"),
		Short:     "Print the JSON Schema of a kind of file",
		Long:      "Print the JSON Schema of county files, option files, plans of a batch and\nreport.json, of what access, explain, list, harmonise, producers, goals,\ncheck-transit, inspect, verify, history, diff, batch why, batch verify (runs) and batch prune print with --json, or of\nthe notice of batch run --notify.",
		Example:   "  saavu schema county\n  saavu schema scenario\n  saavu schema report",
		ValidArgs: kinds,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 {
				return usage("", "name one kind of file: %s", strings.Join(kinds, ", "))
			}
			var text []byte
			var err error
			switch args[0] {
			case "report":
				text, err = contract.ReportSchema()
			case "access":
				text, err = measures.Schema()
			case "explain":
				text, err = places.Schema()
			case "list":
				text, err = inventory.Schema()
			case "harmonise":
				text, err = harmonised.Schema()
			case "producers":
				text, err = makeorbuy.Schema()
			case "transit":
				text, err = timetables.Schema()
			case "goals":
				text, err = graded.Schema()
			case "inspect":
				text, err = inspect.Schema()
			case "verify":
				text, err = export.VerifySchema()
			case "notice":
				text, err = batch.NoticeSchema()
			case "history", "diff", "why", "runs", "prune":
				text, err = batch.Schema(args[0])
			case "county", "scenario", "plan":
				text, err = load.Schema(args[0])
			default:
				return &app.Unknown{What: "schema", Name: args[0], Known: kinds}
			}
			if err != nil {
				return err
			}
			_, err = cmd.OutOrStdout().Write(text)
			return err
		},
	}
	return cmd
}

func versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Print the version",
		Example: "  saavu version",
		Args:    noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			_, err := fmt.Fprintln(cmd.OutOrStdout(), "saavu "+version())
			return err
		},
	}
}

// unreleased is the version of a binary that was built without one.
const unreleased = "0.1.0-dev"

// version is the version of the module according to the build.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return unreleased
}

func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return usage("", "%s takes no arguments, found %q", cmd.CommandPath(), args[0])
	}
	return nil
}
