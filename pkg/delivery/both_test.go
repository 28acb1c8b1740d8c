package delivery_test

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"saavu/internal/property"
	"saavu/internal/scene"
	"saavu/pkg/delivery"
)

// What a second boost gives is bit by bit what a second Serve gives, and the first
// result is that of Serve alone.
func TestServeBothIsTwoServes(t *testing.T) {
	moved := 0
	property.Check(t, func(rt *rapid.T) {
		b := random(rt, t)
		for i := range b.Network.Points { // two producers cannot be merged
			b.Network.Points[i].Provider = false
		}
		d := scene.Deliver(t, b, scene.Choices{Free: rapid.Bool().Draw(rt, "choice")}, some(rt)...)
		n, lang := d.County.Network, delivery.Language(d.Model, d.Demand)
		for s := range d.Served {
			first, second := delivery.NoBoost(), delivery.NoBoost()
			first.Hours = rapid.Float64Range(-100, 100).Draw(rt, "hours")
			second.Hours = rapid.Float64Range(-2000, 2000).Draw(rt, "other hours")
			if points := d.Outcome.Services[s].Points; len(points) > 0 && rapid.Bool().Draw(rt, "rooms") {
				second.RoomPoint, second.RoomFactor = points[0], rapid.Float64Range(0.5, 2).Draw(rt, "factor")
			}
			var both, one, other delivery.Served
			share, given := delivery.ServeBoth(d.Model, n, d.Outcome, s, lang, first, second, &both)
			delivery.Serve(d.Model, n, d.Outcome, s, lang, first, &one)
			delivery.Serve(d.Model, n, d.Outcome, s, lang, second, &other)
			if same := share == other.Share || share != share && other.Share != other.Share; !same || given != other.Given() {
				rt.Fatalf("the second boost gives %v and %v, alone %v and %v", share, given, other.Share, other.Given())
			}
			if x, y := both.Clone(), one.Clone(); x.Share == x.Share && !reflect.DeepEqual(x, y) {
				rt.Fatalf("the first boost gives %+v, alone %+v", x, y)
			}
			if other.SentOn > 0 && given != one.Given() {
				moved++
			}
		}
	})
	if moved == 0 {
		t.Error("nobody goes on under a second boost: the test shows nothing")
	}
}
