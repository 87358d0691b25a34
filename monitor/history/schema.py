"""The tables, as numbered steps from an empty file to today.

A step that was released is never edited: a change is a new step at the end, with a fixture of the old store beside it.

Why the tables are as they are (measured on 10,000 sources):

* Most visits show nothing new, so what visits share is kept once in `shared` (JSON, keyed by a hash of itself): route,
  evidence, certificate, validators. An unchanged visit is one row of integers.
* Words of enumerations are kept once in `word`: one byte a time, and no renumbering when a word is added.
* Times are microseconds since 1970 UTC; a time equal to the visit's own is 0.
* What is learned in a run waits in `learned` until the run is settled, so a void run leaves no trace in memory.
"""

from monitor.database import Migration

_FIRST = """
CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE word (
  id INTEGER PRIMARY KEY,
  word TEXT NOT NULL UNIQUE
);

CREATE TABLE shared (
  id INTEGER PRIMARY KEY,
  body TEXT NOT NULL
);

CREATE TABLE frame (
  id INTEGER PRIMARY KEY,
  key INTEGER NOT NULL UNIQUE,
  opening INTEGER NOT NULL,
  base INTEGER REFERENCES frame (id),
  body BLOB NOT NULL
);

CREATE INDEX frame_by_opening ON frame (opening) WHERE base IS NULL;

CREATE TABLE copy (
  id INTEGER PRIMARY KEY,
  key INTEGER NOT NULL UNIQUE,
  text_hash BLOB NOT NULL,
  rule_id TEXT NOT NULL,
  frame INTEGER REFERENCES frame (id),
  body BLOB NOT NULL
);

CREATE TABLE run (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  started_at INTEGER NOT NULL,
  finished_at INTEGER,
  status TEXT NOT NULL,
  void_reason TEXT,
  void_detail TEXT NOT NULL DEFAULT '',
  engine TEXT NOT NULL,
  planned INTEGER NOT NULL,
  is_partial INTEGER NOT NULL,
  settled_at INTEGER,
  stats TEXT NOT NULL DEFAULT '{}'
);

CREATE TABLE source (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  tool TEXT NOT NULL,
  url TEXT NOT NULL,
  latest INTEGER,
  last_visit INTEGER,
  held_url TEXT,
  final_url TEXT,
  redirect_status INTEGER,
  not_before INTEGER,
  visits_since_full INTEGER NOT NULL DEFAULT 0,
  alive_runs INTEGER NOT NULL DEFAULT 0,
  first_visit INTEGER,
  last_change INTEGER,
  visits INTEGER NOT NULL DEFAULT 0,
  changes INTEGER NOT NULL DEFAULT 0,
  muted INTEGER NOT NULL DEFAULT 0,
  moves INTEGER NOT NULL DEFAULT 0,
  troubles INTEGER NOT NULL DEFAULT 0,
  etag TEXT,
  last_modified TEXT,
  content_hash BLOB,
  rule_id TEXT NOT NULL DEFAULT '',
  page TEXT,
  flags TEXT,
  notices TEXT,
  searched_at INTEGER,
  suggestions TEXT,
  copy INTEGER REFERENCES copy (id),
  kept_at INTEGER
);

CREATE TABLE observation (
  id INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES run (id),
  source INTEGER NOT NULL REFERENCES source (id),
  at INTEGER NOT NULL,
  url TEXT,
  state INTEGER NOT NULL,
  page INTEGER,
  http_status INTEGER,
  marks INTEGER NOT NULL,
  label INTEGER NOT NULL,
  detail INTEGER,
  route INTEGER,
  representation INTEGER,
  outcome INTEGER NOT NULL,
  weight INTEGER,
  change INTEGER,
  copy INTEGER REFERENCES copy (id),
  requests INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  elapsed REAL NOT NULL,
  word INTEGER,
  standing INTEGER,
  reason TEXT,
  since INTEGER,
  confirmed_at INTEGER,
  recovered_at INTEGER,
  observations INTEGER,
  last_at INTEGER,
  first_run INTEGER,
  target TEXT,
  target_since INTEGER,
  target_runs INTEGER,
  traits INTEGER,
  last_good_at INTEGER
);

CREATE UNIQUE INDEX observation_of_source ON observation (source, run);

CREATE INDEX observation_of_run ON observation (run);

CREATE INDEX observation_told ON observation (run) WHERE weight IS NOT NULL;

CREATE INDEX observation_of_copy ON observation (copy) WHERE copy IS NOT NULL;

CREATE INDEX source_of_copy ON source (copy) WHERE copy IS NOT NULL;

CREATE INDEX copy_of_frame ON copy (frame) WHERE frame IS NOT NULL;

CREATE INDEX frame_of_base ON frame (base) WHERE base IS NOT NULL;

CREATE TABLE learned (
  observation INTEGER PRIMARY KEY REFERENCES observation (id) ON DELETE CASCADE,
  noise BLOB,
  linked BLOB
);

CREATE TABLE habit (
  source INTEGER PRIMARY KEY REFERENCES source (id) ON DELETE CASCADE,
  noise BLOB,
  linked BLOB
);

CREATE TABLE host (
  name TEXT PRIMARY KEY,
  profile BLOB NOT NULL
) WITHOUT ROWID;

CREATE TABLE robots (
  host TEXT PRIMARY KEY,
  text TEXT NOT NULL,
  fetched_at INTEGER NOT NULL
);

CREATE TABLE decision (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  source TEXT NOT NULL,
  item TEXT NOT NULL DEFAULT '',
  at INTEGER NOT NULL,
  by TEXT NOT NULL DEFAULT '',
  until TEXT,
  reason TEXT NOT NULL DEFAULT '',
  state_class TEXT,
  url TEXT,
  UNIQUE (kind, source, item, at)
);

CREATE TABLE report (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  period TEXT NOT NULL,
  kind TEXT NOT NULL,
  key TEXT NOT NULL DEFAULT '',
  run INTEGER NOT NULL,
  made_at INTEGER NOT NULL,
  UNIQUE (period, kind, key)
);

CREATE TABLE told (
  item TEXT NOT NULL,
  audience TEXT NOT NULL,
  report INTEGER NOT NULL REFERENCES report (id),
  PRIMARY KEY (item, audience)
) WITHOUT ROWID;

CREATE TABLE outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  report INTEGER NOT NULL REFERENCES report (id),
  audience TEXT NOT NULL,
  language TEXT NOT NULL,
  recipient TEXT NOT NULL,
  message_id TEXT NOT NULL UNIQUE,
  label TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'queued',
  phase TEXT NOT NULL DEFAULT '',
  attempts INTEGER NOT NULL DEFAULT 0,
  resent INTEGER NOT NULL DEFAULT 0,
  next_try INTEGER,
  last_code INTEGER,
  last_text TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  sent_at INTEGER,
  content BLOB NOT NULL,
  UNIQUE (report, recipient)
);
"""

_REMARKS = "ALTER TABLE observation ADD COLUMN remarks TEXT;"
"""What stands beside a state has an age of its own."""

_TRANSFER = "ALTER TABLE source ADD COLUMN transfer_hash BLOB;"
"""What was transferred when the held content came: what is sent again need not be unpacked to be known."""

MIGRATIONS: tuple[Migration, ...] = (_FIRST, _REMARKS, _TRANSFER)
