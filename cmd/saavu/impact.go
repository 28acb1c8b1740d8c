package main

import (
	"bytes"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"saavu/internal/app"
	"saavu/internal/atomic"
	"saavu/internal/export/impact"
	"saavu/pkg/report"
)

const impactAbout = `Write the form of a prior assessment of effects of one option as Markdown: chapters on
clients, children, languages, equality, staff, economy and culture, filled in with the
figures of the comparison. What the data does not identify is named, and each chapter
has a place for people to write their assessment and its reason.

The option, or the what-if that flags describe, is compared as in compare.`

func impactCommand() *cobra.Command {
	c, out := &comparison{}, ""
	cmd := &cobra.Command{
		Use:   "impact [OPTION]",
		Short: "Write the form of a prior assessment of effects of an option",
		Long:  impactAbout,
		Example: `  saavu impact centralised
  saavu impact mobile --lang fi --out assessment.md
  saavu impact --close hs_lansimaki`,
		RunE: func(cmd *cobra.Command, args []string) error { return c.impact(cmd, args, out) },

		ValidArgsFunction: names(func(n *app.Names) []string { return n.Options }),
	}
	f := cmd.Flags()
	f.SortFlags = false
	countyFlags(cmd, &c.request.Source)
	c.settingFlags(cmd)
	c.plan.flags(f)
	f.StringVar(&out, "out", "", "write the form to `FILE`; its name ends in .md")
	f.BoolVar(&c.quiet, "quiet", false, "no notes and no progress on stderr")
	c.speak.flag(cmd)
	return cmd
}

// impact compares one option and writes its form.
func (c *comparison) impact(cmd *cobra.Command, args []string, out string) error {
	q := &c.request
	q.Options, q.WhatIf = args, c.plan.changes()
	asked := len(args)
	if q.WhatIf != nil {
		asked++
	}
	switch {
	case asked != 1:
		return usage("the form is of one option", "name one option, or describe a what-if by flags")
	case out != "" && !strings.HasSuffix(out, ".md"):
		return usage("the form is Markdown", "--out %s: expected a name that ends in .md", out)
	case out != "":
		if err := placed("out", out); err != nil {
			return err
		}
	}
	if err := c.settings(cmd); err != nil {
		return err
	}
	c.words = c.speak.printed(cmd.OutOrStdout(), false)
	if out != "" {
		c.words = c.speak.written()
	}
	q.Service, q.Detail = "all", true
	done, err := c.compared(cmd)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(done.Report.Options, func(o report.Option) bool {
		return !slices.Contains(done.Added, o.ID) && o.Against >= 0
	})
	if at < 0 {
		return usage("the form states what an option changes", "%s is compared with no other option", args[0])
	}
	var b bytes.Buffer
	if err := impact.Write(&b, &done.Report, at, c.words); err != nil {
		return err
	}
	if out == "" {
		_, err = cmd.OutOrStdout().Write(b.Bytes())
		return err
	}
	if err := atomic.Write(out, func(w io.Writer) error { _, err := w.Write(b.Bytes()); return err }); err != nil {
		return notWritten("out", out, err)
	}
	c.note(cmd, c.words.Text("impact.note", "file", out))
	return nil
}
