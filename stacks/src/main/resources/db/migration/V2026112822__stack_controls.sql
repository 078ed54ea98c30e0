-- What the controls of stacks need: rollback to the last stable state, stack policies, rollbacks that
-- keep nothing, forced deletions; and the tokens that make a request once only.

ALTER TABLE stack ADD COLUMN stable_operation BIGINT NOT NULL DEFAULT 0;
ALTER TABLE stack ADD COLUMN policy TEXT;
ALTER TABLE stack ADD COLUMN overriding_policy TEXT;
ALTER TABLE stack ADD COLUMN retain_except_on_create INTEGER NOT NULL DEFAULT 0;
ALTER TABLE stack ADD COLUMN force_delete INTEGER NOT NULL DEFAULT 0;

-- An operation under way counts as the first since the stack was stable, as it did before.
UPDATE stack
SET stable_operation = CASE
    WHEN status IN ('CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE')
    THEN operation
    ELSE operation - 1
END
WHERE operation > 0;

CREATE TABLE stack_request (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    token TEXT NOT NULL,
    action TEXT NOT NULL,
    stack_id TEXT NOT NULL,
    requested_at_ms BIGINT NOT NULL,
    PRIMARY KEY (account, region, token)
);
