package load_test

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"saavu/pkg/population"
	"slices"
	"strings"
	"testing"

	"saavu/data"
	"saavu/internal/load"
	"saavu/internal/source"
	"saavu/internal/words"
	"saavu/pkg/lang"
	"saavu/scenarios"
)

// productsCounty copies the county of scenarios/products, with what it names, and replaces
// texts in its county file and its table.
func productsCounty(t *testing.T, county, table []string) string {
	t.Helper()
	dir := t.TempDir()
	for _, err := range []error{os.CopyFS(filepath.Join(dir, "data"), data.FS), os.CopyFS(filepath.Join(dir, "scenarios"), scenarios.FS),
		os.CopyFS(filepath.Join(dir, "scenarios", "products"), os.DirFS(filepath.Join("..", "..", "scenarios", "products")))} {
		if err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(dir, "scenarios", "products", "county.yaml")
	for name, swap := range map[string][]string{path: county, filepath.Join(filepath.Dir(path), "products.csv"): table} {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if swap != nil && !strings.Contains(string(text), swap[0]) {
			t.Fatalf("%s has no %q", name, swap[0])
		}
		if err := os.WriteFile(name, []byte(strings.NewReplacer(swap...).Replace(string(text))), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return path
}

func readProducts(t *testing.T, county, table []string) (*load.County, error) {
	t.Helper()
	return load.Read(t.Context(), source.OS(), productsCounty(t, county, table), load.Options{Embedded: source.Embedded(data.FS, scenarios.FS)})
}

func TestRefusedProductsOfACounty(t *testing.T) {
	for _, tt := range []struct {
		what          string
		county, table []string
		want          string
	}{
		{"no table", []string{"products: products.csv\n", ""}, nil, `county.yaml:34:15: found "true", expected a county file with the key products (products: products.csv names the file)`},
		{"a service without a product", nil, []string{",neuvola_child,", ",gp_reception,"}, `county.yaml:35:15: found "true", expected a product of neuvola_child in the file of products (a service with products: true has one row or more there)`},
		{"no rates and no products", []string{"    products: true\n    rates: visit_rates.neuvola_child", "    # rates: visit_rates.neuvola_child"}, nil, `expected the key rates`},
		{"no minutes and no products", []string{"    products: true\n", ""}, nil, `expected the key minutes`},
		{"an unknown municipality", nil, []string{"kerava,neuvola_child,check_0", "kervo,neuvola_child,check_0"}, `products.csv:9: column "where": found "kervo", expected a municipality (kerava, vantaa), all or to_be (did you mean kerava?)`},
		{"an unknown profession", nil, []string{"phn:60,on_site+mobile+home,no,0.15,0.1,0.2,1,yes,,,,,source", "pjn:60,on_site+mobile+home,no,0.15,0.1,0.2,1,yes,,,,,source"}, `column "staff": found "pjn:60", expected a profession with a wage`},
		{"a low above the value", nil, []string{"no,0.15,0.1,0.2,1,yes,,,,,source", "no,0.15,0.3,0.2,1,yes,,,,,source"}, `products.csv:2: column "remote_max_lo": found "0.3", expected a low that is not above the value, 0.15`},
		{"a high below the value", nil, []string{"no,0.15,0.1,0.2,1,yes,,,,,source", "no,0.15,0.1,0.12,1,yes,,,,,source"}, `products.csv:2: column "remote_max_hi": found "0.12", expected a high that is not below the value, 0.15`},
		{"a range above 1", nil, []string{"no,0.15,0.1,0.2,1,yes,,,,,source", "no,0.15,0.1,1.2,1,yes,,,,,source"}, `products.csv:2: column "remote_max_hi": found "1.2", expected`},
		{"an id with a dot", nil, []string{"vantaa,neuvola_child,check_0", "vantaa,neuvola_child,check.0"}, `column "product": found "check.0", expected an id without spaces and dots`},
		{"an unknown service", nil, []string{"vantaa,neuvola_child,extra_0", "vantaa,neuvola_kid,extra_0"}, `products.csv:7: column "service": found "neuvola_kid", expected a service of the county`},
		{"a service in other words", nil, []string{"vantaa,neuvola_child,extra_0", "vantaa,Lääkäri,extra_0"}, `found "Lääkäri", expected a service of the county (words.service gives the id of a name)`},
		{"a low of a group under 1", nil, []string{"remote_max_lo,", "group_size_lo,"}, `column "group_size_lo": found "0.1", expected a number from 1 to 1000, in people`},
		{"its figures among the parameters", []string{"\nknown:", "\nparameters: {products: {neuvola_child: {vantaa: {check_0: {visits: {v: 9, unit: visits, src: assumption, ref: x, lo: 8, hi: 10}}}}}}\nknown:"}, nil,
			`expected no such parameter (figures of products are those of `},
		{"an unknown key", []string{"products: products.csv", "products: {file: products.csv, sheet: x}"}, nil, `county.yaml:24:32: found "sheet", expected one of the keys columns, file, sheets, src, words (did you mean sheets?)`},
		{"a sheet of no municipality", []string{"products: products.csv", "products: {file: products.csv, sheets: {Vanda: vanta}}"}, nil,
			`products.csv (Vanda): found "vanta", expected a municipality (kerava, vantaa), all or to_be (did you mean vantaa?; the sheets of products are named in `},
	} {
		_, err := readProducts(t, tt.county, tt.table)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, expected %s", tt.what, err, tt.want)
		}
	}
}

// Municipalities with the same rows are one zone; figures keep their sources and ranges.
func TestProductsOfACounty(t *testing.T) {
	c, err := readProducts(t, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	n := c.Base.Network
	if len(n.Zones) != 2 || n.Zones.Of(&population.Area{Municipality: "kerava"}) != 0 || n.Zones.Of(&population.Area{Municipality: "vantaa"}) != 1 {
		t.Errorf("zones %v", n.Zones)
	}
	v := n.Services[n.Service("neuvola_child")]
	if len(v.Products) != 7 || v.Products[5].Variants[0].Offered || !v.Products[5].Variants[1].Offered {
		t.Errorf("products %+v", v.Products)
	}
	p, ok := c.Base.Params.Get("products.neuvola_child.vantaa.check_0.remote_max")
	if !ok || p.V != 0.15 || p.Lo != 0.1 || p.Hi != 0.2 || p.Src.String() != "source" || !strings.HasPrefix(p.Ref, "decree 338/2011") {
		t.Errorf("%+v", p)
	}
}

// The products of a service are in the order of their ids, whatever the order of the rows.
func TestOrderOfProductRows(t *testing.T) {
	path := productsCounty(t, nil, nil)
	read := func() *load.County {
		c, err := load.Read(t.Context(), source.OS(), path, load.Options{Embedded: source.Embedded(data.FS, scenarios.FS)})
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	before := read()
	table := filepath.Join(filepath.Dir(path), "products.csv")
	text, err := os.ReadFile(table)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	slices.Reverse(lines[1:])
	if err := os.WriteFile(table, []byte(strings.Join(lines, "\n")+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	after := read()
	a, b := before.Base.Network, after.Base.Network
	s := a.Service("neuvola_child")
	if list := b.Services[s].Products; len(list) < 2 || !reflect.DeepEqual(a.Services[s].Products, list) || !reflect.DeepEqual(a.Zones, b.Zones) || fmt.Sprint(before.Base.Params.All()) != fmt.Sprint(after.Base.Params.All()) {
		t.Errorf("the order of the rows changes the network\n%+v\n%+v", list, a.Services[s].Products)
	}
}

// Nobody knows what is offered in an area without a municipality.
func TestProductsNeedMunicipalities(t *testing.T) {
	path := productsCounty(t, nil, nil)
	areas := filepath.Join(filepath.Dir(path), "..", "..", "data", "vantaa-kerava", "areas.csv")
	text, err := os.ReadFile(areas)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(areas, []byte(strings.Replace(string(text), "Korso,vantaa,", "Korso,,", 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	_, err = load.Read(t.Context(), source.OS(), path, load.Options{Embedded: source.Embedded(data.FS, scenarios.FS)})
	const want = `county.yaml:16:3: found "areas without a municipality: korso", expected a municipality for each area, as products differ by municipality (fill in municipality in the table of areas)`
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("%v, expected %s", err, want)
	}
}

// What the rows say to no effect is noted.
func TestNotesOnProducts(t *testing.T) {
	for _, tt := range []struct {
		what          string
		county, table []string
		want          string
	}{
		{"ages outside the target group", nil, []string{"alle 1 v,Extra besök under 1 år,no,0,", "alle 1 v,Extra besök under 1 år,no,5-9,"}, "products of neuvola_child for ages outside its target group: extra_0; they count in the need, but not in who gets there"},
		{"ages of the target group", nil, []string{"phn:60", "phn:61"}, ""},
		{"no time of the staff", nil, []string{"phn:100+", "", "phn:60", "gp:60"}, "no product of neuvola_child takes time of: phn; their positions limit nothing"},
		{"remote with nothing remote", nil, []string{"on_site+home+remote,no,0.5", "on_site+home+remote,no,0"}, "products: extra_0 of neuvola_child is offered remotely, but its remote_max is 0: vantaa; none of its contacts may be remote"},
		{"not counted", []string{"    products: true\n", "    client_minutes: durations_min.neuvola.client\n", "{profession: phn, wage", "{profession: phn, minutes: durations_min.neuvola.staff, wage"}, nil,
			"products of these services are not in their need: neuvola_child; products: true in the service counts it from them"},
	} {
		c, err := readProducts(t, tt.county, tt.table)
		if err != nil {
			t.Errorf("%s: %v", tt.what, err)
			continue
		}
		notes := strings.Join(words.In(lang.English).Messages(c.Notes), "\n")
		if !strings.Contains(notes, tt.want) {
			t.Errorf("%s: %s, expected %s", tt.what, notes, tt.want)
		}
		if tt.want == "" && (strings.Contains(notes, "outside its target") || strings.Contains(notes, "takes time of") || strings.Contains(notes, "offered remotely") || strings.Contains(notes, "not in their need")) {
			t.Errorf("%s: %s", tt.what, notes)
		}
	}
}

// Rates that are not read need not have every age of the target group.
func TestRatesNextToProductsMayLackAges(t *testing.T) {
	if _, err := readProducts(t, []string{`target: "0-6"`, `target: "0-17"`}, nil); err != nil {
		t.Error(err)
	}
}
