DROP TRIGGER turns_are_never_changed;

DROP TRIGGER turns_are_never_deleted;

ALTER TABLE turns RENAME TO turns_before;

CREATE TABLE turns (
    id INTEGER PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES sessions (id),
    seq INTEGER NOT NULL,
    question INTEGER,
    speaker TEXT NOT NULL CHECK (speaker IN ('assessor', 'apprentice', 'clock', 'coach', 'customer')),
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    at REAL NOT NULL,
    said_at TEXT NOT NULL,
    UNIQUE (session_id, seq)
) STRICT;

INSERT INTO turns SELECT * FROM turns_before;

DROP TABLE turns_before;

CREATE TRIGGER turns_are_never_changed BEFORE UPDATE ON turns
BEGIN SELECT RAISE(ABORT, 'turns are append-only'); END;

CREATE TRIGGER turns_are_never_deleted BEFORE DELETE ON turns
BEGIN SELECT RAISE(ABORT, 'turns are append-only'); END;

CREATE TABLE roleplays (
    session_id TEXT PRIMARY KEY REFERENCES sessions (id),
    scenario_id TEXT NOT NULL,
    scenario TEXT NOT NULL,
    play TEXT NOT NULL,
    notes TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
