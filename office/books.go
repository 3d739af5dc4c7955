package office

import (
	"context"

	"songbai/domain/party"
	"songbai/store"
)

// Books gives the balance of every account by fund, level and budget year.
func (o *Office) Books(ctx context.Context, c Caller) (out []store.AccountSum, err error) {
	err = o.read(ctx, c, party.View, func(s *store.Scope, _ party.Actor) error {
		out, err = s.Balances()
		return err
	})
	return out, err
}
