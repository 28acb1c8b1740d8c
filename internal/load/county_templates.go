package load

import (
	"saavu/internal/load/templates"
	"saavu/internal/load/yaml"
	"saavu/pkg/scenario"
)

// templates reads the file of templates, if the county names one.
func (r *reading) templates(f *countyFile, t *yaml.Tree, b *scenario.Base) {
	if f.Templates == "" || !r.ids.services.Whole {
		return // other faults come first
	}
	if name, ok := r.Resolve(t, f.Templates, "templates"); ok {
		b.Network.Templates = templates.Read(r.Reader, name, t.Place("templates"), b.Network.Services, b.Params)
	}
}
