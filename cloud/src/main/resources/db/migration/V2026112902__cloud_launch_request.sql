-- The hash of the request that launched an instance, for those with a client token: the same token
-- with another request is refused. Rows of before have none.
ALTER TABLE ec2_instance ADD COLUMN request_hash TEXT;
