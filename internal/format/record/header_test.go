package record

import (
	"strings"
	"testing"
)

func TestLooksLikeData(t *testing.T) {
	for line, want := range map[string]bool{"530330001,530330002,0.9": true, "1,2,3": true, "a,b,12.5": true, "id,x,y": false, "2020,2021": false,
		"id,0,1,2": false, "a,b,10": false, "id,": false, "from_id,to_id,p50": false, "7;8,5": true} {
		names := strings.Split(line, ",")
		if strings.Contains(line, ";") {
			names = strings.Split(line, ";")
		}
		if got := LooksLikeData(names); got != want {
			t.Errorf("%s: %v", line, got)
		}
	}
}
