-- Cases whose text has changed since it was put into `search`: a search brings the index up to date first.
CREATE TABLE unindexed (
    case_id INTEGER PRIMARY KEY REFERENCES cases (id) ON DELETE CASCADE
) STRICT;
