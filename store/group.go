package store

import (
	"context"
	"database/sql"
	"errors"

	"songbai/domain/date"
)

// head is a county's row of head while a group runs.
type head struct {
	nextID, pos int64
	hash        string
}

// group is one transaction of the writer.
type group struct {
	s     *Store
	w     *writerConn
	heads map[int64]*head
	stamp date.Instant
	wrote bool // an act left something
}

func (g *group) begin(ctx context.Context) error {
	q := "BEGIN IMMEDIATE"
	if g.s.engine == Postgres {
		q = "BEGIN ISOLATION LEVEL SERIALIZABLE"
	}
	if _, err := g.w.conn.ExecContext(ctx, q); err != nil {
		return wrap("begin", err)
	}
	if g.s.engine == Postgres {
		if _, err := g.w.conn.ExecContext(ctx, "LOCK TABLE writer_turn IN EXCLUSIVE MODE"); err != nil {
			_, _ = g.w.conn.ExecContext(ctx, "ROLLBACK")
			return wrap("turn", err)
		}
		if err := g.w.replan(ctx); err != nil {
			_, _ = g.w.conn.ExecContext(ctx, "ROLLBACK")
			return wrap("plans", err)
		}
	}
	var last string
	st, err := g.w.stmt(ctx, `SELECT last_stamp FROM head WHERE county = 0`)
	if err == nil {
		err = st.QueryRowContext(ctx).Scan(&last)
	}
	if err == nil {
		g.stamp, err = date.ParseInstant(last)
	}
	if err != nil {
		_, _ = g.w.conn.ExecContext(ctx, "ROLLBACK")
		return wrap("last stamp", err)
	}
	return nil
}

func (g *group) head(ctx context.Context, county int64) (*head, error) {
	if h, ok := g.heads[county]; ok {
		return h, nil
	}
	h := &head{}
	st, err := g.w.stmt(ctx, `SELECT next_id, audit_pos, audit_hash FROM head WHERE county = $1`)
	if err != nil {
		return nil, err
	}
	err = st.QueryRowContext(ctx, county).Scan(&h.nextID, &h.pos, &h.hash)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, noCounty.With(county)
	}
	if err == nil {
		g.heads[county] = h
	}
	return h, err
}

func (g *group) saveHeads(ctx context.Context) error {
	for county, h := range g.heads {
		st, err := g.w.stmt(ctx, `UPDATE head SET next_id = $2, audit_pos = $3, audit_hash = $4 WHERE county = $1`)
		if err == nil {
			_, err = st.ExecContext(ctx, county, h.nextID, h.pos, h.hash)
		}
		if err != nil {
			return wrap("head", err)
		}
	}
	st, err := g.w.stmt(ctx, `UPDATE head SET last_stamp = $1 WHERE county = 0`)
	if err == nil {
		_, err = st.ExecContext(ctx, g.stamp.String())
	}
	return wrap("last stamp", err)
}

// now gives the next stamp: the clock, but always after the last one.
func (g *group) now() (date.Instant, error) {
	t := g.s.now()
	if t < g.stamp-maxBehind {
		return 0, clockBehind.With()
	}
	return max(t, g.stamp+1), nil
}

// run runs one act in its savepoint. The first error is the act's answer, the
// second the group's failure.
func (g *group) run(ctx context.Context, t *turn) (answer, failed error) {
	if err := t.ctx.Err(); err != nil {
		return err, nil
	}
	now, err := g.now()
	if err != nil {
		return err, nil
	}
	h, err := g.head(ctx, t.act.County)
	if err != nil {
		return err, nil
	}
	if err := g.exec(ctx, "SAVEPOINT act"); err != nil {
		return nil, err
	}
	before := *h
	tx := &Tx{Scope: Scope{q: g.w, ctx: ctx, County: t.act.County, Now: now, keys: g.s.keys, engine: g.s.engine}, g: g, h: h, Act: t.act}
	answer = tx.do(t)
	if answer == nil && tx.failed != nil {
		answer = tx.failed
	}
	if clashed(answer) {
		return nil, answer
	}
	if answer != nil {
		*h = before
		if err := g.exec(ctx, "ROLLBACK TO SAVEPOINT act"); err != nil {
			return nil, err
		}
		return answer, g.exec(ctx, "RELEASE SAVEPOINT act")
	}
	if err := g.exec(ctx, "RELEASE SAVEPOINT act"); err != nil {
		return nil, err
	}
	t.out = Answer{tx.answer, tx.repeated}
	if !tx.repeated {
		g.stamp, g.wrote = now, true
	}
	return nil, nil
}

func (g *group) exec(ctx context.Context, q string) error {
	st, err := g.w.stmt(ctx, q)
	if err != nil {
		return err
	}
	_, err = st.ExecContext(ctx)
	return wrap(q, err)
}
