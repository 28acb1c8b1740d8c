package load

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"saavu/internal/source"
	"saavu/pkg/scenario"
)

// optionOf reads the text of an option file; nothing may be wrong with it.
func optionOf(t testing.TB, text string) scenario.Option {
	t.Helper()
	name := filepath.Join(t.TempDir(), "plan.yaml")
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	o, err := Option(source.OS(), name, &County{})
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return o
}

// The page of formats shows a change of every kind.
func TestEveryKindOfChangeHasAnExample(t *testing.T) {
	page, err := os.ReadFile("../../docs/FORMATS.md")
	if err != nil {
		t.Fatal(err)
	}
	_, text, _ := strings.Cut(string(page), "```yaml\nname: All kinds of changes\n")
	text, _, _ = strings.Cut(text, "```")
	shown := map[string]bool{}
	for _, c := range optionOf(t, "name: All kinds of changes\n"+text).Changes {
		shown[c.Kind()] = true
	}
	for _, c := range scenario.Kinds() {
		if !shown[c.Kind()] {
			t.Errorf("docs/FORMATS.md has no example of %s", c.Kind())
		}
	}
}
