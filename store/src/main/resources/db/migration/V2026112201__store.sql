-- Facts about the database as a whole, one row each.
CREATE TABLE setting (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

-- Who changed what, when. Rows are appended in the transaction of the change and never altered;
-- the id begins with the time, so that ids sort as they were given.
CREATE TABLE journal (
    account     TEXT   NOT NULL,
    id          TEXT   NOT NULL,
    at_ms       BIGINT NOT NULL,
    region      TEXT   NOT NULL,
    principal   TEXT   NOT NULL,
    action      TEXT   NOT NULL,
    resource    TEXT   NOT NULL,
    before_json TEXT,
    after_json  TEXT,
    PRIMARY KEY (account, id)
);
