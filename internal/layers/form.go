package layers

import (
	"saavu/internal/board"
	"saavu/internal/format/gpkg"
	"saavu/internal/qgis"
)

// form has the fields of a layer, those of each service in a tab of their own.
func (f *file) form(l *gpkg.Layer, first string) *qgis.Form {
	form := &qgis.Form{}
	tabs := []qgis.Tab{{Title: first}}
	for v := range f.Report.Services {
		tabs = append(tabs, qgis.Tab{Title: f.service(v)})
	}
	for _, c := range l.Columns {
		field := qgis.Field{Name: c.Name, Title: c.Title}
		tab := 0
		for v := range f.Report.Services {
			if owned(c.Name, f.Report.Services[v].ID) {
				tab = v + 1
				if c.Name == f.figure(v, "class") {
					for class, name := range board.ChangeNames(f.w) {
						field.Words = append(field.Words, qgis.Word{Value: f.w.Value(bestClass - class), Text: name})
					}
				}
			}
		}
		form.Fields = append(form.Fields, field)
		tabs[tab].Fields = append(tabs[tab].Fields, c.Name)
	}
	for _, t := range tabs {
		if t.Fields != nil {
			form.Tabs = append(form.Tabs, t)
		}
	}
	if len(form.Tabs) == 1 {
		form.Tabs = nil
	}
	return form
}

// owned reports whether a column is one of a service: its prefix and the name of a figure.
func owned(column, service string) bool {
	for _, x := range cellFigures {
		if column == Prefix(service)+"_"+x.name {
			return true
		}
	}
	return column == Prefix(service)+"_does"
}
