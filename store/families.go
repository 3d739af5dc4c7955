package store

import (
	"database/sql"
	"errors"
	"strconv"

	"songbai/domain/date"
)

// PutFamilySession keeps a family's session on a claim by the hash of its token.
func (tx *Tx) PutFamilySession(tokenHash string, claim int64, expires date.Instant) error {
	tx.exec(`INSERT INTO family_session (county, token_hash, claim, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)`, tx.County, tokenHash, claim, tx.Now.String(), expires.String())
	return tx.failed
}

// EndFamilySession ends a family's session.
func (tx *Tx) EndFamilySession(tokenHash string) error {
	tx.exec(`UPDATE family_session SET ended_at = $3 WHERE county = $1 AND token_hash = $2 AND ended_at IS NULL`, tx.County, tokenHash, tx.Now.String())
	return tx.failed
}

// FamilyCase gives the claim of an open family session; 0 when none is open.
func (s *Scope) FamilyCase(tokenHash string) (claim int64, err error) {
	err = s.q.queryRow(s.ctx, `SELECT claim FROM family_session WHERE county = $1 AND token_hash = $2 AND ended_at IS NULL AND expires_at > $3`, s.County, tokenHash, s.Now.String()).Scan(&claim)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return claim, wrap("family_session", err)
}

// ClaimByLink finds a claim by the hash of its link's token; 0 when none.
func (s *Scope) ClaimByLink(tokenHash string) (claim int64, err error) {
	err = s.q.queryRow(s.ctx, `SELECT id FROM claim WHERE county = $1 AND link_token = $2`, s.County, tokenHash).Scan(&claim)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return claim, wrap("申请", err)
}

// Upload is a file as it was received for a claim, and what is kept of it.
type Upload struct {
	Hash string // of the bytes received
	Kind string
	File string // of the bytes kept
	Size int64
	At   string
}

// PutUpload keeps what was received.
func (tx *Tx) PutUpload(claim int64, u Upload) error {
	tx.exec(`INSERT INTO upload (county, claim, hash, kind, file_hash, size, at) VALUES ($1, $2, $3, $4, $5, $6, $7)`, tx.County, claim, u.Hash, u.Kind, u.File, u.Size, tx.Now.String())
	return tx.failed
}

// UploadOf finds a file that was received before; Hash is "" when it was not.
func (s *Scope) UploadOf(claim int64, hash string) (u Upload, err error) {
	err = s.q.queryRow(s.ctx, `SELECT hash, kind, file_hash, size, at FROM upload WHERE county = $1 AND claim = $2 AND hash = $3`, s.County, claim, hash).Scan(&u.Hash, &u.Kind, &u.File, &u.Size, &u.At)
	if errors.Is(err, sql.ErrNoRows) {
		return u, nil
	}
	return u, wrap("upload", err)
}

// EvidenceSize gives how many bytes of files a claim holds.
func (s *Scope) EvidenceSize(claim int64) (n int64, err error) {
	err = s.one("evidence", `SELECT CAST(COALESCE(sum(size), 0) AS BIGINT) FROM evidence WHERE county = $1 AND claim = $2`, []any{s.County, claim}, &n)
	return n, err
}

// EvidenceFile opens a file kept for a claim.
func (s *Scope) EvidenceFile(claim int64, hash string) (media string, b []byte, err error) {
	var sealed []byte
	if err = s.one("影像", `SELECT media, sealed FROM evidence WHERE county = $1 AND claim = $2 AND hash = $3`, []any{s.County, claim, hash}, &media, &sealed); err != nil {
		return "", nil, err
	}
	b, err = s.keys.Open("evidence", hash, s.County, claim, sealed)
	return media, b, err
}

// Applied is the family's own signature on the screen under its application.
type Applied struct {
	N        int64
	PrivateN int64
	Digest   string
	File     string
	At       string
}

// PutApplied keeps a family's signature as the claim's next.
func (tx *Tx) PutApplied(claim int64, a Applied) error {
	if err := tx.one("applied", `SELECT COALESCE(max(n), 0) + 1 FROM applied WHERE county = $1 AND claim = $2`, []any{tx.County, claim}, &a.N); err != nil {
		return err
	}
	tx.exec(`INSERT INTO applied (county, claim, n, private_n, digest, file_hash, at) VALUES ($1, $2, $3, $4, $5, $6, $7)`, tx.County, claim, a.N, a.PrivateN, a.Digest, a.File, tx.Now.String())
	return tx.failed
}

// LastApplied gives the family's last signature; N is 0 when there is none.
func (s *Scope) LastApplied(claim int64) (a Applied, err error) {
	err = s.q.queryRow(s.ctx, `SELECT n, private_n, digest, file_hash, at FROM applied WHERE county = $1 AND claim = $2 ORDER BY n DESC LIMIT 1`, s.County, claim).Scan(&a.N, &a.PrivateN, &a.Digest, &a.File, &a.At)
	if errors.Is(err, sql.ErrNoRows) {
		return a, nil
	}
	return a, wrap("applied", err)
}

// sealWords seals words of a family for a row, with their commitment; no words
// give nil and "".
func (tx *Tx) sealWords(table, column string, id int64, words string) (sealed []byte, commitment string, err error) {
	clear, commitment := CommitNote(words)
	if clear == "" {
		return nil, "", nil
	}
	y, _, _ := tx.Today().YMD()
	sealed, err = tx.keys.Seal(table, column, tx.County, id, y, []byte(clear))
	return sealed, commitment, err
}

// openWords opens what sealWords sealed; words whose key was destroyed are "".
func (s *Scope) openWords(table, column string, id int64, sealed []byte) (string, error) {
	if len(sealed) == 0 {
		return "", nil
	}
	clear, err := s.keys.Open(table, column, s.County, id, sealed)
	if errors.Is(err, errDestroyed) {
		return "", nil
	}
	return noteWords(clear), err
}

// ReviewRequest is a family's wish that a refusal, or a sum, be reviewed.
type ReviewRequest struct {
	Claim int64
	Move  int64 // seq of the move that refused, or fixed the sum
	Words string
	Due   date.Day // by when it is answered
	At    string
}

// PutReviewRequest keeps the wish once for each refusal or sum.
func (tx *Tx) PutReviewRequest(claim, move int64, words string, due date.Day) error {
	sealed, commitment, err := tx.sealWords("review_request", "words/"+strconv.FormatInt(move, 10), claim, words)
	if err != nil {
		return err
	}
	tx.exec(`INSERT INTO review_request (county, claim, move, words, commitment, due, at) VALUES ($1, $2, $3, $4, $5, $6, $7)`, tx.County, claim, move, sealed, commitment, due.String(), tx.Now.String())
	return tx.failed
}

// ReviewRequests lists the wishes of one claim.
func (s *Scope) ReviewRequests(claim int64) ([]ReviewRequest, error) {
	return s.reviewRequests(`SELECT claim, move, words, due, at FROM review_request WHERE county = $1 AND claim = $2 ORDER BY move`, s.County, claim)
}

// openReview says of a wish r that nothing answered it: no review, and no act that
// refused, fixed or ended the claim anew.
const openReview = `NOT EXISTS (SELECT 1 FROM claim_move m WHERE m.county = r.county AND m.claim = r.claim AND m.seq > r.move AND m.act IN ('review', 'uphold', 'refuse', 'determine', 'sign', 'complete', 'withdraw', 'reverse'))`

// OpenReviewRequests lists the wishes that wait for an answer, first those due
// first, after one of them.
func (s *Scope) OpenReviewRequests(due date.Day, claim int64, limit int) ([]ReviewRequest, error) {
	return s.reviewRequests(`SELECT r.claim, r.move, r.words, r.due, r.at FROM review_request r
		WHERE r.county = $1 AND (r.due > $2 OR r.due = $2 AND r.claim > $3) AND `+openReview+` ORDER BY r.due, r.claim LIMIT $4`, s.County, due.String(), claim, limit)
}

func (s *Scope) reviewRequests(q string, args ...any) ([]ReviewRequest, error) {
	var sealed [][]byte
	out, err := many(s, "review_request", q, args, func(r *ReviewRequest) []any {
		sealed = append(sealed, nil)
		return []any{&r.Claim, &r.Move, &sealed[len(sealed)-1], dayText{&r.Due}, &r.At}
	})
	for i := range out {
		if err == nil {
			out[i].Words, err = s.openWords("review_request", "words/"+strconv.FormatInt(out[i].Move, 10), out[i].Claim, sealed[i])
		}
	}
	return out, err
}
