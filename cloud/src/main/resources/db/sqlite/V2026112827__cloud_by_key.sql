-- Rows in the order of their key: see store_by_key.
CREATE TABLE ec2_tag_by_key (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    resource_id TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (account, region, resource_id, name)
) WITHOUT ROWID;
INSERT INTO ec2_tag_by_key SELECT * FROM ec2_tag;
DROP TABLE ec2_tag;
ALTER TABLE ec2_tag_by_key RENAME TO ec2_tag;

CREATE TABLE ec2_instance_group_by_key (
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    group_id TEXT NOT NULL,
    instance_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (account, region, group_id, instance_id)
) WITHOUT ROWID;
INSERT INTO ec2_instance_group_by_key SELECT * FROM ec2_instance_group;
DROP TABLE ec2_instance_group;
ALTER TABLE ec2_instance_group_by_key RENAME TO ec2_instance_group;
CREATE INDEX ec2_instance_group_instance ON ec2_instance_group (account, region, instance_id);
