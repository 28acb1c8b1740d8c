package products

import (
	"maps"
	"slices"
	"strings"
	"time"

	"saavu/internal/format/problem"
	"saavu/internal/format/record"
	"saavu/internal/load/input"
	"saavu/internal/naming"
	"saavu/internal/source"
	"saavu/pkg/params"
	"saavu/pkg/producers"
	"saavu/pkg/products"
)

// toBe is the place of the common model, and everywhere of all municipalities.
const (
	toBe       = "to_be"
	everywhere = "all"
)

// longestList is the number of rows above which a table is refused.
const longestList = 100_000

// folded is a word without its case and outer spaces.
func folded(word string) string { return strings.ToLower(strings.Join(strings.Fields(word), " ")) }

// row is one row of a table or sheet, with its fields by key.
type row struct {
	r       *input.Reader
	file    string // with the sheet, if there are several
	at      int
	fields  map[string]string
	headers map[string]string // by key
	words   map[string]map[string]string
	src     params.Flag // where the row does not say it
}

// rows reads all rows of a products file.
func rows(r *input.Reader, f *File, named string) []*row {
	if f.Sheets == nil {
		out, _ := sheet(r, f, "", "", named)
		return out
	}
	var out []*row
	var others []string
	for _, name := range slices.Sorted(maps.Keys(f.Sheets)) {
		list, all := sheet(r, f, name, f.Sheets[name], named)
		out = append(out, list...)
		if others == nil {
			others = all
		}
	}
	others = slices.DeleteFunc(slices.Clone(others), func(name string) bool { _, read := f.Sheets[name]; return read })
	if len(others) > 0 {
		r.State("data.sheets_unread", "file", source.Base(f.File), "list", others)
	}
	return out
}

// sheet reads the rows of one sheet; where is its municipality, "" if a column says so. It
// returns the names of all sheets as well.
func sheet(r *input.Reader, f *File, name, where, named string) (rows []*row, sheets []string) {
	s := r.Records(f.File, name, named)
	if s == nil {
		return nil, nil
	}
	file := f.File
	if name != "" {
		file += " (" + name + ")"
	}
	headers := f.Columns.headers()
	keys, want := slices.Sorted(maps.Keys(headers)), []int(nil)
	var read []string
	var missing []string
	for _, key := range keys {
		i, ok := s.Field(headers[key])
		switch {
		case ok:
			read, want = append(read, key), append(want, i)
		case key == "where" && where == "", key == "service", key == "product", headers[key] != key && !isEnd(key):
			missing = append(missing, key)
		}
	}
	for _, key := range missing {
		p := input.NoColumn(s, headers[key])
		p.File = file
		r.Problems.Add(p)
	}
	if missing != nil {
		return nil, s.Layers
	}
	words := f.Words.meanings()
	var out []*row
	err := s.Each(want, func(rec *record.Row) error {
		if len(out) == longestList {
			return problem.Problems{{File: file, Found: "more than 100,000 rows", Expected: "the products of a county"}}
		}
		x := &row{r: r, file: file, at: rec.At, fields: map[string]string{}, headers: headers, words: words}
		empty := true
		for i, key := range read {
			x.fields[key] = strings.TrimSpace(rec.Text(i))
			empty = empty && x.fields[key] == ""
		}
		if where != "" {
			x.fields["where"] = where
		}
		if !empty {
			out = append(out, x)
		}
		return nil
	})
	if err != nil {
		r.Add(f.File, err)
		return nil, s.Layers
	}
	if len(out) == 0 {
		r.Problems.Add(input.Empty(file, "products"))
	}
	return out, s.Layers
}

// isEnd reports whether a key is that of a low or a high.
func isEnd(key string) bool { return strings.HasSuffix(key, "_lo") || strings.HasSuffix(key, "_hi") }

// wrong reports a field.
func (x *row) wrong(key, expected, hint string) {
	x.r.Problems.Add(problem.Problem{File: x.file, Row: x.at, Column: x.headers[key], Found: x.fields[key], Expected: expected, Hint: hint})
}

// word returns the meaning of a text: itself, or what the file's words say it means.
func (x *row) word(kind, text string) string {
	if meaning, ok := x.words[kind][folded(text)]; ok {
		return meaning
	}
	return text
}

// sorted lists the keys of a map.
func sorted[V any](of map[string]V) []string { return slices.Sorted(maps.Keys(of)) }

// answer reads a field of yes and no; unknown is allowed where it says so.
func (x *row) answer(key string, unknown bool) (yes, known bool) {
	switch folded(x.word("answer", x.fields[key])) {
	case "yes", "true":
		return true, true
	case "no", "false":
		return false, true
	case "unknown":
		if unknown {
			return false, false
		}
	}
	if unknown {
		x.wrong(key, "yes, no or unknown", "")
	} else {
		x.wrong(key, "yes or no", "")
	}
	return false, false
}

// number reads a field as a number that a condition holds for; ok is false where it is
// empty or, with a problem, not such a number.
func (x *row) number(key, expected string, holds func(v float64) bool) (v float64, ok bool) {
	if x.fields[key] == "" {
		return 0, false
	}
	v, ok = record.Number([]byte(x.fields[key]), true)
	if !ok || !holds(v) {
		x.wrong(key, expected, "")
		return 0, false
	}
	return v, true
}

// list reads words joined by + or a comma, each of which must be one of some known.
func (x *row) list(key string, known []string) (out []string, ok bool) {
	ok = true
	for _, text := range strings.FieldsFunc(x.fields[key], func(c rune) bool { return c == '+' || c == ',' || c == ';' }) {
		word := x.word(key, strings.TrimSpace(text))
		if !slices.Contains(known, word) {
			x.wrong(key, "words of "+strings.Join(known, ", ")+", joined by +", naming.Suggest(word, known))
			ok = false
			continue
		}
		if !slices.Contains(out, word) {
			out = append(out, word)
		}
	}
	return out, ok
}

// staff reads the minutes of professions: phn:100+gp:30, or a column for each.
func (x *row) staff(professions []string) (out []products.Work, ok bool) {
	ok = true
	add := func(key, profession, text string) {
		if professions != nil && !slices.Contains(professions, profession) {
			x.wrong(key, "a profession with a wage: "+strings.Join(professions, ", "), naming.Suggest(profession, professions))
			ok = false
			return
		}
		minutes, number := record.Number([]byte(text), true)
		switch {
		case !number || minutes < 0 || minutes > 1440:
			x.wrong(key, "minutes of a profession, 0 to 1440, as in phn:100+gp:30", "")
			ok = false
		case slices.ContainsFunc(out, func(w products.Work) bool { return w.Profession == profession }):
			x.wrong(key, "every profession once", "")
			ok = false
		case minutes > 0:
			out = append(out, products.Work{Profession: profession, Minutes: minutes})
		}
	}
	if text := x.fields["staff"]; text != "" {
		for _, part := range strings.Split(text, "+") {
			profession, minutes, _ := strings.Cut(part, ":")
			add("staff", strings.TrimSpace(profession), strings.TrimSpace(minutes))
		}
	}
	for _, key := range slices.Sorted(maps.Keys(x.headers)) {
		if profession, of := strings.CutPrefix(key, "staff."); of && x.fields[key] != "" {
			add(key, profession, x.fields[key])
		}
	}
	slices.SortFunc(out, func(a, b products.Work) int { return strings.Compare(a.Profession, b.Profession) })
	return out, ok
}

// date reads a day: 2027-01-01 or 1.1.2027; zero, with a problem, for anything else but
// an empty field.
func (x *row) date(key string) time.Time {
	text := x.fields[key]
	if text == "" {
		return time.Time{}
	}
	for _, layout := range []string{time.DateOnly, "2.1.2006", "2006-01-02T15:04:05", "2006-01-02 15:04:05"} {
		if day, err := time.Parse(layout, text); err == nil && day.Year() >= 1990 && day.Year() <= 2100 {
			return day.Truncate(24 * time.Hour)
		}
	}
	x.wrong(key, "a day such as 2027-01-01", "")
	return time.Time{}
}

// producers reads how a product may be arranged: the county's own production alone where
// the field is empty, and nil, not known, where the table has no such column.
func (x *row) producers() []producers.Production {
	if _, has := x.fields["producers"]; !has {
		return nil
	}
	known := make([]string, 0, len(producers.Productions()))
	for _, p := range producers.Productions() {
		known = append(known, string(p))
	}
	words, _ := x.list("producers", known)
	if words == nil {
		return []producers.Production{producers.Own}
	}
	out := make([]producers.Production, len(words))
	for i, w := range words {
		out[i] = producers.Production(w)
	}
	slices.Sort(out)
	return out
}

// each returns words as texts.
func each[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return out
}
