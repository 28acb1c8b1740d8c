package batch

import "saavu/pkg/network"

// rooms is what is known of the rooms of buildings and of the types that services need;
// nil if nothing is.
func rooms(n *network.Network) []any {
	known := false
	var types []string
	for s := range n.Services {
		types = append(types, n.Services[s].RoomType)
		known = known || n.Services[s].RoomType != ""
	}
	var spaces []network.Space
	for b := range n.Buildings {
		spaces = append(spaces, n.Buildings[b].Space)
		known = known || n.Buildings[b].Known()
	}
	if !known {
		return nil
	}
	return []any{types, spaces}
}
