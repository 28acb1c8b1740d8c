package gpkg

import (
	"regexp"
	"strings"
)

// name is an identifier in quotes, and member a column of a table.
const (
	name   = `"(?:[^"]|"")+"`
	member = name + `\.` + name
)

// joined is a view as viewSQL makes it: columns of tables whose rows are joined by key.
var joined = regexp.MustCompile(`^CREATE VIEW ` + name + ` AS SELECT ` + member + ` AS "fid"(?:, ` + member + ` AS ` + name + `)* FROM (` + name + `)((?: JOIN ` + name + ` ON ` + name + `\."fid" = ` + name + `\."fid")*)$`)

var joinedTable = regexp.MustCompile(` JOIN (` + name + `) ON (` + name + `)\."fid" = (` + name + `)\."fid"`)

// isJoined reports whether a view has at most the rows of one table: it joins others by
// their integer key alone, and computes nothing. Any other view can produce any number of
// rows.
func (r *reader) isJoined(view string) (bool, error) {
	var text string
	if err := r.row("SELECT sql FROM sqlite_master WHERE type = 'view' AND name = ?", view).Scan(&text); err != nil {
		return false, err
	}
	parts := joined.FindStringSubmatch(text)
	if parts == nil {
		return false, nil
	}
	tables := []string{parts[1]}
	for _, j := range joinedTable.FindAllStringSubmatch(parts[2], -1) {
		if j[1] != j[2] || j[3] != parts[1] {
			return false, nil
		}
		tables = append(tables, j[1])
	}
	for _, t := range tables {
		var keys int
		err := r.row("SELECT count(*) FROM sqlite_master m, pragma_table_info(m.name) i WHERE m.type = 'table' AND m.name = ? AND i.pk = 1 AND upper(i.type) = 'INTEGER' AND i.name = 'fid'", unquoted(t)).Scan(&keys)
		if err != nil || keys != 1 {
			return false, err
		}
	}
	return true, nil
}

// unquoted is the name in an identifier.
func unquoted(id string) string {
	return strings.ReplaceAll(id[1:len(id)-1], `""`, `"`)
}
