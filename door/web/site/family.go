package site

// enterFamily finds the claim of a family's session.
func (v *Visit) enterFamily() error {
	return errNoSession
}

// familyAgain keeps a family's form whose session ended.
func (v *Visit) familyAgain(*Kept) error { return v.To("/find") }
