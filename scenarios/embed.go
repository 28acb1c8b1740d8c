// Package scenarios carries the option files of the embedded county inside the
// binary: one plan a file, each an ordered list of changes to the network of
// today.
package scenarios

import "embed"

// FS holds the embedded option files, vantaa-kerava/*.yaml.
//
//go:embed vantaa-kerava/*.yaml
var FS embed.FS
