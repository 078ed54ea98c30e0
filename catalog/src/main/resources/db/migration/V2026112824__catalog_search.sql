-- Provisioned products by the beginnings of words, in the transaction of each change of theirs.
CREATE TABLE catalog_provisioned_product_word (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    word TEXT NOT NULL,
    provisioned_product_id TEXT NOT NULL,
    PRIMARY KEY (account, region, word, provisioned_product_id)
);
CREATE INDEX catalog_provisioned_product_word_by_product
    ON catalog_provisioned_product_word (account, region, provisioned_product_id, word);

-- What one user or role has, in the order in which pages show it.
CREATE INDEX catalog_provisioned_product_by_session
    ON catalog_provisioned_product (account, region, session_arn, created_at_ms, id);
CREATE INDEX catalog_provisioned_product_by_user
    ON catalog_provisioned_product (account, region, user_arn, created_at_ms, id);
CREATE INDEX catalog_record_by_session
    ON catalog_record (account, region, session_arn, created_at_ms, id);
CREATE INDEX catalog_record_by_product
    ON catalog_record (account, region, product_id, created_at_ms, id);
