CREATE TABLE passphrases (
    person_id TEXT COLLATE "C" PRIMARY KEY REFERENCES people (id) ON DELETE CASCADE,
    hash TEXT COLLATE "C" NOT NULL,
    set_at TEXT COLLATE "C" NOT NULL,
    handed_out BIGINT NOT NULL DEFAULT 0 CHECK (handed_out IN (0, 1)),
    failures BIGINT NOT NULL DEFAULT 0,
    failed_at TEXT COLLATE "C"
);

CREATE TABLE store_settings (
    key TEXT COLLATE "C" PRIMARY KEY,
    value TEXT COLLATE "C" NOT NULL
);

ALTER TABLE passphrases ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON passphrases TO coach_apprentice;
CREATE POLICY own_rows ON passphrases TO coach_apprentice
    USING (person_id = current_setting('coach.person', true));

GRANT SELECT ON store_settings TO coach_apprentice;
