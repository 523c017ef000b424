-- Views for those who open a ledger with other programs (docs/how-to/sql.md): what holds today, as known now. The
-- program never reads them; tests compare them with its answers. TODAY is the day of the machine, or of the server.
-- KNOWN(x): the action of x is not undone. HOLDS(x, table): nor is x replaced by another row of its table. MATERIALIZED
-- is for PostgreSQL, which else works the part out for each row that is joined to it; SQLite knows it from 3.35 only and
-- is not given it. The newest revision that changes a view makes all of them anew from this file.

CREATE VIEW undone_action AS
WITH RECURSIVE back (action_id, by_id, sign) AS (
  SELECT a.undoes_id, a.id, 1 FROM action a WHERE a.undoes_id IS NOT NULL
  UNION ALL
  SELECT b.action_id, a.id, -b.sign FROM back b JOIN action a ON a.undoes_id = b.by_id
)
-- What was undone and brought back as often holds.
SELECT b.action_id FROM back b GROUP BY b.action_id HAVING sum(b.sign) > 0;

CREATE VIEW plan_now AS
SELECT p.id AS plan_id, p.key AS plan, e.title, e.id AS edition_id, e.issued_on, e.period_start, e.period_end,
  coalesce(e.place = (SELECT f.value FROM profile f WHERE f.name = 'place' AND KNOWN(f) ORDER BY f.id DESC LIMIT 1),
           e.place IS NULL) AS is_ours,
  coalesce((SELECT s.closed FROM plan_state s WHERE s.plan_id = p.id AND s.as_of <= TODAY AND HOLDS(s, plan_state)
            ORDER BY s.as_of DESC, s.id DESC LIMIT 1), FALSE) AS is_closed
FROM plan p JOIN edition e ON e.id = (
  SELECT x.id FROM edition x WHERE x.plan_id = p.id AND KNOWN(x)
  ORDER BY x.effective_on <= TODAY DESC, CASE WHEN x.effective_on <= TODAY THEN x.effective_on END DESC,
           x.effective_on, x.id DESC
  LIMIT 1);

-- The times in which departments existed: from `begun_on` up to, not including, `gone_on` (null: open).
CREATE VIEW department_life AS
WITH happened (department_id, kind, as_of, other_id, before, later) AS (
  SELECT e.department_id, e.kind, e.as_of, e.other_id, lag(e.as_of) OVER (chain), lead(e.as_of) OVER (chain)
  FROM department_event e
  WHERE e.kind <> 'void' AND HOLDS(e, department_event) AND NOT EXISTS (
    -- A split has an event for each of those that it became.
    SELECT 1 FROM department_event o
    WHERE o.department_id = e.department_id AND o.as_of = e.as_of AND o.kind = e.kind AND o.id < e.id
      AND HOLDS(o, department_event))
  WINDOW chain AS (PARTITION BY e.department_id ORDER BY e.as_of, e.kind = 'founded', e.id)
)
SELECT h.department_id, h.before AS begun_on, h.as_of AS gone_on, h.kind AS gone_by,
  CASE WHEN h.kind = 'merged' THEN h.other_id END AS merged_into_id
FROM happened h WHERE h.kind <> 'founded'
UNION ALL
SELECT h.department_id, h.as_of, NULL, NULL, NULL FROM happened h WHERE h.kind = 'founded' AND h.later IS NULL
UNION ALL
SELECT d.id, NULL, NULL, NULL, NULL FROM department d
WHERE KNOWN(d) AND NOT EXISTS (SELECT 1 FROM happened h WHERE h.department_id = d.id);

-- The names of departments, from `since` up to, not including, `until`.
CREATE VIEW department_called AS
WITH given (id, department_id, party_id, form, since, until) AS (
  SELECT n.id, n.department_id, n.party_id, n.form, n.since, n.until FROM department_name n
  WHERE n.form <> 'void' AND HOLDS(n, department_name)
)
SELECT g.id, g.department_id, g.party_id, g.form, p.name, g.since, coalesce((
  SELECT min(l.since) FROM given l
  WHERE l.department_id = g.department_id AND l.form = g.form AND g.form <> 'alias'
    AND (g.since IS NULL OR l.since > g.since) AND (g.until IS NULL OR l.since < g.until)
), g.until) AS until
FROM given g JOIN party p ON p.id = g.party_id;

-- Departments as they are called today; of those that are gone, since when, how, and who took over all they had.
CREATE VIEW department_now AS
SELECT d.id AS department_id,
  coalesce((
    SELECT c.name FROM department_called c
    WHERE c.department_id = d.id AND c.form = 'short' AND l.gone_on IS NULL
      AND (c.since IS NULL OR c.since <= TODAY) AND (c.until IS NULL OR c.until > TODAY)
    ORDER BY c.id DESC LIMIT 1
  ), (SELECT c.name FROM department_called c WHERE c.department_id = d.id AND c.form = 'short' ORDER BY c.id LIMIT 1)
  ) AS department,
  (SELECT k.kind FROM department_kind k WHERE k.department_id = d.id AND KNOWN(k) ORDER BY k.id DESC LIMIT 1) AS kind,
  l.begun_on, l.gone_on, l.gone_by,
  coalesce((
    SELECT h.to_id FROM handover h
    WHERE h.department_id = l.department_id AND h.task_id IS NULL AND h.as_of <= TODAY
      AND (l.begun_on IS NULL OR h.as_of >= l.begun_on) AND KNOWN(h)
    ORDER BY h.id DESC LIMIT 1), l.merged_into_id) AS next_id
FROM department d LEFT JOIN department_life l ON l.department_id = d.id AND l.gone_on = (
  SELECT max(o.gone_on) FROM department_life o WHERE o.department_id = d.id AND o.gone_on <= TODAY
) AND NOT EXISTS (
  SELECT 1 FROM department_life o
  WHERE o.department_id = d.id AND (o.begun_on IS NULL OR o.begun_on <= TODAY)
    AND (o.gone_on IS NULL OR o.gone_on > TODAY))
WHERE KNOWN(d);

-- Every note that holds, in the words of today's registry and of the edition in force.
CREATE VIEW note AS
SELECT n.id AS note_id, p.plan,
  p.plan || '-' || t.ref || CASE WHEN c.number IS NULL THEN '' ELSE '.' || c.number END AS ref,
  d.department, n.as_of, n.kind, n.status, n.percent, n.value, n.note, n.problem, n.next_step, n.evidence,
  n.period_start, n.period_end, n.received_on, n.author, n.channel, a.recorded_at, n.action_id, n.task_id, n.clause_id,
  n.department_id
FROM progress_note n JOIN action a ON a.id = n.action_id JOIN task k ON k.id = n.task_id
JOIN plan_now p ON p.plan_id = k.plan_id
LEFT JOIN task_text t ON t.edition_id = p.edition_id AND t.task_id = n.task_id
LEFT JOIN clause_text c ON c.task_text_id = t.id AND c.clause_id = n.clause_id
LEFT JOIN department_now d ON d.department_id = n.department_id
WHERE KNOWN(n) AND NOT EXISTS (SELECT 1 FROM retraction r WHERE r.note_id = n.id AND KNOWN(r));

-- Who definitely answers for what, and how it stands: the rows of `list`. `answering` make up the task's status.
CREATE VIEW obligation_now AS
WITH RECURSIVE printed (plan_id, issued_on, is_ours, text_id, task_id, clause_id, assignment_id, role, party_id) AS (
  SELECT p.plan_id, p.issued_on, p.is_ours, t.id, t.task_id, c.clause_id, a.id, a.role, a.party_id
  FROM plan_now p JOIN assignment a ON a.edition_id = p.edition_id JOIN clause_text c ON c.id = a.clause_text_id
  JOIN task_text t ON t.id = c.task_text_id
), meant (clause_id, party_id, department_id) AS (
  SELECT d.clause_id, d.party_id, d.department_id FROM designation d
  WHERE d.member AND d.as_of <= TODAY AND HOLDS(d, designation) AND NOT EXISTS (
    SELECT 1 FROM designation l
    WHERE l.clause_id = d.clause_id AND l.party_id = d.party_id AND l.department_id = d.department_id
      AND (l.as_of > d.as_of OR l.as_of = d.as_of AND l.id > d.id) AND l.as_of <= TODAY AND HOLDS(l, designation))
), party_then (plan_id, party_id, issued_on) AS (
  SELECT DISTINCT p.plan_id, p.party_id, p.issued_on FROM printed p WHERE p.is_ours
), existing (plan_id, department_id) AS (
  SELECT p.plan_id, l.department_id FROM plan_now p JOIN department_life l
    ON (l.begun_on IS NULL OR l.begun_on <= p.issued_on) AND (l.gone_on IS NULL OR l.gone_on > p.issued_on)
), named (plan_id, party_id, department_id, place) AS (
  -- Of those who bear or bore a name, the one who did when the plan was issued.
  SELECT x.plan_id, x.party_id, c.department_id, row_number() OVER (
    PARTITION BY x.plan_id, x.party_id
    ORDER BY CASE WHEN c.since > x.issued_on OR c.until <= x.issued_on THEN 3
                  WHEN e.department_id IS NULL THEN 2 ELSE 1 END, c.id DESC)
  FROM party_then x JOIN department_called c ON c.party_id = x.party_id
  LEFT JOIN existing e ON e.plan_id = x.plan_id AND e.department_id = c.department_id
), belongs (plan_id, party_id, department_id, is_member, place) AS (
  -- What is said of a department beats what is said of its kind.
  SELECT x.plan_id, x.party_id, e.department_id, m.member, row_number() OVER (
    PARTITION BY x.plan_id, x.party_id, e.department_id ORDER BY m.department_id IS NULL, m.id DESC)
  FROM party_then x
  JOIN collective_name n ON n.id = (
    SELECT max(o.id) FROM collective_name o WHERE o.party_id = x.party_id AND KNOWN(o))
  JOIN collective c ON c.id = n.collective_id AND c.kind = 'universal'
  JOIN existing e ON e.plan_id = x.plan_id JOIN department_now d ON d.department_id = e.department_id
  JOIN collective_member m ON m.collective_id = c.id
    AND (m.department_id = d.department_id OR m.department_kind = d.kind)
    AND (m.as_of IS NULL OR m.as_of <= x.issued_on) AND KNOWN(m)
), answers (assignment_id, task_id, clause_id, department_id, via) AS (
  SELECT p.assignment_id, p.task_id, p.clause_id, m.department_id, 'designated'
  FROM printed p JOIN meant m ON m.clause_id = p.clause_id AND m.party_id = p.party_id
  UNION ALL
  SELECT p.assignment_id, p.task_id, p.clause_id, coalesce(n.department_id, m.department_id),
    CASE WHEN n.department_id IS NULL THEN 'collective' ELSE 'direct' END
  FROM printed p LEFT JOIN named n ON n.plan_id = p.plan_id AND n.party_id = p.party_id AND n.place = 1
  LEFT JOIN belongs m ON m.plan_id = p.plan_id AND m.party_id = p.party_id AND m.place = 1 AND m.is_member
    AND n.department_id IS NULL
  WHERE coalesce(n.department_id, m.department_id) IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM meant o WHERE o.clause_id = p.clause_id AND o.party_id = p.party_id)
), heir (task_id, department_id, heir_id, steps) AS (
  SELECT DISTINCT a.task_id, a.department_id, a.department_id, 0
  FROM answers a JOIN department_now d ON d.department_id = a.department_id AND d.gone_on IS NOT NULL
  UNION ALL
  SELECT h.task_id, h.department_id, coalesce((
      SELECT o.to_id FROM handover o
      WHERE o.department_id = h.heir_id AND o.task_id = h.task_id AND o.as_of <= TODAY
        AND (d.begun_on IS NULL OR o.as_of >= d.begun_on) AND KNOWN(o)
      ORDER BY o.id DESC LIMIT 1), d.next_id), h.steps + 1
  FROM heir h JOIN department_now d ON d.department_id = h.heir_id AND d.gone_on IS NOT NULL
  WHERE h.steps < 20
), word (task_id, note_id, as_of, status) AS (
  SELECT n.task_id, n.note_id, n.as_of, n.status FROM note n
  WHERE n.department_id IS NULL AND n.note_id = (
    SELECT o.note_id FROM note o WHERE o.task_id = n.task_id AND o.department_id IS NULL AND o.as_of <= TODAY
    ORDER BY o.as_of DESC, o.note_id DESC LIMIT 1)
), latest (assignment_id, department_id, note_id) AS (
  SELECT a.assignment_id, a.department_id, (
    SELECT n.id FROM progress_note n
    WHERE n.task_id = a.task_id AND n.department_id = a.department_id AND n.as_of <= TODAY AND n.status IS NOT NULL
      AND (n.clause_id IS NULL OR n.clause_id = a.clause_id) AND KNOWN(n)
      AND NOT EXISTS (SELECT 1 FROM retraction r WHERE r.note_id = n.id AND KNOWN(r))
    ORDER BY n.as_of DESC, n.id DESC LIMIT 1)
  FROM answers a
), said (assignment_id, department_id, note_id, as_of, status, said_on) AS (
  -- As its latest note says, unless the office has ended the task for everybody since.
  SELECT l.assignment_id, l.department_id, l.note_id, n.as_of,
    CASE WHEN w.note_id IS NULL THEN n.status ELSE 'cancelled' END,
    CASE WHEN w.note_id IS NULL OR n.status = 'cancelled' THEN n.as_of ELSE w.as_of END
  FROM latest l JOIN printed p ON p.assignment_id = l.assignment_id LEFT JOIN progress_note n ON n.id = l.note_id
  LEFT JOIN word w ON w.task_id = p.task_id AND w.status = 'cancelled'
    AND (n.id IS NULL OR w.as_of > n.as_of OR w.as_of = n.as_of AND w.note_id > n.id)
), stands (assignment_id, department_id, note_id, as_of, status, closed_on) AS MATERIALIZED (
  SELECT s.assignment_id, s.department_id, s.note_id, s.as_of,
    CASE WHEN s.status IN ('verified', 'reported_done', 'cancelled') OR c.id IS NULL THEN s.status ELSE 'carried' END,
    CASE WHEN s.status IN ('verified', 'cancelled') THEN s.said_on
         WHEN s.status = 'reported_done' THEN NULL ELSE c.as_of END
  FROM said s JOIN printed p ON p.assignment_id = s.assignment_id LEFT JOIN carry c ON c.id = (
    SELECT o.id FROM carry o
    WHERE o.task_id = p.task_id AND (o.department_id IS NULL OR o.department_id = s.department_id)
      AND o.as_of <= TODAY AND HOLDS(o, carry)
    ORDER BY o.as_of DESC, o.id DESC LIMIT 1)
), due (text_id, clause_id, stated, until) AS (
  SELECT c.task_text_id, c.clause_id, coalesce(c.stated_deadline, t.stated_deadline), (
    SELECT d.until FROM deadline d
    WHERE d.task_id = t.task_id AND (d.clause_id IS NULL OR d.clause_id = c.clause_id) AND d.as_of <= TODAY
      AND HOLDS(d, deadline)
    ORDER BY d.as_of DESC, d.id DESC LIMIT 1)
  FROM clause_text c JOIN task_text t ON t.id = c.task_text_id
)
SELECT p.plan,
  p.plan || '-' || t.ref || CASE
    WHEN (SELECT count(*) FROM clause_text o WHERE o.task_text_id = t.id) = 1 THEN '' ELSE '.' || c.number END AS ref,
  coalesce((SELECT x.title FROM title x WHERE x.task_id = t.task_id AND x.as_of <= TODAY AND HOLDS(x, title)
            ORDER BY x.as_of DESC, x.id DESC LIMIT 1), t.title) AS title,
  a.role, a.printed AS party, r.via, h.department, coalesce(d.until, d.stated, p.period_end) AS deadline,
  CASE WHEN p.is_closed AND coalesce(s.status, '') NOT IN ('verified', 'reported_done', 'cancelled', 'carried')
       THEN 'unfinished' ELSE s.status END AS status,
  n.percent, s.as_of AS noted_on, coalesce(n.kind = 'return', FALSE) AS is_returned,
  -- The department's words, and the office's on them.
  coalesce(j.note, CASE WHEN n.judged_id IS NULL THEN n.note END) AS note, coalesce(j.problem, n.problem) AS problem,
  coalesce(j.next_step, n.next_step) AS next_step, CASE WHEN n.judged_id > 0 THEN n.note END AS office_note,
  NOT p.is_closed AND coalesce(s.status, '') NOT IN ('verified', 'cancelled', 'carried')
    AND CASE WHEN s.status = 'reported_done' THEN s.as_of ELSE TODAY END > coalesce(d.until, d.stated, p.period_end)
    AS is_overdue,
  a.role = CASE WHEN EXISTS (SELECT 1 FROM assignment o WHERE o.clause_text_id = c.id AND o.role = 'lead')
                THEN 'lead' ELSE 'responsible' END AS is_answering,
  t.task_id, c.clause_id, r.department_id, h.department_id AS holder_id, s.note_id
FROM answers r JOIN assignment a ON a.id = r.assignment_id JOIN clause_text c ON c.id = a.clause_text_id
JOIN task_text t ON t.id = c.task_text_id JOIN plan_now p ON p.edition_id = a.edition_id
JOIN due d ON d.text_id = t.id AND d.clause_id = c.clause_id
JOIN stands s ON s.assignment_id = r.assignment_id AND s.department_id = r.department_id
LEFT JOIN progress_note n ON n.id = s.note_id LEFT JOIN progress_note j ON j.id = n.judged_id
LEFT JOIN department_now o ON o.department_id = r.department_id
LEFT JOIN heir e ON e.task_id = r.task_id AND e.department_id = r.department_id
  AND (s.closed_on IS NULL OR s.closed_on > o.gone_on) AND e.steps = (
    SELECT max(x.steps) FROM heir x
    WHERE x.task_id = r.task_id AND x.department_id = r.department_id AND x.heir_id IS NOT NULL)
JOIN department_now h ON h.department_id = coalesce(e.heir_id, r.department_id)
-- The part of a department that was split is nobody's until somebody takes it over, unless it was closed before.
WHERE r.via <> 'direct' OR h.gone_by IS NULL OR h.gone_by <> 'split' OR s.closed_on <= h.gone_on;

-- Every task and how it stands: as the office last said, or by those whose answers make up its status.
CREATE VIEW task_now AS
WITH answer (task_id, status, percent, noted_on, note_id, is_decision, is_overdue) AS (
  SELECT o.task_id, o.status, o.percent, o.noted_on, o.note_id, o.status = 'verified' OR o.is_returned, o.is_overdue
  FROM obligation_now o WHERE o.is_answering
), counted AS (
  SELECT a.task_id, count(*) AS answering, count(a.percent) AS told, sum(a.percent) AS percents,
    count(CASE WHEN a.status IN ('cancelled', 'carried') THEN 1 END) AS ended,
    count(CASE WHEN a.status = 'carried' THEN 1 END) AS carried,
    count(CASE WHEN a.status IN ('verified', 'reported_done') THEN 1 END) AS done,
    count(CASE WHEN a.status = 'verified' THEN 1 END) AS verified,
    count(CASE WHEN a.status = 'unfinished' THEN 1 END) AS unfinished,
    count(CASE WHEN a.status = 'blocked' THEN 1 END) AS blocked,
    count(CASE WHEN a.status = 'in_progress' THEN 1 END) AS moving,
    count(a.status) AS reported
  FROM answer a GROUP BY a.task_id
), word AS (
  SELECT n.task_id, n.note_id, n.as_of, n.status, n.percent FROM note n
  WHERE n.department_id IS NULL AND n.note_id = (
    SELECT o.note_id FROM note o WHERE o.task_id = n.task_id AND o.department_id IS NULL AND o.as_of <= TODAY
    ORDER BY o.as_of DESC, o.note_id DESC LIMIT 1)
    AND NOT EXISTS (
      SELECT 1 FROM answer a
      WHERE a.task_id = n.task_id
        AND (a.noted_on > n.as_of OR a.noted_on = n.as_of AND a.is_decision AND a.note_id > n.note_id))
), rolled AS (
  SELECT c.task_id, c.percents / CASE WHEN c.told = c.answering THEN c.told END AS percent,
    CASE
      WHEN c.carried > 0 AND c.done = c.answering - c.ended THEN 'carried'
      WHEN c.ended = c.answering THEN 'cancelled'
      WHEN c.reported = c.ended THEN NULL
      WHEN c.verified = c.answering - c.ended THEN 'verified'
      WHEN c.done = c.answering - c.ended THEN 'reported_done'
      WHEN c.unfinished > 0 THEN 'unfinished'
      WHEN c.blocked > 0 THEN 'blocked'
      WHEN c.moving + c.done > 0 THEN 'in_progress'
      ELSE 'not_started' END AS status
  FROM counted c
), stands AS (
  SELECT k.id AS task_id,
    CASE WHEN r.status = 'carried' OR r.task_id IS NULL AND EXISTS (
           SELECT 1 FROM carry c WHERE c.task_id = k.id AND c.department_id IS NULL AND c.as_of <= TODAY
             AND HOLDS(c, carry)) THEN 'carried'
         WHEN w.note_id IS NOT NULL THEN w.status ELSE r.status END AS status,
    CASE WHEN w.note_id IS NOT NULL THEN w.percent ELSE r.percent END AS percent
  FROM task k LEFT JOIN rolled r ON r.task_id = k.id LEFT JOIN word w ON w.task_id = k.id
)
SELECT p.plan, p.plan || '-' || t.ref AS ref,
  coalesce((SELECT x.title FROM title x WHERE x.task_id = t.task_id AND x.as_of <= TODAY AND HOLDS(x, title)
            ORDER BY x.as_of DESC, x.id DESC LIMIT 1), t.title) AS title,
  t.text, coalesce((
    SELECT max(coalesce((
      SELECT d.until FROM deadline d
      WHERE d.task_id = t.task_id AND (d.clause_id IS NULL OR d.clause_id = c.clause_id) AND d.as_of <= TODAY
        AND HOLDS(d, deadline)
      ORDER BY d.as_of DESC, d.id DESC LIMIT 1
    ), c.stated_deadline, t.stated_deadline, CASE WHEN EXISTS (
      SELECT 1 FROM deadline d WHERE d.task_id = t.task_id AND d.as_of <= TODAY AND HOLDS(d, deadline)
    ) THEN p.period_end END))
    FROM clause_text c WHERE c.task_text_id = t.id
  ), t.stated_deadline, p.period_end) AS deadline,
  s.status, CASE WHEN s.status = 'carried' THEN NULL ELSE s.percent END AS percent, t.task_id
FROM plan_now p JOIN task_text t ON t.edition_id = p.edition_id JOIN stands s ON s.task_id = t.task_id;
