package pages

import (
	"errors"
	"strings"
	"testing"

	"saavu/internal/format/problem"
)

func TestRead(t *testing.T) {
	for _, c := range []struct {
		name, text string
		lines      []int
		members    int
	}{
		{"page", "{\n\"n\": 1,\n\"list\": [\n{\"id\": 1},\n{\"id\": 2}\n]}", []int{4, 5}, 1},
		{"list first", `{"list": [{"id": 1}], "n": 2, "other": {"list": [1]}}`, []int{1}, 2},
		{"bare list", "\xef\xbb\xbf[{},\n{}]", []int{1, 2}, 0},
		{"one item", "\n {\"id\": 1}\n", []int{2}, 0},
		{"empty list", `{"list": []}`, nil, 0},
		{"list of another level does not count", `{"x": {"list": [{}]}}`, []int{1}, 0},
	} {
		p, err := Read(File{"f.json", []byte(c.text)}, "list")
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		var lines []int
		for _, i := range p.Items {
			lines = append(lines, i.Line)
			if i.Text[0] != '{' || i.File != "f.json" {
				t.Errorf("%s: item %s", c.name, i.Text)
			}
		}
		if len(lines) != len(c.lines) || len(p.Members) != c.members {
			t.Errorf("%s: lines %v, %d members", c.name, lines, len(p.Members))
			continue
		}
		for i := range lines {
			if lines[i] != c.lines[i] {
				t.Errorf("%s: lines %v, want %v", c.name, lines, c.lines)
			}
		}
	}
}

func TestReadWrong(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", `f.json:1: found "the end of the file", expected JSON (the file seems to be truncated)`},
		{"{\"list\": [\n{\"id\": 1},", `f.json:2: found "the end of the file", expected JSON (the file seems to be truncated)`},
		{"{\"list\": [\n{\"id\" 1}]}", `f.json:2: found "1}]}", expected ':'`},
		{"{}\n{}", `f.json:2: found "{}", expected nothing after the end of the document`},
		{`"x"`, `f.json:1: found "\"x\"", expected an object or a list`},
		{`{"list": 3}`, `f.json:1: found "3", expected a list`},
		{"{\"list\": [\n{},\n4, \"x\"]}", "f.json:3: found \"4\", expected an object\nf.json:3: found \"\\\"x\\\"\", expected an object"},
		{"{\"a\": \"\xff\"}", "f.json:1: found \"\uFFFD\\\"}\", expected UTF-8 text: save the file as UTF-8"},
		{"[\n" + strings.Repeat("{},", mostItems) + "{}]", `f.json:2: found "more than 200000 items", expected a page as the interface returns it`},
		{strings.Repeat("[", 100000), `f.json:1: found "[", expected JSON (exceeded max depth)`},
	} {
		_, err := Read(File{"f.json", []byte(c.text)}, "list")
		var list problem.Problems
		if err == nil || !errors.As(err, &list) {
			t.Errorf("%.20q: %v", c.text, err)
			continue
		}
		got := err.Error()
		if strings.Contains(c.want, "max depth") { // the displayed text does not matter
			if !strings.Contains(got, "exceeded max depth") {
				t.Errorf("got %s", got)
			}
		} else if got != c.want {
			t.Errorf("%.20q:\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestDecode(t *testing.T) {
	var into struct {
		Name  Text
		List  []string
		Inner struct{ Flag bool }
	}
	for _, c := range []struct{ text, want string }{
		{`{"name": "a", "list": ["b"]}`, ""},
		{`{"name": 1.50}`, ""}, {`{"name": null}`, ""}, {`{"name": true}`, ""},
		{"{\n\"list\": 3}", `f.json:8: column "list": found "a JSON number", expected a list`},
		{"{\"inner\": {\n\n\"flag\": \"x\"}}", `f.json:9: column "inner.flag": found "a JSON string", expected true or false`},
		{`{"name": []}`, `f.json:7: column "name": found "a JSON array", expected a text`},
		{`{"inner": 1}`, `f.json:7: column "inner": found "a JSON number", expected an object`},
	} {
		var problems problem.Problems
		ok := Item{"f.json", 7, []byte(c.text)}.Decode(&into, &problems)
		if got := problems.Error(); got != c.want || ok != (c.want == "") {
			t.Errorf("%s:\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestDiffer(t *testing.T) {
	a, b := Item{Text: []byte(`{"x": 1, "y": [1, 2], "z": null}`)}, Item{Text: []byte(`{"y": [1,  3], "x": 1.0, "w": 2}`)}
	if got := strings.Join(Differ(a, b), " "); got != "w y z" {
		t.Errorf("%s", got)
	}
	if Differ(a, a) != nil {
		t.Error("an item differs from itself")
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{`{"list": [{"id": 1}], "n": 2}`, `[{}]`, `{"list": {}}`, "{\"list\":\n[1]}", "\xef\xbb\xbf{}"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Read(File{"f", data}, "list")
		if err != nil {
			return
		}
		for _, i := range p.Items {
			if i.Line < 1 || len(i.Text) == 0 || i.Text[0] != '{' {
				t.Fatalf("%d %q", i.Line, i.Text)
			}
		}
	})
}
