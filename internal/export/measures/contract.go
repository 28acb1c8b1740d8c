package measures

import (
	"encoding/json"
	"io"

	"saavu/internal/export/contract"
	"saavu/internal/words"
	"saavu/pkg/report"
)

// version rises when readers of access --json have to change.
const version = 1

// accessDocument is what access --json prints.
type accessDocument struct {
	Contract      int            `json:"contract" jsonschema:"enum=1" jsonschema_description:"version of this contract"`
	Title         string         `json:"title" jsonschema_description:"the county, or the file of times"`
	Year          int            `json:"year" jsonschema_description:"year of the population; 0 for bare tables"`
	Synthetic     bool           `json:"synthetic" jsonschema_description:"people or travel times are made up"`
	Demonstration bool           `json:"demonstration" jsonschema_description:"the network is not the county's own"`
	Measure       string         `json:"measure" jsonschema_description:"name, as in saavu access --list"`
	Formula       string         `json:"formula"`
	Asked         string         `json:"asked" jsonschema_description:"the choices in words: decay, limits, direction, people, supply, modes"`
	Rows          string         `json:"rows" jsonschema:"enum=cells,enum=facilities" jsonschema_description:"what the rows of values[] are"`
	Columns       []accessColumn `json:"columns" jsonschema_description:"the columns of values[] and figures[], in order"`
	Figures       []accessFigure `json:"figures" jsonschema_description:"over all people; empty if values are by facility"`
	By            string         `json:"by" jsonschema_description:"kind of areas[]: area or a partition; empty unless requested"`
	Areas         []accessArea   `json:"areas" jsonschema_description:"of the first column; empty unless requested"`
	Gap           *accessGap     `json:"gap" jsonschema:"nullable" jsonschema_description:"between the areas of at least 500 people in 5 cells; null if there are fewer than two, or if they do not differ"`
	Change        *accessChange  `json:"change" jsonschema:"nullable" jsonschema_description:"compared with another option; null unless requested"`
	Values        []accessValue  `json:"values"`
	Notes         []string       `json:"notes"`
}

type accessColumn struct {
	Name  string `json:"name" jsonschema_description:"as in files: value, value_30 …"`
	Title string `json:"title"`
	Unit  string `json:"unit"`
}

type accessFigure struct {
	Name   string            `json:"name" jsonschema_description:"the same in every language"`
	Title  string            `json:"title" jsonschema_description:"its name in the language of the texts"`
	Unit   string            `json:"unit" jsonschema_description:"empty for an index"`
	Values []contract.Number `json:"values" jsonschema_description:"one per column except left_behind; null if it does not exist, or if the people that it describes reach nothing"`
	Note   string            `json:"note" jsonschema_description:"who was left out; empty for nobody"`
}

type accessArea struct {
	ID      string          `json:"id"`
	Name    string          `json:"name"`
	People  contract.Number `json:"people"`
	Mean    contract.Number `json:"mean" jsonschema_description:"of those who reach something; null if nobody does"`
	Median  contract.Number `json:"median" jsonschema_description:"of all; null if half of them reach nothing"`
	Nothing contract.Number `json:"reach_nothing" jsonschema_description:"people who reach nothing"`
	Far     contract.Number `json:"far_beyond" jsonschema_description:"share of the people beyond 1.5 times the line; null without a line"`
	Lose    contract.Number `json:"lose" jsonschema_description:"people who lose more than change.amount"`
	Gain    contract.Number `json:"gain" jsonschema_description:"people who gain more than change.amount"`
}

type accessGap struct {
	Worst string          `json:"worst" jsonschema_description:"id of the area with the worst mean: the lowest value, or the longest time"`
	Best  string          `json:"best"`
	Gap   contract.Number `json:"gap" jsonschema_description:"difference of the means, in the unit of the first column"`
}

type accessChange struct {
	Against string          `json:"against" jsonschema_description:"the option that the values before belong to"`
	Amount  contract.Number `json:"amount" jsonschema_description:"people who lose or gain more than this are counted; in the unit of the values"`
	Lose    contract.Number `json:"lose" jsonschema_description:"people"`
	Gain    contract.Number `json:"gain" jsonschema_description:"people"`
	Left    []string        `json:"left_behind" jsonschema_description:"ids of the cells whose people lose more than the amount"`
}

type accessValue struct {
	ID     string            `json:"id"`
	Name   string            `json:"name" jsonschema_description:"name of a facility of a county; else empty"`
	Values []contract.Number `json:"values" jsonschema_description:"one per column; null if it is never reached"`
}

// Schema returns the JSON Schema of access --json.
func Schema() ([]byte, error) {
	return contract.SchemaOf(accessDocument{}, "Saavu accessibility measure",
		"An accessibility measure as printed by saavu access --json. Times are minutes, shares are from 0 to 1; null is a number that is not finite or unknown, never zero.")
}

// JSON prints a measure with its figures and all values, its texts in words.
// Unknown and infinite numbers are null, lists are never null.
func JSON(to io.Writer, a *report.Access, in *words.Words) error {
	w := words.OrEnglish(in)
	out := accessDocument{Contract: version, Title: a.Title, Year: a.Year, Synthetic: a.Synthetic, Demonstration: a.Demo, Measure: a.Measure.Name,
		Formula: w.Formula(a.Measure.Formula), Asked: askedOf(w, a), Rows: "cells", Figures: figuresOf(a.Figures, w), Notes: w.Messages(a.Notes),
		Columns: contract.Each(a.Columns, func(c *report.Column) accessColumn { return accessColumn{c.Name, w.Message(c.Title), c.Unit} }),
		Areas: contract.Each(a.Areas, func(x *report.AreaMean) accessArea {
			return accessArea{x.ID, x.Name, contract.Number(x.People), contract.Number(x.Mean), contract.Number(x.Median), contract.Number(x.Nothing), contract.Number(x.FarBeyond), contract.Number(x.Lose), contract.Number(x.Gain)}
		}), By: a.By}
	if g := a.Gap; g.Ok {
		out.Gap = &accessGap{a.Areas[g.Worst].ID, a.Areas[g.Best].ID, contract.Number(g.Gap)}
	}
	if c := a.Change; c != nil {
		out.Change = &accessChange{c.Against, contract.Number(c.Amount), contract.Number(c.Lose), contract.Number(c.Gain), contract.Each(c.Left, func(i *int) string { return a.IDs[*i] })}
	}
	if a.Facilities {
		out.Rows = "facilities"
	}
	n := a.Width()
	out.Values = make([]accessValue, len(a.IDs))
	for i, id := range a.IDs {
		out.Values[i] = accessValue{ID: id, Values: numbers(a.Values[i*n : i*n+n])}
		if a.Names != nil {
			out.Values[i].Name = a.Names[i]
		}
	}
	e := json.NewEncoder(to)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(out)
}

// figuresOf collects a figure's values over the columns.
func figuresOf(list [][]report.Figure, w *words.Words) []accessFigure {
	out := []accessFigure{}
	if len(list) == 0 {
		return out
	}
	for k, f := range list[0] {
		x := accessFigure{Name: f.Name, Title: w.Message(f.Title), Unit: f.Unit, Note: w.Message(f.Note)}
		for c := range list {
			x.Values = append(x.Values, contract.Number(list[c][k].Value))
		}
		out = append(out, x)
	}
	return out
}

func numbers(list []float64) []contract.Number {
	return contract.Each(list, func(v *float64) contract.Number { return contract.Number(*v) })
}
