-- Rows in the order of their key: see store_by_key.
CREATE TABLE catalog_provisioned_product_word_by_key (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    word TEXT NOT NULL,
    provisioned_product_id TEXT NOT NULL,
    PRIMARY KEY (account, region, word, provisioned_product_id)
) WITHOUT ROWID;
INSERT INTO catalog_provisioned_product_word_by_key
    SELECT * FROM catalog_provisioned_product_word;
DROP TABLE catalog_provisioned_product_word;
ALTER TABLE catalog_provisioned_product_word_by_key RENAME TO catalog_provisioned_product_word;
CREATE INDEX catalog_provisioned_product_word_by_product
    ON catalog_provisioned_product_word (account, region, provisioned_product_id, word);

CREATE TABLE catalog_idempotency_by_key (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    operation TEXT NOT NULL,
    token TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    created_id TEXT NOT NULL,
    created_at_ms BIGINT NOT NULL,
    PRIMARY KEY (account, region, operation, token)
) WITHOUT ROWID;
INSERT INTO catalog_idempotency_by_key SELECT * FROM catalog_idempotency;
DROP TABLE catalog_idempotency;
ALTER TABLE catalog_idempotency_by_key RENAME TO catalog_idempotency;
CREATE INDEX catalog_idempotency_by_age ON catalog_idempotency (created_at_ms);
