-- SQLite keeps a table by a hidden number and its primary key as an index beside it. Where rows are
-- small and found by their key, one tree with the rows in the order of the key is half the work of
-- each insert. PostgreSQL has no such choice.
CREATE TABLE job_by_key (
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
) WITHOUT ROWID;
INSERT INTO job_by_key SELECT * FROM job;
DROP TABLE job;
ALTER TABLE job_by_key RENAME TO job;
CREATE INDEX job_due ON job (execution_time);
