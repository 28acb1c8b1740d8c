package words

import (
	"strings"

	"saavu/pkg/lang"
)

// Parameter puts a parameter's path into plain words: in Finnish and Swedish the name
// that the county gives it, else those of the catalog, else the path, which in English
// is put into words without its first part.
func (w *Words) Parameter(path string, name lang.Name) string {
	plain := strings.NewReplacer(".", " ", "_", " ")
	if w.language != lang.English && name.Own(w.language) != "" {
		return name.Own(w.language)
	}
	if Has("parameter."+path) && !strings.HasSuffix(path, ".") { // which stands for those below it
		return w.Text("parameter." + path)
	}
	for at := range path {
		if key := "parameter." + path[:at+1]; path[at] == '.' && at+1 < len(path) && Has(key) {
			rest := path[at+1:]
			if Has("profession." + rest) {
				return w.Text(key, "rest", w.Term("profession", rest))
			}
			return w.Text(key, "rest", plain.Replace(rest))
		}
	}
	if own := name.Own(w.language); own != "" {
		return own
	}
	if w.language != lang.English {
		return path
	}
	if _, rest, ok := strings.Cut(path, "."); ok {
		path = rest
	}
	return plain.Replace(path)
}

// Unit writes the unit of a parameter or of a known figure.
func (w *Words) Unit(unit string) string { return w.Term("unit", unit) }
