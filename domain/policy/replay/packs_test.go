package replay

import (
	"math/rand/v2"
	"os"
	"reflect"
	"strings"
	"testing"

	"songbai/domain/date"
	"songbai/domain/policy"
)

// Every pack is replayed as its claims are decided one by one, with made-up
// local values and prices before, and others after.
func TestReplayOfEveryPack(t *testing.T) {
	dirs, err := os.ReadDir("../../../policies")
	if err != nil {
		t.Fatal(err)
	}
	fast, tried := 0, 0
	for i, dir := range dirs {
		if !dir.IsDir() {
			continue
		}
		pack, err := policy.Load(os.DirFS("../../../policies"), dir.Name())
		if err != nil {
			t.Errorf("%s: %v", dir.Name(), err)
			continue
		}
		c := claimsOf(t, pack, rand.New(rand.NewPCG(9, uint64(i))))
		plans := [2]Plans{only(madeUp(t, pack, 1)), only(madeUp(t, pack, 2))}
		want := oneByOne(t, c, plans, c.Len())
		got, err := Run(c, plans[0], plans[1], Options{})
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v\n%+v\nwant\n%+v", dir.Name(), err, got, want)
		}
		k, err := Keep(c, plans[0], Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got, err = k.Run(plans[1]); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s, kept: %v\n%+v\nwant\n%+v", dir.Name(), err, got, want)
		}
		addsUp(t, dir.Name(), want)
		tried++
		for _, sum := range k.kept {
			if sum != notKept && sum != 0 {
				fast++
				break
			}
		}
	}
	if fast < 2 || tried < 2 {
		t.Errorf("%d packs, %d with sums by arithmetic", tried, fast)
	}
	t.Logf("%d packs, %d with sums by arithmetic", tried, fast)
}

// madeUp compiles a pack with values of a size.
func madeUp(t *testing.T, pack *policy.Pack, size int) *policy.Plan {
	t.Helper()
	var local policy.LocalValues
	for _, n := range pack.Local {
		v := policy.LocalValue{Name: n.Name, Value: []string{"", "700.00", "900.00"}[size], From: 0, To: policy.Forever, Document: "甲"}
		if n.Type != "amount" {
			v.Value = strings.TrimSuffix(strings.Repeat("1:", len(n.Levels)), ":")
		}
		local = append(local, v)
	}
	list := &policy.PriceList{Home: "h", Name: "样本"}
	for i := range pack.Items {
		it := &pack.Items[i]
		if it.Source == "list" || it.Source == "lowest" || it.Source == "reference" {
			list.Tariffs = append(list.Tariffs, policy.Tariff{Item: it.Code, Standard: true, From: 0, To: int32(policy.Forever), Per: it.Unit, Price: 6_000, Document: "甲"})
		}
	}
	if pack.HomePrices == nil {
		list = nil
	}
	p, err := policy.Compile(pack, local, list)
	if err != nil {
		t.Fatalf("%s: %v", pack.ID, err)
	}
	return p
}

// claimsOf are claims about whom a pack has something to say.
func claimsOf(t *testing.T, pack *policy.Pack, r *rand.Rand) *Columns {
	t.Helper()
	items := []string{"other"}
	for i := range pack.Items {
		items = append(items, pack.Items[i].Code)
	}
	area, err := policy.ParseArea(pack.Area)
	if err != nil {
		t.Fatal(err)
	}
	var b Builder
	for range 400 {
		f := randomFacts(r, items)
		if r.IntN(8) > 0 {
			f.Route, f.Household, f.DeathArea, f.CremationArea = policy.Waiver, area, area, area
		}
		if from := pack.Effective.From; f.Death < from && r.IntN(8) > 0 {
			shift := from + date.Day(r.IntN(700)) - f.Death
			f.Death += shift
			if f.Cremation != policy.NotStated {
				f.Cremation, f.Application = f.Cremation+shift, f.Application+shift
			}
		}
		f.MonthsResident, f.MonthsInsured, f.YearsStored, f.YearsWorked = policy.Known(13), policy.Known(13), policy.Known(3), policy.Known(3)
		f.Age = policy.Known(int32(r.IntN(110)))
		if err := b.Add(randomOrigin(r), &f); err != nil {
			t.Fatal(err)
		}
	}
	return b.Columns()
}
