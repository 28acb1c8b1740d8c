package lint

import "testing"

func TestWriters(t *testing.T) {
	const text = "package p\nimport \"os\"\nfunc run() {\n\tos.WriteFile(\"a\", nil, 0)\n\tos.MkdirAll(\"b\", 0)\n\tos.Open(\"a\")\n\tos.Rename(\"a\", \"b\")\n}\n"
	const says = ": write through internal/atomic, which puts files in their places whole or not at all"
	expect(t, Writers(parse(t, "internal/export/a.go", text)),
		"internal/export/a.go:4: writers: calls os.WriteFile"+says, "internal/export/a.go:7: writers: calls os.Rename"+says)
	expect(t, Writers(parse(t, "internal/atomic/a.go", text, "internal/export/a_test.go", text)))
}
