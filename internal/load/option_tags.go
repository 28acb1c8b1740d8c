package load

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"saavu/internal/load/yaml"
)

// tags refuses tags that nobody can select, and those that stand twice.
func (r *reader) tags(list []string, t *yaml.Tree) {
	for i, tag := range list {
		switch {
		case !isTag(tag):
			r.wrong(t, "a word in letters, digits, _ and -", "", "tags", strconv.Itoa(i))
		case slices.Contains(list[:i], tag):
			r.wrong(t, "every tag once", "", "tags", strconv.Itoa(i))
		}
	}
}

func isTag(text string) bool {
	return text != "" && strings.IndexFunc(text, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '_' && c != '-' }) < 0
}
