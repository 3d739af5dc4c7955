package store

import (
	"context"
	"fmt"
)

// Raw runs a statement beside the writer's turn, as an intruder would.
func (s *Store) Raw(q string) error {
	db := s.writer
	if s.engine == SQLite {
		c, err := s.wconn.conn, error(nil)
		_, err = c.ExecContext(context.Background(), q)
		return err
	}
	_, err := db.Exec(q)
	return err
}

// Keys gives the keyring to its tests.
func (s *Store) Keys() *Keyring { return s.keys }

// Probe asks for two parameters out of order.
func (s *Store) Probe() (out string, err error) {
	err = s.reader.QueryRow(`SELECT $2 || '-' || $1`, "1", "2").Scan(&out)
	return out, err
}

// Forget loses the note that a year's key was destroyed, as the key file of
// another installation would.
func (k *Keyring) Forget(county int64, year int) {
	k.mu.Lock()
	defer k.mu.Unlock()
	delete(k.gone, fmt.Sprintf("data/%d/%d", county, year))
	_ = k.save()
}
