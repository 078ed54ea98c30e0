terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}
variable "spoke" { type = string }
variable "purpose" { default = "web" }
provider "aws" {
  profile = "hub"
  s3_use_path_style = true
  default_tags { tags = { by = "terraform" } }
}
data "aws_organizations_organization" "o" {}
data "aws_caller_identity" "me" {}
data "aws_region" "here" {}
data "aws_partition" "here" {}
data "aws_availability_zones" "all" { state = "available" }
data "aws_vpc" "default" { default = true }
data "aws_subnets" "default" {
  filter {
    name = "vpc-id"
    values = [data.aws_vpc.default.id]
  }
}
data "aws_subnet" "one" { id = data.aws_subnets.default.ids[0] }
data "aws_ssm_parameter" "ami" { name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64" }
data "aws_ami" "linux" {
  most_recent = true
  owners = ["amazon"]
  filter {
    name = "name"
    values = ["al2023-ami-2023*-x86_64"]
  }
  filter {
    name = "virtualization-type"
    values = ["hvm"]
  }
}

# S3
resource "aws_s3_bucket" "b" {
  bucket = "tf-clients"
  force_destroy = true
  tags = { team = var.purpose }
}
resource "aws_s3_bucket_policy" "b" {
  bucket = aws_s3_bucket.b.id
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Sid = var.purpose, Effect = "Allow", Principal = { AWS = var.spoke }, Action = ["s3:GetObject"], Resource = "${aws_s3_bucket.b.arn}/*" }] })
}
resource "aws_s3_object" "o" {
  bucket = aws_s3_bucket.b.id
  key = "a/b c.txt"
  content = "for ${var.purpose}"
  content_type = "text/plain"
  metadata = { made = "here" }
  tags = { team = "web" }
}
data "aws_s3_object" "o" {
  bucket = aws_s3_bucket.b.id
  key = aws_s3_object.o.key
}
data "aws_s3_objects" "all" {
  bucket = aws_s3_object.o.bucket
}
data "aws_s3_bucket" "b" { bucket = aws_s3_bucket.b.id }
data "aws_s3_bucket_policy" "b" { bucket = aws_s3_bucket_policy.b.bucket }

resource "aws_s3_object_copy" "c" {
  bucket = aws_s3_bucket.b.id
  key = "copy"
  tagging_directive = "REPLACE"
  source = "${aws_s3_bucket.b.id}/${aws_s3_object.o.key}"
}

# IAM
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}
resource "aws_iam_role" "r" {
  name = "tf-r"
  description = "for ${var.purpose}"
  max_session_duration = 7200
  assume_role_policy = data.aws_iam_policy_document.trust.json
  permissions_boundary = "arn:aws:iam::aws:policy/PowerUserAccess"
  tags = { team = var.purpose }
}
resource "aws_iam_role_policy" "r" {
  role = aws_iam_role.r.id
  name = "inline"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::${var.purpose}/*" }] })
}
resource "aws_iam_policy" "p" {
  name = "tf-p"
  path = "/tf/"
  description = "d"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::${var.purpose}/*" }] })
  tags = { team = var.purpose }
}
resource "aws_iam_role_policy_attachment" "r" {
  role = aws_iam_role.r.name
  policy_arn = aws_iam_policy.p.arn
}
resource "aws_iam_instance_profile" "i" {
  name = "tf-i"
  role = aws_iam_role.r.name
  tags = { team = var.purpose }
}
resource "aws_iam_user" "u" {
  name = "tf-u"
  path = "/tf/"
  force_destroy = true
  tags = { team = var.purpose }
}
resource "aws_iam_user_policy" "u" {
  user = aws_iam_user.u.name
  name = "inline"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::${var.purpose}/*" }] })
}
resource "aws_iam_user_policy_attachment" "u" {
  user = aws_iam_user.u.name
  policy_arn = aws_iam_policy.p.arn
}
resource "aws_iam_access_key" "u" { user = aws_iam_user.u.name }
resource "aws_iam_user_login_profile" "u" {
  user = aws_iam_user.u.name
  password_reset_required = true
}
resource "aws_iam_group" "g" { name = "tf-g" }
resource "aws_iam_group_policy" "g" {
  group = aws_iam_group.g.name
  name = "inline"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "arn:aws:s3:::${var.purpose}/*" }] })
}
resource "aws_iam_group_policy_attachment" "g" {
  group = aws_iam_group.g.name
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}
resource "aws_iam_group_membership" "m" {
  name = "m"
  group = aws_iam_group.g.name
  users = [aws_iam_user.u.name]
}
resource "aws_iam_user_group_membership" "m" {
  user = aws_iam_user.u.name
  groups = [aws_iam_group.g.name]
}
resource "aws_iam_policy_attachment" "pa" {
  name = "pa"
  groups = [aws_iam_group.g.name]
  policy_arn = "arn:aws:iam::aws:policy/AWSServiceCatalogEndUserFullAccess"
}
resource "aws_iam_account_alias" "a" { account_alias = "tf-alias-${var.purpose}" }
resource "aws_iam_account_password_policy" "p" {
  minimum_password_length = 12
  require_symbols = true
}
resource "aws_iam_service_linked_role" "as" { aws_service_name = "autoscaling.amazonaws.com" }
data "aws_iam_policy" "admin" { name = "AdministratorAccess" }
data "aws_iam_role" "r" { name = aws_iam_role.r.name }
data "aws_iam_user" "u" { user_name = aws_iam_user.u.name }
data "aws_iam_group" "g" { group_name = aws_iam_group_membership.m.group }
data "aws_iam_instance_profile" "i" { name = aws_iam_instance_profile.i.name }
data "aws_iam_roles" "all" { depends_on = [aws_iam_role.r] }
data "aws_iam_users" "all" { depends_on = [aws_iam_user.u] }
data "aws_iam_account_alias" "a" { depends_on = [aws_iam_account_alias.a] }
data "aws_iam_session_context" "me" { arn = data.aws_caller_identity.me.arn }

# EC2
resource "aws_vpc" "v" {
  cidr_block = "10.7.0.0/16"
  enable_dns_hostnames = true
  tags = { Name = var.purpose }
}
resource "aws_subnet" "s" {
  vpc_id = aws_vpc.v.id
  cidr_block = "10.7.1.0/24"
  availability_zone = data.aws_availability_zones.all.names[0]
  map_public_ip_on_launch = true
  tags = { Name = var.purpose }
}
resource "aws_internet_gateway" "i" {
  vpc_id = aws_vpc.v.id
  tags = { Name = var.purpose }
}
resource "aws_route_table" "t" {
  vpc_id = aws_vpc.v.id
  tags = { Name = var.purpose }
}
resource "aws_route" "r" {
  route_table_id = aws_route_table.t.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id = aws_internet_gateway.i.id
}
resource "aws_route_table" "inline" {
  vpc_id = aws_vpc.v.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.i.id
  }
}
resource "aws_route_table_association" "a" {
  subnet_id = aws_subnet.s.id
  route_table_id = aws_route_table.t.id
}
resource "aws_main_route_table_association" "m" {
  vpc_id = aws_vpc.v.id
  route_table_id = aws_route_table.inline.id
}
resource "aws_default_security_group" "d" { vpc_id = aws_vpc.v.id }
resource "aws_security_group" "inline" {
  name_prefix = "tf-inline-"
  description = "inline"
  vpc_id = aws_vpc.v.id
  ingress {
    from_port = 80
    to_port = 80
    protocol = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
    ipv6_cidr_blocks = ["::/0"]
    description = "web"
  }
  ingress {
    from_port = 22
    to_port = var.purpose == "web" ? 22 : 23
    protocol = "tcp"
    self = true
  }
  egress {
    from_port = 0
    to_port = 0
    protocol = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
  tags = { Name = var.purpose }
}
resource "aws_security_group" "bare" {
  name = "tf-bare"
  vpc_id = aws_vpc.v.id
}
resource "aws_security_group_rule" "old" {
  type = "ingress"
  security_group_id = aws_security_group.bare.id
  from_port = 443
  to_port = 443
  protocol = "tcp"
  source_security_group_id = aws_security_group.inline.id
}
resource "aws_vpc_security_group_ingress_rule" "in" {
  security_group_id = aws_security_group.bare.id
  cidr_ipv4 = "10.0.0.0/8"
  from_port = 8080
  to_port = 8080
  ip_protocol = "tcp"
  description = "for ${var.purpose}"
  tags = { Name = var.purpose }
}
resource "aws_vpc_security_group_egress_rule" "out" {
  security_group_id = aws_security_group.bare.id
  cidr_ipv4 = "0.0.0.0/0"
  ip_protocol = "-1"
}
resource "aws_key_pair" "k" {
  key_name = "tf-k"
  public_key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGwqxgQBcFnVhbWYqHKN7BHZrRpKZSM8mLSmjBXhNPvB me@here"
  tags = { team = var.purpose }
}
data "aws_key_pair" "k" { key_name = aws_key_pair.k.key_name }
resource "aws_instance" "i" {
  ami = data.aws_ami.linux.id
  instance_type = "t3.micro"
  subnet_id = aws_subnet.s.id
  vpc_security_group_ids = [aws_security_group.bare.id]
  key_name = aws_key_pair.k.key_name
  iam_instance_profile = aws_iam_instance_profile.i.name
  user_data = "#!/bin/sh\necho hello"
  metadata_options { http_tokens = "required" }
  tags = { Name = var.purpose }
}
data "aws_instance" "i" { instance_id = aws_instance.i.id }
data "aws_security_group" "bare" { id = aws_security_group.bare.id }

# SSM
resource "aws_ssm_parameter" "s" {
  name = "/tf/s"
  type = "SecureString"
  value = "secret ${var.purpose}"
  tags = { team = var.purpose }
}
resource "aws_ssm_parameter" "l" {
  name = "/tf/l"
  type = "StringList"
  value = "a,b,${var.purpose}"
  description = "d"
}
data "aws_ssm_parameters_by_path" "all" {
  path = "/tf"
  depends_on = [aws_ssm_parameter.l, aws_ssm_parameter.s]
}
