package office

import (
	"context"
	"slices"

	"songbai/domain/claim"
	"songbai/domain/date"
	"songbai/domain/ident"
	"songbai/domain/money"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/store"
)

// QueueCount is a queue with how much lies in it.
type QueueCount struct {
	ID    string `json:"id"`
	Zh    string `json:"zh"`
	En    string `json:"en"`
	Count int    `json:"count"`
	Ours  bool   `json:"ours"` // the office has the next step; else it only watches
}

// AwaitedQueue is the queue of claims with a promised paper past its day.
const AwaitedQueue = "awaited"

// ReviewQueue is the queue of refusals that families want reviewed.
const ReviewQueue = "reviews"

// QueueFilter narrows a queue; zero fields do not narrow. Days takes claims that
// have waited that long or longer since their last move.
type QueueFilter struct {
	Queue string      `json:"queue"`
	Route claim.Route `json:"route,omitempty"`
	State claim.State `json:"state,omitempty"`
	Class string      `json:"class,omitempty"`
	Home  int64       `json:"home,omitempty"`
	Town  string      `json:"town,omitempty"`
	Days  int         `json:"days,omitempty"`
	After int64       `json:"after,omitempty"`
	Limit int         `json:"limit,omitempty"`
}

// QueueRow is a claim as a queue shows it: names masked, who has it in hand.
type QueueRow struct {
	Claim    int64        `json:"claim"`
	Slip     string       `json:"slip"`
	Route    string       `json:"route"`
	RouteZh  string       `json:"route_zh"`
	State    string       `json:"state"`
	StateZh  string       `json:"state_zh"`
	Class    string       `json:"class,omitempty"`
	Home     int64        `json:"home,omitempty"`
	Town     string       `json:"town"`
	Deceased string       `json:"deceased"`
	Death    string       `json:"death,omitempty"`
	Thing    string       `json:"thing,omitempty"`
	ToMe     bool         `json:"to_me,omitempty"` // returned by the reader: it comes back to them
	Charged  money.Amount `json:"charged_fen"`
	Waived   money.Amount `json:"waived_fen"`
	Family   money.Amount `json:"family_fen"`
	Since    date.Day     `json:"since"` // day of the last move
	Days     int          `json:"days"`  // since then
	Hold     *HoldView    `json:"hold,omitempty"`
}

var noQueue = problem.Define("office.queue", problem.Missing,
	"没有“%[1]s”这个待办队列", "there is no queue %[1]q for this office", "请从待办列表进入", "open it from the list of work")

// Queues lists the queues of the caller's office with their counts, for
// navigation. Only claims under way are counted, so it stays cheap as years of
// paid claims pile up.
func (o *Office) Queues(ctx context.Context, c Caller) (out []QueueCount, err error) {
	err = o.read(ctx, c, party.Search, func(s *store.Scope, a party.Actor) error {
		qs := claim.QueuesOf(a.OfficeKind)
		if len(qs) == 0 {
			return nil
		}
		f := reachFilter(a)
		seen := map[claim.State]bool{}
		for _, q := range qs {
			for _, st := range q.States {
				if !seen[st] {
					f.States = append(f.States, st)
				}
				seen[st] = true
			}
		}
		ps, err := s.PendingBy(f)
		if err != nil {
			return err
		}
		for _, q := range qs {
			n := 0
			for _, p := range ps {
				if q.Has(p.Route, p.State) {
					n += p.N
				}
			}
			out = append(out, QueueCount{q.ID, q.Zh, q.En, n, q.Next != "" && !slices.Contains(q.States, claim.Draft)})
		}
		late, err := overdue(s, a)
		out = append(out, QueueCount{AwaitedQueue, "后补材料已逾期", "promised papers past their day", len(late), true})
		if err != nil {
			return err
		}
		if a.OfficeKind == party.Town {
			back, err := returnedWithin(s, a)
			if err != nil {
				return err
			}
			out = append(out, QueueCount{ReturnedQueue, "银行退回，待更正账户", "sent back by the bank: correct the account", len(back), true})
		}
		if party.Allowed(party.Review, a) != nil {
			return nil
		}
		asked, err := reviewsWithin(s, a)
		out = append(out, QueueCount{ReviewQueue, "家属申请复核", "reviews asked for by families", len(asked), true})
		return err
	})
	return out, err
}

// reachFilter narrows a query to what the actor's office answers for.
func reachFilter(a party.Actor) store.QueueFilter {
	f := store.QueueFilter{}
	switch reach, _ := party.ReachOf(party.Search, a.Role); reach {
	case party.OwnHome:
		f.Home = a.Home
	case party.OwnTown:
		f.Town = a.Area
	}
	return f
}

// Queue lists one queue of the caller's office, longest waiting first.
func (o *Office) Queue(ctx context.Context, c Caller, f QueueFilter) (out []QueueRow, err error) {
	err = o.read(ctx, c, party.Search, func(s *store.Scope, a party.Actor) error {
		q, ok := claim.QueueOf(a.OfficeKind, f.Queue)
		if !ok {
			return noQueue.With(f.Queue)
		}
		x := reachFilter(a)
		x.Routes, x.States, x.Class, x.After, x.Limit = q.Routes, q.States, f.Class, f.After, f.Limit
		if f.Route != "" {
			x.Routes = only(q.Routes, f.Route)
		}
		if f.State != "" {
			x.States = only(q.States, f.State)
		}
		if len(x.Routes) == 0 || len(x.States) == 0 {
			return nil
		}
		if x.Home == 0 {
			x.Home = f.Home
		}
		if x.Town == "" {
			x.Town = f.Town
		}
		if f.Days > 0 {
			x.Before = (s.Today() - date.Day(f.Days) + 1).BeijingMidnight().String()
		}
		rows, err := s.Queue(x)
		for i := range rows {
			if err != nil {
				return err
			}
			var v QueueRow
			v, err = queueRow(s, &rows[i], a)
			out = append(out, v)
		}
		return err
	})
	return out, err
}

// only keeps the one value if it is among them.
func only[T comparable](vs []T, v T) []T {
	for _, x := range vs {
		if x == v {
			return []T{v}
		}
	}
	return nil
}

func queueRow(s *store.Scope, r *store.QueueRow, a party.Actor) (QueueRow, error) {
	v := QueueRow{
		Claim: r.ID, Slip: claim.Slip(r.Slip).String(), Route: string(r.Route), RouteZh: r.Route.Zh(), State: string(r.State), StateZh: r.State.Zh(), Class: r.Class, Home: r.Home, Town: r.Town,
		Deceased: ident.MaskName(r.Name), Thing: r.Thing, ToMe: r.ReturnedBy != 0 && r.ReturnedBy == a.Person, Charged: r.Charged, Waived: r.Waived, Family: r.Family,
	}
	if r.Scrubbed {
		v.Deceased = "（已清除）"
	}
	if r.Death != nil {
		v.Death = r.Death.String()
	}
	at, err := date.ParseInstant(r.At)
	if err != nil {
		return v, err
	}
	v.Since = at.Day()
	v.Days = int(s.Today() - v.Since)
	v.Hold, err = holdView(s, r.ID, a)
	return v, err
}

// Holding lists the claims that the caller has in hand now.
func (o *Office) Holding(ctx context.Context, c Caller) (out []ClaimView, err error) {
	err = o.read(ctx, c, party.Search, func(s *store.Scope, a party.Actor) error {
		ids, err := s.TouchedBy(a.Person, s.Now-claim.HoldMinutes*60*1_000_000)
		for _, id := range ids {
			if err != nil {
				return err
			}
			var h *HoldView
			if h, err = holdView(s, id, a); err != nil || h == nil || !h.Mine {
				continue
			}
			f, ferr := readFile(s, id)
			if ferr != nil {
				return ferr
			}
			out = append(out, viewOf(f))
		}
		return err
	})
	return out, err
}
