package plain

import (
	"slices"
	"strings"
)

// folded returns the lines of a row: more than one if a column wraps.
func (s *Sheet) folded(row []string, w []int) [][]string {
	lines := [][]string{slices.Clone(row)}
	for c, col := range s.Columns {
		if !col.Wraps && !col.Names || Width(row[c]) <= w[c] {
			continue
		}
		parts := WrapTo(row[c], w[c], "", "")
		if col.Names {
			parts = foldedName(row[c], w[c])
		}
		for k, part := range parts {
			if k == len(lines) {
				lines = append(lines, make([]string, len(row)))
			}
			lines[k][c] = part
		}
	}
	return lines
}

// foldedName breaks a name into lines at spaces, after hyphens and, where a word is too
// long, within it as Finnish and Swedish do. What stands before the name, a star or a
// space, is a space in the other lines.
func foldedName(name string, most int) []string {
	mark := ""
	if strings.HasPrefix(name, "*") || strings.HasPrefix(name, " ") {
		mark, name = name[:1], name[1:]
	}
	most = max(most-len(mark), 1)
	var lines []string
	line := ""
	for _, word := range strings.Fields(name) {
		for k, part := range strings.SplitAfter(word, "-") {
			joint := ""
			if k == 0 && line != "" {
				joint = " "
			}
			if Width(line)+Width(joint)+Width(part) <= most {
				line += joint + part
				continue
			}
			if line != "" {
				lines = append(lines, line)
			}
			for Width(part) > most {
				above, _ := hyphenated(part, most)
				rest := strings.TrimPrefix(part, strings.TrimSuffix(above, "-"))
				if above == "" {
					letters := []rune(part)
					above, rest = string(letters[:most]), string(letters[most:])
				}
				lines, part = append(lines, above), rest
			}
			line = part
		}
	}
	if line != "" {
		lines = append(lines, line)
	}
	for k := range lines {
		if k == 0 {
			lines[k] = mark + lines[k]
		} else {
			lines[k] = strings.Repeat(" ", len(mark)) + lines[k]
		}
	}
	return lines
}

// markdown returns the sheet as a table of GitHub's Markdown, with nothing cut.
func (s *Sheet) markdown() []string {
	head, rule := "|", "|"
	for _, col := range s.Columns {
		head += " " + escaped(strings.ReplaceAll(strings.Join(strings.Fields(strings.Join(col.Head, " ")), " "), "- ", "")) + " |"
		if col.Right {
			rule += "---:|"
		} else {
			rule += "---|"
		}
	}
	lines := []string{head, rule}
	for _, row := range s.Rows {
		line := "|"
		if len(row) == 1 {
			line += " **" + escaped(strings.TrimSpace(row[0])) + "** |" + strings.Repeat(" |", len(s.Columns)-1)
		} else {
			for _, cell := range row {
				line += " " + escaped(strings.TrimSpace(cell)) + " |"
			}
		}
		lines = append(lines, line)
	}
	return lines
}
