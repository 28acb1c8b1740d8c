package browser

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"
)

// written is a PDF as Chromium writes it, of objects without their first and last line.
func written(bodies ...string) []byte {
	out := bytes.NewBufferString("%PDF-1.4\n%\xd3\xeb\xe9\xe1\n")
	var at []int
	for i, body := range bodies {
		at = append(at, out.Len())
		fmt.Fprintf(out, "%d 0 obj\n%s\nendobj\n", i+1, body)
	}
	table := out.Len()
	fmt.Fprintf(out, "xref\n0 %d\n0000000000 65535 f \n", len(bodies)+1)
	for _, n := range at {
		fmt.Fprintf(out, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(out, "trailer\n<</Size %d\n/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(bodies)+1, table)
	return out.Bytes()
}

// unpacked is a stream.
func unpacked(t *testing.T, data []byte) []byte {
	t.Helper()
	r, err := zlib.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	out, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Every object is found again, by the table, with the same bytes.
func TestCompactKeepsObjects(t *testing.T) {
	bodies := []string{"<</Type /Catalog\n/Pages 2 0 R>>", "<</Type /Pages>>", "<</Length 9>>\nstream\nq 0 0 m Q\nendstream", "<</Type /Annot\n/A <</Type /Action>>>>"}
	for i := range 3 * perStream {
		bodies = append(bodies, fmt.Sprintf("<</Type /StructElem\n/S /TD\n/P %d 0 R>>", i))
	}
	pdf := written(bodies...)
	out := compact(pdf)
	if len(out) > len(pdf)/4 {
		t.Errorf("%d of %d bytes", len(out), len(pdf))
	}
	for _, plain := range []int{0, 2, 3} {
		if want := fmt.Sprintf("%d 0 obj\n%s\nendobj\n", plain+1, bodies[plain]); !bytes.Contains(out, []byte(want)) {
			t.Errorf("object %d is not as it was", plain+1)
		}
	}
	last := regexp.MustCompile(`/Size (\d+)\n/W \[1 4 2\]\n/Root 1 0 R\n/Filter /FlateDecode\n/Length (\d+)>>\nstream\n`).FindSubmatchIndex(out)
	if last == nil {
		t.Fatalf("no table: %q", out[max(len(out)-300, 0):])
	}
	table := unpacked(t, out[last[1]:])
	number := func(data []byte) (n int) {
		for _, b := range data {
			n = n<<8 | int(b)
		}
		return n
	}
	for i, body := range bodies {
		row := table[7*(i+1) : 7*(i+2)]
		if at := number(row[1:5]); row[0] == 1 {
			if !bytes.HasPrefix(out[at:], fmt.Appendf(nil, "%d 0 obj\n%s\n", i+1, body)) {
				t.Fatalf("object %d is not at %d", i+1, at)
			}
			continue
		}
		in := number(row[1:5])
		holder := out[number(table[7*in+1:7*in+5]):]
		head := regexp.MustCompile(`^\d+ 0 obj\n<</Type /ObjStm\n/N \d+\n/First (\d+)\n[^>]*>>\nstream\n`).FindSubmatch(holder)
		if head == nil {
			t.Fatalf("object %d: %q", i+1, holder[:40])
		}
		data := unpacked(t, holder[len(head[0]):])
		var first, own, at int
		_, _ = fmt.Sscan(string(head[1]), &first)
		pairs := strings.Fields(string(data[:first]))
		_, _ = fmt.Sscan(pairs[2*number(row[5:])], &own)
		_, _ = fmt.Sscan(pairs[2*number(row[5:])+1], &at)
		if own != i+1 || !bytes.HasPrefix(data[first+at:], []byte(body+"\n")) {
			t.Fatalf("object %d is %d, %q", i+1, own, data[first+at:][:40])
		}
	}
}

// A page printed twice has the same bytes: dates are left out, and ids are counted again in
// their order, wherever they stand; texts and streams that look like them stay.
func TestCompactSameBytes(t *testing.T) {
	at := func(date string, from int) []byte {
		id := func(n int) string { return fmt.Sprintf("(node%08d)", from+n) }
		return written("<</Title (node00000099 \\(node00000098\\))\n/CreationDate (D:"+date+")\n/ModDate (D:"+date+")>>", "<</Type /Catalog>>",
			"<</Type /StructElem\n/ID "+id(2)+">>", "<</Type /StructElem\n/Headers ["+id(7)+" "+id(2)+"]>>", "<</Names ["+id(2)+" 3 0 R "+id(7)+" 4 0 R]>>",
			"<</Length 9>>\nstream\n(node00000042)\nendstream")
	}
	first, second := compact(at("20260102030405+00'00'", 80)), compact(at("20261112131415+02'00'", 1234))
	if !bytes.Equal(first, second) {
		t.Fatalf("%q\n%q", first, second)
	}
	from := bytes.Index(first, []byte("/Type /ObjStm"))
	packed := string(unpacked(t, first[from+bytes.Index(first[from:], []byte("stream\n"))+len("stream\n"):]))
	for _, want := range []string{"<</Title (node00000099 \\(node00000098\\))>>", "/ID (node00000001)", "[(node00000002) (node00000001)]", "[(node00000001) 3 0 R (node00000002) 4 0 R]"} {
		if !strings.Contains(packed, want) {
			t.Errorf("%q is not in %q", want, packed)
		}
	}
	if !bytes.Contains(first, []byte("stream\n(node00000042)\n")) {
		t.Error("a stream changes")
	}
}

// What is not as Chromium writes it stays as it is.
func TestCompactLeavesOthers(t *testing.T) {
	good := string(written("<</Type /Catalog>>", "<</Type /StructElem\n/S /P>>"))
	if string(compact([]byte(good))) == good {
		t.Fatal("a PDF as Chromium writes it is not made smaller")
	}
	for name, text := range map[string]string{
		"empty":         "",
		"other version": strings.Replace(good, "1.4", "1.7", 1),
		"no table":      strings.Replace(good, "xref\n0 ", "xref\n1 ", 1),
		"wrong number":  strings.Replace(good, "2 0 obj", "3 0 obj", 1),
		"moved":         strings.Replace(good, "<</Type /Catalog", "<</Type  /Catalog", 1),
		"no trailer":    strings.Replace(good, "trailer", "trailed", 1),
		"long table":    strings.Replace(good, "xref\n0 3", "xref\n0 9", 1),
		"beyond":        regexp.MustCompile(`startxref\n\d+`).ReplaceAllString(good, "startxref\n99999"),
	} {
		if got := string(compact([]byte(text))); got != text {
			t.Errorf("%s: %q", name, got)
		}
	}
}
