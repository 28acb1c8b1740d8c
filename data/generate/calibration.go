package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"saavu/internal/engine"
	"saavu/internal/load"
	"saavu/internal/source"
	"saavu/pkg/report"
	"saavu/pkg/travel"
)

// calibrationFile is the page of the model and the known figures, from the module root.
const calibrationFile = "docs/CALIBRATION.md"

// tolerance is how far the model may be from a known figure before it differs.
const tolerance = 0.1

// calibration computes the model's side of the known figures.
type calibration struct {
	known *table
	base  *load.County
	today report.Report
}

// calibrationPage makes the page of the model next to the known figures: those of the
// county file, which every comparison checks, and those of data/facts/known.csv.
func calibrationPage(root string) ([]byte, error) {
	known, err := readTable(filepath.Join(root, filepath.FromSlash(factsDir)), "known.csv")
	if err != nil {
		return nil, err
	}
	files := source.Embedded(os.DirFS(filepath.Join(root, "data")), os.DirFS(filepath.Join(root, "scenarios")))
	read, err := load.Read(context.Background(), files, load.EmbeddedCounty, load.Options{})
	if err != nil {
		return nil, err
	}
	p, err := engine.Prepare(context.Background(), &read.Base, engine.Settings{Frame: "staff", Period: travel.Rush, Choice: true})
	if err != nil {
		return nil, err
	}
	res, err := engine.Run(context.Background(), p, engine.Inputs{ID: read.ID, Options: read.Options[:1], Known: read.Known}, nil)
	if err != nil {
		return nil, err
	}
	c := &calibration{known: known, base: read, today: res.Report}
	var out strings.Builder
	out.WriteString(calibrationHead)
	c.checks(&out)
	c.fitted(&out)
	c.costs(&out)
	if err := c.figures(&out); err != nil {
		return nil, err
	}
	return []byte(out.String()), nil
}

const calibrationHead = `# The model next to the known figures

Written by ` + "`make generate`" + ` from ` + "`data/facts`" + ` and from a run of today's network of the embedded county; do not edit by
hand. The county's places are real, its people and travel times are synthetic. References such as ` + "`003 L45`" + ` (planning
document 003, line 45) are those of ` + "`data/facts/SOURCES.md`" + `. *Misfit* is the model's figure divided by the known one, less 1; above 10 % it is **bold**. A county
of your own states its figures under ` + "`known`" + ` ([FORMATS.md](FORMATS.md)), and every comparison checks them
([METHOD.md](METHOD.md), section 10).
`

// checks writes the figures that every comparison compares with the model.
func (c *calibration) checks(out *strings.Builder) {
	out.WriteString("\n## Checked in every comparison\n\nThe model counts the same as the source: the county file states the urgency, the channel, the months,\nthe year and whose people. If a figure differs by more than 10 %, the county file gives the reason, or the comparison warns.\n\n" +
		"| known figure | model | with the share of non-urgent contacts | known | misfit | source | waived because |\n|---|---:|---:|---:|---:|---|---|\n")
	for _, k := range c.today.Checks {
		if k.Fitted {
			continue
		}
		span, why := "–", "–"
		if k.Lo != k.Hi {
			span = figure(k.Lo) + " to " + figure(k.Hi)
		}
		if k.Off {
			why = k.Waived
		}
		row(out, k.What, figure(k.Model), span, figure(k.Known), misfit(k.Model, k.Known), k.Source, why)
	}
}

// fitted writes the shares of the stations, which the choice of points is fitted to.
func (c *calibration) fitted(out *strings.Builder) {
	decay := 0.0
	var body strings.Builder
	for _, k := range c.today.Checks {
		if k.Fitted {
			attraction := "–"
			if k.Attraction != 0 {
				attraction = strconv.FormatFloat(k.Attraction, 'f', 2, 64)
			}
			decay = k.Decay
			row(&body, k.What, percent(k.Model), percent(k.Known), attraction, k.Source)
		}
	}
	fmt.Fprintf(out, "\n## Fitted, and therefore no test\n\nThe choice of points is fitted to the shares of the doctors' visits, at a decay of %g a minute of travel. There are\nas many attractions as shares, so the model meets each share. An attraction far from 1 means that travel does not explain where\npeople go. Today's positions are derived from the same shares, so load and capacity by station test nothing either.\n\n| share of | model | known | attraction | source |\n|---|---:|---:|---:|---|\n%s", decay, body.String())
}

// costs writes today's cost by service.
func (c *calibration) costs(out *strings.Builder) {
	out.WriteString("\n## Cost\n\nNo source gives the cost of the county's services. National unit costs × the contacts of the rates take its place. They test\nnothing, because the rates are the model's own. Unit costs are full costs, so the model's lines are those before client fees. The residual between the two is the\nsame in every option. **Bold**: the staff alone costs more than the unit cost, so no verdict is given on options that buy the\nservice.\n\n" +
		"| service | contacts a year | unit cost, €/contact | staff alone, €/contact | unit costs × contacts, M€ | the model's lines, M€ | residual, M€ |\n|---|---:|---:|---:|---:|---:|---:|\n")
	for s := range c.today.Today.Services {
		t := &c.today.Today.Services[s]
		staff := fmt.Sprintf("%.1f", t.StaffCost)
		if t.StaffAbove() {
			staff = "**" + staff + "**"
		}
		row(out, c.today.Services[s].Name, figure(t.Contacts), fmt.Sprintf("%.1f", t.UnitCost), staff, millions(t.Known), millions(t.Model), millions(t.Residual()))
	}
	t := c.today.Today
	row(out, "all", "", "", "", millions(t.Known), millions(t.Model), millions(t.Residual()))
}

// figures writes the table of facts: what the model computes next to it, and what it
// has nothing to set against.
func (c *calibration) figures(out *strings.Builder) error {
	var computed, none strings.Builder
	for i := range c.known.rows {
		text := func(column string) string { return c.known.text(i, column) }
		when := strings.Trim(text("when")+", "+text("whose"), ", ")
		if text("why") == "" {
			c.known.fault(i, "why", "", "what the figure tests, or why nothing is set against it")
		}
		if text("held") == "none" {
			row(&none, text("group"), text("what"), text("value"), when, text("ref"), text("why"))
			continue
		}
		model, err := c.model(i)
		if err != nil {
			c.known.fault(i, "held", text("held")+" "+text("of"), err.Error())
			continue
		}
		value, show := c.known.number(i, "value"), figure
		if text("unit") == "share" {
			show = percent
		}
		row(&computed, text("group"), text("what"), when, show(model), show(value), text("unit"), misfit(model, value), text("ref"), text("why"))
	}
	if len(c.known.problems) > 0 {
		return errors.New(strings.Join(c.known.problems, "\n"))
	}
	out.WriteString("\n## Other figures that the model has\n\n| about | known figure | year, place | model | known | unit | misfit | source | what it tests |\n|---|---|---|---:|---:|---|---:|---|---|\n" + computed.String())
	out.WriteString("\n## Figures without a counterpart in the model\n\n| about | known figure | value | year, place | source | why |\n|---|---|---|---|---|---|\n" + none.String())
	return nil
}

// row writes a row of a table.
func row(out *strings.Builder, cells ...string) {
	for _, cell := range cells {
		out.WriteString("| " + strings.ReplaceAll(cell, "|", `\|`) + " ")
	}
	out.WriteString("|\n")
}

// figure writes a number with a comma between thousands, or with at most two decimals.
func figure(v float64) string {
	switch {
	case math.IsNaN(v):
		return "unknown"
	case math.Abs(v) < 1000:
		return strings.TrimSuffix(strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64), ".")
	}
	text := strconv.FormatFloat(math.Round(v), 'f', 0, 64)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

func percent(v float64) string  { return strconv.FormatFloat(100*v, 'f', 1, 64) + " %" }
func millions(v float64) string { return strconv.FormatFloat(math.Round(v/1e5)/10+0, 'f', 1, 64) }

// misfit writes how far the model is from a known figure.
func misfit(model, known float64) string {
	if math.IsNaN(model) || known == 0 {
		return "unknown"
	}
	off := model/known - 1
	text := fmt.Sprintf("%+.0f %%", 100*off)
	if math.Abs(off) < 0.005 {
		text = "0 %"
	}
	if math.Abs(off) > tolerance {
		text = "**" + text + "**"
	}
	return text
}
