-- Append-only: an undo is a revision of its own, so a number never means two different states.
CREATE TABLE revisions (
    case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    number  INTEGER NOT NULL,
    kind    TEXT NOT NULL CHECK (kind IN ('edit', 'undo', 'redo', 'upgrade')),
    target  INTEGER,           -- undo, redo: the edit taken back or brought again
    under   INTEGER NOT NULL,  -- edit: the edit below it on the undo stack; undo: the undo below it on the redo stack
    at      TEXT NOT NULL,
    changes TEXT NOT NULL CHECK (json_valid(changes)),
    PRIMARY KEY (case_id, number)
) STRICT;
