package office

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"

	"songbai/domain/evidence"
	"songbai/domain/party"
	"songbai/domain/problem"
	"songbai/store"
)

// Upload asks that a picture or scan be kept with a claim. Sum is the SHA-256
// that the sender computed, "" when it could not.
type Upload struct {
	Claim int64
	Kind  string // paper id of the pack in force, or class of an evidence
	File  []byte
	Sum   string
}

// Saved says that a file arrived whole and is kept.
type Saved struct {
	Kind   string `json:"kind"`
	SHA256 string `json:"sha256"` // of the bytes received
	File   string `json:"file"`   // of the bytes kept: drawn anew, without the camera's notes
	Size   int64  `json:"size"`   // of the bytes received
	Again  bool   `json:"again"`  // it was here before; nothing was written
}

var otherSum = problem.Define("upload.sum", problem.Conflict,
	"文件在传送中损坏，没有保存", "the file was damaged on its way; it was not kept",
	"请重新上传这一个文件", "send this file again")

// errAgain ends an act whose file was kept by another request meanwhile.
var errAgain = errors.New("kept before")

// Upload cleans a file, keeps it and answers with its hash. The same bytes sent
// again are answered as the first time, so that a broken connection costs no
// more than one file.
func (o *Office) Upload(ctx context.Context, c Caller, req Upload) (Saved, error) {
	out := received(req)
	if req.Sum != "" && !strings.EqualFold(req.Sum, out.SHA256) {
		return Saved{}, otherSum.With().At("file")
	}
	if before, err := o.uploaded(ctx, c, req.Claim, out.SHA256); err != nil || before != nil {
		return before.orNone(), err
	}
	f, err := clean(req.File)
	if err != nil {
		return Saved{}, err
	}
	req.File = f.Bytes
	asked := struct {
		Claim     int64
		Kind, Sum string
	}{req.Claim, req.Kind, out.SHA256}
	_, err = o.onClaim(ctx, c, party.AttachPaper, req.Claim, asked, "", func(w *work, x *file) error {
		return w.putUpload(x, req, f.Media, &out)
	}, "paper="+req.Kind)
	if errors.Is(err, errAgain) {
		before, err := o.uploaded(ctx, c, req.Claim, out.SHA256)
		return before.orNone(), err
	}
	if err != nil {
		return Saved{}, err
	}
	return out, nil
}

// cleaning bounds how many files are decoded at once: a large photo takes some
// hundred megabytes while it is drawn anew.
var cleaning = make(chan struct{}, 2)

// clean makes a file fit to be kept, before the writer's turn: it takes its time.
func clean(b []byte) (evidence.File, error) {
	cleaning <- struct{}{}
	defer func() { <-cleaning }()
	return evidence.Clean(b)
}

func received(req Upload) Saved {
	sum := sha256.Sum256(req.File)
	return Saved{Kind: req.Kind, SHA256: hex.EncodeToString(sum[:]), Size: int64(len(req.File))}
}

func (s *Saved) orNone() Saved {
	if s == nil {
		return Saved{}
	}
	return *s
}

// putUpload keeps a cleaned file within the claim's limit.
func (w *work) putUpload(f *file, req Upload, media string, out *Saved) error {
	before, err := w.UploadOf(f.ID, out.SHA256)
	if err != nil {
		return err
	}
	if before.Hash != "" {
		return errAgain
	}
	if err := w.putKnownPaper(f, SeePaper{Kind: req.Kind, File: req.File, Media: media}); err != nil {
		return err
	}
	sum := sha256.Sum256(req.File)
	out.File = hex.EncodeToString(sum[:])
	return w.PutUpload(f.ID, store.Upload{Hash: out.SHA256, Kind: req.Kind, File: out.File, Size: out.Size})
}

// uploaded finds a file that the caller's claim holds already; nil when none.
func (o *Office) uploaded(ctx context.Context, c Caller, id int64, hash string) (out *Saved, err error) {
	err = o.read(ctx, c, party.View, func(s *store.Scope, a party.Actor) error {
		f, err := s.ClaimByID(id)
		if err != nil {
			return err
		}
		if err := party.May(party.View, a, objectOf(&f)); err != nil {
			return err
		}
		u, err := s.UploadOf(id, hash)
		if err == nil && u.Hash != "" {
			out = &Saved{Kind: u.Kind, SHA256: u.Hash, File: u.File, Size: u.Size, Again: true}
		}
		return err
	})
	return out, err
}

// EvidenceFile gives a file of a claim to who may read the claim; that it was
// opened is on record.
func (o *Office) EvidenceFile(ctx context.Context, c Caller, id int64, hash string) (Paper, error) {
	var out Paper
	_, err := o.do(ctx, c, party.View, ClaimRef{Claim: id}, "", func(w *work) error {
		f, err := readFile(&w.Tx.Scope, id)
		if err != nil {
			return err
		}
		if err := party.May(w.act, w.actor, objectOf(&f.Claim)); err != nil {
			return err
		}
		if err := w.noInterest(f.form); err != nil {
			return err
		}
		media, b, err := w.EvidenceFile(id, hash)
		if err != nil {
			return err
		}
		w.Record("evidence", id, hash)
		out = Paper{Kind: "evidence", Name: f.Slip + "-" + hash[:8] + extensionOf(media), Media: media, SHA256: hash, Bytes: b}
		return nil
	})
	return out, err
}

func extensionOf(media string) string {
	switch media {
	case "image/jpeg":
		return ".jpg"
	case "image/png":
		return ".png"
	}
	return ".pdf"
}
