-- `archived` and `deleted_at` first: a list must not read through the answers.
CREATE TABLE cases (
    id              INTEGER PRIMARY KEY AUTOINCREMENT, -- never given twice: papers on disk refer to it
    archived        INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
    deleted_at      TEXT,
    created_at      TEXT NOT NULL,
    updated_at      TEXT NOT NULL,
    revision        INTEGER NOT NULL DEFAULT 0,        -- number of the latest revision; 0 is as created
    undo_top        INTEGER NOT NULL DEFAULT 0,        -- the edit that undo would take back; 0: none
    redo_top        INTEGER NOT NULL DEFAULT 0,        -- the undo that redo would take back; 0: none
    slug            TEXT NOT NULL,
    title           TEXT NOT NULL,
    procedure_hash  TEXT NOT NULL,                     -- templates version the case works with
    answers_version INTEGER NOT NULL,
    overrides       TEXT NOT NULL CHECK (json_valid(overrides)),
    answers         TEXT NOT NULL CHECK (json_valid(answers))
) STRICT;

-- Covers the case list, so that 10,000 cases are listed without touching their answers.
CREATE INDEX cases_listed
    ON cases (archived, updated_at DESC, id DESC, slug, title, revision, created_at, procedure_hash)
    WHERE deleted_at IS NULL;
