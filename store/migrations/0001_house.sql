-- The whole first schema. One text for both engines: BIGINT becomes INTEGER and
-- BYTEA becomes BLOB for SQLite, whose tables are STRICT (the word is added to
-- each CREATE TABLE); tables ended by "by key" are kept there in the order of
-- their key (WITHOUT ROWID). County is the first column of every business key; the
-- exceptions are guard, home, person and what hangs on a person, holiday,
-- policy_version. Instants, days and months are TEXT. Money is BIGINT fen.

-- HEADS -----------------------------------------------------------------------

-- One row a county and one for the installation (county 0): the counter of row
-- ids, the end of the audit chain, the last stamp given.
CREATE TABLE head (
  county      BIGINT NOT NULL PRIMARY KEY,
  name        TEXT   NOT NULL,
  next_id     BIGINT NOT NULL,
  audit_pos   BIGINT NOT NULL,
  audit_hash  TEXT   NOT NULL,
  last_stamp  TEXT   NOT NULL,
  created_at  TEXT   NOT NULL
);

-- How the installation was created: mode is live, demo or test.
CREATE TABLE installation (
  name   TEXT NOT NULL PRIMARY KEY,
  value  TEXT NOT NULL
);

-- AUDIT -----------------------------------------------------------------------

CREATE TABLE audit (
  county        BIGINT NOT NULL,
  pos           BIGINT NOT NULL,
  act           TEXT   NOT NULL,
  person        BIGINT NOT NULL,
  office        BIGINT NOT NULL,
  role          TEXT   NOT NULL,
  subject_kind  TEXT   NOT NULL,
  subject       BIGINT NOT NULL,
  at            TEXT   NOT NULL,
  reason        TEXT   NOT NULL,
  digest        TEXT   NOT NULL,
  prev          TEXT   NOT NULL,
  hash          TEXT   NOT NULL,
  PRIMARY KEY (county, pos)
);
CREATE INDEX audit_subject ON audit (county, subject, pos);

-- One key, one request, one answer (INV-18).
CREATE TABLE request (
  county  BIGINT NOT NULL,
  key     TEXT   NOT NULL,
  act     TEXT   NOT NULL,
  hash    TEXT   NOT NULL,
  answer  TEXT   NOT NULL,
  at      TEXT   NOT NULL,
  PRIMARY KEY (county, key)
);

-- PEOPLE AND OFFICES ----------------------------------------------------------

CREATE TABLE person (
  id          BIGINT NOT NULL PRIMARY KEY,
  login       TEXT   NOT NULL UNIQUE,
  id_token    TEXT   NOT NULL UNIQUE,  -- guard token of the person's own id number
  name        BYTEA  NOT NULL,         -- sealed
  created_at  TEXT   NOT NULL,
  ended_at    TEXT
);

CREATE TABLE password (
  person      BIGINT NOT NULL,
  n           BIGINT NOT NULL,
  hash        TEXT   NOT NULL,
  created_at  TEXT   NOT NULL,
  PRIMARY KEY (person, n)
);

CREATE TABLE session (
  token_hash  TEXT   NOT NULL PRIMARY KEY,
  person      BIGINT NOT NULL,
  created_at  TEXT   NOT NULL,
  seen_at     TEXT   NOT NULL,
  expires_at  TEXT   NOT NULL,
  ended_at    TEXT
);

-- People whose cases this person must not touch, by guard token.
CREATE TABLE relation (
  person       BIGINT NOT NULL,
  id_token     TEXT   NOT NULL,
  kind         TEXT   NOT NULL,
  declared_at  TEXT   NOT NULL,
  PRIMARY KEY (person, id_token)
);

CREATE TABLE home (
  id          BIGINT NOT NULL PRIMARY KEY,
  name        TEXT   NOT NULL,
  uscc        TEXT   NOT NULL UNIQUE,
  area        TEXT   NOT NULL,
  created_at  TEXT   NOT NULL
);

-- A home serves counties by dated rows.
CREATE TABLE home_county (
  county      BIGINT NOT NULL,
  home        BIGINT NOT NULL,
  valid_from  TEXT   NOT NULL,
  valid_to    TEXT,
  PRIMARY KEY (county, home, valid_from)
);

-- The registered account a home is paid to, append-only (INV-22).
CREATE TABLE home_account (
  county       BIGINT NOT NULL,
  id           BIGINT NOT NULL,
  home         BIGINT NOT NULL,
  holder       TEXT   NOT NULL,
  bank         TEXT   NOT NULL,
  cnaps        TEXT   NOT NULL,
  account      BYTEA  NOT NULL,        -- sealed
  commitment   TEXT   NOT NULL,
  document     TEXT   NOT NULL,
  entered_by   BIGINT NOT NULL,
  approved_by  BIGINT NOT NULL,
  recorded_at  TEXT   NOT NULL,
  PRIMARY KEY (county, id)
);

CREATE TABLE office (
  county      BIGINT NOT NULL,
  id          BIGINT NOT NULL,
  kind        TEXT   NOT NULL,         -- home, town, bureau, finance, audit, admin
  name        TEXT   NOT NULL,
  area        TEXT   NOT NULL,         -- area code the office answers for
  home        BIGINT,                  -- for kind home
  phone       TEXT   NOT NULL,         -- public phone of the office
  created_at  TEXT   NOT NULL,
  ended_at    TEXT,
  PRIMARY KEY (county, id)
);

CREATE TABLE role_grant (
  county      BIGINT NOT NULL,
  id          BIGINT NOT NULL,
  person      BIGINT NOT NULL,
  office      BIGINT NOT NULL,
  role        TEXT   NOT NULL,
  valid_from  TEXT   NOT NULL,         -- instants
  valid_to    TEXT,
  granted_by  BIGINT NOT NULL,
  reason      TEXT   NOT NULL,
  PRIMARY KEY (county, id)
);
CREATE INDEX role_grant_person ON role_grant (county, person);

-- CALENDAR --------------------------------------------------------------------

CREATE TABLE holiday (
  day          TEXT   NOT NULL PRIMARY KEY,
  work         BIGINT NOT NULL,        -- 1 make-up workday, 0 holiday
  name         TEXT   NOT NULL,
  document     TEXT   NOT NULL,
  recorded_at  TEXT   NOT NULL
);

-- POLICY ----------------------------------------------------------------------

-- A published pack, its canonical bytes, for ever.
CREATE TABLE policy_version (
  hash         TEXT   NOT NULL PRIMARY KEY,
  pack         TEXT   NOT NULL,
  bytes        BYTEA  NOT NULL,
  recorded_at  TEXT   NOT NULL
);

-- Which pack is in force in a county from which day.
CREATE TABLE policy_term (
  county       BIGINT NOT NULL,
  id           BIGINT NOT NULL,
  hash         TEXT   NOT NULL,
  valid_from   TEXT   NOT NULL,
  document     TEXT   NOT NULL,
  entered_by   BIGINT NOT NULL,
  approved_by  BIGINT NOT NULL,
  recorded_at  TEXT   NOT NULL,
  PRIMARY KEY (county, id)
);

CREATE TABLE local_value (
  county       BIGINT NOT NULL,
  id           BIGINT NOT NULL,
  name         TEXT   NOT NULL,
  value        TEXT   NOT NULL,
  valid_from   TEXT   NOT NULL,
  valid_to     TEXT,
  document     TEXT   NOT NULL,
  entered_by   BIGINT NOT NULL,
  approved_by  BIGINT NOT NULL,
  recorded_at  TEXT   NOT NULL,
  PRIMARY KEY (county, id)
);

CREATE TABLE price_list (
  county       BIGINT NOT NULL,
  id           BIGINT NOT NULL,
  home         BIGINT NOT NULL,
  hash         TEXT   NOT NULL,
  bytes        BYTEA  NOT NULL,
  valid_from   TEXT   NOT NULL,
  valid_to     TEXT,
  document     TEXT   NOT NULL,
  entered_by   BIGINT NOT NULL,
  approved_by  BIGINT NOT NULL,
  recorded_at  TEXT   NOT NULL,
  PRIMARY KEY (county, id)
);

-- What one person proposed and another must approve before it becomes a row of
-- policy_term, local_value, price_list, home_account or payee.
CREATE TABLE proposal (
  county       BIGINT NOT NULL,
  id           BIGINT NOT NULL,
  kind         TEXT   NOT NULL,
  subject      BIGINT NOT NULL,
  content      BYTEA  NOT NULL,        -- sealed canonical JSON of what would be written
  digest       TEXT   NOT NULL,
  proposed_by  BIGINT NOT NULL,
  proposed_at  TEXT   NOT NULL,
  decided_by   BIGINT,
  decided_at   TEXT,
  outcome      TEXT,                   -- approved, declined
  PRIMARY KEY (county, id)
);

-- What decisions cite: (pack, local values, price list, vocabulary, engine).
CREATE TABLE basis (
  county        BIGINT NOT NULL,
  id            BIGINT NOT NULL,
  hash          TEXT   NOT NULL,       -- of the five below
  pack_hash     TEXT   NOT NULL,
  local_hash    TEXT   NOT NULL,
  local_bytes   BYTEA  NOT NULL,
  price_hash    TEXT   NOT NULL,
  price_bytes   BYTEA  NOT NULL,
  vocabulary    BIGINT NOT NULL,
  engine        BIGINT NOT NULL,
  recorded_at   TEXT   NOT NULL,
  PRIMARY KEY (county, id),
  UNIQUE (county, hash)
);

-- CLAIMS ----------------------------------------------------------------------

-- state holds the states kept on the row; listed to paid are facts of list and
-- payment lines, read through the view claim_now.
CREATE TABLE claim (
  county          BIGINT NOT NULL,
  id              BIGINT NOT NULL,
  route           TEXT   NOT NULL,
  state           TEXT   NOT NULL,
  resume_state    TEXT,                -- while returned: the state to come back to
  returned_by     BIGINT,              -- while returned: the person it comes back to
  thing           TEXT,                -- while returned: the one thing to mend
  slip            TEXT   NOT NULL UNIQUE,
  link_token      TEXT   NOT NULL UNIQUE,  -- hash of the 128-bit token of links
  class           TEXT   NOT NULL,
  home            BIGINT NOT NULL,     -- 0 for reimbursement
  office          BIGINT NOT NULL,     -- the office that holds the case
  town            TEXT   NOT NULL,     -- town of household registration (unclaimed: where found)
  death_day       TEXT,                -- a draft may not know it yet
  cremation_day   TEXT,
  created_at      TEXT   NOT NULL,
  lodged_day      TEXT,
  completed_day   TEXT,
  private_n       BIGINT NOT NULL,     -- current version in claim_private
  services_n      BIGINT NOT NULL,     -- current version of services
  decision        BIGINT,              -- current decision
  signed_decision BIGINT,              -- the decision the family signed
  settle_n        BIGINT NOT NULL,     -- current row in settle, 0 none
  moves           BIGINT NOT NULL,     -- number of moves so far
  PRIMARY KEY (county, id)
);
CREATE INDEX claim_state ON claim (county, state, id, route, home, town);
CREATE INDEX claim_home ON claim (county, home, id);

-- Personal values of a claim: one sealed JSON of (field, salt, value) a
-- version, the commitments beside it in clear.
CREATE TABLE claim_private (
  county       BIGINT NOT NULL,
  claim        BIGINT NOT NULL,
  n            BIGINT NOT NULL,
  commitments  TEXT   NOT NULL,        -- "field=hex" lines, sorted by field
  sealed       BYTEA  NOT NULL,
  at           TEXT   NOT NULL,
  PRIMARY KEY (county, claim, n)
);

-- Every move of a claim kept on its row.
CREATE TABLE claim_move (
  county      BIGINT NOT NULL,
  claim       BIGINT NOT NULL,
  seq         BIGINT NOT NULL,
  act         TEXT   NOT NULL,
  from_state  TEXT   NOT NULL,
  to_state    TEXT   NOT NULL,
  person      BIGINT NOT NULL,
  office      BIGINT NOT NULL,
  role        TEXT   NOT NULL,
  at          TEXT   NOT NULL,
  reason      TEXT   NOT NULL,
  digest      TEXT   NOT NULL,
  audit_pos   BIGINT NOT NULL,
  PRIMARY KEY (county, claim, seq)
);

-- People and their parts in an unclaimed body's case: two at the least.
CREATE TABLE claim_person (
  county  BIGINT NOT NULL,
  claim   BIGINT NOT NULL,
  person  BIGINT NOT NULL,
  part    TEXT   NOT NULL,
  at      TEXT   NOT NULL,
  PRIMARY KEY (county, claim, person)
);

-- One live claim per identity and per paper over all routes and counties.
CREATE TABLE guard (
  kind         TEXT   NOT NULL,
  token        TEXT   NOT NULL,
  county       BIGINT NOT NULL,
  claim        BIGINT NOT NULL,
  taken_at     TEXT   NOT NULL,
  released_at  TEXT
);
CREATE UNIQUE INDEX guard_live ON guard (kind, token) WHERE released_at IS NULL;
CREATE INDEX guard_claim ON guard (county, claim);

-- Search tokens under the county's key: kinds id, name, phone, paper.
CREATE TABLE search (
  county  BIGINT NOT NULL,
  kind    TEXT   NOT NULL,
  token   TEXT   NOT NULL,
  claim   BIGINT NOT NULL,
  PRIMARY KEY (county, kind, token, claim)
);

-- Whose case a claim is, by the person tokens of the deceased and the handler:
-- nobody acts on their own or a declared relative's case, nor on a list of it.
CREATE TABLE interest (
  county  BIGINT NOT NULL,
  token   TEXT   NOT NULL,
  claim   BIGINT NOT NULL,
  PRIMARY KEY (county, token, claim)
);

-- Papers of a claim: what was seen, by whom, when.
CREATE TABLE paper (
  county     BIGINT NOT NULL,
  claim      BIGINT NOT NULL,
  seq        BIGINT NOT NULL,
  kind       TEXT   NOT NULL,
  original   BIGINT NOT NULL,          -- 1 the original was sighted
  copies     BIGINT NOT NULL,
  file_hash  TEXT   NOT NULL,          -- sha256 of the stored file, or ''
  person     BIGINT NOT NULL,
  at         TEXT   NOT NULL,
  PRIMARY KEY (county, claim, seq)
);

-- Evidence files: bytes sealed in the store, hash of the clear bytes.
CREATE TABLE evidence (
  county      BIGINT NOT NULL,
  hash        TEXT   NOT NULL,
  claim       BIGINT NOT NULL,
  kind        TEXT   NOT NULL,
  media       TEXT   NOT NULL,
  size        BIGINT NOT NULL,
  sealed      BYTEA  NOT NULL,
  at          TEXT   NOT NULL,
  PRIMARY KEY (county, hash)
);

-- Services as recorded by the home (or the foreign invoice as mapped).
CREATE TABLE service (
  county    BIGINT NOT NULL,
  claim     BIGINT NOT NULL,
  n         BIGINT NOT NULL,           -- version of the whole list
  seq       BIGINT NOT NULL,
  item      TEXT   NOT NULL,
  grade     TEXT   NOT NULL,
  quantity  BIGINT NOT NULL,
  metres    BIGINT NOT NULL,           -- one-way distance of a pick-up, 0 elsewhere
  unit_fen  BIGINT NOT NULL,
  charged_fen BIGINT NOT NULL,
  day       TEXT   NOT NULL,
  note      TEXT   NOT NULL,           -- name on the foreign invoice, when mapped
  person    BIGINT NOT NULL,
  at        TEXT   NOT NULL,
  PRIMARY KEY (county, claim, n, seq)
);

-- DECISIONS -------------------------------------------------------------------

CREATE TABLE decision (
  county       BIGINT NOT NULL,
  id           BIGINT NOT NULL,
  claim        BIGINT NOT NULL,
  seq          BIGINT NOT NULL,
  basis        BIGINT NOT NULL,
  facts        TEXT   NOT NULL,        -- canonical compact facts, no identity
  ok           BIGINT NOT NULL,
  refusal      TEXT   NOT NULL,        -- code, '' when ok
  clause       TEXT   NOT NULL,        -- clause of class or refusal
  class        TEXT   NOT NULL,
  capped       BIGINT NOT NULL,        -- 1 when the total cap applies to it
  cap_fen      BIGINT NOT NULL,
  charged_fen  BIGINT NOT NULL,
  pre_cap_fen  BIGINT NOT NULL,
  waived_fen   BIGINT NOT NULL,
  family_fen   BIGINT NOT NULL,
  trace        TEXT   NOT NULL,        -- codes
  at           TEXT   NOT NULL,
  PRIMARY KEY (county, id),
  UNIQUE (county, claim, seq)
);

CREATE TABLE decision_line (
  county       BIGINT NOT NULL,
  decision     BIGINT NOT NULL,
  seq          BIGINT NOT NULL,
  item         TEXT   NOT NULL,
  quantity     BIGINT NOT NULL,
  unit_fen     BIGINT NOT NULL,
  charged_fen  BIGINT NOT NULL,
  measure      BIGINT NOT NULL,        -- allowed measure in the item's unit
  allowed_fen  BIGINT NOT NULL,        -- before the total cap
  waived_fen   BIGINT NOT NULL,
  family_fen   BIGINT NOT NULL,
  reason       TEXT   NOT NULL,
  clause       TEXT   NOT NULL,
  PRIMARY KEY (county, decision, seq)
);

CREATE TABLE decision_share (
  county    BIGINT NOT NULL,
  decision  BIGINT NOT NULL,
  seq       BIGINT NOT NULL,
  fund      TEXT   NOT NULL,
  level     TEXT   NOT NULL,
  fen       BIGINT NOT NULL,
  PRIMARY KEY (county, decision, seq)
); -- by key

-- What the family signed: the decision and the digest of its text.
CREATE TABLE signature (
  county    BIGINT NOT NULL,
  claim     BIGINT NOT NULL,
  n         BIGINT NOT NULL,
  decision  BIGINT NOT NULL,
  digest    TEXT   NOT NULL,
  means     TEXT   NOT NULL,           -- paper, screen
  evidence  TEXT   NOT NULL,           -- hash of the photographed paper, or ''
  person    BIGINT NOT NULL,           -- the clerk who witnessed it
  at        TEXT   NOT NULL,
  PRIMARY KEY (county, claim, n)
);

-- SETTLEMENT ------------------------------------------------------------------

-- The compact row of a completed claim, from which lists are built.
CREATE TABLE settle (
  county       BIGINT NOT NULL,
  claim        BIGINT NOT NULL,
  n            BIGINT NOT NULL,
  kind         TEXT   NOT NULL,        -- local, reimbursement
  unit         BIGINT NOT NULL,        -- home, or bureau office for reimbursement
  period       TEXT   NOT NULL,
  year         BIGINT NOT NULL,        -- budget year
  route        TEXT   NOT NULL,
  town         TEXT   NOT NULL,
  decision     BIGINT NOT NULL,
  private_n    BIGINT NOT NULL,
  charged_fen  BIGINT NOT NULL,
  waived_fen   BIGINT NOT NULL,
  family_fen   BIGINT NOT NULL,
  digest       TEXT   NOT NULL,
  at           TEXT   NOT NULL,
  PRIMARY KEY (county, unit, kind, period, town, claim, n),
  UNIQUE (county, claim, n)
); -- by key

-- Settlement lists and determination sheets.
CREATE TABLE list (
  county            BIGINT NOT NULL,
  id                BIGINT NOT NULL,
  unit              BIGINT NOT NULL,   -- home, or bureau office
  kind              TEXT   NOT NULL,
  period            TEXT   NOT NULL,
  round             BIGINT NOT NULL,
  number            TEXT   NOT NULL,
  state             TEXT   NOT NULL,   -- submitted, reviewing, sealed, approved, ordered, paid, returned, void
  lines             BIGINT NOT NULL,
  charged_fen       BIGINT NOT NULL,
  waived_fen        BIGINT NOT NULL,
  submitted_digest  TEXT   NOT NULL,
  submitted_at      TEXT   NOT NULL,
  sealed_lines      BIGINT,
  sealed_charged    BIGINT,
  sealed_fen        BIGINT,
  sealed_digest     TEXT,
  sealed_at         TEXT,
  opinion           BYTEA,             -- sealed (salt, words)
  opinion_commitment TEXT,
  approved_at       TEXT,
  voided_at         TEXT,
  void_reason       TEXT,
  PRIMARY KEY (county, id),
  UNIQUE (county, unit, period, kind, round)
);

CREATE TABLE list_line (
  county       BIGINT NOT NULL,
  list         BIGINT NOT NULL,
  seq          BIGINT NOT NULL,
  claim        BIGINT NOT NULL,
  settle_n     BIGINT NOT NULL,
  decision     BIGINT NOT NULL,
  year         BIGINT NOT NULL,        -- budget year
  route        TEXT   NOT NULL,
  charged_fen  BIGINT NOT NULL,
  waived_fen   BIGINT NOT NULL,
  family_fen   BIGINT NOT NULL,
  running_fen  BIGINT NOT NULL,
  digest       TEXT   NOT NULL,        -- of the settle row
  released_at  TEXT,                   -- set once: struck, void or reversed
  PRIMARY KEY (county, list, seq)
); -- by key
CREATE UNIQUE INDEX list_line_live ON list_line (county, claim) WHERE released_at IS NULL;

-- What the bureau and the home said of a line; the highest n holds.
CREATE TABLE line_mark (
  county  BIGINT NOT NULL,
  list    BIGINT NOT NULL,
  seq     BIGINT NOT NULL,
  n       BIGINT NOT NULL,
  mark    TEXT   NOT NULL,             -- pass, query, answer, strike
  code    TEXT   NOT NULL,             -- settlement.Reason of a strike, else ''
  note    BYTEA,                       -- sealed (salt, words)
  note_commitment TEXT NOT NULL,
  person  BIGINT NOT NULL,
  at      TEXT   NOT NULL,
  PRIMARY KEY (county, list, seq, n)
); -- by key

-- Five people: one person, one part in a list, its order and its re-issues.
CREATE TABLE list_person (
  county  BIGINT NOT NULL,
  list    BIGINT NOT NULL,
  person  BIGINT NOT NULL,
  part    TEXT   NOT NULL,
  at      TEXT   NOT NULL,
  PRIMARY KEY (county, list, person)
);

-- Use of a seal: who, on what, which digest.
CREATE TABLE seal_use (
  county   BIGINT NOT NULL,
  id       BIGINT NOT NULL,
  list     BIGINT NOT NULL,
  seal     TEXT   NOT NULL,            -- home, bureau, finance
  person   BIGINT NOT NULL,
  digest   TEXT   NOT NULL,
  at       TEXT   NOT NULL,
  PRIMARY KEY (county, id)
);

-- LEDGER ----------------------------------------------------------------------

CREATE TABLE entry (
  county       BIGINT NOT NULL,
  id           BIGINT NOT NULL,
  kind         TEXT   NOT NULL,
  day          TEXT   NOT NULL,
  claim        BIGINT NOT NULL,        -- 0 when not of one claim
  list         BIGINT NOT NULL,        -- 0 when not of a list
  ord          BIGINT NOT NULL,        -- 0 when not of an order
  line         BIGINT NOT NULL,        -- seq of the list or payment line, 0 the whole
  payee        BIGINT NOT NULL,        -- the home, 0 families or nobody
  reversal_of  BIGINT,                 -- reversed: the one original
  of           BIGINT,                 -- recovery_due: the entry that paid the claim
  reason       TEXT   NOT NULL,
  at           TEXT   NOT NULL,
  PRIMARY KEY (county, id)
);
CREATE UNIQUE INDEX entry_reversed_once ON entry (county, reversal_of) WHERE reversal_of IS NOT NULL;
CREATE INDEX entry_list ON entry (county, list);
CREATE INDEX entry_claim ON entry (county, claim);

CREATE TABLE posting (
  county   BIGINT NOT NULL,
  entry    BIGINT NOT NULL,
  seq      BIGINT NOT NULL,
  account  TEXT   NOT NULL,
  fund     TEXT   NOT NULL,
  level    TEXT   NOT NULL,
  year     BIGINT NOT NULL,            -- budget year
  fen      BIGINT NOT NULL,            -- debit positive, credit negative
  PRIMARY KEY (county, entry, seq)
); -- by key

-- What is appropriated, row added to row; a row taken back has a second one
-- that cancels it, whose entry reverses its entry.
CREATE TABLE budget (
  county       BIGINT NOT NULL,
  id           BIGINT NOT NULL,
  fund         TEXT   NOT NULL,
  level        TEXT   NOT NULL,
  year         BIGINT NOT NULL,
  fen          BIGINT NOT NULL,        -- negative only where it cancels
  document     TEXT   NOT NULL,
  entered_by   BIGINT NOT NULL,
  entry        BIGINT NOT NULL,
  cancels      BIGINT,
  recorded_at  TEXT   NOT NULL,
  PRIMARY KEY (county, id)
);
CREATE UNIQUE INDEX budget_cancelled_once ON budget (county, cancels) WHERE cancels IS NOT NULL;

-- An overrun of a budget cites the act that allowed it (INV-10).
CREATE TABLE overrun (
  county    BIGINT NOT NULL,
  id        BIGINT NOT NULL,
  list      BIGINT NOT NULL,
  fund      TEXT   NOT NULL,
  level     TEXT   NOT NULL,
  year      BIGINT NOT NULL,
  document  TEXT   NOT NULL,
  person    BIGINT NOT NULL,
  at        TEXT   NOT NULL,
  PRIMARY KEY (county, id)
);

-- PAYMENT ---------------------------------------------------------------------

CREATE TABLE payment_order (
  county      BIGINT NOT NULL,
  id          BIGINT NOT NULL,
  list        BIGINT NOT NULL,
  number      TEXT   NOT NULL,
  kind        TEXT   NOT NULL,         -- first, reissue
  reissue_of  BIGINT,                  -- the order whose returned lines it re-issues
  lines       BIGINT NOT NULL,
  fen         BIGINT NOT NULL,
  offset_fen  BIGINT NOT NULL,         -- recoveries set off against the list
  digest      TEXT   NOT NULL,         -- the sealed digest it cites
  payer       BIGINT NOT NULL,         -- home_account row of the treasury
  day         TEXT   NOT NULL,         -- on which the bank shall pay
  person      BIGINT NOT NULL,
  at          TEXT   NOT NULL,
  PRIMARY KEY (county, id),
  UNIQUE (county, number)
);
CREATE UNIQUE INDEX payment_order_first ON payment_order (county, list) WHERE kind = 'first';

CREATE TABLE payment_line (
  county      BIGINT NOT NULL,
  ord         BIGINT NOT NULL,
  seq         BIGINT NOT NULL,
  voucher     TEXT   NOT NULL,         -- our number of the line, unique in the county
  claim       BIGINT NOT NULL,         -- 0 for a home's whole list
  fen         BIGINT NOT NULL,
  purpose     TEXT   NOT NULL,         -- words for the payee's statement; name no person
  payee       BYTEA  NOT NULL,         -- sealed holder, bank, account
  commitment  TEXT   NOT NULL,         -- of the home_account or payee row that was paid
  of_ord      BIGINT,                  -- the returned line it re-issues
  of_seq      BIGINT,
  PRIMARY KEY (county, ord, seq),
  UNIQUE (county, voucher)
);
CREATE UNIQUE INDEX payment_line_reissue ON payment_line (county, of_ord, of_seq) WHERE of_ord IS NOT NULL;
CREATE INDEX payment_line_claim ON payment_line (county, claim);

CREATE TABLE bank_result (
  county    BIGINT NOT NULL,
  id        BIGINT NOT NULL,
  ord       BIGINT NOT NULL,
  sha256    TEXT   NOT NULL,
  lines     BIGINT NOT NULL,           -- taken in
  answer    TEXT   NOT NULL,           -- given again when the same file comes again; names the rows left
  person    BIGINT NOT NULL,
  at        TEXT   NOT NULL,
  PRIMARY KEY (county, id),
  UNIQUE (county, ord, sha256)         -- one file may answer several orders
);

-- What the bank said of a line; paid and returned are final. A detail only adds
-- a serial or a reason code to what is final.
CREATE TABLE payment_outcome (
  county     BIGINT NOT NULL,
  ord        BIGINT NOT NULL,
  seq        BIGINT NOT NULL,
  n          BIGINT NOT NULL,
  outcome    TEXT   NOT NULL,          -- paid, returned, detail
  fen        BIGINT NOT NULL,
  serial     TEXT   NOT NULL,          -- bank serial
  value_day  TEXT   NOT NULL,
  reason     TEXT   NOT NULL,
  result     BIGINT NOT NULL,
  at         TEXT   NOT NULL,
  PRIMARY KEY (county, ord, seq, n)
);
CREATE UNIQUE INDEX payment_outcome_final ON payment_outcome (county, ord, seq) WHERE outcome <> 'detail';

-- Where a family's money goes, version by version; two people after the first.
CREATE TABLE payee (
  county       BIGINT NOT NULL,
  claim        BIGINT NOT NULL,
  n            BIGINT NOT NULL,
  payee        BYTEA  NOT NULL,        -- sealed holder, bank, account
  commitment   TEXT   NOT NULL,
  entered_by   BIGINT NOT NULL,
  approved_by  BIGINT NOT NULL,
  document     TEXT   NOT NULL,
  at           TEXT   NOT NULL,
  PRIMARY KEY (county, claim, n)
);

-- Money to come back after a reversal of something paid, and its set-off.
CREATE TABLE recovery (
  county   BIGINT NOT NULL,
  id       BIGINT NOT NULL,
  number   TEXT   NOT NULL,
  claim    BIGINT NOT NULL,
  list     BIGINT NOT NULL,            -- the list in which it was paid
  seq      BIGINT NOT NULL,
  unit     BIGINT NOT NULL,
  fen      BIGINT NOT NULL,
  reason   TEXT   NOT NULL,
  entry    BIGINT NOT NULL,            -- recovery_due
  at       TEXT   NOT NULL,
  PRIMARY KEY (county, id)
);
CREATE UNIQUE INDEX recovery_line ON recovery (county, list, seq);

CREATE TABLE recovery_use (
  county    BIGINT NOT NULL,
  recovery  BIGINT NOT NULL,
  n         BIGINT NOT NULL,
  ord       BIGINT NOT NULL,           -- 0 when paid back
  fen       BIGINT NOT NULL,
  document  TEXT   NOT NULL,           -- the bank's slip of what was paid back, else ''
  entry     BIGINT NOT NULL,
  at        TEXT   NOT NULL,
  PRIMARY KEY (county, recovery, n)
);

-- PAPERS, NUMBERS, MESSAGES ---------------------------------------------------

-- Official bytes, made once and given out again.
CREATE TABLE official (
  county        BIGINT NOT NULL,
  id            BIGINT NOT NULL,
  kind          TEXT   NOT NULL,       -- settlement_list_pdf, bank_file, …
  subject_kind  TEXT   NOT NULL,
  subject       BIGINT NOT NULL,
  version       BIGINT NOT NULL,
  sha256        TEXT   NOT NULL,
  size          BIGINT NOT NULL,
  sealed        BYTEA  NOT NULL,
  at            TEXT   NOT NULL,
  PRIMARY KEY (county, id),
  UNIQUE (county, kind, subject, version)
);

-- Gapless numbers per (county, office, kind, year).
CREATE TABLE number_issued (
  county   BIGINT NOT NULL,
  office   BIGINT NOT NULL,
  kind     TEXT   NOT NULL,
  year     BIGINT NOT NULL,
  n        BIGINT NOT NULL,
  subject  BIGINT NOT NULL,
  at       TEXT   NOT NULL,
  PRIMARY KEY (county, office, kind, year, n)
);

CREATE TABLE number_void (
  county  BIGINT NOT NULL,
  office  BIGINT NOT NULL,
  kind    TEXT   NOT NULL,
  year    BIGINT NOT NULL,
  n       BIGINT NOT NULL,
  reason  TEXT   NOT NULL,
  person  BIGINT NOT NULL,
  at      TEXT   NOT NULL,
  PRIMARY KEY (county, office, kind, year, n)
);

CREATE TABLE finding (
  county      BIGINT NOT NULL,
  id          BIGINT NOT NULL,
  claim       BIGINT NOT NULL,
  code        TEXT   NOT NULL,         -- risk code
  key         TEXT   NOT NULL,         -- code, claims, numbers: a finding decided is not raised again
  others      TEXT   NOT NULL,         -- row ids of the claims it was compared with
  facts       TEXT   NOT NULL,
  blocks      BIGINT NOT NULL,         -- 1: the claim is not listed or determined before it is decided
  at          TEXT   NOT NULL,
  decided_by  BIGINT,
  decided_at  TEXT,
  outcome     TEXT,                    -- cleared, confirmed
  reason      TEXT,
  PRIMARY KEY (county, id),
  UNIQUE (county, key)
);
CREATE INDEX finding_claim ON finding (county, claim);

-- Messages to be sent; the body holds codes and row ids, never personal values.
CREATE TABLE outbox (
  county   BIGINT NOT NULL,
  id       BIGINT NOT NULL,
  kind     TEXT   NOT NULL,
  subject  BIGINT NOT NULL,
  body     TEXT   NOT NULL,
  at       TEXT   NOT NULL,
  sent_at  TEXT,
  PRIMARY KEY (county, id)
);

-- The heads of the audit chains as last written to anchors.txt.
CREATE TABLE anchor (
  county  BIGINT NOT NULL,
  pos     BIGINT NOT NULL,
  hash    TEXT   NOT NULL,
  day     TEXT   NOT NULL,
  at      TEXT   NOT NULL,
  PRIMARY KEY (county, pos)
);

-- VIEWS -----------------------------------------------------------------------

-- The outcome that holds on a payment line.
CREATE VIEW payment_now AS
SELECT p.county, p.ord, p.seq, p.voucher, p.claim, p.fen, p.commitment, p.of_ord, p.of_seq, o.list,
       COALESCE(x.outcome, 'sent') AS outcome, COALESCE(x.value_day, '') AS value_day, COALESCE(x.reason, '') AS reason
  FROM payment_line p
  JOIN payment_order o ON o.county = p.county AND o.id = p.ord
  LEFT JOIN payment_outcome x ON x.county = p.county AND x.ord = p.ord AND x.seq = p.seq AND x.outcome <> 'detail';

-- The state of every claim on all routes: the row's own state, or the fact of
-- its unreleased list line and of its last payment line.
CREATE VIEW claim_now AS
SELECT c.county, c.id, l.list, l.seq,
       CASE
         WHEN l.list IS NULL THEN c.state
         WHEN s.kind = 'reimbursement' AND s.state IN ('submitted', 'reviewing') THEN c.state
         WHEN s.state = 'reviewing' THEN
           CASE (SELECT m.mark FROM line_mark m WHERE m.county = l.county AND m.list = l.list AND m.seq = l.seq ORDER BY m.n DESC LIMIT 1)
             WHEN 'pass' THEN 'checked' WHEN 'query' THEN 'queried' ELSE 'listed' END
         WHEN s.state = 'submitted' THEN 'listed'
         WHEN s.kind = 'reimbursement' AND s.state IN ('ordered', 'paid', 'returned') THEN
           CASE (SELECT p.outcome FROM payment_now p WHERE p.county = c.county AND p.claim = c.id AND p.list = l.list
                  AND NOT EXISTS (SELECT 1 FROM payment_line r WHERE r.county = p.county AND r.of_ord = p.ord AND r.of_seq = p.seq))
             WHEN 'paid' THEN 'paid' WHEN 'returned' THEN 'bank_returned' ELSE 'ordered' END
         WHEN s.state = 'returned' THEN 'bank_returned'
         ELSE s.state
       END AS state
  FROM claim c
  LEFT JOIN list_line l ON l.county = c.county AND l.claim = c.id AND l.released_at IS NULL
  LEFT JOIN list s ON s.county = l.county AND s.id = l.list;
