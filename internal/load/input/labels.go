package input

import (
	"slices"
	"strings"

	"saavu/internal/format/record"
)

// labels are names of columns that hold labels of rows.
var labels = []string{"name", "nimi", "namn", "name_fi", "name_sv", "name_en", "label", "alue", "area", "område", "region", "kunta", "municipality",
	"kommun", "selite", "title", "otsikko", "ruutu", "osa-alue", "suuralue", "kaupunginosa", "toimipiste", "facility"}

// LabelFields lists the fields that hold labels of rows.
func LabelFields(s *record.Source) []int {
	var out []int
	for i, f := range s.Fields {
		if slices.Contains(labels, strings.ToLower(f.Name)) {
			out = append(out, i)
		}
	}
	return out
}
