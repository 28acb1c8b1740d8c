package words

import (
	"strings"
	"unicode"

	"saavu/pkg/lang"
)

// Parameter puts a parameter's path into plain words: the name that the county gives it,
// else those of the catalog, else the path, which in English is put into words without
// its first part.
func (w *Words) Parameter(path string, name lang.Name) string {
	plain := strings.NewReplacer(".", " ", "_", " ")
	if own := name.Own(w.language); own != "" {
		return own
	}
	if Has("parameter."+path) && !strings.HasSuffix(path, ".") { // which stands for those below it
		return w.Text("parameter." + path)
	}
	for at := range path {
		if key := "parameter." + path[:at+1]; path[at] == '.' && at+1 < len(path) && Has(key) {
			rest := path[at+1:]
			switch {
			case Has("profession." + rest):
				rest = w.Term("profession", rest)
			case Has("tier." + rest):
				rest = w.Term("tier", rest)
			case Has("way." + rest):
				rest = w.Term("way", rest)
			case w.language == lang.English:
				rest = plain.Replace(rest)
			case strings.IndexFunc(rest, unicode.IsLetter) < 0: // ages
				rest = w.span(rest)
			default: // an id of the county, which has no name here
				return path
			}
			return w.Text(key, "rest", rest)
		}
	}
	if w.language != lang.English {
		return path
	}
	if _, rest, ok := strings.Cut(path, "."); ok {
		path = rest
	}
	return plain.Replace(path)
}

// ParameterText writes the value of a parameter that is a text: the members of a crew by
// their professions, another text as it is.
func (w *Words) ParameterText(path, text string) string {
	if !strings.HasSuffix(path, ".crew") {
		return text
	}
	members := strings.Fields(text)
	for i, m := range members {
		members[i] = w.Term("profession", m)
	}
	return strings.Join(members, ", ")
}

// Unit writes the unit of a parameter or of a known figure.
func (w *Words) Unit(unit string) string { return w.Term("unit", unit) }
