package desk

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"songbai/domain/problem"
	"songbai/door/web/site"
	"songbai/office"
)

var (
	nothingSeen = problem.Define("desk.nothing_seen", problem.Invalid, "没有登记任何内容", "nothing is recorded",
		"请勾选“原件已看”，或拍照、选择文件", "tick Original seen, or take a photo or choose a file")
	otherFile = problem.Define("desk.file_sum", problem.Conflict, "收到的文件与选择的不一致，没有保存", "what arrived is not the file that was chosen; it was not kept",
		"请再上传一次", "send it again")
)

// sight records what was seen of a paper; a script is answered with the hash of
// the picture it sent.
func sight(v *site.Visit) error {
	id, err := v.ID("id")
	if err != nil {
		return err
	}
	sum, err := see(v, id)
	if v.ByScript() {
		return v.AnswerScript(site.Sent{SHA256: sum, Next: path(id)}, "seen", err)
	}
	if err != nil {
		return again(v, err)
	}
	return v.Done(path(id), "seen")
}

// see keeps a paper of the form and gives the hash of the file that came with it.
func see(v *site.Visit, id int64) (sum string, err error) {
	req := office.SeePaper{Claim: id, Kind: v.Form.Get("kind"), Original: v.Form.Get("original") != ""}
	if req.Copies, err = v.Form.Int("copies"); err != nil {
		return "", err
	}
	if fs := v.Form.Files("file"); len(fs) > 0 {
		hash := sha256.Sum256(fs[0].Bytes)
		sum = hex.EncodeToString(hash[:])
		if said := v.Form.Get("sum"); said != "" && !strings.EqualFold(said, sum) {
			return "", otherFile.With().At("file")
		}
		req.File, req.Media = fs[0].Bytes, mediaOf(fs[0].Bytes)
	}
	if !req.Original && len(req.File) == 0 { // copies alone stand filled in: they are no sighting
		return "", nothingSeen.With().At("original")
	}
	_, err = v.O.SightPaper(v.R.Context(), v.Acting(), req)
	return sum, err
}
