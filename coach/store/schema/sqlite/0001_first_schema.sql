CREATE TABLE cohorts (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE people (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL CHECK (role IN ('apprentice', 'trainer', 'lead')),
    standard TEXT,
    organisation TEXT,
    cohort_id TEXT REFERENCES cohorts (id),
    face_to_face INTEGER NOT NULL DEFAULT 1 CHECK (face_to_face IN (0, 1)),
    sector TEXT NOT NULL DEFAULT '',
    workplace TEXT NOT NULL DEFAULT '',
    started_on TEXT,
    gateway_on TEXT,
    created_at TEXT NOT NULL,
    CHECK (role <> 'apprentice' OR (standard IS NOT NULL AND organisation IS NOT NULL))
) STRICT;

CREATE TABLE private_settings (
    person_id TEXT NOT NULL REFERENCES people (id),
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (person_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    apprentice_id TEXT NOT NULL REFERENCES people (id),
    standard TEXT NOT NULL,
    method TEXT NOT NULL,
    organisation TEXT NOT NULL,
    mode TEXT NOT NULL CHECK (mode IN ('exam', 'practice')),
    seed INTEGER NOT NULL,
    state TEXT NOT NULL,
    terms TEXT NOT NULL,
    progress TEXT NOT NULL,
    elapsed REAL NOT NULL DEFAULT 0,
    started_at TEXT NOT NULL,
    touched_at TEXT NOT NULL,
    handed_in_at TEXT,
    reviewed_at TEXT,
    reviewer_id TEXT REFERENCES people (id),
    resit_of TEXT REFERENCES sessions (id)
) STRICT;
CREATE INDEX sessions_by_apprentice ON sessions (apprentice_id, started_at);
CREATE INDEX sessions_by_state ON sessions (state, handed_in_at);

CREATE TABLE session_questions (
    session_id TEXT NOT NULL REFERENCES sessions (id),
    number INTEGER NOT NULL,
    question_id TEXT NOT NULL,
    question TEXT NOT NULL,
    PRIMARY KEY (session_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE turns (
    id INTEGER PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES sessions (id),
    seq INTEGER NOT NULL,
    question INTEGER,
    speaker TEXT NOT NULL CHECK (speaker IN ('assessor', 'apprentice', 'clock', 'coach')),
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    at REAL NOT NULL,
    said_at TEXT NOT NULL,
    UNIQUE (session_id, seq)
) STRICT;

CREATE TABLE drafts (
    session_id TEXT NOT NULL REFERENCES sessions (id),
    question INTEGER NOT NULL,
    text TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    PRIMARY KEY (session_id, question)
) STRICT, WITHOUT ROWID;

CREATE TABLE suggestions (
    session_id TEXT NOT NULL REFERENCES sessions (id),
    question INTEGER NOT NULL,
    ref TEXT NOT NULL,
    apprentice_id TEXT NOT NULL REFERENCES people (id),
    level TEXT NOT NULL,
    score REAL NOT NULL,
    evidence TEXT NOT NULL,
    missing TEXT NOT NULL,
    made_at TEXT NOT NULL,
    PRIMARY KEY (session_id, question, ref)
) STRICT, WITHOUT ROWID;
CREATE INDEX suggestions_by_apprentice ON suggestions (apprentice_id, ref);

CREATE TABLE self_ratings (
    session_id TEXT NOT NULL REFERENCES sessions (id),
    ref TEXT NOT NULL,
    rating TEXT NOT NULL CHECK (rating IN ('passed', 'attempted', 'none')),
    rated_at TEXT NOT NULL,
    PRIMARY KEY (session_id, ref)
) STRICT, WITHOUT ROWID;

CREATE TABLE marks (
    id INTEGER PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES sessions (id),
    question INTEGER NOT NULL,
    ref TEXT NOT NULL,
    apprentice_id TEXT NOT NULL REFERENCES people (id),
    mark TEXT NOT NULL CHECK (mark IN ('passed', 'attempted', 'none')),
    comment TEXT NOT NULL DEFAULT '',
    marked_by TEXT NOT NULL REFERENCES people (id),
    marked_at TEXT NOT NULL
) STRICT;
CREATE INDEX marks_by_place ON marks (session_id, question, ref, id);
CREATE INDEX marks_by_apprentice ON marks (apprentice_id, ref, id);

CREATE TABLE sign_offs (
    id INTEGER PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES sessions (id),
    signed_by TEXT NOT NULL REFERENCES people (id),
    signed_at TEXT NOT NULL,
    feedback TEXT NOT NULL
) STRICT;
CREATE INDEX sign_offs_by_session ON sign_offs (session_id, id);

CREATE TABLE coverage (
    apprentice_id TEXT NOT NULL REFERENCES people (id),
    ref TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('suggested', 'waiting', 'attempted', 'passed')),
    since TEXT NOT NULL,
    PRIMARY KEY (apprentice_id, ref)
) STRICT, WITHOUT ROWID;

CREATE VIEW current_marks AS
    SELECT m.* FROM marks m
    WHERE m.id = (
        SELECT max(n.id) FROM marks n
        WHERE n.session_id = m.session_id AND n.question = m.question AND n.ref = m.ref
    );

CREATE TRIGGER turns_are_never_changed BEFORE UPDATE ON turns
BEGIN SELECT RAISE(ABORT, 'turns are append-only'); END;
CREATE TRIGGER turns_are_never_deleted BEFORE DELETE ON turns
BEGIN SELECT RAISE(ABORT, 'turns are append-only'); END;

CREATE TRIGGER marks_are_never_changed BEFORE UPDATE ON marks
BEGIN SELECT RAISE(ABORT, 'marks are append-only'); END;
CREATE TRIGGER marks_are_never_deleted BEFORE DELETE ON marks
BEGIN SELECT RAISE(ABORT, 'marks are append-only'); END;

CREATE TRIGGER sign_offs_are_never_changed BEFORE UPDATE ON sign_offs
BEGIN SELECT RAISE(ABORT, 'sign_offs are append-only'); END;
CREATE TRIGGER sign_offs_are_never_deleted BEFORE DELETE ON sign_offs
BEGIN SELECT RAISE(ABORT, 'sign_offs are append-only'); END;
