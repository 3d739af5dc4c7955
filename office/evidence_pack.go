package office

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"songbai/domain/audit"
	"songbai/domain/claim"
	"songbai/domain/party"
	"songbai/store"
)

// EvidencePack asks for everything that stands behind one claim, for an auditor:
// full personal values are in it, so a reason is wanted and the password asked.
type EvidencePack struct {
	Claim  int64  `json:"claim"`
	Reason string `json:"reason"` // one of RevealReasons
}

// pack gathers files of one ZIP in order.
type pack struct {
	files []packFile
	err   error
}

type packFile struct {
	name  string
	bytes []byte
}

func (p *pack) add(name string, b []byte) { p.files = append(p.files, packFile{name, b}) }

// json adds a value; the first failure is kept.
func (p *pack) json(name string, v any, err error) {
	var b []byte
	if err == nil {
		b, err = json.MarshalIndent(v, "", "  ")
	}
	if err != nil {
		p.err = firstOf(p.err, err)
		return
	}
	p.add(name, append(b, '\n'))
}

// EvidencePack gives one claim's papers, services, decisions with their facts and
// basis, signature, moves, lines of lists, ledger entries, payments and audit
// records as a ZIP with a manifest of SHA-256 sums. The same rows give the same bytes.
// It is an act with the digest of the ZIP.
func (o *Office) EvidencePack(ctx context.Context, c Caller, req EvidencePack) (Paper, error) {
	if !slices.ContainsFunc(RevealReasons(), func(r RevealReason) bool { return r.Code == req.Reason }) {
		return Paper{}, noRevealReason.With().At("reason")
	}
	var out Paper
	_, err := o.do(ctx, c, party.Unmask, req, req.Reason, func(w *work) error {
		f, err := readFile(&w.Tx.Scope, req.Claim)
		if err != nil {
			return err
		}
		if err := party.May(party.Export, w.actor, objectOf(&f.Claim)); err != nil {
			return err
		}
		if err := w.noInterest(f.form); err != nil {
			return err
		}
		p := &pack{}
		w.gatherClaim(p, f)
		w.gatherMoney(p, f)
		w.gatherAudit(p, f)
		if p.err != nil {
			return p.err
		}
		b, err := p.zip()
		if err != nil {
			return err
		}
		out = Paper{Kind: "evidence_zip", Name: "evidence-" + f.Slip + ".zip", Media: "application/zip", SHA256: sha(string(b)), Bytes: b}
		w.Record("claim", f.ID, out.SHA256)
		return nil
	})
	return out, err
}

// gatherClaim adds what the claim itself holds.
func (w *work) gatherClaim(p *pack, f *file) {
	s := &w.Tx.Scope
	p.json("claim.json", f.Claim, nil)
	if !f.private.Scrubbed {
		p.json("form.json", f.form, nil)
	}
	p.add("commitments.txt", []byte(f.private.Commitments()))
	services, err := s.Services(f.ID, f.ServicesN)
	p.json("services.json", services, err)
	if f.Decision != 0 {
		d, err := s.DecisionByID(f.Decision)
		p.json("decision.json", d, err)
		b, err := s.BasisByID(d.Basis)
		p.json("basis.json", map[string]any{"hash": b.Hash, "pack": b.PackHash, "local": string(b.LocalBytes), "prices": string(b.PriceBytes)}, err)
		var v ClaimView
		err = w.o.viewDecision(s, f, &v)
		p.json("explained.json", v.Explain, err)
	}
	if f.SignedDecision != 0 {
		sg, err := s.LastSignature(f.ID)
		p.json("signature.json", sg, err)
	}
	moves, err := s.Moves(f.ID)
	p.json("moves.json", moves, err)
	papers, err := s.Papers(f.ID)
	p.json("papers.json", papers, err)
	for _, x := range papers {
		if x.File == "" {
			continue
		}
		media, b, err := s.Evidence(f.ID, x.File)
		p.err = firstOf(p.err, err)
		p.add(fmt.Sprintf("papers/%02d-%s%s", x.Seq, x.Kind, extension(media)), b)
	}
	officials, err := s.Officials(f.ID)
	p.json("official.json", officials, err)
	for _, x := range officials {
		kept, b, err := s.OfficialBytes(x.Kind, f.ID)
		p.err = firstOf(p.err, err)
		if kept.ID == x.ID {
			p.add(fmt.Sprintf("official/%s-%d%s", strings.ReplaceAll(x.Kind, ":", "-"), x.Version, kindExtension(x.Kind)), b)
		}
	}
}

// gatherMoney adds the claim's lines, entries and payments.
func (w *work) gatherMoney(p *pack, f *file) {
	s := &w.Tx.Scope
	entries, err := s.EntriesOf(f.ID)
	p.json("entries.json", entries, err)
	if f.SettleN != 0 {
		row, err := s.SettleOf(f.ID, f.SettleN)
		p.json("settle.json", row, err)
	}
	if f.now.List == 0 {
		return
	}
	l, err := s.ListByID(f.now.List)
	p.json("list.json", l, err)
	line, err := s.LineBySeq(f.now.List, int(f.now.Seq))
	p.json("list_line.json", line, err)
	seats, err := s.Seats(f.now.List)
	p.json("list_people.json", seats, err)
	seals, err := s.SealUses(f.now.List)
	p.json("list_seals.json", seals, err)
	orders, err := s.OrdersOf(f.now.List)
	p.json("orders.json", orders, err)
	sent, err := s.SentLines(f.now.List, 0)
	var mine []store.SentLine
	for _, x := range sent {
		if x.Claim == f.ID || x.Claim == 0 && f.Route != claim.Reimbursement {
			mine = append(mine, x)
		}
	}
	p.json("payments.json", mine, err)
}

// gatherAudit adds the records of the claim and of its list as lines of the chain,
// each with its hash: whoever has the chain finds them in it.
func (w *work) gatherAudit(p *pack, f *file) {
	var all []audit.Record
	for _, subject := range []int64{f.ID, f.now.List} {
		if subject == 0 {
			continue
		}
		rows, err := w.AuditOf(subject)
		p.err = firstOf(p.err, err)
		all = append(all, rows...)
	}
	slices.SortFunc(all, func(a, b audit.Record) int { return int(a.Pos - b.Pos) })
	var b strings.Builder
	for _, r := range all {
		b.WriteString(r.Hash + " " + r.Line() + "\n")
	}
	p.add("audit.txt", []byte(b.String()))
}

// packed is the time that every file of a pack bears: the rows say theirs.
var packed = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// zip writes the files with the manifest first.
func (p *pack) zip() ([]byte, error) {
	var manifest strings.Builder
	for _, f := range p.files {
		manifest.WriteString(sha(string(f.bytes)) + "  " + f.name + "\n")
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range append([]packFile{{"manifest.sha256", []byte(manifest.String())}}, p.files...) {
		w, err := z.CreateHeader(&zip.FileHeader{Name: f.name, Method: zip.Deflate, Modified: packed})
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(f.bytes); err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return out.Bytes(), err
}

func extension(media string) string {
	switch media {
	case "image/jpeg":
		return ".jpg"
	case "image/png":
		return ".png"
	case "application/pdf":
		return ".pdf"
	}
	return ".bin"
}

func kindExtension(kind string) string {
	kind, _, _ = strings.Cut(kind, ":")
	if _, ext, ok := strings.Cut(path.Base(kind), "_"); ok && (ext == "pdf" || ext == "xlsx") {
		return "." + ext
	}
	return ".bin"
}
