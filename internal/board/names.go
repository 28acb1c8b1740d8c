package board

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"saavu/internal/words"
	"saavu/pkg/report"
)

// ServiceName names a service in full, with its id if two services have the same name.
func ServiceName(w *words.Words, r *report.Report, service int) string {
	v := &r.Services[service]
	name := w.Name(v.Names.Every(v.Name))
	if name == "" {
		return v.ID
	}
	for i := range r.Services {
		if o := &r.Services[i]; i != service && w.Name(o.Names.Every(o.Name)) == name {
			return name + " (" + v.ID + ")"
		}
	}
	return name
}

// Conditions states the conditions of a service's times, which every title contains.
func Conditions(w *words.Words, r *report.Report, service int) string {
	return strings.Join(append([]string{Limit(w, &r.Services[service])}, World(w, r)...), " · ")
}

// Limit is a service's time limit in words.
func Limit(w *words.Words, v *report.Service) string {
	if !v.LimitMin.Known {
		return w.Text("limit_unknown")
	}
	return w.Text("limit", "minutes", math.Round(v.LimitMin.V*10)/10)
}

// World states the time of day, and what is not real.
func World(w *words.Words, r *report.Report) []string {
	var parts []string
	if r.Period != "" {
		parts = append(parts, w.Term("period", r.Period))
	}
	if r.Synthetic {
		parts = append(parts, w.Text("synthetic"))
	}
	if r.Demo {
		parts = append(parts, w.Text("demonstration"))
	}
	return parts
}

// ShownRows are the rows of a service, one an option, as tables show them.
func ShownRows(r *report.Report, v *report.Service) []report.Row {
	rows := make([]report.Row, len(v.Rows))
	for k := range rows {
		rows[k] = v.Rows[k].Shown(&r.Options[k])
	}
	return rows
}

// Weightiest returns the n assumptions with the largest weight, by path if equal.
func Weightiest(list []report.Assumption, n int) []report.Assumption {
	sorted := slices.Clone(list)
	slices.SortStableFunc(sorted, func(a, b report.Assumption) int {
		return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.Path, b.Path))
	})
	return sorted[:min(n, len(sorted))]
}

// Notes are what a reader must know before the figures, those on the data included, and how
// many other notes there are on how files were read.
func Notes(w *words.Words, r *report.Report) []string {
	list, others := w.Messages(r.Notes), 0
	for _, n := range r.Reading {
		if _, english := n.Text(); english {
			others++
		} else {
			list = append(list, w.Message(n))
		}
	}
	if others > 0 {
		list = append(list, w.Text("notes_data", "n", others))
	}
	return list
}

// Find returns the index of the service of an id, the first one for "". It fails for a service that
// the report does not have, or whose rows are not one for each option.
func Find(r *report.Report, service string) (int, error) {
	var ids []string
	for i := range r.Services {
		if service == "" || r.Services[i].ID == service {
			if len(r.Services[i].Rows) != len(r.Options) {
				return 0, fmt.Errorf("service %q has %d rows for %d options", r.Services[i].ID, len(r.Services[i].Rows), len(r.Options))
			}
			return i, nil
		}
		ids = append(ids, r.Services[i].ID)
	}
	return 0, fmt.Errorf("no service %q in the report; there are: %s", service, strings.Join(ids, ", "))
}
