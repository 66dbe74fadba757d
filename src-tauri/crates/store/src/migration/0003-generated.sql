CREATE TABLE generated (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    case_id  INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    document TEXT NOT NULL,
    row_name TEXT,              -- documents made once per row of a table
    format   TEXT NOT NULL,
    revision INTEGER NOT NULL,
    path     TEXT NOT NULL,
    sha256   TEXT NOT NULL,
    draft    INTEGER NOT NULL CHECK (draft IN (0, 1)),
    made_at  TEXT NOT NULL
) STRICT;
CREATE INDEX generated_by_case ON generated (case_id, made_at DESC);
CREATE INDEX generated_by_hash ON generated (sha256);
