ALTER TABLE marks ADD COLUMN why TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE sign_offs ADD COLUMN strengths TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE sign_offs ADD COLUMN next_steps TEXT COLLATE "C" NOT NULL DEFAULT '';

CREATE TABLE claims (
    session_id TEXT COLLATE "C" PRIMARY KEY REFERENCES sessions (id),
    trainer_id TEXT COLLATE "C" NOT NULL REFERENCES people (id),
    claimed_at TEXT COLLATE "C" NOT NULL
);

CREATE TABLE attached_evidence (
    id BIGINT PRIMARY KEY,
    session_id TEXT COLLATE "C" NOT NULL REFERENCES sessions (id),
    question BIGINT NOT NULL,
    ref TEXT COLLATE "C" NOT NULL,
    start_at BIGINT NOT NULL,
    end_at BIGINT NOT NULL,
    text TEXT COLLATE "C" NOT NULL,
    attached_by TEXT COLLATE "C" NOT NULL REFERENCES people (id),
    attached_at TEXT COLLATE "C" NOT NULL,
    CHECK (0 <= start_at AND start_at < end_at)
);
CREATE INDEX attached_evidence_by_session ON attached_evidence (session_id, question);

CREATE TABLE second_looks (
    session_id TEXT COLLATE "C" PRIMARY KEY REFERENCES sessions (id),
    first_marker TEXT COLLATE "C" NOT NULL REFERENCES people (id),
    sampled_at TEXT COLLATE "C" NOT NULL,
    second_marker TEXT COLLATE "C" REFERENCES people (id),
    closed_at TEXT COLLATE "C"
);

CREATE TABLE second_marks (
    id BIGINT PRIMARY KEY,
    session_id TEXT COLLATE "C" NOT NULL REFERENCES second_looks (session_id),
    question BIGINT NOT NULL,
    ref TEXT COLLATE "C" NOT NULL,
    mark TEXT COLLATE "C" NOT NULL CHECK (mark IN ('passed', 'attempted', 'none')),
    marked_by TEXT COLLATE "C" NOT NULL REFERENCES people (id),
    marked_at TEXT COLLATE "C" NOT NULL
);
CREATE INDEX second_marks_by_session ON second_marks (session_id, question, ref, id);

CREATE TABLE settlements (
    id BIGINT PRIMARY KEY,
    session_id TEXT COLLATE "C" NOT NULL REFERENCES second_looks (session_id),
    question BIGINT NOT NULL,
    ref TEXT COLLATE "C" NOT NULL,
    mark TEXT COLLATE "C" NOT NULL CHECK (mark IN ('passed', 'attempted', 'none')),
    why TEXT COLLATE "C" NOT NULL,
    settled_by TEXT COLLATE "C" NOT NULL REFERENCES people (id),
    settled_at TEXT COLLATE "C" NOT NULL
);
CREATE INDEX settlements_by_session ON settlements (session_id, question, ref, id);

CREATE TABLE assignments (
    id TEXT COLLATE "C" PRIMARY KEY,
    apprentice_id TEXT COLLATE "C" NOT NULL REFERENCES people (id),
    method TEXT COLLATE "C" NOT NULL,
    refs TEXT COLLATE "C" NOT NULL,
    due_on TEXT COLLATE "C",
    note TEXT COLLATE "C" NOT NULL DEFAULT '',
    assigned_by TEXT COLLATE "C" NOT NULL REFERENCES people (id),
    assigned_at TEXT COLLATE "C" NOT NULL,
    done_at TEXT COLLATE "C",
    withdrawn_at TEXT COLLATE "C"
);
CREATE INDEX assignments_by_apprentice ON assignments (apprentice_id, assigned_at);

CREATE TABLE portfolio_pieces (
    id TEXT COLLATE "C" PRIMARY KEY,
    apprentice_id TEXT COLLATE "C" NOT NULL REFERENCES people (id),
    number BIGINT NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    dated_on TEXT COLLATE "C",
    video_minutes BIGINT,
    note TEXT COLLATE "C" NOT NULL DEFAULT '',
    refs TEXT COLLATE "C" NOT NULL,
    changed_at TEXT COLLATE "C" NOT NULL,
    UNIQUE (apprentice_id, number)
);

CREATE TABLE gateway_checks (
    apprentice_id TEXT COLLATE "C" NOT NULL REFERENCES people (id),
    item TEXT COLLATE "C" NOT NULL,
    done BIGINT NOT NULL CHECK (done IN (0, 1)),
    note TEXT COLLATE "C" NOT NULL DEFAULT '',
    set_by TEXT COLLATE "C" NOT NULL REFERENCES people (id),
    set_at TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (apprentice_id, item)
);

CREATE TABLE assessment_dates (
    apprentice_id TEXT COLLATE "C" NOT NULL REFERENCES people (id),
    method TEXT COLLATE "C" NOT NULL,
    held_on TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (apprentice_id, method)
);

CREATE TRIGGER second_marks_are_append_only BEFORE UPDATE OR DELETE ON second_marks
    FOR EACH ROW EXECUTE FUNCTION keep_unless_lifted();
CREATE TRIGGER second_marks_are_never_emptied BEFORE TRUNCATE ON second_marks
    FOR EACH STATEMENT EXECUTE FUNCTION keep_for_good();

CREATE TRIGGER settlements_are_append_only BEFORE UPDATE OR DELETE ON settlements
    FOR EACH ROW EXECUTE FUNCTION keep_unless_lifted();
CREATE TRIGGER settlements_are_never_emptied BEFORE TRUNCATE ON settlements
    FOR EACH STATEMENT EXECUTE FUNCTION keep_for_good();

ALTER TABLE claims ENABLE ROW LEVEL SECURITY;
GRANT SELECT, DELETE ON claims TO coach_apprentice;
CREATE POLICY own_rows ON claims TO coach_apprentice
    USING (EXISTS (SELECT 1 FROM sessions s WHERE s.id = session_id AND s.apprentice_id = current_setting('coach.person', true)));

ALTER TABLE attached_evidence ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON attached_evidence TO coach_apprentice;
CREATE POLICY own_rows ON attached_evidence TO coach_apprentice
    USING (EXISTS (SELECT 1 FROM sessions s WHERE s.id = session_id AND s.apprentice_id = current_setting('coach.person', true)));

ALTER TABLE second_looks ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON second_looks TO coach_apprentice;
CREATE POLICY own_rows ON second_looks TO coach_apprentice
    USING (EXISTS (SELECT 1 FROM sessions s WHERE s.id = session_id AND s.apprentice_id = current_setting('coach.person', true)));

ALTER TABLE second_marks ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON second_marks TO coach_apprentice;
CREATE POLICY own_rows ON second_marks TO coach_apprentice
    USING (EXISTS (SELECT 1 FROM sessions s WHERE s.id = session_id AND s.apprentice_id = current_setting('coach.person', true)));

ALTER TABLE settlements ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON settlements TO coach_apprentice;
CREATE POLICY own_rows ON settlements TO coach_apprentice
    USING (EXISTS (SELECT 1 FROM sessions s WHERE s.id = session_id AND s.apprentice_id = current_setting('coach.person', true)));

ALTER TABLE assignments ENABLE ROW LEVEL SECURITY;
GRANT SELECT, UPDATE ON assignments TO coach_apprentice;
CREATE POLICY own_rows ON assignments TO coach_apprentice
    USING (apprentice_id = current_setting('coach.person', true));

ALTER TABLE portfolio_pieces ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON portfolio_pieces TO coach_apprentice;
CREATE POLICY own_rows ON portfolio_pieces TO coach_apprentice
    USING (apprentice_id = current_setting('coach.person', true));

ALTER TABLE gateway_checks ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON gateway_checks TO coach_apprentice;
CREATE POLICY own_rows ON gateway_checks TO coach_apprentice
    USING (apprentice_id = current_setting('coach.person', true));

ALTER TABLE assessment_dates ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE, DELETE ON assessment_dates TO coach_apprentice;
CREATE POLICY own_rows ON assessment_dates TO coach_apprentice
    USING (apprentice_id = current_setting('coach.person', true));
