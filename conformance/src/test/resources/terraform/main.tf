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
}
provider "aws" {
  alias = "spoke"
  profile = "spoke1"
  s3_use_path_style = true
}
data "aws_caller_identity" "me" {}
resource "aws_s3_bucket" "b" {
  bucket = "terraform-products"
  tags = { team = var.purpose }
}
resource "aws_s3_object" "t" {
  bucket = aws_s3_bucket.b.id
  key = "group.json"
  content = jsonencode({
    Parameters = { Purpose = { Type = "String", Default = "web" } }
    Resources = { Group = { Type = "AWS::EC2::SecurityGroup", Properties = { GroupDescription = { Ref = "Purpose" } } } }
    Outputs = { GroupId = { Value = { "Fn::GetAtt" = ["Group", "GroupId"] } } }
  })
}
resource "aws_servicecatalog_portfolio" "p" {
  name = "Groups"
  description = "for ${var.purpose}"
  provider_name = "the hub"
  tags = { team = "web" }
}
resource "aws_servicecatalog_product" "p" {
  name = "Group"
  owner = "the hub"
  type = "CLOUD_FORMATION_TEMPLATE"
  description = "a group for ${var.purpose}"
  provisioning_artifact_parameters {
    name = "v1"
    type = "CLOUD_FORMATION_TEMPLATE"
    template_url = "https://s3.amazonaws.com/${aws_s3_bucket.b.id}/${aws_s3_object.t.key}"
  }
  tags = { team = "web" }
}
resource "aws_servicecatalog_provisioning_artifact" "v2" {
  product_id = aws_servicecatalog_product.p.id
  name = "v2"
  type = "CLOUD_FORMATION_TEMPLATE"
  description = "the second"
  template_url = "https://s3.amazonaws.com/${aws_s3_bucket.b.id}/${aws_s3_object.t.key}"
}
resource "aws_servicecatalog_product_portfolio_association" "a" {
  portfolio_id = aws_servicecatalog_portfolio.p.id
  product_id = aws_servicecatalog_product.p.id
}
resource "aws_iam_role" "launch" {
  name = "tf-launch"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "servicecatalog.amazonaws.com" } }] })
  tags = { team = var.purpose }
}
resource "aws_iam_role_policy_attachment" "launch" {
  role = aws_iam_role.launch.name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}
resource "aws_iam_policy" "read" {
  name = "tf-read"
  policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }] })
}
resource "aws_iam_user" "u" { name = "tf-user" }
resource "aws_iam_group" "g" { name = "tf-group" }
resource "aws_iam_group_membership" "m" {
  name = "m"
  group = aws_iam_group.g.name
  users = [aws_iam_user.u.name]
}
resource "aws_servicecatalog_constraint" "launch" {
  portfolio_id = aws_servicecatalog_portfolio.p.id
  product_id = aws_servicecatalog_product.p.id
  type = "LAUNCH"
  description = "by a role"
  parameters = jsonencode({ RoleArn = aws_iam_role.launch.arn })
  depends_on = [aws_servicecatalog_product_portfolio_association.a, aws_iam_role_policy_attachment.launch]
}
resource "aws_servicecatalog_constraint" "template" {
  portfolio_id = aws_servicecatalog_portfolio.p.id
  product_id = aws_servicecatalog_product.p.id
  type = "TEMPLATE"
  description = "for ${var.purpose}"
  parameters = jsonencode({ Rules = { Purpose = { Assertions = [{ Assert = { "Fn::Contains" = [["web", "mail"], { Ref = "Purpose" }] }, AssertDescription = "web or mail" }] } } })
  depends_on = [aws_servicecatalog_product_portfolio_association.a]
}
resource "aws_servicecatalog_principal_portfolio_association" "me" {
  portfolio_id = aws_servicecatalog_portfolio.p.id
  principal_arn = data.aws_caller_identity.me.arn
}
resource "aws_servicecatalog_portfolio_share" "s" {
  portfolio_id = aws_servicecatalog_portfolio.p.id
  principal_id = var.spoke
  type = "ACCOUNT"
}
resource "aws_servicecatalog_provisioned_product" "pp" {
  name = "tf-group"
  product_id = aws_servicecatalog_product.p.id
  provisioning_artifact_name = "v1"
  provisioning_parameters {
    key = "Purpose"
    value = var.purpose
  }
  depends_on = [aws_servicecatalog_principal_portfolio_association.me, aws_servicecatalog_constraint.launch]
}
data "aws_servicecatalog_portfolio" "p" { id = aws_servicecatalog_portfolio.p.id }
data "aws_servicecatalog_product" "p" { id = aws_servicecatalog_product.p.id }
data "aws_servicecatalog_provisioning_artifacts" "p" { product_id = aws_servicecatalog_provisioning_artifact.v2.product_id }
data "aws_servicecatalog_constraint" "launch" { id = aws_servicecatalog_constraint.launch.id }
data "aws_servicecatalog_portfolio_constraints" "p" { portfolio_id = aws_servicecatalog_constraint.launch.portfolio_id }
data "aws_servicecatalog_launch_paths" "p" { product_id = aws_servicecatalog_provisioned_product.pp.product_id }
resource "aws_cloudformation_stack" "s" {
  name = "tf-stack"
  template_body = jsonencode({
    Parameters = { Purpose = { Type = "String" } }
    Resources = { Group = { Type = "AWS::EC2::SecurityGroup", Properties = { GroupDescription = "tf", Tags = [{ Key = "p", Value = { Ref = "Purpose" } }] } } }
    Outputs = { GroupId = { Value = { "Fn::GetAtt" = ["Group", "GroupId"] } } }
  })
  parameters = { Purpose = var.purpose }
}
resource "aws_ssm_parameter" "x" {
  name = "/tf/x"
  type = "String"
  value = var.purpose
}
resource "aws_s3_bucket" "spoke" {
  provider = aws.spoke
  bucket = "terraform-in-the-spoke"
}
output "group" { value = aws_cloudformation_stack.s.outputs }
