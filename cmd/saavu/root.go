package main

import (
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"saavu/data"
	"saavu/internal/app"
	"saavu/internal/source"
	"saavu/pkg/scenario"
	"saavu/scenarios"
)

const about = `Saavu compares plans for a network of services: who gets there, who gains and
loses, who can be served, what it costs and who pays, and which rules it breaks.

Without --county it uses the embedded county Vantaa-Kerava, whose population grid
and travel times are synthetic. Results go to stdout, notes and progress to
stderr.

Lines are 100 characters wide, on a narrower terminal as wide as it, at least 80.
COLUMNS sets the width, also into a pipe; files keep theirs. NO_COLOR turns the
colours of a terminal off.

Exit codes: 0 done · 1 failed · 2 wrong usage · 3 invalid data or options ·
4 a target of --fail-on was missed · 5 some tasks of a batch failed, the others are
published · 75 stopped, or another run is writing: try again`

// rootCommand builds the command with its verbs.
func rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "saavu",
		Short: "Compare plans for a network of services by reach, capacity and cost",
		Long:  about,
		Example: `  saavu compare
  saavu compare local mobile --service reception
  saavu compare --close hs_lansimaki`,
		Args:          cobra.ArbitraryArgs,
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE:          noVerb,
	}
	root.SetFlagErrorFunc(flagFault)
	root.AddCommand(compareCommand(), reportCommand(), plotCommand(), batchCommand(), historyCommand(), diffCommand(), accessCommand(), harmoniseCommand(), producersCommand(), goalsCommand(), impactCommand(), exportCommand(), explainCommand(), inspectCommand(), initCommand(), importCommand(), checkCommand(), transitCommand(),
		listCommand(), optionsCommand(), schemaCommand(), verifyCommand(), versionCommand())
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		switch c.Name() {
		case "completion":
			c.Args, c.RunE = cobra.ArbitraryArgs, noVerb
		case "help":
			c.Args = helpTopic
		}
	}
	return root
}

// helpTopic refuses a topic that has no help.
func helpTopic(cmd *cobra.Command, args []string) error {
	if topic, _, err := cmd.Root().Find(args); len(args) > 0 && (err != nil || topic == cmd.Root()) {
		return noVerb(cmd.Root(), args)
	}
	return nil
}

// noVerb prints the help, or suggests a verb for an unknown one.
func noVerb(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return cmd.Help()
	}
	var verbs []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			verbs = append(verbs, c.Name())
		}
	}
	hint := "commands: " + strings.Join(verbs, ", ")
	if near, ok := scenario.Nearest(args[0], verbs); ok {
		hint = "did you mean " + cmd.CommandPath() + " " + near + "?"
	}
	return usage(hint, "no command %q", args[0])
}

// countyFlags are the flags of every verb that reads a county.
func countyFlags(cmd *cobra.Command, q *app.Source) {
	q.Embedded = embedded()
	cmd.Flags().StringVar(&q.County, "county", "", "county `FILE` (default: the embedded county)")
	cmd.Flags().StringVar(&q.Data, "data", "", "folder `DIR` of the data files: {data} in paths of the county file")
	cmd.Flags().Var(&fixFlag{&q.FixAxes}, "fix", "fix `WHAT` in the input: axes exchanges x and y in files that have them the wrong way round")
	cmd.PreRunE = countyGiven
}

// countyRequired makes the help of a verb state that the embedded county does not do
// for it.
func countyRequired(cmd *cobra.Command) {
	cmd.Flags().Lookup("county").Usage = "county `FILE`, required: the embedded county needs no store"
}

// fixFlag is --fix, whose value names what to fix.
type fixFlag struct{ axes *bool }

func (f *fixFlag) String() string {
	if f.axes != nil && *f.axes {
		return "axes"
	}
	return ""
}

func (f *fixFlag) Type() string { return "what" }

func (f *fixFlag) Set(word string) error {
	if word != "axes" {
		return errors.New("expected axes")
	}
	*f.axes = true
	return nil
}

// countyGiven refuses flags with an empty value, as from a script with an unset
// variable: the embedded county would be taken for the intended one. It also refuses
// a data folder that does not exist.
func countyGiven(cmd *cobra.Command, _ []string) error {
	hints := map[string]string{"county": "name a county file", "service": "name a service, a bundle or all", "out-dir": "name a folder", "data": "name a folder", "write": "name a new file"}
	var fault error
	cmd.Flags().Visit(func(f *pflag.Flag) {
		list, several := f.Value.(pflag.SliceValue)
		if fault == nil && (!several && f.Value.Type() == "string" && f.Value.String() == "" || several && slices.Contains(list.GetSlice(), "")) {
			fault = usage(hints[f.Name], "--%s is empty", f.Name)
		}
	})
	dir := cmd.Flags().Lookup("data")
	if fault != nil || !dir.Changed {
		return fault
	}
	if !cmd.Flags().Changed("county") && !cmd.Flags().Changed("matrix") {
		return usage("add --county FILE", "--data needs a county file")
	}
	switch info, err := os.Stat(dir.Value.String()); {
	case errors.Is(err, fs.ErrNotExist):
		return usage("name the folder that {data} stands for", "--data %s: no such folder", dir.Value)
	case err != nil:
		return usage("", "--data %s: %s", dir.Value, source.Cause(err))
	case !info.IsDir():
		return usage("name the folder that {data} stands for", "--data %s: this is a file, not a folder", dir.Value)
	}
	return nil
}

func embedded() source.Files { return source.Embedded(data.FS, scenarios.FS) }
