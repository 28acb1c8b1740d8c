package jsondoc

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestNew(t *testing.T) {
	nested := func(n int) string { return strings.Repeat("[", n) + strings.Repeat("]", n) }
	for text, want := range map[string]string{
		"\xef\xbb\xbf {\"a\": [1, 2]}\n": "",
		nested(Deepest + 1):              "",
		nested(Deepest + 2):              `f:1: found "[` + strings.Repeat("]", 76) + `…", expected arrays and objects at most 100 deep`,
		"{\"a\":\n[1,\n2":                `f:3: found "the end of the file", expected JSON (the file seems to be truncated)`,
		"{\"a\":\n[1,\r\n2}":             `f:3: found "}", expected ',' or ']'`,
		"[1]\n2":                         `f:2: found "2", expected nothing after the end of the document`,
		"[\n\"\xe4\"]":                   "f:2: found \"\uFFFD\\\"]\", expected UTF-8 text: save the file as UTF-8",
		`["\ud800"]`:                     "",
	} {
		got := ""
		if _, err := New([]byte(text), "f"); err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%q:\n got %s\nwant %s", text, got, want)
		}
	}
}

// What Check accepts is what the standard library accepts, and Value reads the
// same from it.
func FuzzValue(f *testing.F) {
	for _, s := range []string{`{"a":[1,-2.50e3,{"b":null}],"a":true}`, ` "\u00e4\ud83d\ude8c\ud83d\n" `, "[[],{},[ ]]", "\xef\xbb\xbf{}", "1e999", "[1,]", "{\"\xff\":1}", "-0", "[\"\\\\\"]"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		text, err := New(data, "f")
		data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
		if valid := json.Valid(data) && utf8.Valid(data); (err == nil) != valid && !(valid && strings.Contains(err.Error(), " deep")) {
			t.Fatalf("%q: %v", data, err)
		}
		if err != nil {
			return
		}
		var want any
		library := json.NewDecoder(bytes.NewReader(data))
		library.UseNumber()
		if err := library.Decode(&want); err != nil {
			t.Fatal(err)
		}
		got, end, fault := text.Value(text.Start(), new(Budget))
		if fault != nil {
			if !strings.HasPrefix(fault.Expected, "a number that a float64") {
				t.Fatalf("%q: %+v", data, fault)
			}
			return
		}
		if !reflect.DeepEqual(got, want) || end != text.Skip(text.Start()) || text.Space(end) != len(text) {
			t.Fatalf("%q: %#v to %d, want %#v", data, got, end, want)
		}
	})
}
