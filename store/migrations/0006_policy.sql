-- What was seen before a changed policy is approved: that its cases held, and what
-- the claims of past months would have come to under it. before and after are what
-- the public purse pays; after is of the draft. digest is that of the proposal.
CREATE TABLE policy_check (
  county       BIGINT NOT NULL,
  id           BIGINT NOT NULL,
  proposal     BIGINT NOT NULL,
  digest       TEXT   NOT NULL,
  cases_hash   TEXT   NOT NULL,        -- of the text of the cases
  cases        BIGINT NOT NULL,        -- that held; one that does not leaves no row
  first_month  TEXT   NOT NULL,
  last_month   TEXT   NOT NULL,
  claims       BIGINT NOT NULL,
  undecided    BIGINT NOT NULL,
  before_fen   BIGINT NOT NULL,
  after_fen    BIGINT NOT NULL,
  gain         BIGINT NOT NULL,        -- families that pay less, or receive more
  lose         BIGINT NOT NULL,
  person       BIGINT NOT NULL,
  at           TEXT   NOT NULL,
  PRIMARY KEY (county, id)
);
CREATE INDEX policy_check_proposal ON policy_check (county, proposal, id);
