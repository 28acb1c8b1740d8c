// Package products reads service products: a table of the project's own form, or the
// workbook of a survey with a sheet for each municipality, and the people of the ages
// that products are for.
package products

import (
	"encoding/json"
	"maps"
	"slices"

	"github.com/invopop/jsonschema"

	"saavu/internal/load/yaml"
)

// File says where products are and, for a survey in its own form, what its sheets,
// headers and words mean.
type File struct {
	File    string            `json:"file" jsonschema:"required,minLength=1" jsonschema_description:"table or workbook of products; {data} stands for the --data folder"`
	Sheets  map[string]string `json:"sheets,omitempty" jsonschema_description:"for each sheet its municipality, or to_be for the common model; without it the table has the column where"`
	Columns Columns           `json:"columns,omitempty" jsonschema_description:"header of each property, if it is not its key"`
	Words   Words             `json:"words,omitempty" jsonschema_description:"the file's own words, by meaning"`
	Source  string            `json:"src,omitempty" jsonschema:"enum=document,enum=source,enum=derived,enum=assumption" jsonschema_description:"where the figures come from"`
}

// UnmarshalJSON accepts the name of a table in place of an object.
func (f *File) UnmarshalJSON(text []byte) error {
	if len(text) > 0 && text[0] == '"' {
		return json.Unmarshal(text, &f.File)
	}
	type plain File
	return json.Unmarshal(text, (*plain)(f))
}

// JSONSchemaExtend describes both forms.
func (File) JSONSchemaExtend(s *jsonschema.Schema) {
	one := uint64(1)
	s.Type, s.Extras, s.MinLength = "", map[string]any{"type": []string{"object", "string"}}, &one
}

// Columns are headers by property.
type Columns struct {
	Where        string            `json:"where,omitempty"`
	Service      string            `json:"service,omitempty"`
	Product      string            `json:"product,omitempty"`
	NameEn       string            `json:"name_en,omitempty"`
	NameFi       string            `json:"name_fi,omitempty"`
	NameSv       string            `json:"name_sv,omitempty"`
	Statutory    string            `json:"statutory,omitempty"`
	Offered      string            `json:"offered,omitempty"`
	Ages         string            `json:"ages,omitempty"`
	Clients      string            `json:"clients,omitempty"`
	ClientsN     string            `json:"clients_n,omitempty"`
	Visits       string            `json:"visits,omitempty"`
	Minutes      string            `json:"minutes,omitempty"`
	Staff        map[string]string `json:"staff,omitempty" jsonschema_description:"header of the minutes of each profession; the key column staff holds phn:100+gp:30 otherwise"`
	Channels     string            `json:"channels,omitempty"`
	InPersonOnly string            `json:"in_person_only,omitempty"`
	RemoteMax    string            `json:"remote_max,omitempty"`
	GroupSize    string            `json:"group_size,omitempty"`
	Segments     string            `json:"segments,omitempty"`
	Process      string            `json:"process,omitempty"`
	Producers    string            `json:"producers,omitempty"`
	Resolved     string            `json:"resolved,omitempty"`
	Replaces     string            `json:"replaces,omitempty"`
	Decision     string            `json:"decision,omitempty"`
	Harmonise    string            `json:"harmonise,omitempty"`
	From         string            `json:"from,omitempty"`
	Method       string            `json:"method,omitempty"`
	System       string            `json:"system,omitempty"`
	Owner        string            `json:"owner,omitempty"`
	Note         string            `json:"note,omitempty"`
}

// headers returns the headers by key; a key without one of its own is its own header.
func (c *Columns) headers() map[string]string {
	out := map[string]string{"where": c.Where, "service": c.Service, "product": c.Product, "name_en": c.NameEn, "name_fi": c.NameFi, "name_sv": c.NameSv,
		"statutory": c.Statutory, "offered": c.Offered, "ages": c.Ages, "clients": c.Clients, "clients_n": c.ClientsN, "visits": c.Visits, "minutes": c.Minutes,
		"channels": c.Channels, "in_person_only": c.InPersonOnly, "remote_max": c.RemoteMax, "group_size": c.GroupSize, "segments": c.Segments, "process": c.Process, "producers": c.Producers, "resolved": c.Resolved, "replaces": c.Replaces, "decision": c.Decision, "harmonise": c.Harmonise,
		"from": c.From, "method": c.Method, "system": c.System, "owner": c.Owner, "note": c.Note, "staff": "", "src": "", "ref": ""}
	for key, header := range out {
		if header == "" {
			out[key] = key
		}
	}
	for _, f := range figures {
		for _, end := range []string{"_lo", "_hi"} {
			out[f.key+end] = out[f.key] + end
		}
	}
	for profession, header := range c.Staff {
		out["staff."+profession] = header
	}
	return out
}

// Words are the file's own words, by meaning.
type Words struct {
	Service   map[string][]string `json:"service,omitempty" jsonschema_description:"words for each service, by its id"`
	Product   map[string][]string `json:"product,omitempty" jsonschema_description:"words for each product, by its id"`
	Yes       []string            `json:"yes,omitempty"`
	No        []string            `json:"no,omitempty"`
	Unknown   []string            `json:"unknown,omitempty"`
	Channels  map[string][]string `json:"channels,omitempty" jsonschema_description:"words for on_site, mobile, home, school, day_care, remote"`
	Segments  map[string][]string `json:"segments,omitempty" jsonschema_description:"words for each segment, by its id"`
	Process   map[string][]string `json:"process,omitempty" jsonschema_description:"words for becoming_client, high_need, occasional, risk_groups"`
	Decision  map[string][]string `json:"decision,omitempty" jsonschema_description:"words for keep, drop, new"`
	Harmonise map[string][]string `json:"harmonise,omitempty" jsonschema_description:"words for clients, visits, minutes, staff, channels, method, system"`
}

// meanings returns a word's meaning by kind and word in lower case.
func (w *Words) meanings() map[string]map[string]string {
	answers := map[string][]string{"yes": w.Yes, "no": w.No, "unknown": w.Unknown}
	out := map[string]map[string]string{}
	for kind, list := range map[string]map[string][]string{"service": w.Service, "product": w.Product, "answer": answers, "segments": w.Segments, "process": w.Process, "channels": w.Channels, "decision": w.Decision, "harmonise": w.Harmonise} {
		out[kind] = map[string]string{}
		for _, meaning := range slices.Sorted(maps.Keys(list)) {
			for _, word := range list[meaning] {
				out[kind][folded(word)] = meaning
			}
		}
	}
	return out
}

// surveyFile is a file that holds the key products alone.
type surveyFile struct {
	Products File `json:"products" jsonschema:"required"`
}

func surveyRules() (*yaml.Rules, error) { return yaml.Compile(&surveyFile{}) }
