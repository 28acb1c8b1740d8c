package batch

import (
	"encoding/json"
	"fmt"

	"github.com/invopop/jsonschema"
)

// Contracts are the kinds of what is printed as JSON about run folders.
func Contracts() []string { return []string{"history", "diff", "why", "runs", "prune"} }

// Schema returns the JSON Schema of a kind of Contracts.
func Schema(kind string) ([]byte, error) {
	of := map[string]struct {
		contract    any
		title, text string
	}{
		"history": {History{}, "Saavu history", "The runs of a run folder and what changed before each, as printed by saavu history --json."},
		"diff":    {Diff{}, "Saavu diff", "How two runs differ and why, as printed by saavu diff --json."},
		"why":     {TaskWhy{}, "Saavu batch why", "Why a task is run, as printed by saavu batch why --json."},
		"runs":    {Verified{}, "Saavu batch verify", "Whether a run folder is whole, as printed by saavu batch verify --json."},
		"prune":   {Pruned{}, "Saavu batch prune", "What was removed from a run folder, as printed by saavu batch prune --json."},
	}
	about, ok := of[kind]
	if !ok {
		return nil, fmt.Errorf("no schema %q", kind)
	}
	r := jsonschema.Reflector{Anonymous: true}
	s := r.Reflect(about.contract)
	s.Title, s.Description = about.title, about.text
	text, err := json.MarshalIndent(s, "", "  ")
	return append(text, '\n'), err
}
