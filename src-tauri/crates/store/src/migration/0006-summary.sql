-- What the list shows of a case beyond its row: worked out by others, kept here under the name of what it was made from.
CREATE TABLE summaries (
    case_id   INTEGER PRIMARY KEY REFERENCES cases (id) ON DELETE CASCADE,
    made_from TEXT NOT NULL,
    value     TEXT NOT NULL CHECK (json_valid(value))
) STRICT;
