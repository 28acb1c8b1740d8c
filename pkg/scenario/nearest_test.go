package scenario

import "testing"

func TestNearest(t *testing.T) {
	known := []string{"centralised", "central-max", "local", "x", "gp", "hs_1", "hs_2", "päiväkoti"}
	tests := []struct{ word, want string }{
		{"local", "local"}, {"loacl", "local"}, {"LOCAL", "local"}, {"lcl", "local"}, {"lo", ""}, {"centralized", "centralised"},
		{"central-mx", "central-max"}, {"remote", ""}, {"", ""}, {"y", ""}, {"X", "x"}, {"gb", "gp"}, {"pg", "gp"}, {"bc", ""},
		{"hs_3", "hs_1"}, {"hs2_", "hs_2"}, {"paivakoti", "päiväkoti"}, {"centrelised-", "centralised"},
	}
	for _, test := range tests {
		got, ok := Nearest(test.word, known)
		if got != test.want || ok != (test.want != "") {
			t.Errorf("%q: got %q, %v, expected %q", test.word, got, ok, test.want)
		}
	}
	if got, ok := Nearest("a", nil); ok {
		t.Errorf("%q of none", got)
	}
}
