package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/format/layer"
	"saavu/internal/format/xlsx"
)

// The example of a survey: the table of products, and the same as a workbook in the form
// in which counties keep one.
const (
	productsFile = "scenarios/harmonisation/products.csv"
	surveyFile   = "scenarios/harmonisation/survey.xlsx"
)

// surveySheets are the sheets of the workbook, by place in the table.
var surveySheets = [][2]string{{"north", "Pohjoinen"}, {"middle", "Keskinen"}, {"south", "Eteläinen"}, {"to_be", "Yhteinen malli"}}

// surveyColumns are the headers of a sheet, by column of the table; one of a profession
// has its minutes.
var surveyColumns = [][2]string{{"service", "Palvelu"}, {"name_fi", "Palvelutuote"}, {"statutory", "Lakisääteinen"}, {"offered", "Tuotetaan"}, {"ages", "Ikäryhmä"},
	{"clients_n", "Asiakkaita vuodessa"}, {"clients", "Asiakkaiden osuus"}, {"visits", "Käyntejä asiakasta kohti"}, {"minutes", "Käynnin kesto min"},
	{"staff.phn", "Terveydenhoitaja min"}, {"staff.gp", "Lääkäri min"}, {"staff.social_worker", "Sosiaaliohjaaja min"},
	{"channels", "Kanavat"}, {"in_person_only", "Aina lähitapaaminen"}, {"group_size", "Ryhmän koko"}, {"decision", "Päätös"}, {"harmonise", "Yhtenäistetään"}, {"from", "Voimaan"}, {"owner", "Vastuu"}}

// surveyWords are the words of the workbook for those of the table.
var surveyWords = map[string]string{"neuvola_child": "Lastenneuvola", "family_guidance": "Perheohjaus", "yes": "kyllä", "no": "ei",
	"on_site": "vastaanotto", "home": "koti", "remote": "etä", "keep": "yhtenäistetään", "drop": "luovutaan", "new": "uusi",
	"visits": "käynnit", "minutes": "kesto", "staff": "ammattiryhmä", "channels": "kanava", "clients": "kriteerit"}

// surveyed are the columns of words.
var surveyed = map[string]bool{"service": true, "statutory": true, "offered": true, "channels": true, "in_person_only": true, "decision": true, "harmonise": true}

// survey makes the workbook from the table.
func survey(root string) ([]byte, error) {
	text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(productsFile)))
	if err != nil {
		return nil, err
	}
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", productsFile, err)
	}
	at := map[string]int{}
	for i, name := range rows[0] {
		at[name] = i
	}
	field := func(row []string, key string) string {
		profession, of := strings.CutPrefix(key, "staff.")
		if !of {
			return row[at[key]]
		}
		for part := range strings.SplitSeq(row[at["staff"]], "+") {
			if who, minutes, _ := strings.Cut(part, ":"); who == profession {
				return minutes
			}
		}
		return ""
	}
	var layers []layer.Layer
	for _, sheet := range surveySheets {
		var list [][]string
		for _, row := range rows[1:] {
			if row[at["where"]] == sheet[0] {
				list = append(list, row)
			}
		}
		l := layer.Layer{Name: sheet[1], Len: len(list), Row: func(i int, values []any) orb.Geometry {
			for c, column := range surveyColumns {
				values[c] = inSurvey(column[0], field(list[i], column[0]))
			}
			return nil
		}}
		for _, column := range surveyColumns {
			kind := layer.Text
			if numeric(column[0]) {
				kind = layer.Real
			}
			l.Columns = append(l.Columns, layer.Column{Name: column[1], Type: kind})
		}
		layers = append(layers, l)
	}
	var b bytes.Buffer
	cover := xlsx.Cover{Sheet: "Ohje", Columns: "Sarakkeet", Lines: []xlsx.Line{{Head: "Esimerkki", Cells: []any{"Kaikki luvut ovat keksittyjä."}}}}
	err = xlsx.Write(&b, cover, layers)
	return b.Bytes(), err
}

// inSurvey is a value of the table as the workbook has it; nil for none.
func inSurvey(key, text string) any {
	switch {
	case text == "":
		return nil
	case surveyed[key]:
		parts := strings.Split(text, "+")
		for i, part := range parts {
			if word, ok := surveyWords[part]; ok {
				parts[i] = word
			}
		}
		return strings.Join(parts, "+")
	}
	if v, err := strconv.ParseFloat(text, 64); err == nil && numeric(key) {
		return v
	}
	return text
}

// numeric reports whether a column has numbers.
func numeric(key string) bool {
	switch key {
	case "clients", "clients_n", "visits", "minutes", "group_size":
		return true
	}
	return strings.HasPrefix(key, "staff.")
}
