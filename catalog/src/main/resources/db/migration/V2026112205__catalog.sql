-- Service Catalog. A portfolio or product stays its owner's row under its owner's id, wherever it is
-- seen from; who sees it is a rule, in the two views below.

CREATE TABLE catalog_portfolio (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    id TEXT NOT NULL,
    display_name TEXT NOT NULL,
    description TEXT,
    provider_name TEXT NOT NULL,
    tags TEXT NOT NULL,
    created_at_ms BIGINT NOT NULL,
    PRIMARY KEY (account, region, id)
);
CREATE INDEX catalog_portfolio_by_creation ON catalog_portfolio (account, region, created_at_ms, id);

CREATE TABLE catalog_product (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    id TEXT NOT NULL,
    view_id TEXT NOT NULL,
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    owner TEXT NOT NULL,
    description TEXT,
    distributor TEXT,
    support_description TEXT,
    support_email TEXT,
    support_url TEXT,
    tags TEXT NOT NULL,
    created_at_ms BIGINT NOT NULL,
    PRIMARY KEY (account, region, id)
);
CREATE INDEX catalog_product_by_creation ON catalog_product (account, region, created_at_ms, id);

CREATE TABLE catalog_provisioning_artifact (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    product_id TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT,
    type TEXT NOT NULL,
    source_kind TEXT NOT NULL,
    source TEXT NOT NULL,
    active INTEGER NOT NULL,
    guidance TEXT NOT NULL,
    created_at_ms BIGINT NOT NULL,
    PRIMARY KEY (account, region, product_id, id)
);

-- The copy of the template that launches use: later edits of the source do not matter.
CREATE TABLE catalog_template (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    artifact_id TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (account, region, artifact_id)
);

CREATE TABLE catalog_product_association (
    portfolio_account TEXT NOT NULL,
    region TEXT NOT NULL,
    portfolio_id TEXT NOT NULL,
    product_account TEXT NOT NULL,
    product_id TEXT NOT NULL,
    source_portfolio_id TEXT,
    created_at_ms BIGINT NOT NULL,
    PRIMARY KEY (portfolio_account, region, portfolio_id, product_id)
);
CREATE INDEX catalog_product_association_by_product
    ON catalog_product_association (region, product_id, portfolio_account);

-- The account is the portfolio's owner as well: nobody else can make a constraint in it.
CREATE TABLE catalog_constraint (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    id TEXT NOT NULL,
    portfolio_id TEXT NOT NULL,
    product_id TEXT NOT NULL,
    type TEXT NOT NULL,
    description TEXT,
    parameters TEXT NOT NULL,
    created_at_ms BIGINT NOT NULL,
    PRIMARY KEY (account, region, id)
);
CREATE INDEX catalog_constraint_by_association
    ON catalog_constraint (account, region, portfolio_id, product_id, created_at_ms, id);

CREATE TABLE catalog_portfolio_share (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    portfolio_id TEXT NOT NULL,
    recipient TEXT NOT NULL,
    share_tag_options INTEGER NOT NULL,
    share_principals INTEGER NOT NULL,
    accepted INTEGER NOT NULL,
    created_at_ms BIGINT NOT NULL,
    PRIMARY KEY (account, region, portfolio_id, recipient)
);
CREATE INDEX catalog_portfolio_share_by_recipient
    ON catalog_portfolio_share (recipient, region, portfolio_id);

-- The account is the one whose principals are admitted, be the portfolio its own or imported.
CREATE TABLE catalog_principal_association (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    portfolio_id TEXT NOT NULL,
    type TEXT NOT NULL,
    arn TEXT NOT NULL,
    created_at_ms BIGINT NOT NULL,
    PRIMARY KEY (account, region, portfolio_id, type, arn)
);

-- What runs (product, artifact, path) is what the last successful change asked for.
CREATE TABLE catalog_provisioned_product (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    product_account TEXT NOT NULL,
    product_id TEXT NOT NULL,
    product_name TEXT NOT NULL,
    artifact_id TEXT NOT NULL,
    artifact_name TEXT NOT NULL,
    portfolio_account TEXT NOT NULL,
    portfolio_id TEXT NOT NULL,
    user_arn TEXT NOT NULL,
    session_arn TEXT NOT NULL,
    launch_role_arn TEXT,
    state TEXT NOT NULL,
    state_reason TEXT,
    change_record_id TEXT,
    stack_arn TEXT,
    token TEXT,
    tags TEXT NOT NULL,
    last_record_id TEXT NOT NULL,
    last_provisioning_record_id TEXT NOT NULL,
    last_successful_record_id TEXT,
    created_at_ms BIGINT NOT NULL,
    PRIMARY KEY (account, region, id)
);
CREATE UNIQUE INDEX catalog_provisioned_product_by_name
    ON catalog_provisioned_product (account, region, name);
CREATE INDEX catalog_provisioned_product_by_creation
    ON catalog_provisioned_product (account, region, created_at_ms, id);

-- A record outlives its provisioned product. What the work on it needs (arguments, who asked) is
-- sealed, and forgotten once it has ended.
CREATE TABLE catalog_record (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    status TEXT NOT NULL,
    provisioned_product_id TEXT NOT NULL,
    provisioned_product_name TEXT NOT NULL,
    product_account TEXT NOT NULL,
    product_id TEXT NOT NULL,
    product_name TEXT NOT NULL,
    artifact_id TEXT NOT NULL,
    artifact_name TEXT NOT NULL,
    portfolio_account TEXT NOT NULL,
    portfolio_id TEXT NOT NULL,
    user_arn TEXT NOT NULL,
    session_arn TEXT NOT NULL,
    launch_role_arn TEXT,
    errors TEXT NOT NULL,
    tags TEXT NOT NULL,
    outputs TEXT NOT NULL,
    sealed_work TEXT,
    created_at_ms BIGINT NOT NULL,
    updated_at_ms BIGINT NOT NULL,
    PRIMARY KEY (account, region, id)
);
CREATE INDEX catalog_record_by_creation ON catalog_record (account, region, created_at_ms, id);
CREATE INDEX catalog_record_by_provisioned_product
    ON catalog_record (account, region, provisioned_product_id, created_at_ms);

-- What a token made. The hash of its request is sealed.
CREATE TABLE catalog_idempotency (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    operation TEXT NOT NULL,
    token TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    created_id TEXT NOT NULL,
    created_at_ms BIGINT NOT NULL,
    PRIMARY KEY (account, region, operation, token)
);
CREATE INDEX catalog_idempotency_by_age ON catalog_idempotency (created_at_ms);

-- Which portfolios an account sees: its own, and those offered to it that it has accepted.
CREATE VIEW catalog_visible_portfolio AS
    SELECT account AS viewer, region, account, id, 'OWN' AS standing FROM catalog_portfolio
    UNION ALL
    SELECT recipient AS viewer, region, account, portfolio_id AS id, 'IMPORTED' AS standing
    FROM catalog_portfolio_share WHERE accepted = 1;

-- Which products an account holds, and in which portfolio: its own in its own; all that the owner put
-- into an imported one; and in its own those of an imported one, as long as that one reaches it and
-- holds them.
CREATE VIEW catalog_held_product AS
    SELECT a.portfolio_account AS viewer, a.region, a.portfolio_account, a.portfolio_id,
           a.product_account, a.product_id, a.source_portfolio_id, a.created_at_ms
    FROM catalog_product_association a
    WHERE a.source_portfolio_id IS NULL
    UNION ALL
    SELECT a.portfolio_account AS viewer, a.region, a.portfolio_account, a.portfolio_id,
           a.product_account, a.product_id, a.source_portfolio_id, a.created_at_ms
    FROM catalog_product_association a
    JOIN catalog_portfolio_share s
      ON s.recipient = a.portfolio_account AND s.region = a.region
     AND s.portfolio_id = a.source_portfolio_id AND s.accepted = 1
    JOIN catalog_product_association o
      ON o.portfolio_account = s.account AND o.region = s.region
     AND o.portfolio_id = s.portfolio_id AND o.product_id = a.product_id
     AND o.source_portfolio_id IS NULL
    WHERE a.source_portfolio_id IS NOT NULL
    UNION ALL
    SELECT s.recipient AS viewer, a.region, a.portfolio_account, a.portfolio_id,
           a.product_account, a.product_id, a.source_portfolio_id, a.created_at_ms
    FROM catalog_portfolio_share s
    JOIN catalog_product_association a
      ON a.portfolio_account = s.account AND a.region = s.region
     AND a.portfolio_id = s.portfolio_id AND a.source_portfolio_id IS NULL
    WHERE s.accepted = 1;
