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

-- Work that is to be done: db-scheduler's table, its times in milliseconds since 1970. A row is
-- there until its job is finished. Few rows, changed often: one index only.
CREATE TABLE job (
    task_name            TEXT    NOT NULL,
    task_instance        TEXT    NOT NULL,
    task_data            BYTEA,
    execution_time       BIGINT  NOT NULL,
    picked               BOOLEAN NOT NULL,
    picked_by            TEXT,
    last_success         BIGINT,
    last_failure         BIGINT,
    consecutive_failures INTEGER,
    last_heartbeat       BIGINT,
    version              BIGINT  NOT NULL,
    PRIMARY KEY (task_name, task_instance)
);

CREATE INDEX job_due ON job (execution_time);
