-- What bureau and finance work with: the ticks of a reviewer, the cells of the
-- book, and the keys by which their pages find rows.

-- What a reviewer went through on a claim: identity, papers; and sums, which the
-- machine works out again at each tick (person 0). A tick holds for the version
-- of the form and the decision it names.
CREATE TABLE tick (
  county     BIGINT NOT NULL,
  claim      BIGINT NOT NULL,
  n          BIGINT NOT NULL,
  kind       TEXT   NOT NULL,          -- identity, papers, sums
  private_n  BIGINT NOT NULL,
  papers     BIGINT NOT NULL,          -- papers seen so far
  decision   BIGINT NOT NULL,
  person     BIGINT NOT NULL,          -- 0 the machine
  at         TEXT   NOT NULL,
  PRIMARY KEY (county, claim, n)
);

-- The book by cells, added to by each entry: a page reads sums from here and
-- never adds up all postings.
CREATE TABLE book (
  county   BIGINT NOT NULL,
  account  TEXT   NOT NULL,
  fund     TEXT   NOT NULL,
  level    TEXT   NOT NULL,
  year     BIGINT NOT NULL,            -- budget year
  payee    BIGINT NOT NULL,            -- the home, 0 families or nobody
  month    TEXT   NOT NULL,            -- of the entry's day
  fen      BIGINT NOT NULL,
  PRIMARY KEY (county, account, fund, level, year, payee, month)
); -- by key

INSERT INTO book (county, account, fund, level, year, payee, month, fen)
SELECT p.county, p.account, p.fund, p.level, p.year, e.payee, substr(e.day, 1, 7), CAST(sum(p.fen) AS BIGINT)
  FROM posting p JOIN entry e ON e.county = p.county AND e.id = p.entry
 GROUP BY p.county, p.account, p.fund, p.level, p.year, e.payee, substr(e.day, 1, 7);

CREATE INDEX posting_account ON posting (county, account, fund, level, year, entry);
CREATE INDEX entry_day ON entry (county, day, id);
CREATE INDEX finding_open ON finding (county, id) WHERE outcome IS NULL;
CREATE INDEX proposal_open ON proposal (county, kind, id) WHERE outcome IS NULL;
CREATE INDEX payment_order_list ON payment_order (county, list, id);
CREATE INDEX bank_result_order ON bank_result (county, ord, id);
CREATE INDEX list_kind ON list (county, kind, id);
CREATE INDEX claim_move_identity ON claim_move (county, claim) WHERE act = 'correct_identity';
CREATE INDEX claim_move_review ON claim_move (county, claim) WHERE act = 'review';
CREATE INDEX finding_confirmed ON finding (county, claim) WHERE outcome = 'confirmed' AND blocks = 1;
