package graded

import (
	"context"
	"io"

	"saavu/internal/export/contract"
	"saavu/internal/export/plain"
	"saavu/internal/format/gpkg"
	"saavu/internal/format/xlsx"
	"saavu/internal/layers"
	"saavu/internal/save"
	"saavu/internal/words"
	"saavu/pkg/goals"
	"saavu/pkg/report"
)

// goalsVersion rises when readers of goals --json have to change.
const goalsVersion = 1

// goalsJSON is what goals --json prints.
type goalsJSON struct {
	Contract  int               `json:"contract" jsonschema:"enum=1" jsonschema_description:"version of this contract"`
	Synthetic bool              `json:"synthetic" jsonschema_description:"people or travel times are synthetic"`
	File      string            `json:"file" jsonschema_description:"of the goals"`
	Observed  string            `json:"observations_file" jsonschema_description:"empty without one"`
	Known     int               `json:"observations" jsonschema_description:"rows with a value"`
	Unknown   int               `json:"observations_unknown" jsonschema_description:"rows without a value, which is not 0"`
	Limits    []contract.Number `json:"limits" jsonschema_description:"ratios of progress to the plan from which on the grade is 5, 4 and 3"`
	Options   []string          `json:"options" jsonschema_description:"ids; results are in their order"`
	Parts     []partJSON        `json:"parts"`
	Counts    [][]int           `json:"grades" jsonschema_description:"by option: parts without a grade, then with 1 to 5"`
}

type partJSON struct {
	Goal      string          `json:"goal"`
	Part      string          `json:"part"`
	Row       int             `json:"row" jsonschema_description:"in the file"`
	TextEn    string          `json:"text_en"`
	TextFi    string          `json:"text_fi"`
	TextSv    string          `json:"text_sv"`
	Indicator string          `json:"indicator"`
	Where     string          `json:"where"`
	ValueFrom string          `json:"value_from" jsonschema:"enum=scores,enum=observed,enum=formula"`
	Unit      string          `json:"unit" jsonschema_description:"empty if it is not known"`
	Better    string          `json:"better" jsonschema:"enum=more,enum=less"`
	Baseline  string          `json:"baseline_date"`
	Before    contract.Number `json:"before" jsonschema_description:"value at the baseline; null if it is not known"`
	Modelled  bool            `json:"before_computed" jsonschema_description:"it is that of today's network, as none was observed"`
	Target    contract.Number `json:"target"`
	Deadline  string          `json:"target_date"`
	Adjust    int             `json:"adjust" jsonschema_description:"by which people have raised the grade"`
	Reason    string          `json:"reason"`
	County    contract.Number `json:"county_grade" jsonschema_description:"the county's own; null for none"`
	Results   []resultJSON    `json:"results" jsonschema_description:"by option; of what was observed they are equal"`
}

type resultJSON struct {
	Value    contract.Number `json:"value"`
	Day      string          `json:"date"`
	Progress contract.Number `json:"progress" jsonschema_description:"share of the way from the baseline to the target; below 0: away from it"`
	Planned  contract.Number `json:"planned" jsonschema_description:"share of the time, 0 to 1"`
	Ratio    contract.Number `json:"ratio"`
	Grade    int             `json:"grade" jsonschema_description:"1 to 5; 0 for none"`
	State    string          `json:"state" jsonschema:"enum=graded,enum=no_lever,enum=met,enum=no_target,enum=no_baseline,enum=no_value,enum=one_sided"`
}

// JSON prints the grades, with all figures in full.
func JSON(w io.Writer, g *report.Goals) error {
	out := goalsJSON{Contract: goalsVersion, Synthetic: g.Synthetic, File: g.File, Observed: g.Observed, Known: g.Observations, Unknown: g.ObservedUnknown,
		Limits: []contract.Number{contract.Number(g.Limits.Five), contract.Number(g.Limits.Four), contract.Number(g.Limits.Three)}, Options: []string{}, Counts: [][]int{}}
	for k := range g.Options {
		out.Options = append(out.Options, g.Options[k].ID)
		counts, _ := g.Grades(k)
		out.Counts = append(out.Counts, counts[:])
	}
	out.Parts = contract.Each(g.Parts, func(p *report.GoalPart) partJSON {
		better := "more"
		if p.Less {
			better = "less"
		}
		x := partJSON{Goal: p.Goal, Part: p.ID, Row: p.Row, TextEn: p.Text.En, TextFi: p.Text.Fi, TextSv: p.Text.Sv, Indicator: p.Indicator, Where: p.Where, ValueFrom: string(p.From), Unit: p.Unit,
			Better: better, Baseline: plain.Day(p.Baseline), Before: contract.Unknown(), Modelled: p.Modelled, Target: contract.Number(p.Target), Deadline: plain.Day(p.Deadline), Adjust: p.Adjust, Reason: p.Reason, County: contract.Number(p.County)}
		x.Results = contract.Each(p.Results, func(r *report.GoalResult) resultJSON {
			x.Before = contract.Number(r.Before)
			return resultJSON{contract.Number(r.Value), plain.Day(r.Day), contract.Number(r.Progress), contract.Number(r.Planned), contract.Number(r.Ratio), r.Grade, string(r.State)}
		})
		return x
	})
	return contract.Print(w, out)
}

// Schema is the JSON Schema of JSON.
func Schema() ([]byte, error) {
	return contract.SchemaOf(goalsJSON{}, "Saavu goals", "How far options come towards the goals of a county: what saavu goals --json prints.")
}

// File writes all figures, one a row: .csv, .parquet, .xlsx or .gpkg.
func File(ctx context.Context, name string, g *report.Goals, w *words.Words) error {
	w = words.OrEnglish(w)
	var list []contract.Figure
	for i := range g.Parts {
		p := &g.Parts[i]
		for k := range p.Results {
			r, option := &p.Results[k], g.Options[k].ID
			if p.From == goals.Observed {
				option = ""
			}
			add := func(measure string, v float64, unit string) {
				list = append(list, contract.Figure{Of: []string{option, p.Goal, p.ID, p.Indicator, p.Where, measure}, Value: v, Unit: unit})
			}
			add("before", r.Before, p.Unit)
			add("value", r.Value, p.Unit)
			add("target", p.Target, p.Unit)
			add("progress", r.Progress, "share")
			add("planned", r.Planned, "share")
			if r.Grade > 0 {
				add("grade", float64(r.Grade), "")
			}
			if p.From == goals.Observed {
				break
			}
		}
	}
	year := 0
	if len(g.Options) > 0 {
		year = g.Options[0].Year
	}
	l := contract.Figures("goals", w.Text("goals.title"), []string{"option", "goal", "part", "indicator", "where", "measure"}, list)
	about := save.About{Instant: layers.InstantOf(year), Sheets: [2]string{w.Text("saved.cover"), w.Text("saved.columns")}}
	for _, sentence := range Answer(g, w) {
		about.Cover = append(about.Cover, xlsx.Line{Cells: []any{sentence}})
	}
	return save.Write(ctx, name, []gpkg.Layer{l}, 0, about)
}

// Ending reports why a file of this name cannot be written.
func Ending(name string) error { return save.Check(name, false, 1, 0) }
