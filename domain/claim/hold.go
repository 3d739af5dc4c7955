package claim

import "songbai/domain/date"

// HoldMinutes is how long a hold stands without an act of its holder.
const HoldMinutes = 30

// HoldStep is what happened to a hold.
type HoldStep string

// The steps of a hold.
const (
	HoldTake    HoldStep = "take"    // nobody held it
	HoldOver    HoldStep = "over"    // taken over from another person, with a reason
	HoldRelease HoldStep = "release" // let go
)

// Hold says that a person of an office works on a claim.
type Hold struct {
	Person, Office int64
	Since          date.Instant // when it was taken
	Last           date.Instant // last act of the holder on the claim, not before Since
	Released       bool
}

// Stands reports whether the hold stands at an instant: not released, and its
// holder acted within HoldMinutes.
func (h Hold) Stands(now date.Instant) bool {
	return h.Person != 0 && !h.Released && now < max(h.Last, h.Since)+HoldMinutes*60*1_000_000
}

// Blocks reports whether the hold stands in the way of a person of an office: it
// stands, for a colleague of the same office. Another office's part of the work
// is its own.
func (h Hold) Blocks(person, office int64, now date.Instant) bool {
	return h.Stands(now) && h.Office == office && h.Person != person
}
