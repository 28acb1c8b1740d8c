package draw

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Every class that charts and legends write has a rule, and no rule is for none.
func TestRulesCoverTheClasses(t *testing.T) {
	used := map[string]bool{}
	crowd := &Scatter{Width: 300, X: percent, Y: percent}
	for i := range 9 {
		crowd.Dots = append(crowd.Dots, Dot{X: 0.5 + 0.02*float64(i%3), Y: 0.5 + 0.03*float64(i/3), Name: "Option " + string(rune('A'+i))})
	}
	all := drawings()
	all["crowd"] = crowd
	delete(all, "map")
	for name, d := range all {
		var b bytes.Buffer
		if err := d.Picture().Inline(&b, name, ""); err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`class="([^"]*)"`).FindAllStringSubmatch(b.String(), -1) {
			for class := range strings.FieldsSeq(m[1]) {
				used[class] = true
			}
		}
	}
	for class := range used {
		if !slices.ContainsFunc(Dark.parts(), func(p part) bool { return p.class == class }) {
			t.Errorf("class %s has no rule", class)
		}
	}
	for _, p := range Dark.parts() {
		if !used[p.class] {
			t.Errorf("no chart has class %s", p.class)
		}
	}
	rules := Dark.Rules(".dark svg.chart")
	for _, want := range []string{".dark svg.chart .ink{fill:#e9eef1;}\n", ".dark svg.chart .today{fill:#141b20;stroke:#e9eef1;}\n", " .halo{stroke:#141b20;}\n"} {
		if !strings.Contains(rules, want) {
			t.Errorf("no rule %q in\n%s", want, rules)
		}
	}
	if strings.Contains(rules, ".mark") || strings.Contains(rules, ".swatch{fill") {
		t.Error("colours of classes change with the theme")
	}
}
