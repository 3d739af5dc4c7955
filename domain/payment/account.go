package payment

// Check refuses an account that no bank file could carry: number, holder, bank
// or routing number. It never says what they are.
func (a Account) Check() error {
	if p := a.check(1); p != nil {
		return p
	}
	return nil
}
