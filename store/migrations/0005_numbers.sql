-- SUMS ------------------------------------------------------------------------

-- Sums kept beside the rows they add up, changed in the same transaction; the
-- checker adds the rows up again (INV-39). month is that of lodging for lodged,
-- of completion for all else. A claim is counted from its completion on, until it
-- is taken back or reversed.
CREATE TABLE sum_claim (
  county       BIGINT NOT NULL,
  month        TEXT   NOT NULL,
  town         TEXT   NOT NULL,
  home         BIGINT NOT NULL,        -- 0 for reimbursement
  route        TEXT   NOT NULL,
  class        TEXT   NOT NULL,
  lodged       BIGINT NOT NULL,        -- claims lodged in the month
  done         BIGINT NOT NULL,        -- claims completed in the month
  charged_fen  BIGINT NOT NULL,
  waived_fen   BIGINT NOT NULL,
  family_fen   BIGINT NOT NULL,
  capped       BIGINT NOT NULL,        -- claims whose sum reached the cap
  dated        BIGINT NOT NULL,        -- claims whose day of death is known
  lodge_days   BIGINT NOT NULL,        -- days from death to lodging, of those
  done_days    BIGINT NOT NULL,        -- days from lodging to completion
  PRIMARY KEY (county, month, town, home, route, class)
); -- by key
CREATE INDEX sum_claim_town ON sum_claim (county, town, month);

CREATE TABLE sum_item (
  county       BIGINT NOT NULL,
  month        TEXT   NOT NULL,
  town         TEXT   NOT NULL,
  home         BIGINT NOT NULL,
  item         TEXT   NOT NULL,
  claims       BIGINT NOT NULL,
  charged_fen  BIGINT NOT NULL,
  waived_fen   BIGINT NOT NULL,
  family_fen   BIGINT NOT NULL,
  PRIMARY KEY (county, month, town, home, item)
); -- by key
CREATE INDEX sum_item_town ON sum_item (county, town, month);

CREATE TABLE sum_fund (
  county  BIGINT NOT NULL,
  month   TEXT   NOT NULL,
  town    TEXT   NOT NULL,
  home    BIGINT NOT NULL,
  fund    TEXT   NOT NULL,
  level   TEXT   NOT NULL,
  claims  BIGINT NOT NULL,
  fen     BIGINT NOT NULL,
  PRIMARY KEY (county, month, town, home, fund, level)
); -- by key
CREATE INDEX sum_fund_town ON sum_fund (county, town, month);

-- What the bank said, by the month of the list.
CREATE TABLE sum_paid (
  county   BIGINT NOT NULL,
  month    TEXT   NOT NULL,
  kind     TEXT   NOT NULL,            -- of the list
  unit     BIGINT NOT NULL,            -- of the list
  outcome  TEXT   NOT NULL,            -- paid, returned
  lines    BIGINT NOT NULL,
  fen      BIGINT NOT NULL,
  PRIMARY KEY (county, month, kind, unit, outcome)
); -- by key

-- Settle rows by what they were made for: where claims may wait for a list.
CREATE TABLE sum_period (
  county   BIGINT NOT NULL,
  unit     BIGINT NOT NULL,
  kind     TEXT   NOT NULL,
  period   TEXT   NOT NULL,
  settles  BIGINT NOT NULL,
  PRIMARY KEY (county, unit, kind, period)
); -- by key

-- What was there before there were sums.
INSERT INTO sum_claim (county, month, town, home, route, class, lodged, done, charged_fen, waived_fen, family_fen, capped, dated, lodge_days, done_days)
SELECT x.county, x.month, x.town, x.home, x.route, x.class, sum(x.lodged), sum(x.done), sum(x.charged), sum(x.waived), sum(x.family), sum(x.capped), sum(x.dated), sum(x.lodge_days), sum(x.done_days)
FROM (
  SELECT county, substr(lodged_day, 1, 7) AS month, town, home, route, class, 1 AS lodged, 0 AS done, 0 AS charged, 0 AS waived, 0 AS family, 0 AS capped, 0 AS dated, 0 AS lodge_days, 0 AS done_days
  FROM claim WHERE lodged_day IS NOT NULL
  UNION ALL
  SELECT y.county, substr(y.completed_day, 1, 7), y.town, y.home, y.route, y.class, 0, 1, d.charged_fen, d.waived_fen, d.family_fen,
    CASE WHEN d.capped = 1 AND d.pre_cap_fen >= d.cap_fen THEN 1 ELSE 0 END,
    CASE WHEN y.death_day IS NULL THEN 0 ELSE 1 END, CASE WHEN y.death_day IS NULL THEN 0 ELSE y.lodged_n - y.death_n END, y.completed_n - y.lodged_n
  FROM (
    SELECT c.county, c.town, c.home, c.route, c.class, c.decision, c.death_day, c.completed_day,
      365 * l.y + l.y / 4 - l.y / 100 + l.y / 400 + (153 * l.m + 2) / 5 + l.d AS lodged_n,
      365 * k.y + k.y / 4 - k.y / 100 + k.y / 400 + (153 * k.m + 2) / 5 + k.d AS completed_n,
      365 * t.y + t.y / 4 - t.y / 100 + t.y / 400 + (153 * t.m + 2) / 5 + t.d AS death_n
    FROM claim c
    JOIN (SELECT county, id, CAST(substr(lodged_day, 1, 4) AS BIGINT) - CASE WHEN substr(lodged_day, 6, 2) < '03' THEN 1 ELSE 0 END AS y,
        (CAST(substr(lodged_day, 6, 2) AS BIGINT) + 9) % 12 AS m, CAST(substr(lodged_day, 9, 2) AS BIGINT) AS d FROM claim WHERE lodged_day IS NOT NULL) l ON l.county = c.county AND l.id = c.id
    JOIN (SELECT county, id, CAST(substr(completed_day, 1, 4) AS BIGINT) - CASE WHEN substr(completed_day, 6, 2) < '03' THEN 1 ELSE 0 END AS y,
        (CAST(substr(completed_day, 6, 2) AS BIGINT) + 9) % 12 AS m, CAST(substr(completed_day, 9, 2) AS BIGINT) AS d FROM claim WHERE completed_day IS NOT NULL) k ON k.county = c.county AND k.id = c.id
    LEFT JOIN (SELECT county, id, CAST(substr(death_day, 1, 4) AS BIGINT) - CASE WHEN substr(death_day, 6, 2) < '03' THEN 1 ELSE 0 END AS y,
        (CAST(substr(death_day, 6, 2) AS BIGINT) + 9) % 12 AS m, CAST(substr(death_day, 9, 2) AS BIGINT) AS d FROM claim WHERE death_day IS NOT NULL) t ON t.county = c.county AND t.id = c.id
    WHERE c.completed_day IS NOT NULL AND c.state <> 'reversed'
  ) y JOIN decision d ON d.county = y.county AND d.id = y.decision
) x GROUP BY x.county, x.month, x.town, x.home, x.route, x.class;

INSERT INTO sum_item (county, month, town, home, item, claims, charged_fen, waived_fen, family_fen)
SELECT c.county, substr(c.completed_day, 1, 7), c.town, c.home, l.item, count(DISTINCT c.id), sum(l.charged_fen), sum(l.waived_fen), sum(l.family_fen)
FROM claim c JOIN decision_line l ON l.county = c.county AND l.decision = c.decision
WHERE c.completed_day IS NOT NULL AND c.state <> 'reversed' GROUP BY c.county, substr(c.completed_day, 1, 7), c.town, c.home, l.item;

INSERT INTO sum_fund (county, month, town, home, fund, level, claims, fen)
SELECT c.county, substr(c.completed_day, 1, 7), c.town, c.home, s.fund, s.level, count(DISTINCT c.id), sum(s.fen)
FROM claim c JOIN decision_share s ON s.county = c.county AND s.decision = c.decision
WHERE c.completed_day IS NOT NULL AND c.state <> 'reversed' AND s.fen <> 0 GROUP BY c.county, substr(c.completed_day, 1, 7), c.town, c.home, s.fund, s.level;

INSERT INTO sum_paid (county, month, kind, unit, outcome, lines, fen)
SELECT x.county, substr(l.period, 1, 7), l.kind, l.unit, x.outcome, count(*), sum(x.fen)
FROM payment_outcome x JOIN payment_order o ON o.county = x.county AND o.id = x.ord JOIN list l ON l.county = o.county AND l.id = o.list
WHERE x.outcome <> 'detail' GROUP BY x.county, substr(l.period, 1, 7), l.kind, l.unit, x.outcome;

INSERT INTO sum_period (county, unit, kind, period, settles)
SELECT county, unit, kind, period, count(*) FROM settle GROUP BY county, unit, kind, period;

-- WHAT A FIGURE OPENS ---------------------------------------------------------

CREATE INDEX claim_done ON claim (county, completed_day, id, town, home, route, class, state) WHERE completed_day IS NOT NULL;
CREATE INDEX claim_lodged ON claim (county, lodged_day, id, town, home, route, class, state) WHERE lodged_day IS NOT NULL;
CREATE INDEX claim_open ON claim (county, state, lodged_day, home, town, route) WHERE completed_day IS NULL;
CREATE INDEX list_state ON list (county, state, period);
CREATE INDEX list_period ON list (county, period);
CREATE INDEX rating_of_office ON rating (county, office, at);
CREATE INDEX audit_person ON audit (county, person, pos);
CREATE INDEX audit_act ON audit (county, act, pos);

-- ADMINISTRATION --------------------------------------------------------------

-- One person stands in for another in a role of an office, from an instant until
-- another; it ends by itself, or earlier.
CREATE TABLE delegation (
  county       BIGINT NOT NULL,
  id           BIGINT NOT NULL,
  person       BIGINT NOT NULL,        -- who stands in
  stands_for   BIGINT NOT NULL,        -- who holds the role
  office       BIGINT NOT NULL,
  role         TEXT   NOT NULL,
  valid_from   TEXT   NOT NULL,
  valid_to     TEXT   NOT NULL,
  granted_by   BIGINT NOT NULL,
  reason       TEXT   NOT NULL,
  recorded_at  TEXT   NOT NULL,
  ended_at     TEXT,                   -- set once: ended before valid_to
  PRIMARY KEY (county, id)
);
CREATE INDEX delegation_person ON delegation (county, person, valid_to);

-- A code with which a person sets a new password, once; only its hash is kept.
CREATE TABLE password_reset (
  county      BIGINT NOT NULL,
  code_hash   TEXT   NOT NULL,
  person      BIGINT NOT NULL,
  made_by     BIGINT NOT NULL,
  at          TEXT   NOT NULL,
  expires_at  TEXT   NOT NULL,
  used_at     TEXT,
  PRIMARY KEY (county, code_hash)
);
CREATE INDEX password_reset_person ON password_reset (county, person, at);

-- Settings of a county, value after value; the highest n holds.
CREATE TABLE setting (
  county  BIGINT NOT NULL,
  name    TEXT   NOT NULL,
  n       BIGINT NOT NULL,
  value   TEXT   NOT NULL,
  person  BIGINT NOT NULL,
  at      TEXT   NOT NULL,
  PRIMARY KEY (county, name, n)
);

-- Each run of a job of the installation (county 0): how it went.
CREATE TABLE job_run (
  county   BIGINT NOT NULL,
  id       BIGINT NOT NULL,
  job      TEXT   NOT NULL,
  began    TEXT   NOT NULL,
  person   BIGINT NOT NULL,            -- who asked for it, 0 the timer
  outcome  TEXT   NOT NULL,            -- ok, found (the checker found something), failed
  code     TEXT   NOT NULL,            -- of the problem, when failed
  detail   TEXT   NOT NULL,            -- numbers and codes, no personal values
  at       TEXT   NOT NULL,
  PRIMARY KEY (county, id)
);
CREATE INDEX job_run_job ON job_run (county, job, id);

-- What came of passing a message on, try after try; the one that was reached has
-- the message's sent_at.
CREATE TABLE outbox_mark (
  county     BIGINT NOT NULL,
  note       BIGINT NOT NULL,          -- row of outbox
  n          BIGINT NOT NULL,
  outcome    TEXT   NOT NULL,          -- sent, failed
  person     BIGINT NOT NULL,
  at         TEXT   NOT NULL,
  audit_pos  BIGINT NOT NULL,
  PRIMARY KEY (county, note, n)
); -- by key
CREATE INDEX outbox_waiting ON outbox (county, kind, id) WHERE sent_at IS NULL;
CREATE INDEX outbox_sent ON outbox (county, id) WHERE sent_at IS NOT NULL;
