-- Wait condition handles, and the signals that they and resources with a creation policy were sent.
-- A handle's row holds the hash of its signature only; what a signal says is sealed.

CREATE TABLE wait_handle (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    handle_id TEXT NOT NULL,
    signature_hash TEXT NOT NULL,
    stack_id TEXT NOT NULL,
    logical_id TEXT NOT NULL,
    created_at_ms BIGINT NOT NULL,
    PRIMARY KEY (account, region, handle_id)
);

CREATE TABLE stack_signal (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    target TEXT NOT NULL,
    unique_id TEXT NOT NULL,
    succeeded INTEGER NOT NULL,
    content_document TEXT NOT NULL,
    received_at_ms BIGINT NOT NULL,
    PRIMARY KEY (account, region, target, unique_id)
);
