package wire

// Read reads one input line strictly, as Stream does, for those who want one
// decision explained.
func Read(line []byte) (Claim, error) {
	var c Claim
	if len(line) > MaxLine {
		return c, tooLong.With()
	}
	return c, strict(line, &c)
}
