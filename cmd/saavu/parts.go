package main

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"saavu/internal/app"
	"saavu/internal/export/plain"
	"saavu/internal/export/screen"
	"saavu/pkg/scenario"
)

// wideTables is the value of --detail that stands alone.
const wideTables = "tables"

// parts are the values of --detail: parts of a service to print, or the wide tables.
type parts struct {
	names  []string
	tables bool
}

// String returns the parts.
func (p *parts) String() string {
	if p.tables {
		return wideTables
	}
	return strings.Join(p.names, ",")
}

// Type stands for the value in the help text.
func (p *parts) Type() string { return strings.Join(screen.PartNames(), "|") }

// Set adds parts, separated by commas. Refused are other words, and parts next to the
// wide tables.
func (p *parts) Set(text string) error {
	for _, name := range strings.Split(text, ",") {
		switch {
		case name == wideTables:
			p.tables = true
		case slices.Contains(screen.PartNames(), name):
			p.names = append(p.names, name)
		default:
			if near, ok := scenario.Nearest(name, screen.PartNames()); ok {
				return fmt.Errorf("expected some of %s (did you mean %s?)", strings.Join(screen.PartNames(), ", "), near)
			}
			return fmt.Errorf("expected some of %s", strings.Join(screen.PartNames(), ", "))
		}
	}
	if p.tables && p.names != nil {
		return fmt.Errorf("expected the wide tables (--detail alone) or parts of a service, not both")
	}
	return nil
}

// flag adds --detail to a command.
func (p *parts) flag(cmd *cobra.Command) {
	cmd.Flags().Var(p, "detail", "print one or more of these parts of a service, separated by commas, with all figures; alone: wide tables with travel times, groups, channels")
	cmd.Flags().Lookup("detail").NoOptDefVal = wideTables
	_ = cmd.RegisterFlagCompletionFunc("detail", cobra.FixedCompletions(screen.PartNames(), cobra.ShellCompDirectiveNoFileComp))
}

// joined puts parts that follow --detail into one argument with it: a flag that may
// stand alone takes a value only after "=". An option file of such a name needs a
// folder before it.
func joined(args []string) []string {
	out := []string{} // not nil, for which cobra takes the arguments of the process
	for i := 0; i < len(args); i++ {
		if args[i] == "--" {
			return append(out, args[i:]...)
		}
		if args[i] == "--detail" && i+1 < len(args) && areParts(args[i+1]) {
			i++
			out = append(out, "--detail="+args[i])
			continue
		}
		out = append(out, args[i])
	}
	return out
}

// blame adds to an error about an unknown option, next to --detail alone, how a part is
// named.
func (p *parts) blame(err error) error {
	var unknown *app.Unknown
	if !p.tables || !errors.As(err, &unknown) || unknown.What != "option" {
		return err
	}
	return usage("a part of --detail follows an equals sign: --detail="+strings.Join(screen.PartNames(), ", --detail="), "%v", err)
}

// areParts reports whether a text is a list of parts.
func areParts(text string) bool {
	for _, name := range strings.Split(text, ",") {
		if !slices.Contains(screen.PartNames(), name) {
			return false
		}
	}
	return true
}

// each prints services one after another. What concerns all of them follows the last
// one.
func each(b *bytes.Buffer, services []string, o plain.Options, print func(id string, o plain.Options) error) error {
	brief := o.Brief
	for i, id := range services {
		if i > 0 {
			b.WriteByte('\n')
		}
		o.Brief = brief || i < len(services)-1
		if err := print(id, o); err != nil {
			return err
		}
	}
	return nil
}
