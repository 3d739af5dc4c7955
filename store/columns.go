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
