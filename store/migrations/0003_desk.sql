-- Desks, towns and queues: who holds a case, which papers follow later, the
-- ledger of cremation certificates, how lines of other homes' invoices were
-- mapped. Every row cites the audit record of the act that wrote it.

-- Holds on a claim; the highest n holds. A take or over that nobody has acted
-- under for half an hour holds no more.
CREATE TABLE hold (
  county     BIGINT NOT NULL,
  claim      BIGINT NOT NULL,
  n          BIGINT NOT NULL,
  step       TEXT   NOT NULL,          -- take, over, release
  person     BIGINT NOT NULL,
  office     BIGINT NOT NULL,
  role       TEXT   NOT NULL,
  at         TEXT   NOT NULL,
  audit_pos  BIGINT NOT NULL,
  PRIMARY KEY (county, claim, n)
); -- by key

-- Papers promised for a day; the highest n of a paper holds until the paper is
-- seen.
CREATE TABLE awaited (
  county     BIGINT NOT NULL,
  claim      BIGINT NOT NULL,
  paper      TEXT   NOT NULL,          -- paper id of the pack
  n          BIGINT NOT NULL,
  due        TEXT   NOT NULL,
  person     BIGINT NOT NULL,
  at         TEXT   NOT NULL,
  audit_pos  BIGINT NOT NULL,
  PRIMARY KEY (county, claim, paper, n)
); -- by key

-- The ledger of a home's cremation certificates: series and running number of
-- the printed number, and what happened to it, step by step.
CREATE TABLE certificate (
  county     BIGINT NOT NULL,
  home       BIGINT NOT NULL,
  series     TEXT   NOT NULL,          -- the number up to its last digits
  number     BIGINT NOT NULL,          -- its last digits, 0 when it ends in none
  n          BIGINT NOT NULL,
  width      BIGINT NOT NULL,          -- how many digits are printed
  step       TEXT   NOT NULL,          -- issue, reissue, void
  claim      BIGINT NOT NULL,          -- 0 for a spoilt blank
  day        TEXT   NOT NULL,          -- of the cremation, '' for a spoilt blank
  reason     TEXT   NOT NULL,          -- of a reissue or void
  person     BIGINT NOT NULL,
  at         TEXT   NOT NULL,
  audit_pos  BIGINT NOT NULL,
  PRIMARY KEY (county, home, series, number, n)
); -- by key
CREATE INDEX certificate_claim ON certificate (claim);
CREATE INDEX certificate_number ON certificate (county, series, number, home);

-- The series of a home with how many numbers they hold, kept with the ledger; the
-- checker counts again (INV-39).
CREATE TABLE sum_series (
  county   BIGINT NOT NULL,
  home     BIGINT NOT NULL,
  series   TEXT   NOT NULL,
  first    BIGINT NOT NULL,            -- smallest number
  last     BIGINT NOT NULL,
  numbers  BIGINT NOT NULL,
  at       TEXT   NOT NULL,            -- when a number of it was used last for the first time
  PRIMARY KEY (county, home, series)
); -- by key

-- What a line of another home's invoice was mapped to; the highest n holds.
CREATE TABLE invoice_item (
  county     BIGINT NOT NULL,
  home_name  TEXT   NOT NULL,
  line       TEXT   NOT NULL,          -- the words on the invoice
  n          BIGINT NOT NULL,
  item       TEXT   NOT NULL,
  grade      TEXT   NOT NULL,
  person     BIGINT NOT NULL,
  at         TEXT   NOT NULL,
  audit_pos  BIGINT NOT NULL,
  PRIMARY KEY (county, home_name, line, n)
); -- by key

CREATE INDEX claim_town ON claim (county, town, id);
CREATE INDEX decision_line_price ON decision_line (county, decision) WHERE reason LIKE '%price%';
