ALTER TABLE turns DROP CONSTRAINT turns_speaker_check;
ALTER TABLE turns ADD CONSTRAINT turns_speaker_check
    CHECK (speaker IN ('assessor', 'apprentice', 'clock', 'coach', 'customer'));

CREATE TABLE roleplays (
    session_id TEXT COLLATE "C" PRIMARY KEY REFERENCES sessions (id),
    scenario_id TEXT COLLATE "C" NOT NULL,
    scenario TEXT COLLATE "C" NOT NULL,
    play TEXT COLLATE "C" NOT NULL,
    notes TEXT COLLATE "C" NOT NULL DEFAULT ''
);

ALTER TABLE roleplays ENABLE ROW LEVEL SECURITY;
GRANT SELECT, INSERT, UPDATE ON roleplays TO coach_apprentice;
CREATE POLICY own_rows ON roleplays TO coach_apprentice
    USING (EXISTS (SELECT 1 FROM sessions s WHERE s.id = session_id AND s.apprentice_id = current_setting('coach.person', true)));
