package risk

// Limits are the numbers beyond which something is worth a look. A county may
// set its own; Standard gives the ones that are shipped.
type Limits struct {
	SamePhone       int // claims with one handler's phone, from which it is told
	SameAccount     int // claims paid to one account, from which it is told
	SameHandler     int // claims of one handler, from which it is told
	FarDays         int // days from death to cremation, beyond which it warns
	VeryFarDays     int // … beyond which it blocks
	LateDays        int // days from cremation to lodging, beyond which it warns
	IssuedLateDays  int // days from cremation to the issue of its certificate, beyond which it warns
	UnclaimedPermil int // unclaimed bodies in 1,000 above the home's past, from which it is told
	UnclaimedLeast  int // fewer unclaimed bodies in the month than this are never told
}

// Standard gives the limits that are shipped.
func Standard() Limits {
	return Limits{SamePhone: 4, SameAccount: 2, SameHandler: 4, FarDays: 30, VeryFarDays: 365,
		LateDays: 180, IssuedLateDays: 30, UnclaimedPermil: 30, UnclaimedLeast: 3}
}
