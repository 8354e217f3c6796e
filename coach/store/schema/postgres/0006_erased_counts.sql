CREATE TABLE erased_counts (
    cohort_id TEXT COLLATE "C" NOT NULL,
    standard TEXT COLLATE "C" NOT NULL,
    ref TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('erased', 'suggested', 'waiting', 'attempted', 'passed')),
    apprentices BIGINT NOT NULL CHECK (apprentices > 0),
    PRIMARY KEY (cohort_id, standard, ref, state)
);

ALTER TABLE erased_counts ENABLE ROW LEVEL SECURITY;
