package supply

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"saavu/internal/format/problem"
	"saavu/internal/format/ptv"
	"saavu/internal/format/record"
	"saavu/internal/format/servicemap"
	"saavu/internal/load/input"
	"saavu/internal/load/yaml"
	"saavu/internal/naming"
)

// registerColumns returns the columns of a register's rows.
func registerColumns(format string) (columnsFile, bool) {
	c := columnsFile{ID: "id", Name: "name", NameEn: "name_en", NameFi: "name_fi", NameSv: "name_sv", OpeningHours: "opening_hours", Languages: "languages"}
	switch format {
	case ptv.Format:
		c.Status = "status"
	case servicemap.Format:
		c.Provider, c.BarrierFree = "provider_type", "barrier_free"
	default:
		return columnsFile{}, false
	}
	return c, true
}

// supplied reads one file of service points.
type supplied struct {
	r    *work
	f    Entry
	t    *yaml.Tree
	at   []string // path of the entry in the county file
	name string   // of the file, or of the folder of its pages
	s    *record.Source
	row  *record.Row
	want []int
	page int // index of the page field among the values, -1 without one

	columns  map[string]int // key to index among the row's values; -1 if it is not mapped
	names    map[string]string
	services serviceWords
	words    map[string]map[string]string // key to word in lower case to meaning
	missing  map[string]bool

	unclear map[string]map[string]int // key to values that are not understood, with their counts
	counts  counts
}

// columnKeys returns the mapped columns by key; those of staff and rooms have keys
// such as staff.nurse.
func (f *Entry) columnKeys() map[string]string {
	c := &f.Columns
	out := map[string]string{"id": c.ID, "name": c.Name, "name_en": c.NameEn, "name_fi": c.NameFi, "name_sv": c.NameSv, "x": c.X, "y": c.Y, "type": c.Type, "barrier_free": c.BarrierFree,
		"size": c.Size, "floor_m2": c.FloorM2, "provider": c.Provider, "status": c.Status, "from": c.From, "to": c.To,
		"lease_end": c.LeaseEnd, "opening_hours": c.OpeningHours, "languages": c.Languages, "note": c.Note}
	for k, v := range c.Staff {
		out["staff."+k] = v
	}
	for k, v := range c.Rooms {
		out["rooms."+k] = v
	}
	return out
}

// bind finds the columns; false if one is missing.
func (p *supplied) bind() bool {
	p.columns, p.names, p.page = map[string]int{}, p.f.columnKeys(), -1
	paths := map[string][]string{}
	for key := range p.names {
		paths[key] = append([]string{"columns"}, strings.Split(key, ".")...)
	}
	p.names["services"], paths["services"] = p.f.Services.Column, []string{"services", "column"}
	for service, column := range p.f.Services.Columns {
		p.names["services."+service], paths["services."+service] = column, []string{"services", "columns", service}
	}
	ok := true
	for _, key := range slices.Sorted(maps.Keys(p.names)) {
		p.columns[key] = -1
		if p.names[key] == "" {
			continue
		}
		i, found := p.s.Field(p.names[key])
		if !found {
			p.r.Wrong(p.t, "a column of "+p.name, problem.Hints(naming.Suggest(p.names[key], p.s.Names()), input.ColumnsOf(p.s)), append(p.at, paths[key]...)...)
			ok = false
			continue
		}
		p.columns[key] = len(p.want)
		p.want = append(p.want, i)
	}
	_, register := registerColumns(p.s.Format)
	if i, found := p.s.Field(record.PageField); found && register {
		p.page = len(p.want)
		p.want = append(p.want, i)
	}
	return ok
}

// file names the file of the row.
func (p *supplied) file() string {
	if p.page >= 0 {
		return p.row.Text(p.page)
	}
	return p.name
}

// wrong reports an invalid value of the row.
func (p *supplied) wrong(key, expected, hint string) {
	found := ""
	if i := p.columns[key]; i >= 0 {
		found = p.row.Text(i)
	}
	p.r.Problems.Add(problem.Problem{File: p.file(), Row: p.row.At, Column: p.names[key], Found: found, Expected: expected, Hint: hint})
}

// text returns a value of the row, empty if it is missing or not mapped.
func (p *supplied) text(key string) string {
	i, mapped := p.columns[key]
	if !mapped || i < 0 {
		return ""
	}
	text := p.row.Text(i)
	if p.missing[text] {
		return ""
	}
	return text
}

// amount returns a value of the row as a number within the bounds of its unit;
// false if it is missing.
func (p *supplied) amount(key string) (float64, bool) {
	if p.text(key) == "" {
		return 0, false
	}
	v, ok := p.row.Number(p.columns[key])
	kind, _, _ := strings.Cut(key, ".")
	if b := yaml.Bounds([]string{kind}); !ok || !b.Holds(v) {
		p.wrong(key, b.String()+", or nothing", b.Slip(p.text(key)))
		return 0, false
	}
	return v, true
}

// year returns the year of a year or a date, 0 if it is missing: 2024, 2024-05-31,
// 31.5.2024 or 5/2024.
func (p *supplied) year(key string) int {
	text := p.text(key)
	if text == "" {
		return 0
	}
	date, _, _ := strings.Cut(strings.ReplaceAll(text, "T", " "), " ")
	parts := strings.FieldsFunc(date, func(c rune) bool { return c == '-' || c == '.' || c == '/' })
	for _, at := range []int{0, len(parts) - 1} {
		if at < 0 || at >= len(parts) || len(parts[at]) != 4 {
			continue
		}
		if y, err := strconv.Atoi(parts[at]); err == nil && y >= 1900 && y <= 2200 {
			return y
		}
	}
	p.wrong(key, "a year or a date, or nothing", "")
	return 0
}
