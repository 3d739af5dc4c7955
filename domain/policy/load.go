package policy

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"songbai/domain/problem"
)

// Load reads and checks the pack in folder dir of fsys: pack.yaml and law.md.
// Every fault is returned at once as a problem.List, each with
// file:line:column; a pack with a fault is not returned.
func Load(fsys fs.FS, dir string) (*Pack, error) {
	law, lawErr := fs.ReadFile(fsys, path.Join(dir, "law.md"))
	text, err := fs.ReadFile(fsys, path.Join(dir, "pack.yaml"))
	var faults problem.List
	if lawErr != nil {
		faults = append(faults, badFile.With().At(path.Join(dir, "law.md")).Because(lawErr))
	}
	if err != nil {
		faults = append(faults, badFile.With().At(path.Join(dir, "pack.yaml")).Because(err))
		return nil, faults
	}
	r := &packReader{reader: &reader{file: path.Join(dir, "pack.yaml")}, p: &Pack{Law: string(law)}}
	root := r.document(text)
	if root != nil {
		writeOut(r.reader, root, r.p.Law)
		r.pack(root)
		r.check()
		r.never()
	}
	if faults = append(faults, r.list()...); len(faults) > 0 {
		return nil, faults
	}
	return Parse(canonicalPack(r.p.Law, root))
}

// Parse reads what Canonical wrote: the bytes that were stored at publishing.
func Parse(canonical []byte) (*Pack, error) {
	r := &packReader{reader: &reader{file: "canonical"}, p: &Pack{}}
	root := r.document(canonical)
	if root == nil {
		return nil, r.list()
	}
	o := r.object(root)
	body := o.need("pack")
	if n := o.need("law"); n != nil {
		r.p.Law = n.Value
	}
	o.done()
	if body != nil {
		r.pack(body)
		r.check()
	}
	if list := r.list(); len(list) > 0 {
		return nil, list
	}
	if again := canonicalPack(r.p.Law, body); !bytes.Equal(again, canonical) {
		return nil, badStored.With()
	}
	r.p.canonical = bytes.Clone(canonical)
	r.p.hash = hexSum(canonical)
	return r.p, nil
}

// canonicalPack writes the tree as JSON: keys sorted, every value a text, no
// spaces. It is also YAML, so that one reader serves both.
func canonicalPack(law string, root *yaml.Node) []byte {
	var b bytes.Buffer
	b.WriteString(`{"law":`)
	writeText(&b, law)
	b.WriteString(`,"pack":`)
	writeNode(&b, root)
	b.WriteString("}\n")
	return b.Bytes()
}

func writeNode(b *bytes.Buffer, n *yaml.Node) {
	switch n.Kind {
	case yaml.MappingNode:
		writeMapping(b, n)
	case yaml.SequenceNode:
		b.WriteByte('[')
		for i, c := range n.Content {
			if i > 0 {
				b.WriteByte(',')
			}
			writeNode(b, c)
		}
		b.WriteByte(']')
	default:
		writeText(b, strings.TrimSpace(n.Value))
	}
}

func writeMapping(b *bytes.Buffer, n *yaml.Node) {
	order := make([]int, 0, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		order = append(order, i)
	}
	slices.SortFunc(order, func(i, j int) int { return strings.Compare(n.Content[i].Value, n.Content[j].Value) })
	b.WriteByte('{')
	for k, i := range order {
		if k > 0 {
			b.WriteByte(',')
		}
		writeText(b, n.Content[i].Value)
		b.WriteByte(':')
		writeNode(b, n.Content[i+1])
	}
	b.WriteByte('}')
}

func writeText(b *bytes.Buffer, s string) {
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	_ = e.Encode(s) // a text into memory cannot fail
	b.Truncate(b.Len() - 1)
}
