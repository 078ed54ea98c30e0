-- Settings of buckets. public_access_block: JSON, the four settings; NULL where the bucket has none.
-- object_ownership: as in the API; NULL where its controls were deleted. bucket_key: 1 where asked for.
ALTER TABLE s3_bucket ADD COLUMN public_access_block TEXT;
ALTER TABLE s3_bucket ADD COLUMN object_ownership TEXT;
ALTER TABLE s3_bucket ADD COLUMN bucket_key INTEGER NOT NULL DEFAULT 0;

-- Buckets never had ACLs.
UPDATE s3_bucket SET object_ownership = 'BucketOwnerEnforced';
