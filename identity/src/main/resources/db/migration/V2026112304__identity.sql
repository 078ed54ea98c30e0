-- Units of organizations: a parent is a root or another unit.
CREATE TABLE organization_unit (
    organization_id TEXT NOT NULL,
    id              TEXT NOT NULL,
    parent_id       TEXT NOT NULL,
    name            TEXT NOT NULL,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, parent_id, name)
);

-- Where an account was moved to; one without a row is directly under the root.
CREATE TABLE organization_place (
    organization_id TEXT NOT NULL,
    account         TEXT NOT NULL,
    parent_id       TEXT NOT NULL,
    PRIMARY KEY (organization_id, account)
);

-- The types of policies that are enabled in an organization.
CREATE TABLE organization_policy_type (
    organization_id TEXT NOT NULL,
    type            TEXT NOT NULL,
    PRIMARY KEY (organization_id, type)
);

-- Service control policies that customers made; FullAWSAccess is AWS's own and not here.
CREATE TABLE organization_policy (
    organization_id TEXT NOT NULL,
    id              TEXT NOT NULL,
    name            TEXT NOT NULL,
    description     TEXT NOT NULL,
    content         TEXT NOT NULL,
    PRIMARY KEY (organization_id, id),
    UNIQUE (organization_id, name)
);

-- target_id is a root, a unit or an account.
CREATE TABLE organization_policy_attachment (
    organization_id TEXT NOT NULL,
    target_id       TEXT NOT NULL,
    policy_id       TEXT NOT NULL,
    PRIMARY KEY (organization_id, target_id, policy_id)
);

CREATE INDEX organization_policy_attachment_policy
    ON organization_policy_attachment (organization_id, policy_id, target_id);
