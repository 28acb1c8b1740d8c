package load

import (
	"crypto/sha256"
	"slices"
	"sync/atomic"
)

// keptTree is the tree of the embedded county's file that was read last. It is never
// changed.
var keptTree atomic.Pointer[treeOfText]

type treeOfText struct {
	sum  [sha256.Size]byte
	tree *tree
}

// embeddedTree is parseTree of the embedded county's file. One process reads it for each
// county that inherits from it and for each night that it mixes, so its tree is kept and
// copied, which takes a hundredth of the time.
func embeddedTree(text []byte) *tree {
	sum := sha256.Sum256(text)
	kept := keptTree.Load()
	if kept == nil || kept.sum != sum {
		kept = &treeOfText{sum, parseTree(EmbeddedCounty, text)}
		keptTree.Store(kept)
	}
	out := &tree{file: kept.tree.file, problems: slices.Clone(kept.tree.problems)}
	if kept.tree.root != nil {
		out.root = kept.tree.root.copy()
	}
	return out
}

// copy gives a node whose marks are its own. What the text says is shared.
func (n *node) copy() *node {
	out := *n
	out.children = slices.Clone(n.children)
	for i, child := range out.children {
		out.children[i] = child.copy()
	}
	return &out
}
