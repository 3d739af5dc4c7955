package peers

import (
	"os"
	"strings"

	"songbai/bench/work"
	"songbai/domain/date"
	"songbai/domain/money"
	"songbai/domain/policy"
)

// PackDir is the folder that holds the bench's pack, seen from bench/.
const PackDir = "pack"

// Plan compiles the bench's pack.
func Plan() (*policy.Plan, error) {
	pack, err := policy.Load(os.DirFS(PackDir), "bench")
	if err != nil {
		return nil, err
	}
	return policy.Compile(pack, nil, nil)
}

// Facts turns a claim of the bench into the product's facts: the category is
// its class bit, the certificate the bit prior_approval.
func Facts(c *work.Claim) policy.Facts {
	f := policy.Facts{Route: policy.Waiver, Disposal: policy.Burial, Death: date.MustDay(c.Death)}
	if c.Cremated {
		f.Disposal = policy.Cremation
	}
	if c.Hukou {
		f.Household, _ = policy.ParseArea("449999")
	}
	for _, x := range []struct {
		is  bool
		bit policy.Set
	}{{c.Place == "local", policy.OwnHome}, {c.Cert, policy.PriorApproval}, {c.Wubao, policy.FiveGuarantee}, {c.Dibao, policy.Subsistence},
		{c.Veteran, policy.Entitled}, {c.Category == "infant", policy.InfantUnregistered}, {c.Category == "soldier", policy.SoldierStationed},
		{c.Category == "unclaimed", policy.Unclaimed}} {
		if x.is {
			f.Yes |= x.bit
		}
	}
	f.Services = make([]policy.Service, len(c.Lines))
	for i, l := range c.Lines {
		f.Services[i] = policy.Service{Item: l.Item, Quantity: l.Qty, Unit: money.Amount(l.Price), Charged: money.Amount(l.Price * l.Qty)}
	}
	return f
}

// Product is the product's engine behind an adapter that speaks the bench's
// codes; the adapter's work is part of what is timed.
func Product(claims []work.Claim) ([]Engine, error) {
	plan, err := Plan()
	if err != nil {
		return nil, err
	}
	facts := make([]policy.Facts, len(claims))
	for i := range claims {
		facts[i] = Facts(&claims[i])
	}
	var starts []date.Day
	for _, e := range work.Editions {
		starts = append(starts, date.MustDay(e.From))
	}
	var inner policy.Decision
	adapted := func(i int, d *work.Decision) error {
		if err := plan.Decide(&facts[i], &inner); err != nil {
			return err
		}
		d.ID = claims[i].ID
		speak(&inner, starts, d)
		return nil
	}
	bare := func(i int, d *work.Decision) error { return plan.Decide(&facts[i], &inner) }
	return []Engine{{"product", true, adapted}, {"product, without the adapter", false, bare}}, nil
}

// room gives the slices of one decision, taken together and seldom larger than
// they need to be; a claim has at most eight lines.
func room(n int) (allowed []int64, trace []string) {
	switch {
	case n <= 4:
		own := new(struct {
			trace   [8]string
			allowed [4]int64
		})
		return own.allowed[:n], own.trace[:n+4]
	case n <= 6:
		own := new(struct {
			trace   [10]string
			allowed [6]int64
		})
		return own.allowed[:n], own.trace[:n+4]
	}
	own := new(struct {
		trace   [12]string
		allowed [8]int64
	})
	return own.allowed[:n], own.trace[:n+4]
}

// speak writes a decision in the bench's codes, with slices of its own.
func speak(in *policy.Decision, starts []date.Day, d *work.Decision) {
	n := len(in.Lines)
	d.OK, d.Reason, d.Src = in.OK, "", [6]int64{}
	d.Billed, d.Waived, d.Copay = int64(in.Charged), int64(in.Waived), int64(in.Family)
	if !in.OK {
		d.Reason = refusal(in.Refusal.Code)
		d.Allowed, d.Trace = make([]int64, n), []string{d.Reason}
		return
	}
	e := -1
	for _, start := range starts {
		if start <= in.RulesDay {
			e++
		}
	}
	allowed, trace := room(n)
	trace[0], trace[1] = work.Editions[e].Name, in.Class.Clause
	for i := range in.Lines {
		l := &in.Lines[i]
		allowed[i] = int64(l.Allowed)
		trace[i+2] = lineTexts[(l.Index()+1)%len(lineTexts)][lineCut(l.Reason)]
	}
	payer := &payers[in.Fund.ID[0]]
	switch {
	case in.Cap == nil:
		trace[n+2], trace[n+3] = "3.5:N", "3.5:city"
	case in.Capped:
		trace[n+2], trace[n+3] = "2.cap:C", payer.trace
	default:
		trace[n+2], trace[n+3] = "2.cap:U", payer.trace
	}
	for i, s := range in.Shares {
		d.Src[payer.src+i] = int64(s.Fen)
	}
	d.Allowed, d.Trace = allowed, trace
}

// lineTexts are the texts of a line by item, the first outside the pack, and by
// what was done; looked up, because what was done cannot be guessed.
var lineTexts = func() (t [work.Free + 1][16]string) {
	for k := range t {
		for why := range t[k] {
			switch {
			case why&8 != 0:
				t[k][why] = "3.5:A"
			case why&4 != 0:
				t[k][why] = "3.6:X"
			case k > 0:
				t[k][why] = work.LineText(k-1, why)
			}
		}
	}
	return t
}()

// lineCut gathers the reasons that the bench tells apart: quantity, price, not
// listed, actual cost.
func lineCut(r policy.Reason) int {
	return int(r&(policy.CutQuantity|policy.CutPrice) | r&(policy.NotListed|policy.ActualCost)/policy.NotListed*4)
}

func refusal(code string) string {
	switch code {
	case "e01":
		return "E01"
	case "e02":
		return "E02"
	case "e03":
		return "E03"
	}
	return "E04"
}

// payers are the bench's places and codes of the pack's funds, by first letter.
var payers = [256]struct {
	src   int
	trace string
}{'c': {work.SrcCity, "4:city"}, 'w': {work.SrcWubao, "4:wubao"}, 'd': {work.SrcProvince, "4:dibao"}, 'v': {work.SrcVet, "4:vet"}}

// ProductLine writes a claim as one line of the product's decide stream.
func ProductLine(c *work.Claim, b []byte) []byte {
	f := Facts(c)
	b = append(b, `{"id":"`+c.ID+`","route":"waiver","disposal":"`+f.Disposal.String()+`"`...)
	if c.Hukou {
		b = append(b, `,"household":"449999"`...)
	}
	b = append(b, `,"death":"`+c.Death+`","yes":[`...)
	if names := f.Yes.Names(); len(names) > 0 {
		b = append(b, `"`+strings.Join(names, `","`)+`"`...)
	}
	b = append(b, `],"services":[`...)
	for i, s := range f.Services {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, `{"item":"`+s.Item+`","quantity":`...)
		b = number(b, s.Quantity)
		b = number(append(b, `,"unit_fen":`...), int64(s.Unit))
		b = number(append(b, `,"charged_fen":`...), int64(s.Charged))
		b = append(b, '}')
	}
	return append(b, "]}\n"...)
}
