package export

import (
	"saavu/internal/board"
	"saavu/pkg/report"
)

// dataSource is where data of the county comes from.
type dataSource struct {
	Title       *names   `json:"title,omitempty" jsonschema_description:"what the data is called, by language; left out if it has no name"`
	Attribution *names   `json:"attribution,omitempty" jsonschema_description:"the line that names the owner of the data, by language, to be shown with it; left out if it is not known"`
	Licence     string   `json:"licence,omitempty" jsonschema_description:"name or SPDX identifier; left out if it is not known"`
	URL         string   `json:"url,omitempty" jsonschema_description:"where the data is published; left out if it is not given"`
	Date        string   `json:"date,omitempty" jsonschema_description:"of the data: a year, month or day; left out if it is not known"`
	UsedBy      []string `json:"used_by" jsonschema_description:"keys of the county file that it stands behind; items of lists count from 1"`
	Files       []string `json:"files" jsonschema_description:"files of these keys, as the county file names them"`
}

func dataSourceOf(s *report.DataSource) dataSource {
	return dataSource{namesIfAny(s.Title), namesIfAny(s.Attribution), s.Licence, s.URL, s.Date,
		append([]string{}, s.UsedBy...), append([]string{}, s.Files...)}
}

// credits lists where the data comes from, with what its licence wants to be shown.
func (p *page) credits(r *report.Report) {
	if len(r.Sources) == 0 {
		return
	}
	p.heading(2, p.text("heading.sources"))
	for i := range r.Sources {
		p.item("", board.Credit(p.w, &r.Sources[i]))
	}
}
