-- What made the request for the table idempotent.
ALTER TABLE ec2_route_table ADD COLUMN client_token TEXT;

-- The association that this one replaced in an update of a stack which may still be rolled back.
ALTER TABLE ec2_route_table_association ADD COLUMN replaced_id TEXT;

ALTER TABLE ec2_route_table_association ADD COLUMN replaced_table_id TEXT;

CREATE INDEX ec2_route_table_vpc ON ec2_route_table (account, region, vpc_id);

CREATE INDEX ec2_instance_vpc ON ec2_instance (account, region, vpc_id);
