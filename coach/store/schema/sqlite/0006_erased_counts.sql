CREATE TABLE erased_counts (
    cohort_id TEXT NOT NULL,
    standard TEXT NOT NULL,
    ref TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('erased', 'suggested', 'waiting', 'attempted', 'passed')),
    apprentices INTEGER NOT NULL CHECK (apprentices > 0),
    PRIMARY KEY (cohort_id, standard, ref, state)
) STRICT, WITHOUT ROWID;
