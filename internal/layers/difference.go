package layers

import (
	"fmt"
	"strings"

	"github.com/paulmach/orb"

	"saavu/internal/format/gpkg"
)

// Difference makes a layer of what two options differ in from their layers of cells:
// the first less the second. For each service it has the minutes without a car, unknown
// where either is, and, if both layers have them, the people who get there in time,
// whose sum is the difference of the figures in the report. A cell that one layer alone
// has, because nobody lives there in the other, counts its people as the difference.
func Difference(first, second gpkg.Layer, firstID, secondID string) (gpkg.Layer, error) {
	columns := []gpkg.Column{}
	var pairs [][2]int // columns of the two layers
	for i, c := range first.Columns {
		service, what := c.Name, ""
		for _, end := range []string{"_own_min", "_min", "_there"} {
			if name, ok := strings.CutSuffix(c.Name, end); ok {
				service, what = name, end
				break
			}
		}
		j := columnOf(&second, c.Name)
		if j < 0 || what != "_min" && what != "_there" {
			continue
		}
		title := c.Title + " · " + firstID + " − " + secondID
		columns = append(columns, gpkg.Column{Name: service + strings.Replace(what, "_min", "_minutes", 1), Type: c.Type, Title: title,
			Description: "positive where " + firstID + " has more"})
		pairs = append(pairs, [2]int{i, j})
	}
	id, other := columnOf(&first, "id"), columnOf(&second, "id")
	if id < 0 || other < 0 || len(pairs) == 0 {
		return gpkg.Layer{}, fmt.Errorf("the layers %s and %s have no column id, or no figures of the same service", first.Name, second.Name)
	}
	rows := joined(&first, &second, id, other)
	out := gpkg.Layer{Name: "difference_" + Plain(firstID) + "_" + Plain(secondID), Title: fmt.Sprintf("%s − %s", firstID, secondID),
		Description: "What two options differ in, cell by cell: " + firstID + " less " + secondID,
		Geometry:    first.Geometry, CRS: first.CRS, Columns: append([]gpkg.Column{first.Columns[id]}, columns...), Len: len(rows)}
	out.Row = func(i int, values []any) orb.Geometry {
		r := &rows[i]
		values[0] = r.id
		for k, p := range pairs {
			minutes := strings.HasSuffix(columns[k].Name, "_minutes")
			values[1+k] = less(r.at(0, p[0]), r.at(1, p[1]), minutes)
		}
		return r.shape
	}
	return out, nil
}

// pair is a cell in two layers; values are nil where a layer does not have it.
type pair struct {
	id     any
	values [2][]any
	shape  orb.Geometry
}

func (p *pair) at(layer, column int) any {
	if p.values[layer] == nil {
		return nil
	}
	return p.values[layer][column]
}

// joined lists the cells of the first layer, then those that only the second has.
func joined(first, second *gpkg.Layer, id, other int) []pair {
	var rows []pair
	at := map[any]int{}
	for k, l := range []*gpkg.Layer{first, second} {
		for i := range l.Len {
			values := make([]any, len(l.Columns))
			shape := l.Row(i, values)
			key := values[[2]int{id, other}[k]]
			n, ok := at[key]
			if !ok {
				n = len(rows)
				at[key], rows = n, append(rows, pair{id: key, shape: shape})
			}
			rows[n].values[k] = values
		}
	}
	return rows
}

// less subtracts. Minutes are unknown if either is; people that are not there are 0.
func less(a, b any, both bool) any {
	if a == nil && b == nil || both && (a == nil || b == nil) {
		return nil
	}
	x, whole := a.(int64)
	y, also := b.(int64)
	if whole && also {
		return x - y
	}
	return numberOf(a) - numberOf(b)
}

func numberOf(v any) float64 {
	switch v := v.(type) {
	case int64:
		return float64(v)
	case float64:
		return v
	}
	return 0
}

func columnOf(l *gpkg.Layer, name string) int {
	for i, c := range l.Columns {
		if c.Name == name {
			return i
		}
	}
	return -1
}
