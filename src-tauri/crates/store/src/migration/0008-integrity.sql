-- Identity across stores, who and where of a revision, digests of all that is shown (see seal.rs), drafts, session.
ALTER TABLE cases     ADD COLUMN uid     TEXT NOT NULL DEFAULT '';  -- 32 hexadecimal digits, given once by chance
ALTER TABLE revisions ADD COLUMN who     TEXT NOT NULL DEFAULT '';
ALTER TABLE revisions ADD COLUMN machine TEXT NOT NULL DEFAULT '';
ALTER TABLE revisions ADD COLUMN link    BLOB NOT NULL DEFAULT x''; -- digest of the link before and of this row
ALTER TABLE generated ADD COLUMN digest  BLOB NOT NULL DEFAULT x'';
ALTER TABLE parties   ADD COLUMN digest  BLOB NOT NULL DEFAULT x'';
ALTER TABLE settings  ADD COLUMN digest  BLOB NOT NULL DEFAULT x'';

-- Apart from the rows that they speak of, and without a reference: they outlive a row that is lost.
CREATE TABLE case_seals (
    case_id INTEGER PRIMARY KEY,
    listed  BLOB NOT NULL,  -- over the columns that the list shows
    whole   BLOB NOT NULL,  -- over all columns of the row
    chain   BLOB NOT NULL   -- link of the latest revision
) STRICT;

-- Text that was typed and is no answer yet. No revision: the write path of every half second.
CREATE TABLE drafts (
    uid    TEXT NOT NULL,   -- of the case
    path   TEXT NOT NULL,   -- `donor.uscc`
    base   TEXT NOT NULL,   -- JSON: the stored value it was typed over
    text   TEXT NOT NULL,
    at     TEXT NOT NULL,
    digest BLOB NOT NULL,
    PRIMARY KEY (uid, path)
) STRICT, WITHOUT ROWID;

-- Which opening of the file this is, and how many commits it has seen; told again beside the file (see session.rs).
CREATE TABLE session (
    id      INTEGER PRIMARY KEY CHECK (id = 1),
    token   TEXT NOT NULL,
    commits INTEGER NOT NULL
) STRICT;
