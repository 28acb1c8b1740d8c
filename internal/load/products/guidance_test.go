package products_test

import (
	"strings"
	"testing"
)

// What contacts end at a desk and what they replace: shares, services of their own, and
// nothing that replaces something itself.
func TestRefusedGuidance(t *testing.T) {
	table := func(rows ...string) string {
		return "where,service,product,statutory,ages,clients,visits,minutes,staff,channels,resolved,replaces\n" + strings.Join(rows, "\n") + "\n"
	}
	desk := func(end string) string { return "all,desk,ask,no,4,0.5,1,15,phn:20,on_site," + end }
	for _, tt := range []struct{ what, rows, want string }{
		{"a share above 1", table(desk("1.5,")), `p.csv:2: column "resolved": found "1.5", expected a share, 0 to 1`},
		{"replaces without resolved", table(desk(",care:0.3")), `p.csv:2: column "replaces": found "care:0.3", expected a value in resolved, too (only contacts that end here make others unnecessary)`},
		{"no number", table(desk("0.5,care")), `p.csv:2: column "replaces": found "care", expected contacts of a service, 0 to 100, as in family_guidance:0.3`},
		{"below 0", table(desk("0.5,care:-1")), `p.csv:2: column "replaces": found "care:-1", expected contacts of a service, 0 to 100, as in family_guidance:0.3`},
		{"its own service", table(desk("0.5,desk:0.1")), `p.csv:2: column "replaces": found "desk:0.1", expected another service than the product's own`},
		{"a service twice", table(desk("0.5,care:0.1+care:0.2")), `p.csv:2: column "replaces": found "care:0.1+care:0.2", expected every service once`},
		{"a chain", table(desk("0.5,care:0.1"), "all,care,visit,no,4,0.5,1,15,phn:20,on_site,0.5,other:1"), `p.csv:2: column "replaces": found "care:0.1", expected a service whose products replace nothing themselves (care replaces contacts, too)`},
	} {
		if _, err := readTable(t, tt.rows); err == nil || strings.TrimSpace(err.Error()) != tt.want {
			t.Errorf("%s:\n%v\nexpected\n%s", tt.what, err, tt.want)
		}
	}
	list, err := readTable(t, table(desk("0.5,care:0.3+other:0")))
	if err != nil {
		t.Fatal(err)
	}
	if v := list.Products[0].AsIs[0]; !v.Resolves || v.Resolved != 0.5 || len(v.Replaces) != 2 || v.Replaces[0].Contacts != 0.3 {
		t.Errorf("%+v", v)
	}
}
