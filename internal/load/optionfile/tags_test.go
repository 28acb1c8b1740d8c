package optionfile

import (
	"slices"
	"strings"
	"testing"
)

// Tags of an option file are read and written, and those that nobody can select are
// refused.
func TestTags(t *testing.T) {
	read := func(text string) ([]string, string, error) {
		o, err := readFile(fileOf("x.yaml", []byte(text)), "data/x.yaml")
		if err != nil {
			return nil, "", err
		}
		written, err := Write("x.yaml", o)
		if err != nil {
			return nil, "", err
		}
		return o.Tags, string(written), nil
	}
	tags, written, err := read("name: X\ntags: [syksy_2026, \"2030\"]\nchanges: []\n")
	if err != nil || !slices.Equal(tags, []string{"syksy_2026", "2030"}) || written != "name: X\ntags: [syksy_2026, \"2030\"]\nchanges: []\n" {
		t.Errorf("%q, %s, %v", tags, written, err)
	}
	_, _, err = read("name: X\ntags: [a, \"b c\", a, \"\"]\nchanges: []\n")
	want := `data/x.yaml:2:11: found "b c", expected a word in letters, digits, _ and -
data/x.yaml:2:18: found "a", expected every tag once
data/x.yaml:2:21: found nothing, expected a word in letters, digits, _ and -`
	if err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("got %v", err)
	}
}
