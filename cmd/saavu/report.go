package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"saavu/internal/app"
	"saavu/internal/atomic"
	"saavu/internal/browser"
)

const reportAbout = `Compare options of a county and write one HTML file that a board can read: the
answer, the decision table, maps of who gets there, costs, rules, and how sure the
figures are. The file needs no network and has no script. --brief leaves
the answer and the decision table, for one sheet of paper.

With --pdf a browser of this machine prints the page: Chromium, Google Chrome or
Microsoft Edge, or the program that SAAVU_BROWSER names. With --pdf and without --out
the PDF alone is written.

Options, what-if flags and settings are those of compare.`

const reportExamples = `  saavu report --out report.html
  saavu report local mobile --out report.html --lang fi
  saavu report --close hs_lansimaki --out what-if.html
  saavu report --networks 20 --out report.html
  saavu report local --pdf report.pdf --lang sv
  saavu report --brief --out brief.html`

// reporting holds the flags of report.
type reporting struct {
	comparison
	out     string
	brief   bool
	pdf     string
	browser string // that prints the PDF
}

func reportCommand() *cobra.Command {
	c := &reporting{}
	cmd := &cobra.Command{
		Use:     "report [OPTION…]",
		Short:   "Write the comparison as one page for a board",
		Long:    reportAbout,
		Example: reportExamples,
		RunE:    c.run,

		ValidArgsFunction: names(func(n *app.Names) []string { return n.Options }),
	}
	f := cmd.Flags()
	f.SortFlags = false
	countyFlags(cmd, &c.request.Source)
	c.settingFlags(cmd)
	c.plan.flags(f)
	f.StringVar(&c.out, "out", "report.html", "write the page to `FILE`; its name ends in .html")
	f.BoolVar(&c.brief, "brief", false, "the answer and the decision table alone, for one sheet of paper (A4)")
	f.StringVar(&c.pdf, "pdf", "", "print the page to the PDF `FILE` with a browser of this machine; its name ends in .pdf")
	f.BoolVar(&c.request.Public, "public", false, "hide numbers of fewer than 10 people, and round the others to tens")
	f.BoolVar(&c.quiet, "quiet", false, "no notes and no progress on stderr")
	c.speak.flag(cmd)
	return cmd
}

// run compares and writes the page.
func (c *reporting) run(cmd *cobra.Command, args []string) error {
	if !strings.HasSuffix(c.out, ".html") {
		return usage("a page is HTML", "--out %s: expected a name that ends in .html", c.out)
	}
	if err := c.printable(); err != nil {
		return err
	}
	if c.pdf == "" || cmd.Flags().Changed("out") {
		if err := placed("out", c.out); err != nil {
			return err
		}
	}
	if err := c.settings(cmd); err != nil {
		return err
	}
	q := &c.request
	q.Words, c.words = c.speak.written(), c.speak.written()
	q.Options, q.WhatIf, q.Version, q.Command, q.Page, q.Movers = args, c.plan.changes(), version(), again(cmd, args, &c.plan), true, true
	out, err := c.compared(cmd)
	if err != nil {
		return err
	}
	var page bytes.Buffer
	if err := out.Page.HTML(&page, c.brief); err != nil {
		return err
	}
	// The PDF is printed before any file is written: a run that is stopped writes none.
	var pdf []byte
	var fault error
	if c.pdf != "" {
		pdf, fault = browser.PDF(cmd.Context(), c.browser, page.Bytes(), browser.Limit)
	}
	if err := cmd.Context().Err(); err != nil {
		return err
	}
	written := c.pdf == "" || cmd.Flags().Changed("out")
	if written {
		if err := c.put(cmd, "out", c.out, "note_page", page.Bytes()); err != nil {
			return err
		}
	}
	switch {
	case fault != nil && written:
		return fmt.Errorf("--pdf %s was not written: %w; or open %s in any browser and print it from there", c.pdf, fault, c.out)
	case fault != nil:
		return fmt.Errorf("--pdf %s was not written: %w", c.pdf, fault)
	case c.pdf == "":
		return nil
	}
	return c.put(cmd, "pdf", c.pdf, "note_pdf", pdf)
}

// put writes a file, whole or not at all, and notes what it is and where.
func (c *reporting) put(cmd *cobra.Command, flag, file, note string, data []byte) error {
	if err := atomic.Write(file, func(w io.Writer) error { _, err := w.Write(data); return err }); err != nil {
		return notWritten(flag, file, err)
	}
	c.note(cmd, c.words.Text(note, "file", file))
	return nil
}

// printable finds the browser for --pdf before anything is computed.
func (c *reporting) printable() (err error) {
	switch {
	case c.pdf == "":
		return nil
	case !strings.HasSuffix(c.pdf, ".pdf"):
		return usage("the page itself is --out", "--pdf %s: expected a name that ends in .pdf", c.pdf)
	}
	if c.browser, err = browser.Find(); err != nil {
		return fmt.Errorf("--pdf %s: %w", c.pdf, err)
	}
	return placed("pdf", c.pdf)
}
