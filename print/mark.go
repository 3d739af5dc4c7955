package print

// Mark ties a paper to the record it was printed from; every page carries it.
type Mark struct {
	Digest   string // SHA-256 of the canonical text, 64 hex digits; empty on a draft
	Position string // place in the audit chain, as the caller names it
	Hash     string // hash of that audit record, hex
	Check    string // what the code in the footer says: where the paper can be checked; empty for none
}

func (m Mark) lines() []string {
	if m.Digest == "" {
		return []string{"草稿：尚未形成摘要，不作办理、结算和拨款的依据。"}
	}
	lines := []string{"内容摘要（SHA-256）：" + m.Digest}
	if m.Position != "" || m.Hash != "" {
		lines = append(lines, "审计位置："+m.Position+"　审计校验值："+m.Hash)
	}
	return lines
}
