package replay

import (
	"encoding/binary"

	"songbai/domain/date"
	"songbai/domain/policy"
)

// Builder makes Columns of claims, one after another.
type Builder struct {
	c        Columns
	profiles map[string]int64
	sites    map[site]int64
	kinds    map[kind]int64
	text     []byte
	claim    [claimColumns][]int64
	service  [serviceColumns][]int64
}

// Add adds a claim. Facts that no decision can be made of are refused, with
// what is wrong with them.
func (b *Builder) Add(o Origin, f *policy.Facts) error {
	if err := f.Check(); err != nil {
		return err
	}
	if b.profiles == nil {
		b.profiles, b.sites, b.kinds = map[string]int64{}, map[site]int64{}, map[kind]int64{}
	}
	if len(b.claim[0]) == blockClaims {
		b.flush()
	}
	for k, v := range [claimColumns]int64{
		ofProfile: b.profile(f), ofSite: placeIn(b.sites, &b.c.sites, site{o.Town, o.Home}), ofMonth: int64(o.Month),
		ofDeath: int64(f.Death), ofCremation: int64(f.Cremation), ofApplication: int64(f.Application), ofBurial: int64(f.Burial),
		ofBenefit: int64(f.OtherBenefit), ofServices: int64(len(f.Services)),
	} {
		b.claim[k] = append(b.claim[k], v)
	}
	for i := range f.Services {
		s := &f.Services[i]
		for k, v := range [serviceColumns]int64{
			ofKind: placeIn(b.kinds, &b.c.kinds, kind{s.Item, s.Grade}), ofQuantity: s.Quantity, ofMetres: s.Metres,
			ofUnit: int64(s.Unit), ofBeyond: int64(s.Charged) - int64(s.Unit)*s.Quantity, ofDay: int64(s.Day),
		} {
			b.service[k] = append(b.service[k], v)
		}
	}
	b.c.claims++
	b.c.services += len(f.Services)
	return nil
}

// Columns gives the claims added so far and starts anew.
func (b *Builder) Columns() *Columns {
	if len(b.claim[0]) > 0 {
		b.flush()
	}
	c := b.c
	*b = Builder{}
	return &c
}

// profile gives the number of the facts that many claims share.
func (b *Builder) profile(f *policy.Facts) int64 {
	shared := profileOf(f)
	b.text = shared.Encode(b.text[:0])
	if i, ok := b.profiles[string(b.text)]; ok {
		return i
	}
	b.c.profiles = append(b.c.profiles, shared)
	b.profiles[string(b.text)] = int64(len(b.c.profiles) - 1)
	return int64(len(b.c.profiles) - 1)
}

// profileOf leaves out of facts what has columns of its own.
func profileOf(f *policy.Facts) policy.Facts {
	p := *f
	p.Death, p.Cremation, p.Application, p.Burial = policy.NotStated, policy.NotStated, policy.NotStated, policy.NotStated
	p.OtherBenefit, p.Services = 0, nil
	return p
}

// placeIn gives the place of a value in a list that holds each once.
func placeIn[T comparable](known map[T]int64, list *[]T, v T) int64 {
	i, ok := known[v]
	if !ok {
		i = int64(len(*list))
		known[v], *list = i, append(*list, v)
	}
	return i
}

func (b *Builder) flush() {
	text := binary.LittleEndian.AppendUint16(nil, uint16(len(b.claim[0])))
	text = binary.LittleEndian.AppendUint32(text, uint32(len(b.service[0])))
	for k := range b.claim {
		text = appendColumn(text, b.claim[k])
		b.claim[k] = b.claim[k][:0]
	}
	for k := range b.service {
		text = appendColumn(text, b.service[k])
		b.service[k] = b.service[k][:0]
	}
	b.c.blocks = append(b.c.blocks, append(make([]byte, 0, len(text)), text...))
}

// Between gives the claims of the months from and to and those between.
func (c *Columns) Between(from, to date.Month) (*Columns, error) {
	var out Builder
	var b block
	var f policy.Facts
	for _, text := range c.blocks {
		b.open(text)
		b.openServices()
		first, counts := 0, b.claim[ofServices].load()
		for j, month := range b.claim[ofMonth].load() {
			if m := date.Month(month); from <= m && m <= to {
				if err := out.Add(c.facts(&b, j, first, &f), &f); err != nil {
					return nil, err
				}
			}
			first += int(counts[j])
		}
	}
	return out.Columns(), nil
}
