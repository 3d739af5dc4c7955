package office_test

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"songbai/domain/date"
	"songbai/domain/problem"
	"songbai/office"
)

func TestASampleIsDrawnAgainByAnybody(t *testing.T) {
	w, clock := ranMonth(t, 40)
	clock.Set(date.MustDay("2026-04-20"))
	ctx, o, c := context.Background(), w.Office, w.As("auditor1")
	march, _ := date.ParseMonth("2026-03")
	ask := office.Sample{StatFilter: office.StatFilter{From: march, To: march}, Seed: "抽查 7", Size: 5}
	first, err := o.DrawSample(ctx, c, ask)
	if err != nil || len(first.Rows) != 5 || first.Frame < 20 || first.Pos == 0 {
		t.Fatalf("%+v %v", first, err)
	}
	again, err := o.DrawSample(ctx, c, ask)
	if err != nil || again.Digest != first.Digest || !slices.Equal(again.Rows, first.Rows) {
		t.Errorf("the same seed drew other claims: %v", err)
	}
	ask.Seed = "抽查 8"
	other, err := o.DrawSample(ctx, c, ask)
	if err != nil || other.Digest != first.Digest || slices.Equal(other.Rows, first.Rows) {
		t.Errorf("another seed drew the same claims: %v", err)
	}
	// by hand: the claims of the figure, ordered by the hash of seed and number
	p, err := o.FigureClaims(ctx, c, office.FigureQuery{StatFilter: first.Query.StatFilter, Limit: 500})
	if err != nil || len(p.Rows) != first.Frame {
		t.Fatal(len(p.Rows), first.Frame, err)
	}
	score := func(id int64) string {
		sum := sha256.Sum256([]byte(fmt.Sprintf("抽查 7\n%d", id)))
		return hex.EncodeToString(sum[:])
	}
	slices.SortFunc(p.Rows, func(a, b office.FigureRow) int { return strings.Compare(score(a.Claim), score(b.Claim)) })
	for i, r := range first.Rows {
		if r.Claim != p.Rows[i].Claim {
			t.Errorf("place %d is %d, by hand %d", i+1, r.Claim, p.Rows[i].Claim)
		}
	}
	log, err := o.AuditLog(ctx, c, office.AuditFilter{Act: "verify"})
	if err != nil || len(log.Rows) != 3 || log.Rows[2].Pos != first.Pos || log.Head != other.Pos || log.Rows[0].Name != "样丁一" {
		t.Errorf("the draws are not recorded: %+v %v", log, err)
	}
	for _, who := range []string{"audit_admin", "sys_admin"} {
		if _, err := o.DrawSample(ctx, w.As(who), ask); problem.CodeOf(err) != "party.not_allowed" {
			t.Errorf("%s sees claims: %v", who, err)
		}
	}
	ask.Size = 0
	if _, err := o.DrawSample(ctx, c, ask); problem.CodeOf(err) != "sample.ask" {
		t.Error(err)
	}
}

func TestAnEvidencePackHoldsWhatItsManifestSays(t *testing.T) {
	w, clock := ranMonth(t, 20)
	clock.Set(date.MustDay("2026-04-20"))
	ctx, o, c := context.Background(), w.Office, w.As("auditor1")
	p, err := o.FigureClaims(ctx, c, office.FigureQuery{})
	if err != nil || len(p.Rows) == 0 {
		t.Fatal(err)
	}
	ask := office.EvidencePack{Claim: p.Rows[0].Claim, Reason: "audit"}
	got, err := o.EvidencePack(ctx, c, ask)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.EvidencePack(ctx, c, office.EvidencePack{Claim: ask.Claim, Reason: "because"}); problem.CodeOf(err) != "claim.reveal" {
		t.Error(err)
	}
	if _, err := o.EvidencePack(ctx, w.As("audit_admin"), ask); problem.CodeOf(err) != "party.not_allowed" {
		t.Error(err)
	}
	z, err := zip.NewReader(bytes.NewReader(got.Bytes), int64(len(got.Bytes)))
	if err != nil {
		t.Fatal(err)
	}
	sums, manifest := map[string]string{}, ""
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == "manifest.sha256" {
			manifest = string(b)
			continue
		}
		sum := sha256.Sum256(b)
		sums[f.Name] = hex.EncodeToString(sum[:])
		if f.Name == "audit.txt" && strings.Count(string(b), "songbai-audit-1|") < 5 {
			t.Errorf("few records: %s", b)
		}
	}
	for _, name := range []string{"claim.json", "form.json", "decision.json", "basis.json", "explained.json", "moves.json", "papers.json", "entries.json", "settle.json", "list_line.json", "payments.json", "audit.txt"} {
		if sums[name] == "" {
			t.Errorf("%s is missing", name)
		}
	}
	if lines := strings.Count(manifest, "\n"); lines != len(sums) {
		t.Errorf("the manifest names %d of %d", lines, len(sums))
	}
	for name, sum := range sums {
		if !strings.Contains(manifest, sum+"  "+name+"\n") {
			t.Errorf("%s is not as the manifest says", name)
		}
	}
	log, err := o.AuditLog(ctx, c, office.AuditFilter{Subject: ask.Claim, Act: "unmask"})
	if err != nil || len(log.Rows) != 1 || log.Rows[0].Digest != got.SHA256 || log.Rows[0].Reason != "audit" {
		t.Errorf("%+v %v", log, err)
	}
}

func TestTheAuditLogIsNarrowedAndPaged(t *testing.T) {
	w, clock := ranMonth(t, 12)
	clock.Set(date.MustDay("2026-04-20"))
	ctx, o, c := context.Background(), w.Office, w.As("audit_admin")
	all := 0
	f := office.AuditFilter{Limit: 50}
	for {
		p, err := o.AuditLog(ctx, c, f)
		if err != nil {
			t.Fatal(err)
		}
		all += len(p.Rows)
		if f.Before = p.Next; p.Next == 0 {
			if int64(all) != p.Head {
				t.Errorf("%d records were read, the chain has %d", all, p.Head)
			}
			break
		}
	}
	any, err := o.AuditLog(ctx, c, office.AuditFilter{Before: int64(all) / 2})
	if err != nil {
		t.Fatal(err)
	}
	at, _ := date.ParseInstant(any.Rows[0].At)
	day := at.Day()
	p, err := o.AuditLog(ctx, c, office.AuditFilter{From: day, To: day, Limit: 500})
	if err != nil || len(p.Rows) == 0 {
		t.Fatal(err)
	}
	for _, r := range p.Rows {
		if at, _ := date.ParseInstant(r.At); at.Day() != day {
			t.Errorf("%s is not of %s", r.At, day)
		}
	}
	p, err = o.AuditLog(ctx, c, office.AuditFilter{Person: w.As("sealer1").Person})
	if err != nil || len(p.Rows) == 0 || p.Rows[0].RoleZh != "民政局用印" || p.Rows[0].ActZh != "签署意见并盖章" {
		t.Errorf("%+v %v", p.Rows, err)
	}
	if _, err := o.AuditLog(ctx, w.As("chief1"), office.AuditFilter{}); problem.CodeOf(err) != "party.not_allowed" {
		t.Error(err)
	}
}
