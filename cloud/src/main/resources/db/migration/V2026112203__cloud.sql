-- EC2

CREATE TABLE ec2_region (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    opened_at_ms BIGINT NOT NULL,
    PRIMARY KEY (account, region)
);

CREATE TABLE ec2_vpc (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    id TEXT NOT NULL,
    cidr TEXT NOT NULL,
    is_default INTEGER NOT NULL,
    dns_support INTEGER NOT NULL,
    dns_hostnames INTEGER NOT NULL,
    tenancy TEXT NOT NULL,
    created_at_ms BIGINT NOT NULL,
    PRIMARY KEY (account, region, id)
);

CREATE TABLE ec2_subnet (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    id TEXT NOT NULL,
    vpc_id TEXT NOT NULL,
    cidr TEXT NOT NULL,
    zone TEXT NOT NULL,
    default_for_zone INTEGER NOT NULL,
    public_addresses INTEGER NOT NULL,
    created_at_ms BIGINT NOT NULL,
    PRIMARY KEY (account, region, id)
);

CREATE INDEX ec2_subnet_vpc ON ec2_subnet (account, region, vpc_id);

CREATE TABLE ec2_internet_gateway (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    id TEXT NOT NULL,
    vpc_id TEXT,
    created_at_ms BIGINT NOT NULL,
    PRIMARY KEY (account, region, id)
);

CREATE TABLE ec2_route_table (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    id TEXT NOT NULL,
    vpc_id TEXT NOT NULL,
    is_main INTEGER NOT NULL,
    created_at_ms BIGINT NOT NULL,
    PRIMARY KEY (account, region, id)
);

CREATE TABLE ec2_route (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    route_table_id TEXT NOT NULL,
    destination TEXT NOT NULL,
    target TEXT NOT NULL,
    created_at_ms BIGINT NOT NULL,
    PRIMARY KEY (account, region, route_table_id, destination)
);

CREATE TABLE ec2_route_table_association (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    id TEXT NOT NULL,
    route_table_id TEXT NOT NULL,
    subnet_id TEXT NOT NULL,
    PRIMARY KEY (account, region, id),
    UNIQUE (account, region, subnet_id)
);

CREATE TABLE ec2_security_group (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    id TEXT NOT NULL,
    vpc_id TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    created_at_ms BIGINT NOT NULL,
    PRIMARY KEY (account, region, id),
    UNIQUE (account, region, vpc_id, name)
);

-- peer_kind: cidr4, cidr6, prefix-list or group; peer_account is set for group alone.
CREATE TABLE ec2_security_group_rule (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    id TEXT NOT NULL,
    group_id TEXT NOT NULL,
    egress INTEGER NOT NULL,
    protocol TEXT NOT NULL,
    from_port INTEGER NOT NULL,
    to_port INTEGER NOT NULL,
    peer_kind TEXT NOT NULL,
    peer TEXT NOT NULL,
    peer_account TEXT,
    description TEXT,
    created_at_ms BIGINT NOT NULL,
    PRIMARY KEY (account, region, id)
);

CREATE INDEX ec2_security_group_rule_group ON ec2_security_group_rule (account, region, group_id);

CREATE INDEX ec2_security_group_rule_peer ON ec2_security_group_rule (account, region, peer);

CREATE TABLE ec2_key_pair (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    name TEXT NOT NULL,
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    public_key TEXT NOT NULL,
    created_at_ms BIGINT NOT NULL,
    PRIMARY KEY (account, region, name)
);

-- private_ip is null once terminated. settings is JSON. user_data is sealed: it may hold passwords.
CREATE TABLE ec2_instance (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    id TEXT NOT NULL,
    reservation_id TEXT NOT NULL,
    launch_index INTEGER NOT NULL,
    client_token TEXT,
    vpc_id TEXT NOT NULL,
    subnet_id TEXT NOT NULL,
    zone TEXT NOT NULL,
    image_id TEXT NOT NULL,
    type TEXT NOT NULL,
    key_name TEXT,
    private_ip TEXT,
    public_ip TEXT,
    profile_arn TEXT,
    state TEXT NOT NULL,
    settings TEXT NOT NULL,
    user_data TEXT,
    launched_at_ms BIGINT NOT NULL,
    changed_at_ms BIGINT NOT NULL,
    PRIMARY KEY (account, region, id)
);

CREATE UNIQUE INDEX ec2_instance_address ON ec2_instance (account, region, subnet_id, private_ip);

CREATE INDEX ec2_instance_token ON ec2_instance (account, region, client_token);

CREATE INDEX ec2_instance_state ON ec2_instance (account, region, state, changed_at_ms);

CREATE TABLE ec2_instance_group (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    group_id TEXT NOT NULL,
    instance_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (account, region, group_id, instance_id)
);

CREATE INDEX ec2_instance_group_instance ON ec2_instance_group (account, region, instance_id);

CREATE TABLE ec2_tag (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    resource_id TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (account, region, resource_id, name)
);

-- S3: the names of buckets are one space for all accounts.

CREATE TABLE s3_bucket (
    name TEXT NOT NULL,
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    policy TEXT,
    tags TEXT NOT NULL,
    created_at_ms BIGINT NOT NULL,
    PRIMARY KEY (name)
);

CREATE INDEX s3_bucket_account ON s3_bucket (account, name);

-- segments is JSON: the bodies that make up the object, in order. headers, metadata, tags: JSON.
CREATE TABLE s3_object (
    account TEXT NOT NULL,
    bucket TEXT NOT NULL,
    object_key TEXT NOT NULL,
    size INTEGER NOT NULL,
    etag TEXT NOT NULL,
    segments TEXT NOT NULL,
    headers TEXT NOT NULL,
    metadata TEXT NOT NULL,
    checksums TEXT NOT NULL,
    tags TEXT NOT NULL,
    modified_at_ms BIGINT NOT NULL,
    PRIMARY KEY (bucket, object_key)
);

CREATE TABLE s3_chunk (
    body TEXT NOT NULL,
    number INTEGER NOT NULL,
    bytes BYTEA NOT NULL,
    PRIMARY KEY (body, number)
);

-- Bodies that nothing refers to any more; kept a while for those who still read them.
CREATE TABLE s3_garbage (
    body TEXT NOT NULL,
    since_ms BIGINT NOT NULL,
    PRIMARY KEY (body)
);

CREATE INDEX s3_garbage_since ON s3_garbage (since_ms);

CREATE TABLE s3_upload (
    account TEXT NOT NULL,
    bucket TEXT NOT NULL,
    id TEXT NOT NULL,
    object_key TEXT NOT NULL,
    headers TEXT NOT NULL,
    metadata TEXT NOT NULL,
    tags TEXT NOT NULL,
    checksum_algorithm TEXT,
    checksum_type TEXT,
    initiator TEXT NOT NULL,
    started_at_ms BIGINT NOT NULL,
    PRIMARY KEY (bucket, id)
);

CREATE TABLE s3_part (
    bucket TEXT NOT NULL,
    upload TEXT NOT NULL,
    number INTEGER NOT NULL,
    body TEXT NOT NULL,
    size INTEGER NOT NULL,
    etag TEXT NOT NULL,
    checksums TEXT NOT NULL,
    modified_at_ms BIGINT NOT NULL,
    PRIMARY KEY (bucket, upload, number)
);

-- Systems Manager: the value of a SecureString is sealed.

CREATE TABLE ssm_parameter (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    value TEXT NOT NULL,
    version BIGINT NOT NULL,
    description TEXT,
    allowed_pattern TEXT,
    data_type TEXT NOT NULL,
    tier TEXT NOT NULL,
    tags TEXT NOT NULL,
    modified_by TEXT NOT NULL,
    modified_at_ms BIGINT NOT NULL,
    PRIMARY KEY (account, region, name)
);
