-- Organizations and their accounts. IAM is global within an account: no region here.
CREATE TABLE organization (
    id                 TEXT   NOT NULL PRIMARY KEY,
    root_id            TEXT   NOT NULL,
    management_account TEXT   NOT NULL UNIQUE,
    management_email   TEXT   NOT NULL,
    feature_set        TEXT   NOT NULL,
    created_at_ms      BIGINT NOT NULL
);

CREATE TABLE account (
    id              TEXT   NOT NULL PRIMARY KEY,
    organization_id TEXT,
    name            TEXT   NOT NULL,
    email           TEXT   NOT NULL,
    email_key       TEXT   NOT NULL UNIQUE,
    joined_method   TEXT   NOT NULL,
    joined_at_ms    BIGINT NOT NULL
);

CREATE INDEX account_organization ON account (organization_id, id);

CREATE TABLE account_creation (
    organization_id TEXT   NOT NULL,
    id              TEXT   NOT NULL,
    account_name    TEXT   NOT NULL,
    account         TEXT,
    state           TEXT   NOT NULL,
    failure_reason  TEXT,
    requested_at_ms BIGINT NOT NULL,
    completed_at_ms BIGINT,
    PRIMARY KEY (organization_id, id)
);

-- name_key is the name in lower case: names are unique without regard to case.
CREATE TABLE iam_user (
    account       TEXT   NOT NULL,
    name_key      TEXT   NOT NULL,
    id            TEXT   NOT NULL,
    name          TEXT   NOT NULL,
    path          TEXT   NOT NULL,
    boundary_arn  TEXT,
    created_at_ms BIGINT NOT NULL,
    PRIMARY KEY (account, name_key),
    UNIQUE (account, id)
);

CREATE TABLE iam_group (
    account       TEXT   NOT NULL,
    name_key      TEXT   NOT NULL,
    id            TEXT   NOT NULL,
    name          TEXT   NOT NULL,
    path          TEXT   NOT NULL,
    created_at_ms BIGINT NOT NULL,
    PRIMARY KEY (account, name_key),
    UNIQUE (account, id)
);

CREATE TABLE iam_membership (
    account  TEXT NOT NULL,
    group_id TEXT NOT NULL,
    user_id  TEXT NOT NULL,
    PRIMARY KEY (account, user_id, group_id)
);

CREATE INDEX iam_membership_group ON iam_membership (account, group_id, user_id);

CREATE TABLE iam_role (
    account       TEXT    NOT NULL,
    name_key      TEXT    NOT NULL,
    id            TEXT    NOT NULL,
    name          TEXT    NOT NULL,
    path          TEXT    NOT NULL,
    description   TEXT    NOT NULL,
    trust_policy  TEXT    NOT NULL,
    max_session_s INTEGER NOT NULL,
    boundary_arn  TEXT,
    created_at_ms BIGINT  NOT NULL,
    PRIMARY KEY (account, name_key),
    UNIQUE (account, id)
);

CREATE TABLE iam_instance_profile (
    account       TEXT   NOT NULL,
    name_key      TEXT   NOT NULL,
    id            TEXT   NOT NULL,
    name          TEXT   NOT NULL,
    path          TEXT   NOT NULL,
    role_id       TEXT,
    created_at_ms BIGINT NOT NULL,
    PRIMARY KEY (account, name_key),
    UNIQUE (account, id)
);

CREATE INDEX iam_instance_profile_role ON iam_instance_profile (account, role_id);

CREATE TABLE iam_policy (
    account         TEXT    NOT NULL,
    name_key        TEXT    NOT NULL,
    arn             TEXT    NOT NULL,
    id              TEXT    NOT NULL,
    name            TEXT    NOT NULL,
    path            TEXT    NOT NULL,
    description     TEXT    NOT NULL,
    default_version INTEGER NOT NULL,
    last_version    INTEGER NOT NULL,
    created_at_ms   BIGINT  NOT NULL,
    updated_at_ms   BIGINT  NOT NULL,
    PRIMARY KEY (account, name_key),
    UNIQUE (account, arn)
);

CREATE TABLE iam_policy_version (
    account       TEXT    NOT NULL,
    policy_arn    TEXT    NOT NULL,
    version       INTEGER NOT NULL,
    document      TEXT    NOT NULL,
    created_at_ms BIGINT  NOT NULL,
    PRIMARY KEY (account, policy_arn, version)
);

-- owner_id is the unique id of a user, group or role.
CREATE TABLE iam_attachment (
    account     TEXT NOT NULL,
    owner_id    TEXT NOT NULL,
    policy_arn  TEXT NOT NULL,
    policy_name TEXT NOT NULL,
    PRIMARY KEY (account, owner_id, policy_arn)
);

CREATE INDEX iam_attachment_policy ON iam_attachment (account, policy_arn, owner_id);

CREATE TABLE iam_inline_policy (
    account  TEXT NOT NULL,
    owner_id TEXT NOT NULL,
    name     TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (account, owner_id, name)
);

-- owner_id is a unique id, or the ARN of a managed policy. tag_key_key is the key in lower case.
CREATE TABLE iam_tag (
    account     TEXT NOT NULL,
    owner_id    TEXT NOT NULL,
    tag_key_key TEXT NOT NULL,
    tag_key     TEXT NOT NULL,
    tag_value   TEXT NOT NULL,
    PRIMARY KEY (account, owner_id, tag_key_key)
);

-- The id of an access key is unique over all accounts: a request carries nothing else.
CREATE TABLE iam_access_key (
    id              TEXT    NOT NULL PRIMARY KEY,
    account         TEXT    NOT NULL,
    user_id         TEXT    NOT NULL,
    active          INTEGER NOT NULL,
    secret_sealed   TEXT    NOT NULL,
    created_at_ms   BIGINT  NOT NULL
);

CREATE INDEX iam_access_key_user ON iam_access_key (account, user_id, id);

-- Sessions made by STS; caller is a CallerReference as JSON.
CREATE TABLE sts_session (
    access_key_id TEXT   NOT NULL PRIMARY KEY,
    account       TEXT   NOT NULL,
    caller        TEXT   NOT NULL,
    secret_sealed TEXT   NOT NULL,
    token_sealed  TEXT   NOT NULL,
    issued_at_ms  BIGINT NOT NULL,
    expires_at_ms BIGINT NOT NULL
);

CREATE INDEX sts_session_expiry ON sts_session (expires_at_ms);
