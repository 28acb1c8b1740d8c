package export

import (
	"cmp"
	"encoding/json"
	"io"
	"slices"

	"saavu/internal/export/contract"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/params"
)

// provenance is provenance.json: what a result depends on, without a clock, so that
// the same run gives the same bytes.
type provenance struct {
	Version    string                `json:"version"`
	County     contract.County       `json:"county"`
	Settings   settings              `json:"settings"`
	Sources    []contract.DataSource `json:"sources"`
	Inputs     []source              `json:"inputs"`
	Files      []source              `json:"files"`
	Options    []plan                `json:"options"`
	Parameters []parameter           `json:"parameters"`
}

type settings struct {
	Year     int    `json:"year"`
	Frame    string `json:"frame"`
	Period   string `json:"period"`
	Path     string `json:"path"`
	Draws    int    `json:"draws"`
	Networks int    `json:"networks,omitempty"`
	Seed     uint64 `json:"seed"`
	Public   bool   `json:"public"`
	// Fixed are the files whose x and y were exchanged on request.
	Fixed []string `json:"fixed"`
}

type source struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
}

type plan struct {
	ID      string   `json:"id"`
	Year    int      `json:"year"`
	Against string   `json:"against"`
	Hash    string   `json:"hash"`
	Changes []string `json:"changes"`
}

type parameter struct {
	Path  string           `json:"path"`
	Value *contract.Number `json:"value"`
	Text  string           `json:"text,omitempty"`
	Lo    *contract.Number `json:"lo,omitempty"`
	Hi    *contract.Number `json:"hi,omitempty"`
	Unit  string           `json:"unit"`
	Flag  string           `json:"flag"`
	Ref   string           `json:"ref"`
}

// writeProvenance writes the provenance; files are the other files of the set.
func (s *Set) writeProvenance(w io.Writer, files []source) error {
	r := &s.Report
	p := provenance{
		Version: s.Version,
		County:  contract.County{ID: r.County, Name: r.Name, Synthetic: r.Synthetic, Demonstration: r.Demo},
		Settings: settings{Year: r.Year, Frame: r.Frame, Period: r.Period, Path: r.Path, Draws: r.Draws, Networks: r.Networks, Seed: r.Seed, Public: s.Result.Public(),
			Fixed: append([]string{}, s.Fixed...)},
		Sources: contract.Each(r.Sources, contract.DataSourceOf),
		Inputs:  contract.Each(s.Inputs, func(i *Input) source { return source(*i) }),
		Files:   files,
	}
	slices.SortStableFunc(p.Inputs, func(a, b source) int { return cmp.Compare(a.Name, b.Name) })
	for i := range r.Options {
		o := contract.OptionOf(r, &r.Options[i], words.In(lang.English))
		p.Options = append(p.Options, plan{ID: o.ID, Year: o.Year, Against: o.Against, Hash: s.Hashes[i], Changes: o.Changes})
	}
	list := s.Params.All()
	p.Parameters = contract.Each(list, parameterOf)
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(p)
}

func parameterOf(p *params.Param) parameter {
	out := parameter{Path: p.Path, Text: p.Text, Unit: p.Unit, Flag: p.Src.String(), Ref: p.Ref}
	value := func(v float64) *contract.Number { n := contract.Number(v); return &n }
	if p.Known && p.Text == "" {
		out.Value = value(p.V)
	}
	if p.Ranged() {
		out.Lo, out.Hi = value(p.Lo), value(p.Hi)
	}
	return out
}
