package optionfile

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"saavu/internal/load/input"
	"saavu/internal/load/yaml"
)

// tags refuses tags that nobody can select, and those that stand twice.
func tags(r *input.Reader, list []string, t *yaml.Tree) {
	for i, tag := range list {
		switch {
		case !isTag(tag):
			r.Wrong(t, "a word in letters, digits, _ and -", "", "tags", strconv.Itoa(i))
		case slices.Contains(list[:i], tag):
			r.Wrong(t, "every tag once", "", "tags", strconv.Itoa(i))
		}
	}
}

func isTag(text string) bool {
	return text != "" && strings.IndexFunc(text, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '_' && c != '-' }) < 0
}
