-- When a user's access key was last used, and for what: written at most once a minute for each key.
CREATE TABLE iam_access_key_use (
    id         TEXT   NOT NULL PRIMARY KEY,
    used_at_ms BIGINT NOT NULL,
    service    TEXT   NOT NULL,
    region     TEXT   NOT NULL
);

-- password_hash names its function and its costs, so that both can change.
CREATE TABLE iam_login_profile (
    account        TEXT    NOT NULL,
    user_id        TEXT    NOT NULL,
    password_hash  TEXT    NOT NULL,
    reset_required INTEGER NOT NULL,
    created_at_ms  BIGINT  NOT NULL,
    PRIMARY KEY (account, user_id)
);

-- An alias is unique over all accounts; an account has one.
CREATE TABLE iam_account_alias (
    account TEXT NOT NULL PRIMARY KEY,
    alias   TEXT NOT NULL UNIQUE
);

CREATE TABLE iam_password_policy (
    account            TEXT    NOT NULL PRIMARY KEY,
    minimum_length     INTEGER NOT NULL,
    require_symbols    INTEGER NOT NULL,
    require_numbers    INTEGER NOT NULL,
    require_uppercase  INTEGER NOT NULL,
    require_lowercase  INTEGER NOT NULL,
    users_may_change   INTEGER NOT NULL,
    max_age_days       INTEGER NOT NULL,
    remembered         INTEGER NOT NULL,
    hard_expiry        INTEGER NOT NULL
);

-- Service-linked roles that were deleted: GetServiceLinkedRoleDeletionStatus asks by task.
CREATE TABLE iam_role_deletion (
    account       TEXT   NOT NULL,
    task_id       TEXT   NOT NULL,
    role_arn      TEXT   NOT NULL,
    deleted_at_ms BIGINT NOT NULL,
    PRIMARY KEY (account, task_id)
);
