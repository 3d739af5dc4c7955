-- What keeps a foreign invoice honest: its total beside what its lines were
-- entered as. Every row cites the audit record of the act that wrote it.

-- The total of a family's invoices as a version of its services was recorded
-- against it; the reason says why the lines come to less.
CREATE TABLE invoiced (
  county        BIGINT NOT NULL,
  claim         BIGINT NOT NULL,
  n             BIGINT NOT NULL,       -- version of the services
  invoiced_fen  BIGINT NOT NULL,
  charged_fen   BIGINT NOT NULL,       -- the lines of that version added up
  reason        TEXT   NOT NULL,       -- '' where both are the same
  person        BIGINT NOT NULL,
  at            TEXT   NOT NULL,
  audit_pos     BIGINT NOT NULL,
  PRIMARY KEY (county, claim, n)
); -- by key
