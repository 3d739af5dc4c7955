package office

import (
	"context"
	"fmt"
	"slices"

	"songbai/domain/date"
	"songbai/domain/payment"
	"songbai/domain/problem"
	"songbai/store"
)

// FollowUp asks to pay returned lines of any orders again in one round: one new
// order for each order that they came back from.
type FollowUp struct {
	Vouchers []string  `json:"vouchers"`
	Day      *date.Day `json:"day,omitempty"` // absent: today
}

// FollowedUp is the answer: the orders made.
type FollowedUp struct {
	Orders []OrderMade `json:"orders"`
}

var (
	noneChosen = problem.Define("order.none_chosen", problem.Invalid,
		"没有选择要重新支付的款项", "no returned line was chosen", "请勾选可以重新支付的款项", "choose the lines that are ready to be paid again")
	halfRound = problem.Define("order.half_round", problem.Conflict,
		"已下达 %[1]d 张拨款单；拨款单 %[2]s 的款项没有下达：%[3]s", "%[1]d orders were made; the lines of %[2]s were not: %[4]s",
		"已下达的不用再办；%[5]s", "what was made stands; %[6]s")
)

// FollowUp makes a round of re-issues: each order's lines in an act of their own,
// so that what was made stands whatever becomes of the next. A line is issued again
// once only (INV-24), however often the round is asked for.
func (o *Office) FollowUp(ctx context.Context, c Caller, req FollowUp) (out FollowedUp, err error) {
	numbers, chosen := byOrderNumber(req.Vouchers)
	if len(numbers) == 0 {
		return out, noneChosen.With().At("vouchers")
	}
	for _, number := range numbers {
		made, err := o.followOne(ctx, c, number, Reissue{Vouchers: chosen[number], Day: req.Day})
		if p := problem.Of(err); p != nil && len(out.Orders) > 0 {
			return out, halfRound.With(len(out.Orders), number, p.Zh, p.En, p.CureZh, p.CureEn)
		}
		if err != nil {
			return out, err
		}
		out.Orders = append(out.Orders, made)
	}
	return out, nil
}

func (o *Office) followOne(ctx context.Context, c Caller, number string, req Reissue) (made OrderMade, err error) {
	err = o.wholeCounty(ctx, c, func(s *store.Scope) error {
		req.Order, err = s.OrderByNumber(number)
		return err
	})
	if err != nil {
		return made, err
	}
	if c.Key != "" {
		c = c.With(fmt.Sprintf("%s:%d", c.Key, req.Order))
	}
	return o.Reissue(ctx, c, req)
}

// byOrderNumber sorts vouchers by the orders whose numbers they carry, oldest first.
func byOrderNumber(vouchers []string) (numbers []string, of map[string][]string) {
	of = map[string][]string{}
	for _, v := range vouchers {
		_, number, _, err := payment.ParseVoucher(v)
		if err != nil {
			number = "" // refused as an order that does not exist
		}
		if of[number] == nil {
			numbers = append(numbers, number)
		}
		of[number] = append(of[number], v)
	}
	slices.Sort(numbers)
	return numbers, of
}
