package peers

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"strconv"
	"strings"
	"testing/fstest"

	"songbai/bench/work"
	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/domain/policy"
	"songbai/domain/policy/replay"
)

var firstDeath = date.MustDay("2021-12-15")

// RawFacts is Facts of a raw claim; the services are kept in f.
func RawFacts(w *work.Raw, f *policy.Facts) replay.Origin {
	services := f.Services[:0]
	*f = policy.Facts{Route: policy.Waiver, Disposal: policy.Burial, Death: firstDeath + date.Day(w.Day)}
	if w.Cremated {
		f.Disposal = policy.Cremation
	}
	if w.Hukou {
		f.Household = 449999000000
	}
	for _, x := range [...]struct {
		is  bool
		bit policy.Set
	}{{!w.Away, policy.OwnHome}, {w.Cert, policy.PriorApproval}, {w.Wubao, policy.FiveGuarantee}, {w.Dibao, policy.Subsistence},
		{w.Veteran, policy.Entitled}, {w.Category == 1, policy.InfantUnregistered}, {w.Category == 2, policy.SoldierStationed},
		{w.Category == 3, policy.Unclaimed}} {
		if x.is {
			f.Yes |= x.bit
		}
	}
	for k, q := range w.Qty {
		if q > 0 {
			services = append(services, policy.Service{Item: work.Items[k], Quantity: q, Unit: money.Amount(w.Price[k]), Charged: money.Amount(w.Price[k] * q)})
		}
	}
	f.Services = services
	return replay.Origin{Month: f.Death.Month(), Town: towns[w.Town], Home: "home"}
}

var towns = func() (t [24]string) {
	for i := range t {
		t[i] = fmt.Sprintf("%02d", i)
	}
	return t
}()

// PlanWithCap compiles the bench's pack with every cap at so many percent.
func PlanWithCap(percent int64) (*policy.Plan, error) {
	files := fstest.MapFS{}
	err := fs.WalkDir(os.DirFS(PackDir), "bench", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path.Join(PackDir, name))
		files[name] = &fstest.MapFile{Data: text}
		return err
	})
	if err != nil {
		return nil, err
	}
	text := string(files["bench/pack.yaml"].Data)
	for _, e := range work.Editions {
		was, is := `amount: "`+money.Amount(e.Cap).String()+`"`, `amount: "`+money.Amount(e.Cap*percent/100).String()+`"`
		if strings.Count(text, was) != 1 {
			return nil, fmt.Errorf("the pack has no cap %s", was)
		}
		text = strings.Replace(text, was, "#"+is, 1)
	}
	files["bench/pack.yaml"].Data = []byte(strings.ReplaceAll(text, "#amount", "amount"))
	pack, err := policy.Load(files, "bench")
	if err != nil {
		return nil, err
	}
	return policy.Compile(pack, nil, nil)
}

// AgreeOnChange compares a result of the product with the hand-written one:
// every town, every payer and the number of claims that change.
func AgreeOnChange(r *replay.Result, want *work.Change) error {
	var towns [24][2]int64
	var payers [6][2]int64
	for t := range want.Before {
		for s := range want.Before[t] {
			b, a := want.Before[t][s], want.After[t][s]
			towns[t][0], towns[t][1] = towns[t][0]+b, towns[t][1]+a
			payers[s][0], payers[s][1] = payers[s][0]+b, payers[s][1]+a
		}
	}
	for _, row := range r.Towns {
		t, err := strconv.Atoi(row.Key)
		if err != nil || int64(row.Before.Fen) != towns[t][0] || int64(row.After.Fen) != towns[t][1] {
			return fmt.Errorf("town %+v, want %v", row, towns[t])
		}
	}
	for _, row := range r.Funds {
		s, ok := map[string]int{"city/county": work.SrcCity, "wubao/county": work.SrcWubao, "dibao/province": work.SrcProvince,
			"dibao/prefecture": work.SrcPrefecture, "dibao/county": work.SrcCounty, "vet/county": work.SrcVet}[row.Key]
		if !ok || int64(row.Before.Fen) != payers[s][0] || int64(row.After.Fen) != payers[s][1] {
			return fmt.Errorf("fund %+v, want %v", row, payers[s])
		}
	}
	if r.Changed() != want.Changed || len(r.Towns) != len(towns) || len(r.Funds) != len(payers) || r.Undecided != 0 {
		return fmt.Errorf("%d claims change, want %d; %d undecided", r.Changed(), want.Changed, r.Undecided)
	}
	return nil
}
