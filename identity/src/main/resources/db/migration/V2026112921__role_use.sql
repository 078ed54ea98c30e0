-- When a role's credentials were last used: written at most once a minute for each role.
CREATE TABLE iam_role_use (
    role_id    TEXT   NOT NULL PRIMARY KEY,
    used_at_ms BIGINT NOT NULL,
    region     TEXT   NOT NULL
);
