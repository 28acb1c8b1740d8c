package layers

import (
	"encoding/xml"
	"fmt"
	"strings"

	"saavu/internal/board"
	"saavu/internal/format/gpkg"
	"saavu/internal/format/problem"
	"saavu/pkg/report"
)

// core is the vocabulary of the document about the file.
const core = "http://purl.org/dc/terms/"

// term is a statement of the document.
type term struct {
	XMLName xml.Name
	Text    string `xml:",chardata"`
}

// metadata is the document about the file: what it shows, whose data it rests on and under
// which licences, the assumptions that matter most, and the hash of every option. All
// layers refer to it.
func (f *file) metadata() []gpkg.Metadata {
	r := &f.Report
	var terms []term
	say := func(name, text string) {
		if text != "" {
			terms = append(terms, term{xml.Name{Local: "dcterms:" + name}, problem.Shown(text)})
		}
	}
	say("title", f.titled(f.w.Text("layer.project", "county", f.county(), "year", fmt.Sprint(r.Year))))
	say("spatial", f.county())
	say("temporal", fmt.Sprint(r.Year))
	say("language", string(f.w.Language()))
	for _, part := range board.Stamp(f.w, r) {
		say("description", part)
	}
	for k := range r.Options {
		name := f.option(k)
		if reference := f.reference(k); reference != "" {
			name = dotted(name, f.w.Text("layer.compared", "reference", reference))
		}
		say("hasPart", name)
		if k < len(f.Hashes) {
			say("identifier", r.Options[k].ID+" "+f.Hashes[k])
		}
	}
	for i := range r.Sources {
		s := &r.Sources[i]
		say("source", board.Credit(f.w, s))
		say("license", s.Licence)
		say("rightsHolder", f.w.Name(s.Attribution))
		say("modified", s.Date)
	}
	for _, a := range board.Weightiest(r.Used, mostAssumptions) {
		say("provenance", f.assumption(&a))
	}
	text, err := xml.MarshalIndent(struct {
		XMLName xml.Name `xml:"metadata"`
		Space   string   `xml:"xmlns:dcterms,attr"`
		Terms   []term
	}{Space: core, Terms: terms}, "", " ")
	if err != nil { // texts only: it has none
		return nil
	}
	m := gpkg.Metadata{Standard: core, Type: "text/xml", Text: xml.Header + string(text) + "\n"}
	for _, l := range f.layers {
		if !l.Hidden {
			m.Layers = append(m.Layers, l.Name)
		}
	}
	return []gpkg.Metadata{m}
}

// mostAssumptions is how many of them the document has.
const mostAssumptions = 12

// assumption is a value with its unit and its range.
func (f *file) assumption(a *report.Assumption) string {
	text := f.w.Parameter(a.Path, a.Names) + ": " + strings.TrimSpace(f.w.Amount(a.V)+" "+f.w.Unit(a.Unit))
	if a.Ranged {
		text += " (" + f.w.Amount(a.Lo) + "–" + f.w.Amount(a.Hi) + ")"
	}
	return text
}
