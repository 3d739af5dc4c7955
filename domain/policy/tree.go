package policy

import (
	"strings"

	"go.yaml.in/yaml/v3"
)

// value gives the node under a key of a mapping, or nil.
func value(n *yaml.Node, key string) *yaml.Node {
	if n == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

// textAt gives the text under a key, "" when it is not a text.
func textAt(n *yaml.Node, key string) string {
	if v := value(n, key); v != nil && v.Kind == yaml.ScalarNode {
		return strings.TrimSpace(v.Value)
	}
	return ""
}

func scalarAt(near *yaml.Node, text string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: text, Line: near.Line, Column: near.Column, Style: yaml.DoubleQuotedStyle}
}

func mappingAt(near *yaml.Node, pairs ...string) *yaml.Node {
	n := &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Line: near.Line, Column: near.Column}
	for i := 0; i < len(pairs); i += 2 {
		n.Content = append(n.Content, scalarAt(near, pairs[i]), scalarAt(near, pairs[i+1]))
	}
	return n
}

func listAt(near *yaml.Node, nodes ...*yaml.Node) *yaml.Node {
	return &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq", Line: near.Line, Column: near.Column, Content: nodes}
}

// put adds a key that is absent.
func put(n *yaml.Node, key string, v *yaml.Node) {
	if n != nil && n.Kind == yaml.MappingNode && value(n, key) == nil {
		n.Content = append(n.Content, scalarAt(n, key), v)
	}
}

func putText(n *yaml.Node, key, text string) {
	if text != "" && n != nil {
		put(n, key, scalarAt(n, text))
	}
}

// putWords adds Chinese and English words when neither is written.
func putWords(n *yaml.Node, zh, en string) {
	if value(n, "zh") == nil && value(n, "en") == nil {
		putText(n, "zh", zh)
		putText(n, "en", en)
	}
}

func copyOf(n *yaml.Node) *yaml.Node { c := *n; return &c }
