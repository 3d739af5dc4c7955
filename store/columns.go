package store

import (
	"fmt"

	"songbai/domain/date"
)

// dayText scans a day from its text; an empty text is refused.
type dayText struct{ d *date.Day }

// Scan implements sql.Scanner.
func (x dayText) Scan(v any) error {
	t, ok := v.(string)
	if !ok {
		return fmt.Errorf("store: not a day: %T", v)
	}
	d, err := date.ParseDay(t)
	*x.d = d
	return err
}

// optDay scans a day or NULL.
type optDay struct{ d **date.Day }

// Scan implements sql.Scanner.
func (x optDay) Scan(v any) error {
	if v == nil {
		*x.d = nil
		return nil
	}
	var d date.Day
	if err := (dayText{&d}).Scan(v); err != nil {
		return err
	}
	*x.d = &d
	return nil
}

// nullDay gives NULL for no day.
func nullDay(d *date.Day) any {
	if d == nil {
		return nil
	}
	return d.String()
}

// whole scans a BIGINT without reflection, for the streams of whole lists.
type whole int64

// Scan implements sql.Scanner.
func (x *whole) Scan(v any) error {
	n, ok := v.(int64)
	if !ok {
		return fmt.Errorf("store: not a whole number: %T", v)
	}
	*x = whole(n)
	return nil
}
