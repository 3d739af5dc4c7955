-- What families do without an account, what they say of it, and what the public
-- is told. Words of families are sealed; a commitment stands beside them.

CREATE INDEX evidence_claim ON evidence (county, claim);

-- A family's session: opened by the slip and the last digits of the phone, by
-- the link, or by the draft it wrote.
CREATE TABLE family_session (
  county      BIGINT NOT NULL,
  token_hash  TEXT   NOT NULL,
  claim       BIGINT NOT NULL,
  created_at  TEXT   NOT NULL,
  expires_at  TEXT   NOT NULL,
  ended_at    TEXT,
  PRIMARY KEY (county, token_hash)
);

-- What was received of a file beside what is kept of it: the same bytes sent
-- again are answered as the first time.
CREATE TABLE upload (
  county     BIGINT NOT NULL,
  claim      BIGINT NOT NULL,
  hash       TEXT   NOT NULL,          -- sha256 of the bytes received
  kind       TEXT   NOT NULL,
  file_hash  TEXT   NOT NULL,          -- sha256 of the bytes kept (evidence)
  size       BIGINT NOT NULL,          -- bytes received
  at         TEXT   NOT NULL,
  PRIMARY KEY (county, claim, hash)
);

-- The family's signature on the screen under its own application.
CREATE TABLE applied (
  county     BIGINT NOT NULL,
  claim      BIGINT NOT NULL,
  n          BIGINT NOT NULL,
  private_n  BIGINT NOT NULL,          -- version of the form that was signed
  digest     TEXT   NOT NULL,          -- of the text that was signed
  file_hash  TEXT   NOT NULL,          -- the drawn signature (evidence)
  at         TEXT   NOT NULL,
  PRIMARY KEY (county, claim, n)
);

-- A family asks that a refusal, or a sum that was fixed, be reviewed by another
-- person (复核).
CREATE TABLE review_request (
  county      BIGINT NOT NULL,
  claim       BIGINT NOT NULL,
  move        BIGINT NOT NULL,         -- seq of the move that refused or fixed the sum
  words       BYTEA,                   -- sealed (salt, words)
  commitment  TEXT   NOT NULL,
  due         TEXT   NOT NULL,         -- the day by which it is answered
  at          TEXT   NOT NULL,
  PRIMARY KEY (county, claim, move)
);
CREATE INDEX review_request_due ON review_request (county, due);

-- 好差评: one for each step of a claim.
CREATE TABLE rating (
  county      BIGINT NOT NULL,
  claim       BIGINT NOT NULL,
  step        TEXT   NOT NULL,         -- desk, bureau, payment
  stars       BIGINT NOT NULL,         -- 5 very good … 1 very bad
  office      BIGINT NOT NULL,
  words       BYTEA,
  commitment  TEXT   NOT NULL,
  at          TEXT   NOT NULL,
  PRIMARY KEY (county, claim, step)
);
CREATE INDEX rating_office ON rating (county, office, stars);
CREATE INDEX rating_at ON rating (county, at);

CREATE TABLE complaint (
  county      BIGINT NOT NULL,
  id          BIGINT NOT NULL,
  number      TEXT   NOT NULL,
  token       TEXT   NOT NULL,         -- of number and phone digits, by which it is asked after
  claim       BIGINT NOT NULL,         -- 0 when not of a claim
  office      BIGINT NOT NULL,         -- the office complained of
  kind        TEXT   NOT NULL,
  words       BYTEA,
  commitment  TEXT   NOT NULL,
  contact     BYTEA,
  at          TEXT   NOT NULL,
  PRIMARY KEY (county, id),
  UNIQUE (county, number),
  UNIQUE (county, token)
);

-- The answer, by a person who had no part in the matter.
CREATE TABLE complaint_answer (
  county      BIGINT NOT NULL,
  complaint   BIGINT NOT NULL,
  words       BYTEA,
  commitment  TEXT   NOT NULL,
  person      BIGINT NOT NULL,
  at          TEXT   NOT NULL,
  PRIMARY KEY (county, complaint)
);

-- What bureau and towns did to make the policy known (六(一), 六(二)).
CREATE TABLE publicity (
  county    BIGINT NOT NULL,
  id        BIGINT NOT NULL,
  kind      TEXT   NOT NULL,
  day       TEXT   NOT NULL,
  town      TEXT   NOT NULL,           -- area code of the town, or of the county
  place     TEXT   NOT NULL,
  count     BIGINT NOT NULL,           -- people reached or papers given out
  document  TEXT   NOT NULL,
  office    BIGINT NOT NULL,
  person    BIGINT NOT NULL,
  cancels   BIGINT,                    -- the row it takes back
  at        TEXT   NOT NULL,
  PRIMARY KEY (county, id)
);
CREATE UNIQUE INDEX publicity_cancelled_once ON publicity (county, cancels) WHERE cancels IS NOT NULL;
CREATE INDEX publicity_day ON publicity (county, day);

-- A public notice (公示) of the lines of a list; its bytes are in official.
CREATE TABLE notice (
  county    BIGINT NOT NULL,
  id        BIGINT NOT NULL,
  number    TEXT   NOT NULL,
  list      BIGINT NOT NULL,
  from_day  TEXT   NOT NULL,
  to_day    TEXT   NOT NULL,
  lines     BIGINT NOT NULL,
  waived_fen BIGINT NOT NULL,
  sha256    TEXT   NOT NULL,           -- of the printed notice
  office    BIGINT NOT NULL,
  person    BIGINT NOT NULL,
  at        TEXT   NOT NULL,
  PRIMARY KEY (county, id),
  UNIQUE (county, number),
  UNIQUE (county, list)
);
CREATE INDEX complaint_claim ON complaint (county, claim);
CREATE INDEX official_sha256 ON official (county, sha256);
