package policy

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/domain/problem"
)

// The faults of written policy. Each names file:line:column in its field, says
// what is wrong and what is allowed.
var (
	badSyntax = problem.Define("pack.syntax", problem.Invalid, "文件写法不对：%[1]s", "not readable: %[2]s",
		"请按 YAML 写，用空格缩进，不用锚点和别名", "write plain YAML, indented with spaces, without anchors and aliases")
	badFile = problem.Define("pack.file", problem.Invalid, "读不到文件", "the file cannot be read",
		"政策包目录里须有 pack.yaml、law.md；跑用例还须有 cases.yaml 和其中写到的文件", "a pack is a folder with pack.yaml and law.md; its cases are in cases.yaml and the files named there")
	unknownKey = problem.Define("pack.unknown_key", problem.Invalid, "不认识的键“%[1]s”", "unknown key %[1]q",
		"这里允许：%[2]s", "allowed here: %[2]s")
	nearKey = problem.Define("pack.near_key", problem.Invalid, "不认识的键“%[1]s”，是不是“%[2]s”", "unknown key %[1]q, perhaps %[2]q",
		"请改成“%[2]s”；这里允许：%[3]s", "write %[2]q; allowed here: %[3]s")
	commaKey = problem.Define("pack.comma", problem.Invalid, "不认识的键“%[1]s”", "unknown key %[1]q",
		"如果它是文字的一部分，请给整段文字加引号；这里允许：%[2]s", "if it is part of a text, put the text in quotes; allowed here: %[2]s")
	twiceKey = problem.Define("pack.twice", problem.Invalid, "“%[1]s”重复出现", "%[1]q is given twice",
		"请只保留一处", "keep one of them")
	missingKey = problem.Define("pack.missing", problem.Invalid, "缺少“%[1]s”", "%[1]q is missing",
		"请补上；这里允许：%[2]s", "add it; allowed here: %[2]s")
	wrongShape = problem.Define("pack.shape", problem.Invalid, "这里应是%[1]s", "expected %[2]s here",
		"请改成%[1]s", "write %[2]s")
	badValue = problem.Define("pack.value", problem.Invalid, "“%[1]s”的值无效", "the value of %[1]q is not valid",
		"允许：%[2]s", "allowed: %[3]s")
	negative = problem.Define("pack.negative", problem.Invalid, "“%[1]s”不能为负", "%[1]q must not be negative",
		"请写 0 或正数，如 1300.00", "write zero or more, as 1300.00")
)

// position is where something stands in a file, counted from 1.
type position struct {
	file      string
	line, col int
}

func (p position) String() string { return fmt.Sprintf("%s:%d:%d", p.file, p.line, p.col) }

// reader reads one YAML document strictly and collects every fault.
type reader struct {
	file   string
	faults []fault
}

type fault struct {
	at position
	p  *problem.Problem
}

func (r *reader) add(at position, p *problem.Problem) {
	r.faults = append(r.faults, fault{at, p.At(at.String())})
}

func (r *reader) pos(n *yaml.Node) position {
	if n == nil {
		return position{r.file, 1, 1}
	}
	return position{r.file, n.Line, n.Column}
}

// list gives the faults in the order of the file.
func (r *reader) list() problem.List {
	sort.SliceStable(r.faults, func(i, j int) bool {
		a, b := r.faults[i].at, r.faults[j].at
		if a.file != b.file {
			return a.file < b.file
		}
		return a.line < b.line || a.line == b.line && a.col < b.col
	})
	var out problem.List
	told := map[string]bool{} // what a row takes from its owner is told once a line
	for _, f := range r.faults {
		key := fmt.Sprint(f.at.file, f.at.line, f.p.Code, f.p.Zh)
		if !told[key] {
			out = append(out, f.p)
		}
		told[key] = true
	}
	return out
}

// document parses text into its single root object, or nil with a fault.
func (r *reader) document(text []byte) *yaml.Node {
	if !utf8.Valid(text) || bytes.IndexByte(text, 0) >= 0 {
		r.add(position{r.file, 1, 1}, badSyntax.With("不是 UTF-8 文字", "not UTF-8"))
		return nil
	}
	d := yaml.NewDecoder(bytes.NewReader(text))
	var doc, more yaml.Node
	if err := d.Decode(&doc); errors.Is(err, io.EOF) {
		r.add(position{r.file, 1, 1}, badSyntax.With("文件是空的", "the file is empty"))
		return nil
	} else if err != nil {
		zh, en := yamlMessage(err.Error())
		r.add(position{r.file, lineOf(err), 1}, badSyntax.With(zh, en))
		return nil
	}
	if err := d.Decode(&more); !errors.Is(err, io.EOF) {
		r.add(r.pos(&more), badSyntax.With("有第二个文档（---）", "a second document (---)"))
		return nil
	}
	if n := anchored(&doc); n != nil {
		r.add(r.pos(n), badSyntax.With("有锚点或别名（& *）", "an anchor or alias (& *)"))
		return nil
	}
	return doc.Content[0]
}

// anchored finds the first anchor or alias under n, nil when there is none.
func anchored(n *yaml.Node) *yaml.Node {
	if n.Anchor != "" || n.Kind == yaml.AliasNode {
		return n
	}
	for _, c := range n.Content {
		if a := anchored(c); a != nil {
			return a
		}
	}
	return nil
}

// lineOf finds the line in a message of the YAML library ("line 3: ...").
func lineOf(err error) int {
	_, rest, ok := strings.Cut(err.Error(), "line ")
	n, _, _ := strings.Cut(rest, ":")
	if line, e := strconv.Atoi(n); ok && e == nil {
		return line
	}
	return 1
}

// object is a mapping being read: each getter marks its key as allowed, done
// reports the keys nobody asked for.
type object struct {
	r       *reader
	n       *yaml.Node
	fields  map[string]*yaml.Node
	keys    []*yaml.Node
	asked   []string
	lacks   []string          // keys that must be there and are not
	allowed map[string]string // what such a key may hold
}

func (r *reader) object(n *yaml.Node) *object {
	o := &object{r: r, n: n, fields: map[string]*yaml.Node{}}
	if n == nil {
		return o
	}
	if n.Kind != yaml.MappingNode {
		r.add(r.pos(n), wrongShape.With("键值对", "a mapping"))
		o.n = nil
		return o
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		if _, ok := o.fields[k.Value]; ok {
			r.add(r.pos(k), twiceKey.With(k.Value))
			continue
		}
		o.fields[k.Value] = v
		o.keys = append(o.keys, k)
	}
	return o
}

func (o *object) at() position { return o.r.pos(o.n) }

// opt gives the node of a key, or nil.
func (o *object) opt(key string) *yaml.Node {
	if !slices.Contains(o.asked, key) {
		o.asked = append(o.asked, key)
	}
	n := o.fields[key]
	if n != nil && n.Kind == yaml.ScalarNode && n.Tag == "!!null" {
		o.r.add(o.r.pos(n), badValue.With(key, "不能为空", "not empty"))
		return nil
	}
	return n
}

// need is opt that reports an absent key when the object is done.
func (o *object) need(key string) *yaml.Node {
	n := o.opt(key)
	if o.fields[key] == nil && o.n != nil {
		o.lacks = append(o.lacks, key)
	}
	return n
}

// needWord is need that says what the absent key may hold.
func (o *object) needWord(key, words string) *yaml.Node {
	if o.allowed == nil {
		o.allowed = map[string]string{}
	}
	o.allowed[key] = words
	return o.need(key)
}

// has reports whether the key is present, and allows it.
func (o *object) has(key string) bool { return o.opt(key) != nil }

// done reports unknown and missing keys.
func (o *object) done() {
	allowed := strings.Join(o.asked, ", ")
	for _, k := range o.keys {
		if !slices.Contains(o.asked, k.Value) {
			p := unknownKey.With(k.Value, allowed)
			if near := nearest(k.Value, o.asked); near != "" {
				p = nearKey.With(k.Value, near, allowed)
			} else if strings.ContainsAny(k.Value, " ，、") {
				p = commaKey.With(k.Value, allowed)
			}
			o.r.add(o.r.pos(k), p)
		}
	}
	for _, k := range o.lacks {
		if w := o.allowed[k]; w != "" {
			o.r.add(o.at(), missingKey.With(k, k+": "+w))
			continue
		}
		o.r.add(o.at(), missingKey.With(k, allowed))
	}
}

// scalar gives the text of a node; aliases, lists and mappings are refused.
func (o *object) scalar(key string, n *yaml.Node) (string, bool) {
	if n == nil {
		return "", false
	}
	if n.Kind != yaml.ScalarNode {
		o.r.add(o.r.pos(n), wrongShape.With("一个值", "a single value"))
		return "", false
	}
	s := strings.TrimSpace(n.Value)
	if s == "" || strings.ContainsFunc(s, func(c rune) bool { return unicode.IsControl(c) && c != '\n' }) {
		o.r.add(o.r.pos(n), badValue.With(key, "不空的文字", "text that is not empty"))
		return "", false
	}
	return s, true
}

// text reads a text that must be there; optText one that may be absent.
func (o *object) text(key string) string { s, _ := o.scalar(key, o.need(key)); return s }

func (o *object) optText(key string) string { s, _ := o.scalar(key, o.opt(key)); return s }

// id reads a code of small letters, digits and "_".
func (o *object) id(key string) string {
	n := o.need(key)
	s, ok := o.scalar(key, n)
	if ok && !validCode(s) {
		o.r.add(o.r.pos(n), badValue.With(key, "小写字母、数字和 _，字母开头，至多 40 位", "small letters, digits and _, a letter first, at most 40"))
	}
	return s
}

func validCode(s string) bool {
	if s == "" || len(s) > 40 || s[0] < 'a' || s[0] > 'z' {
		return false
	}
	for i := range len(s) {
		if c := s[i]; !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_') {
			return false
		}
	}
	return true
}

// word reads one of the allowed words; fallback stands when absent, and the
// key is required when fallback is "".
func (o *object) word(key, fallback string, allowed ...string) string {
	n := o.opt(key)
	list := strings.Join(allowed, ", ")
	if fallback == "" {
		n = o.needWord(key, list)
	}
	s, ok := o.scalar(key, n)
	if !ok {
		return fallback
	}
	if !slices.Contains(allowed, s) {
		o.r.add(o.r.pos(n), badValue.With(key, list, list))
		return fallback
	}
	return s
}

// yes reads an optional true or false.
func (o *object) yes(key string) bool { return o.word(key, "false", "true", "false") == "true" }

// day reads a civil day; needed says whether it must be there.
func (o *object) day(key string, needed bool, fallback date.Day) date.Day {
	n := o.opt(key)
	if needed {
		n = o.need(key)
	}
	s, ok := o.scalar(key, n)
	if !ok {
		return fallback
	}
	d, err := date.ParseDay(s)
	if err != nil {
		o.r.add(o.r.pos(n), badValue.With(key, "日期，如 2026-11-23", "a day, as 2026-11-23"))
		return fallback
	}
	return d
}

// amount reads yuan as "1300.00".
func (o *object) amount(key string, n *yaml.Node) money.Amount {
	s, ok := o.scalar(key, n)
	if !ok {
		return 0
	}
	if strings.HasPrefix(s, "-") {
		o.r.add(o.r.pos(n), negative.With(key))
		return 0
	}
	a, err := money.Parse(s)
	if err != nil || a > MaxUnit {
		o.r.add(o.r.pos(n), badValue.With(key, "金额（元），至多两位小数，如 1300.00", "an amount in yuan, at most two decimals, as 1300.00"))
		return 0
	}
	return a
}

// whole reads a whole number between lo and hi.
func (o *object) whole(key string, n *yaml.Node, lo, hi int64) int64 {
	s, ok := o.scalar(key, n)
	if !ok {
		return lo
	}
	x, err := strconv.ParseInt(s, 10, 64)
	switch {
	case err == nil && x < 0 && lo >= 0:
		o.r.add(o.r.pos(n), negative.With(key))
	case err != nil || x < lo || x > hi:
		allowed := fmt.Sprintf("%d – %d", lo, hi)
		o.r.add(o.r.pos(n), badValue.With(key, "整数 "+allowed, "a whole number "+allowed))
	default:
		return x
	}
	return lo
}

// items gives the elements of a list; needed says whether it must be there.
func (o *object) items(key string, needed bool) []*yaml.Node {
	n := o.opt(key)
	if needed {
		n = o.need(key)
	}
	if n == nil {
		return nil
	}
	if n.Kind != yaml.SequenceNode {
		o.r.add(o.r.pos(n), wrongShape.With("列表", "a list"))
		return nil
	}
	return n.Content
}

// texts reads a list of texts.
func (o *object) texts(key string, needed bool) []string {
	var out []string
	for _, n := range o.items(key, needed) {
		if s, ok := o.scalar(key, n); ok {
			out = append(out, s)
		}
	}
	return out
}
