package delivery

import (
	"reflect"
	"testing"
)

// A clone shares no list with what it is a copy of: accounts reuse the memory of the
// original.
func TestCloneSharesNoList(t *testing.T) {
	var s Served
	var fill func(v reflect.Value)
	lists := 0
	fill = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.Struct:
			for i := range v.NumField() {
				if v.Type().Field(i).IsExported() {
					fill(v.Field(i))
				}
			}
		case reflect.Slice:
			lists++
			v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		}
	}
	fill(reflect.ValueOf(&s).Elem())
	copied := s.Clone()
	var shared func(a, b reflect.Value, name string)
	shared = func(a, b reflect.Value, name string) {
		switch a.Kind() {
		case reflect.Struct:
			for i := range a.NumField() {
				if a.Type().Field(i).IsExported() {
					shared(a.Field(i), b.Field(i), name+"."+a.Type().Field(i).Name)
				}
			}
		case reflect.Slice:
			if b.Len() != 1 || a.Pointer() == b.Pointer() {
				t.Errorf("%s is shared or lost", name)
			}
		}
	}
	shared(reflect.ValueOf(s), reflect.ValueOf(copied), "Served")
	if lists < 13 {
		t.Errorf("%d lists, expected at least 13", lists)
	}
}
