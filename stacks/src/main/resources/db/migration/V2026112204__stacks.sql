-- The CloudFormation stacks. Columns named *_document hold JSON that is sealed, since arguments and
-- properties may hold secrets.

CREATE TABLE stack (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    stack_id TEXT NOT NULL,
    name TEXT NOT NULL,
    status TEXT NOT NULL,
    status_reason TEXT,
    operation BIGINT NOT NULL,
    definition_document TEXT NOT NULL,
    previous_document TEXT,
    on_failure TEXT NOT NULL,
    timeout_ms BIGINT,
    role_arn TEXT,
    termination_protection INTEGER NOT NULL,
    client_request_token TEXT,
    failure TEXT,
    created_at_ms BIGINT NOT NULL,
    updated_at_ms BIGINT,
    deleted_at_ms BIGINT,
    gone_at_ms BIGINT,
    outputs_document TEXT NOT NULL,
    change_set_id TEXT,
    PRIMARY KEY (account, region, stack_id)
);

-- A name belongs to one stack at a time, and is free again once that is deleted.
CREATE UNIQUE INDEX stack_by_name ON stack (account, region, name) WHERE gone_at_ms IS NULL;
CREATE INDEX stack_by_creation ON stack (account, region, created_at_ms, stack_id);

CREATE TABLE stack_resource (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    stack_id TEXT NOT NULL,
    logical_id TEXT NOT NULL,
    incarnation INTEGER NOT NULL,
    standing TEXT NOT NULL,
    type TEXT NOT NULL,
    status TEXT NOT NULL,
    status_reason TEXT,
    physical_id TEXT,
    content_document TEXT NOT NULL,
    previous_document TEXT,
    made_by BIGINT NOT NULL,
    changed_by BIGINT NOT NULL,
    changed_at_ms BIGINT NOT NULL,
    proceed_at_ms BIGINT,
    attempts INTEGER NOT NULL,
    PRIMARY KEY (account, region, stack_id, logical_id, incarnation)
);

CREATE INDEX stack_resource_by_physical_id ON stack_resource (account, region, physical_id);

CREATE TABLE stack_event (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    stack_id TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    event_id TEXT NOT NULL,
    logical_id TEXT NOT NULL,
    physical_id TEXT NOT NULL,
    type TEXT NOT NULL,
    status TEXT NOT NULL,
    status_reason TEXT,
    properties TEXT,
    client_request_token TEXT,
    happened_at_ms BIGINT NOT NULL,
    PRIMARY KEY (account, region, stack_id, sequence, event_id)
);

CREATE TABLE stack_export (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    name TEXT NOT NULL,
    value_document TEXT NOT NULL,
    stack_id TEXT NOT NULL,
    PRIMARY KEY (account, region, name)
);

CREATE INDEX stack_export_by_stack ON stack_export (account, region, stack_id);

CREATE TABLE stack_import (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    name TEXT NOT NULL,
    stack_id TEXT NOT NULL,
    PRIMARY KEY (account, region, name, stack_id)
);

CREATE INDEX stack_import_by_stack ON stack_import (account, region, stack_id);

CREATE TABLE change_set (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    change_set_id TEXT NOT NULL,
    name TEXT NOT NULL,
    stack_id TEXT NOT NULL,
    creation INTEGER NOT NULL,
    state TEXT NOT NULL,
    description TEXT,
    definition_document TEXT NOT NULL,
    on_failure TEXT NOT NULL,
    role_arn TEXT,
    changes TEXT NOT NULL,
    created_at_ms BIGINT NOT NULL,
    PRIMARY KEY (account, region, change_set_id),
    UNIQUE (account, region, stack_id, name)
);
