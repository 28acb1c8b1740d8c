package load_test

import (
	"context"
	"io/fs"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"saavu/data"
	"saavu/internal/load"
	"saavu/internal/source"
	"saavu/scenarios"
)

// An age band that is lost or misspelt is refused in each parameter by age, and is not
// read as 0. Where only some ages have a value by design, the others need none.
func TestALostAgeBandIsRefused(t *testing.T) {
	files := fstest.MapFS{}
	err := fs.WalkDir(data.FS, "vantaa-kerava", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(data.FS, name)
		files[name] = &fstest.MapFile{Data: text}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	county := string(files["vantaa-kerava/county.yaml"].Data)
	for _, c := range []struct{ group, key, now, want string }{
		{"gp_reception", `"75+"`, `"75-"`, `found "75-", expected an age group`},
		{"gp_reception", `"75+"`, "", "expected a value for each age in visit_rates.gp_reception; none for ages 75 and above"},
		{"gp_reception", `"75+"`, `"80+"`, "none for ages 75-79"},
		{"gp_reception", `"0-6"`, `"0-9"`, `found "7-17", expected each age once in visit_rates.gp_reception (ages 7-9 are in 0-9 too)`},
		{"mobility_limited_share", `"75+"`, "", "each age in population.mobility_limited_share; none for ages 75 and above"},
		{"car_access_share", `"18-22"`, "", "each age in population.car_access_share; none for ages 18-22"},
		{"age_shares_2030", `"75+"`, `"76+"`, "each age in population.age_shares_2030; none for age 75"},
		{"evening_share", `"65+"`, "", "each age in need.evening_share; none for ages 65 and above"},
		{"reach_by_age", `"75+"`, `"74+"`, `found "74+", expected each age once in digital.reach_by_age (age 74 is in 65-74 too)`},
		{"oral_check", "all", "", "none for age 2, age 4, age 6"},
		{"neuvola_child", `"1-6"`, `"1-5"`, "none for age 6"},
		{"support_lever_gain", `"75+"`, `"75plus"`, `found "75plus", expected an age group`},
		// Support is planned for some ages alone, some ages travel alone, and a check
		// may be new at an age that had none.
		{"support_lever_gain", `"75+"`, "", ""},
		{"escort_share", `"75+"`, "", ""},
		{"oral_check", `"5"`, "", ""},
	} {
		key := regexp.MustCompile(`(?s)(\n    ` + c.group + `:\n(?:      [^\n]*\n)*?)      ` + regexp.QuoteMeta(c.key) + `:([^\n]*\n)`)
		to := "$1"
		if c.now != "" {
			to += "      " + c.now + ":$2"
		}
		text := key.ReplaceAllString(county, to)
		if text == county {
			t.Fatalf("no %s in %s", c.key, c.group)
		}
		files["vantaa-kerava/county.yaml"] = &fstest.MapFile{Data: []byte(text)}
		said := ""
		if _, err := load.Read(context.Background(), source.Embedded(files, scenarios.FS), load.EmbeddedCounty, load.Options{}); err != nil {
			said = err.Error()
		}
		if c.want == "" && said != "" || !strings.Contains(said, c.want) || c.want != "" && !strings.HasPrefix(said, "data/vantaa-kerava/county.yaml:") {
			t.Errorf("%s without %s, with %q: %q, expected %q", c.group, c.key, c.now, said, c.want)
		}
	}
}
