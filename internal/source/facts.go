package source

import (
	"saavu/internal/format/record"
	"saavu/pkg/report"
)

// Message is a fact of a reader of a format as a message, which words can write.
func Message(f record.Fact) report.Message {
	m := report.NewMessage(f.Key, f.Values...)
	for i := range m.Facts {
		if inner, ok := m.Facts[i].Value.(record.Fact); ok {
			m.Facts[i].Value = Message(inner)
		}
	}
	return m
}
