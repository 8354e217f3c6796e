ALTER TABLE marks ADD COLUMN why TEXT NOT NULL DEFAULT '';
ALTER TABLE sign_offs ADD COLUMN strengths TEXT NOT NULL DEFAULT '';
ALTER TABLE sign_offs ADD COLUMN next_steps TEXT NOT NULL DEFAULT '';

CREATE TABLE claims (
    session_id TEXT PRIMARY KEY REFERENCES sessions (id),
    trainer_id TEXT NOT NULL REFERENCES people (id),
    claimed_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE attached_evidence (
    id INTEGER PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES sessions (id),
    question INTEGER NOT NULL,
    ref TEXT NOT NULL,
    start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    text TEXT NOT NULL,
    attached_by TEXT NOT NULL REFERENCES people (id),
    attached_at TEXT NOT NULL,
    CHECK (0 <= start_at AND start_at < end_at)
) STRICT;
CREATE INDEX attached_evidence_by_session ON attached_evidence (session_id, question);

CREATE TABLE second_looks (
    session_id TEXT PRIMARY KEY REFERENCES sessions (id),
    first_marker TEXT NOT NULL REFERENCES people (id),
    sampled_at TEXT NOT NULL,
    second_marker TEXT REFERENCES people (id),
    closed_at TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE second_marks (
    id INTEGER PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES second_looks (session_id),
    question INTEGER NOT NULL,
    ref TEXT NOT NULL,
    mark TEXT NOT NULL CHECK (mark IN ('passed', 'attempted', 'none')),
    marked_by TEXT NOT NULL REFERENCES people (id),
    marked_at TEXT NOT NULL
) STRICT;
CREATE INDEX second_marks_by_session ON second_marks (session_id, question, ref, id);

CREATE TABLE settlements (
    id INTEGER PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES second_looks (session_id),
    question INTEGER NOT NULL,
    ref TEXT NOT NULL,
    mark TEXT NOT NULL CHECK (mark IN ('passed', 'attempted', 'none')),
    why TEXT NOT NULL,
    settled_by TEXT NOT NULL REFERENCES people (id),
    settled_at TEXT NOT NULL
) STRICT;
CREATE INDEX settlements_by_session ON settlements (session_id, question, ref, id);

CREATE TABLE assignments (
    id TEXT PRIMARY KEY,
    apprentice_id TEXT NOT NULL REFERENCES people (id),
    method TEXT NOT NULL,
    refs TEXT NOT NULL,
    due_on TEXT,
    note TEXT NOT NULL DEFAULT '',
    assigned_by TEXT NOT NULL REFERENCES people (id),
    assigned_at TEXT NOT NULL,
    done_at TEXT,
    withdrawn_at TEXT
) STRICT;
CREATE INDEX assignments_by_apprentice ON assignments (apprentice_id, assigned_at);

CREATE TABLE portfolio_pieces (
    id TEXT PRIMARY KEY,
    apprentice_id TEXT NOT NULL REFERENCES people (id),
    number INTEGER NOT NULL,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    dated_on TEXT,
    video_minutes INTEGER,
    note TEXT NOT NULL DEFAULT '',
    refs TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    UNIQUE (apprentice_id, number)
) STRICT;

CREATE TABLE gateway_checks (
    apprentice_id TEXT NOT NULL REFERENCES people (id),
    item TEXT NOT NULL,
    done INTEGER NOT NULL CHECK (done IN (0, 1)),
    note TEXT NOT NULL DEFAULT '',
    set_by TEXT NOT NULL REFERENCES people (id),
    set_at TEXT NOT NULL,
    PRIMARY KEY (apprentice_id, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE assessment_dates (
    apprentice_id TEXT NOT NULL REFERENCES people (id),
    method TEXT NOT NULL,
    held_on TEXT NOT NULL,
    PRIMARY KEY (apprentice_id, method)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER second_marks_are_never_changed BEFORE UPDATE ON second_marks
BEGIN SELECT RAISE(ABORT, 'second_marks are append-only'); END;

CREATE TRIGGER second_marks_are_never_deleted BEFORE DELETE ON second_marks
BEGIN SELECT RAISE(ABORT, 'second_marks are append-only'); END;

CREATE TRIGGER settlements_are_never_changed BEFORE UPDATE ON settlements
BEGIN SELECT RAISE(ABORT, 'settlements are append-only'); END;

CREATE TRIGGER settlements_are_never_deleted BEFORE DELETE ON settlements
BEGIN SELECT RAISE(ABORT, 'settlements are append-only'); END;
