package words

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"saavu/pkg/lang"
)

var (
	named   = regexp.MustCompile(`\b(en|fi|sv): ("[^"]*"|[^,}\n]*)`) // a name by language in a file of a county
	keys    = regexp.MustCompile(`(?m)^ *(- )?[a-z_]+:.*?( #|$)`)    // of a county file, before its comment
	example = regexp.MustCompile(`\{[^}]*\}?\}`)                     // of such keys, in a comment
	task    = regexp.MustCompile(`\S+/\S+/\d{4}/\S+/\S+`)            // the name of one
	command = regexp.MustCompile(`(?m)^\$ .*$`)                      // before what it prints
	code    = regexp.MustCompile("`[^`]*`|\\S+:\\d+:\\d+: .*")       // an id in a report, or an error in a file
	machine = regexp.MustCompile(`\S*_\S*|\S+\.[a-z]\S*|--\S+|\[[^\]]*\]|\]\([^)]*\)`)
)

// spokenWords adds the words of a text, without ids of more than one word, paths, flags
// and quoted sources, to a set.
func spokenWords(text string, set map[string]bool) {
	text = machine.ReplaceAllString(placeholder.ReplaceAllString(text, " $2 $3 "), " ")
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if len(w) > 1 {
			set[w] = true
		}
	}
}

// vocabulary gives the words of each language: of the catalog, and of the names that the
// embedded county and its options have in it. Places without a Swedish name have their
// Finnish one in Swedish too.
func vocabulary(t *testing.T) [3]map[string]bool {
	t.Helper()
	words := [3]map[string]bool{{}, {}, {}}
	for _, texts := range catalog() {
		for i := range words {
			spokenWords(texts[i], words[i])
		}
	}
	files, err := filepath.Glob("../../scenarios/vantaa-kerava/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no options: %v", err)
	}
	for _, file := range append(files, "../../data/vantaa-kerava/county.yaml") {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range named.FindAllStringSubmatch(string(text), -1) {
			spokenWords(m[2], words[slices.Index(lang.Languages(), lang.Language(m[1]))])
			if m[1] == string(lang.Finnish) {
				spokenWords(m[2], words[2])
			}
		}
	}
	facilities, err := os.Open("../../data/vantaa-kerava/facilities.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer facilities.Close()
	rows, err := csv.NewReader(facilities).ReadAll()
	if err != nil || len(rows) < 2 {
		t.Fatalf("%d rows: %v", len(rows), err)
	}
	for i, column := range rows[0] {
		for _, row := range rows[1:] {
			switch column {
			case "name_en":
				spokenWords(row[i], words[0])
			case "name_fi":
				spokenWords(row[i], words[1])
				spokenWords(row[i], words[2])
			case "name_sv":
				spokenWords(row[i], words[2])
			}
		}
	}
	return words
}

// ids are ids and terms of files that are English words, by the golden text that shows
// them.
var ids = map[string]string{
	"batch":          "run runs plan sets draws lose", // names of runs, the folder, the plan and its keys, a measure
	"options":        "today centralised central local mobile remote multi provider mixed max",
	"check":          "today centralised central local mobile remote multi provider mixed max",
	"list-options":   "today centralised central local mobile remote multi provider mixed max",
	"overview":       "central local mixed",
	"alone":          "today",
	"budget":         "central local mixed",
	"service":        "central local mixed",
	"services":       "reception oral family",
	"rules":          "west extensive in person remote ceiling meeting statutory school checks family centres one per area bilingual language gap two professionals min staff third sector lawful dental at stations manual care guarantee keep service option kept",
	"professions":    "gp nurse hygienist dentist therapist",
	"detail":         "two months times six ten", // sources of known figures
	"report":         "two months times six ten",
	"page":           "report", // the command that makes the page again
	"page-whatif":    "report",
	"explain-figure": "palma",
	"init":           "population", // a key of a county file
	"inspect":        "test town north west east station",
	"inspect-doubts": "point name",
	"measures":       "atkinson beyond concentration constrained crowdedness envy far from gap jain palma poverty severity theil",
}

// A Finnish or Swedish text that the program prints holds no word of the English texts
// that the language does not have itself.
func TestNoEnglishInOtherLanguages(t *testing.T) {
	words := vocabulary(t)
	for i, l := range lang.Languages()[1:] {
		files, err := filepath.Glob("../../cmd/saavu/testdata/text/*." + string(l) + ".txt")
		if err != nil || len(files) < 10 {
			t.Fatalf("%d texts in %s: %v", len(files), l, err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			found := map[string]bool{}
			name := strings.TrimSuffix(filepath.Base(file), "."+string(l)+".txt")
			said := strings.ReplaceAll(string(text), "(today)", "") // the id of an option next to its name
			if strings.HasPrefix(name, "init") {
				file, notes, _ := strings.Cut(said, "----\n")
				said = example.ReplaceAllString(keys.ReplaceAllString(file, "")+notes, "")
			}
			if name == "batch" {
				said = task.ReplaceAllString(command.ReplaceAllString(code.ReplaceAllString(said, ""), ""), "")
			}
			spokenWords(said, found)
			allowed := strings.Fields(ids[name])
			for w := range found {
				if words[0][w] && !words[i+1][w] && !slices.Contains(allowed, w) {
					t.Errorf("%s holds the English word %q", file, w)
				}
			}
		}
	}
}
