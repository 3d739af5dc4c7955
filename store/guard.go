package store

import (
	"database/sql"

	"songbai/domain/claim"
	"songbai/domain/problem"
)

var (
	elsewhereOther = problem.Define("claim.duplicate_elsewhere", problem.Conflict,
		"该逝者或该凭证已在别的县享受或正在办理免除", "this person or paper was supported in another county",
		"请联系民政局核对", "ask the civil affairs bureau to check")
	sameFile = problem.Define("claim.duplicate_file", problem.Conflict,
		"同一份文件已用于本件或另一件申请", "this very file belongs to this or another claim already",
		"请上传本申请自己的材料", "attach the claim's own paper")
)

// Key is one strong identity key or paper key: a kind and its canonical value.
type Key struct{ Kind, Value string }

// TakeGuards takes every key for the claim or fails naming the conflict. A key
// the claim itself holds is not a conflict. The writer's turn makes the look
// before the leap safe; the unique key is the backstop.
func (tx *Tx) TakeGuards(id int64, keys []Key) error {
	for _, k := range keys {
		token, err := tx.keys.GuardToken(k.Kind, k.Value)
		if err != nil {
			return err
		}
		var county, holder int64
		err = tx.q.queryRow(tx.ctx, `SELECT county, claim FROM guard WHERE kind = $1 AND token = $2 AND released_at IS NULL`, k.Kind, token).Scan(&county, &holder)
		switch {
		case err == nil && county == tx.County && holder == id:
			continue
		case err == nil && county == tx.County:
			return claim.Duplicate(claim.Key{Kind: claim.KeyKind(k.Kind)}).At(k.Kind)
		case err == nil:
			return elsewhereOther.With().At(k.Kind)
		case err != sql.ErrNoRows:
			return wrap("guard", err)
		}
		tx.exec(`INSERT INTO guard (kind, token, county, claim, taken_at) VALUES ($1, $2, $3, $4, $5)`, k.Kind, token, tx.County, id, tx.Now.String())
		if isUnique(tx.failed) {
			return claim.Duplicate(claim.Key{Kind: claim.KeyKind(k.Kind)}).At(k.Kind)
		}
	}
	return tx.failed
}

// ReleaseGuards releases what the claim holds: withdrawn, refused, reversed.
func (tx *Tx) ReleaseGuards(claim int64) error {
	tx.exec(`UPDATE guard SET released_at = $3 WHERE county = $1 AND claim = $2 AND released_at IS NULL`, tx.County, claim, tx.Now.String())
	return tx.failed
}

// KeepGuards releases what the claim holds beyond keys: an identity corrected.
func (tx *Tx) KeepGuards(claim int64, keys []Key) error {
	keep := map[string]bool{}
	for _, k := range keys {
		token, err := tx.keys.GuardToken(k.Kind, k.Value)
		if err != nil {
			return err
		}
		keep[k.Kind+"\x00"+token] = true
	}
	held, err := many(&tx.Scope, "guard", `SELECT kind, token FROM guard WHERE county = $1 AND claim = $2 AND released_at IS NULL ORDER BY kind, token`, []any{tx.County, claim},
		func(k *Key) []any { return []any{&k.Kind, &k.Value} })
	if err != nil {
		return err
	}
	for _, k := range held {
		if !keep[k.Kind+"\x00"+k.Value] {
			tx.exec(`UPDATE guard SET released_at = $5 WHERE kind = $1 AND token = $2 AND county = $3 AND claim = $4 AND released_at IS NULL`, k.Kind, k.Value, tx.County, claim, tx.Now.String())
		}
	}
	return tx.failed
}

// PutSearch keeps search tokens of a claim: kinds id, name, phone, paper. Of
// kind id (the deceased) and person (the handler, not searched for) it also keeps
// whose case the claim is.
func (tx *Tx) PutSearch(claim int64, keys []Key) error {
	for _, k := range keys {
		if k.Value == "" {
			continue
		}
		if k.Kind == "id" || k.Kind == "person" {
			token, err := tx.keys.GuardToken("person", k.Value)
			if err != nil {
				return err
			}
			tx.exec(`INSERT INTO interest (county, token, claim) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, tx.County, token, claim)
		}
		if k.Kind == "person" {
			continue
		}
		token, err := tx.keys.SearchToken(tx.County, k.Kind, k.Value)
		if err != nil {
			return err
		}
		tx.exec(`INSERT INTO search (county, kind, token, claim) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`, tx.County, k.Kind, token, claim)
	}
	return tx.failed
}

// InterestedInList reports whether a claim still in the list is the person's own
// case (own) or a declared relative's.
func (s *Scope) InterestedInList(person, list int64) (own, relative bool, err error) {
	const mine = `SELECT CASE WHEN EXISTS (SELECT 1 FROM interest i JOIN list_line l ON l.county = i.county AND l.claim = i.claim AND l.list = $2 AND l.released_at IS NULL WHERE i.county = $1 AND i.token IN (`
	err = s.one("interest", mine+`SELECT id_token FROM person WHERE id = $3)) THEN 1 ELSE 0 END`, []any{s.County, list, person}, boolInt{&own})
	if err == nil {
		err = s.one("interest", mine+`SELECT id_token FROM relation WHERE person = $3)) THEN 1 ELSE 0 END`, []any{s.County, list, person}, boolInt{&relative})
	}
	return own, relative, err
}

// FindClaims gives the claims that carry the value, newest first, 50 at most.
func (s *Scope) FindClaims(kind, value string) ([]int64, error) {
	token, err := s.keys.knownSearchToken(s.County, kind, value)
	if err != nil || token == "" {
		return nil, err
	}
	return many(s, "search", `SELECT claim FROM search WHERE county = $1 AND kind = $2 AND token = $3 ORDER BY claim DESC LIMIT 50`,
		[]any{s.County, kind, token}, func(id *int64) []any { return []any{id} })
}
