package contract

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"

	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/pkg/report"
)

// MarshalJSON writes the option and the figures.
func (r row) MarshalJSON() ([]byte, error) {
	return object(report.RowFigures(), r.of, r.w, member{"option", r.Option})
}

// MarshalJSON writes the option and the figures.
func (n networkRow) MarshalJSON() ([]byte, error) {
	return object(report.NetworkFigures(), n.of, n.w, member{"option", n.Option})
}

// MarshalJSON writes the names of the area and the figures.
func (a area) MarshalJSON() ([]byte, error) {
	return object(report.AreaFigures(), a.of, nil, member{"id", a.ID}, member{"name", a.Name}, member{"names", a.Names})
}

// MarshalJSON writes the name of the group and the figures.
func (g group) MarshalJSON() ([]byte, error) {
	return object(report.GroupFigures(), g.of, nil, member{"name", g.Name})
}

// english are the words of what no language has.
var english = words.In(lang.English)

// figureFields adds to the schema the figures of a type, which are not in its
// struct.
func figureFields(t reflect.Type) []reflect.StructField {
	switch t {
	case reflect.TypeFor[row]():
		return fieldsOf(report.RowFigures())
	case reflect.TypeFor[networkRow]():
		return fieldsOf(report.NetworkFigures())
	case reflect.TypeFor[area]():
		return fieldsOf(report.AreaFigures())
	case reflect.TypeFor[group]():
		return fieldsOf(report.GroupFigures())
	}
	return nil
}

// fieldsOf returns figures as the fields of a struct.
func fieldsOf[T any](list []report.Entry[T]) []reflect.StructField {
	return Each(list, func(e *report.Entry[T]) reflect.StructField {
		tag := fmt.Sprintf(`json:%q`, e.Key)
		if e.Means != "" {
			tag += fmt.Sprintf(` jsonschema_description:%q`, e.Means)
		}
		return reflect.StructField{Name: e.Key, Type: reflect.TypeOf(formOf(e.Get(new(T)), english)), Tag: reflect.StructTag(tag)}
	})
}

// member is a key of an object with its value.
type member struct {
	key   string
	value any
}

// object writes members, then the figures of a list, each in order.
func object[T any](list []report.Entry[T], of *T, w *words.Words, members ...member) ([]byte, error) {
	for _, e := range list {
		members = append(members, member{e.Key, formOf(e.Get(of), w)})
	}
	var b bytes.Buffer
	text := json.NewEncoder(&b)
	text.SetEscapeHTML(false)
	for i, m := range members {
		b.WriteByte("{,"[min(i, 1)])
		fmt.Fprintf(&b, "%q:", m.key)
		if err := text.Encode(m.value); err != nil {
			return nil, err
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// formOf returns a figure in the form of the contract, with its texts in words.
func formOf(v any, w *words.Words) any {
	switch v := v.(type) {
	case report.Range:
		return spanOf(v)
	case float64:
		return Number(v)
	case report.Chance:
		return chance(v)
	case []report.Bar:
		return Each(v, barOf)
	case []report.Mover:
		return Each(v, moverOf)
	case []report.Figure:
		return Each(v, func(f *report.Figure) measuredFigure {
			return measuredFigure{f.Name, w.Message(f.Title), Number(f.Value), f.Unit, w.Message(f.Note), ReasonOf(f.Reason())}
		})
	case []report.PointLoad:
		return Each(v, pointLoadOf)
	case []report.ProfessionYear:
		return Each(v, func(y *report.ProfessionYear) professionYear {
			return professionYear{y.Profession, Number(y.Positions), Number(y.Hours), Number(y.Crew), Number(y.Lent), Each(y.LentTo, func(b *report.Borrower) string { return b.Unit }), Number(y.Wanted), Number(y.Used)}
		})
	case report.Worth:
		return w.Worth(v)
	case []report.Trade:
		return w.Trades(v)
	case report.Reasons:
		return reasonsOf(v)
	case []report.Area:
		return Each(v, func(a *report.Area) area { return area{a.ID, a.Name, Names(a.Names), a} })
	case []report.GroupRow:
		return Each(v, func(g *report.GroupRow) group { return group{g.Name, g} })
	case []report.Payer:
		return Each(v, func(p *report.Payer) payer { return payer{Name: p.Name, Eur: spanOf(p.Money)} })
	case []report.Line:
		return Each(v, func(l *report.Line) line {
			return line{Kind: l.Kind, Payer: l.Payer, Eur: spanOf(l.Money), From: l.From, Note: l.Note}
		})
	}
	return v // whole numbers, texts and flags
}
