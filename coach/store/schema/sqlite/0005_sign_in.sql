CREATE TABLE passphrases (
    person_id TEXT PRIMARY KEY REFERENCES people (id) ON DELETE CASCADE,
    hash TEXT NOT NULL,
    set_at TEXT NOT NULL,
    handed_out INTEGER NOT NULL DEFAULT 0 CHECK (handed_out IN (0, 1)),
    failures INTEGER NOT NULL DEFAULT 0,
    failed_at TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE store_settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
