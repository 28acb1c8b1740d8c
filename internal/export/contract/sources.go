package contract

import "saavu/pkg/report"

// DataSource is where data of the county comes from.
type DataSource struct {
	Title       *Names   `json:"title,omitempty" jsonschema_description:"what the data is called, by language; left out if it has no name"`
	Attribution *Names   `json:"attribution,omitempty" jsonschema_description:"the line that names the owner of the data, by language, to be shown with it; left out if it is not known"`
	Licence     string   `json:"licence,omitempty" jsonschema_description:"name or SPDX identifier; left out if it is not known"`
	URL         string   `json:"url,omitempty" jsonschema_description:"where the data is published; left out if it is not given"`
	Date        string   `json:"date,omitempty" jsonschema_description:"of the data: a year, month or day; left out if it is not known"`
	UsedBy      []string `json:"used_by" jsonschema_description:"keys of the county file that it stands behind; items of lists count from 1"`
	Files       []string `json:"files" jsonschema_description:"files of these keys, as the county file names them"`
}

// DataSourceOf is a source of data in the form of the contract.
func DataSourceOf(s *report.DataSource) DataSource {
	return DataSource{namesIfAny(s.Title), namesIfAny(s.Attribution), s.Licence, s.URL, s.Date,
		append([]string{}, s.UsedBy...), append([]string{}, s.Files...)}
}
