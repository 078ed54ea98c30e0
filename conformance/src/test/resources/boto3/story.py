"""The story of hub and spoke through boto3, on whatever cloud the profiles point at."""

import json
import time

import boto3

BUCKET = "products-through-boto3"
TEMPLATE = json.dumps(
    {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Parameters": {"Purpose": {"Type": "String", "Default": "web"}},
        "Resources": {
            "Group": {
                "Type": "AWS::EC2::SecurityGroup",
                "Properties": {"GroupDescription": {"Ref": "Purpose"}},
            }
        },
        "Outputs": {"GroupId": {"Value": {"Fn::GetAtt": ["Group", "GroupId"]}}},
    }
)
RULES = json.dumps(
    {
        "Rules": {
            "Purposes": {
                "Assertions": [
                    {
                        "Assert": {"Fn::Contains": [["web", "mail"], {"Ref": "Purpose"}]},
                        "AssertDescription": "A group is for web or mail",
                    }
                ]
            }
        }
    }
)
TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "servicecatalog.amazonaws.com"},
                "Action": "sts:AssumeRole",
            }
        ],
    }
)


def session(profile):
    return boto3.Session(profile_name=profile)


def ended(catalog, record):
    """Waits for a record's end; answers it."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        detail = catalog.describe_record(Id=record["RecordId"])
        if detail["RecordDetail"]["Status"] in ("SUCCEEDED", "FAILED"):
            return detail
        time.sleep(0.05)
    raise AssertionError("the record has not ended")


hub, spoke, user = session("hub"), session("spoke2"), session("spoke2-enduser")
account = spoke.client("sts").get_caller_identity()["Account"]

s3 = hub.client("s3")
s3.create_bucket(Bucket=BUCKET)
s3.put_object(Bucket=BUCKET, Key="group.template", Body=TEMPLATE.encode())
assert s3.get_object(Bucket=BUCKET, Key="group.template")["Body"].read().decode() == TEMPLATE

catalog = hub.client("servicecatalog")
portfolio = catalog.create_portfolio(DisplayName="Networks", ProviderName="IT", IdempotencyToken="one")
again = catalog.create_portfolio(DisplayName="Networks", ProviderName="IT", IdempotencyToken="one")
assert portfolio["PortfolioDetail"]["Id"] == again["PortfolioDetail"]["Id"], "a token makes one portfolio"
portfolio = portfolio["PortfolioDetail"]["Id"]
product = catalog.create_product(
    Name="Group",
    Owner="IT",
    ProductType="CLOUD_FORMATION_TEMPLATE",
    ProvisioningArtifactParameters={
        "Name": "v1",
        "Type": "CLOUD_FORMATION_TEMPLATE",
        "Info": {"LoadTemplateFromURL": f"https://s3.amazonaws.com/{BUCKET}/group.template"},
    },
    IdempotencyToken="two",
)["ProductViewDetail"]["ProductViewSummary"]["ProductId"]
catalog.associate_product_with_portfolio(ProductId=product, PortfolioId=portfolio)
catalog.create_constraint(
    PortfolioId=portfolio, ProductId=product, Type="TEMPLATE", Parameters=RULES, IdempotencyToken="three"
)
catalog.create_portfolio_share(PortfolioId=portfolio, AccountId=account)

local = spoke.client("servicecatalog")
try:
    local.describe_portfolio(Id=portfolio)
except local.exceptions.ResourceNotFoundException:
    pass
else:
    raise AssertionError("an offer that was not accepted shows nothing")
local.accept_portfolio_share(PortfolioId=portfolio)
own = local.create_portfolio(DisplayName="Our networks", ProviderName="Spoke", IdempotencyToken="four")
own = own["PortfolioDetail"]["Id"]
local.associate_product_with_portfolio(ProductId=product, PortfolioId=own, SourcePortfolioId=portfolio)
iam = spoke.client("iam")
role = iam.create_role(RoleName="GroupLaunch", AssumeRolePolicyDocument=TRUST)["Role"]["Arn"]
iam.attach_role_policy(RoleName="GroupLaunch", PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess")
local.create_constraint(
    PortfolioId=own,
    ProductId=product,
    Type="LAUNCH",
    Parameters=json.dumps({"LocalRoleName": "GroupLaunch"}),
    IdempotencyToken="five",
)
group = iam.get_group(GroupName="EndUsers")["Group"]["Arn"]
local.associate_principal_with_portfolio(PortfolioId=own, PrincipalARN=group, PrincipalType="IAM")

end_user = user.client("servicecatalog")
version = end_user.describe_product(Id=product)["ProvisioningArtifacts"][0]["Id"]
form = end_user.describe_provisioning_parameters(ProductId=product, ProvisioningArtifactId=version)
assert [p["ParameterKey"] for p in form["ProvisioningArtifactParameters"]] == ["Purpose"], form
assert sorted(c["Type"] for c in form["ConstraintSummaries"]) == ["LAUNCH", "TEMPLATE"], form


def launch(name, purpose):
    record = end_user.provision_product(
        ProductId=product,
        ProvisioningArtifactId=version,
        ProvisionedProductName=name,
        ProvisioningParameters=[{"Key": "Purpose", "Value": purpose}],
        ProvisionToken=name,
    )["RecordDetail"]
    return ended(end_user, record)


refused = launch("too-much", "everything")
assert refused["RecordDetail"]["Status"] == "FAILED", refused
reason = refused["RecordDetail"]["RecordErrors"][0]["Description"]
assert "Purposes" in reason and "everything" in reason and "web" in reason, reason

made = launch("web-group", "web")
assert made["RecordDetail"]["Status"] == "SUCCEEDED", made
outputs = {o["OutputKey"]: o["OutputValue"] for o in made["RecordOutputs"]}
assert made["RecordOutputs"][0]["OutputKey"] == "CloudformationStackARN", made
found = spoke.client("ec2").describe_security_groups(GroupIds=[outputs["GroupId"]])["SecurityGroups"][0]
tags = {t["Key"]: t["Value"] for t in found["Tags"]}
assert tags["aws:servicecatalog:portfolioArn"].endswith(own), tags

gone = end_user.terminate_provisioned_product(ProvisionedProductName="web-group", TerminateToken="six")
assert ended(end_user, gone["RecordDetail"])["RecordDetail"]["Status"] == "SUCCEEDED"
assert not spoke.client("ec2").describe_security_groups(
    Filters=[{"Name": "group-id", "Values": [outputs["GroupId"]]}]
)["SecurityGroups"]
print("the story holds")
