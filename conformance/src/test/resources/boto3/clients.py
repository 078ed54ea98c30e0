"""boto3's clients of every service: paginators, waiters, transfers, presigned URLs, errors."""

import io
import json
import os
import urllib.error
import urllib.request

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.exceptions import ClientError

hub = boto3.Session(profile_name="hub")
spoke = boto3.Session(profile_name="spoke1")


def refused(code, call, **arguments):
    """The call is refused with that code."""
    try:
        call(**arguments)
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, error
        assert error.response["ResponseMetadata"]["RequestId"]
        return
    raise AssertionError(f"{call} was not refused")


def s3():
    client = hub.client("s3")
    client.create_bucket(Bucket="clients-of-boto3")
    client.get_waiter("bucket_exists").wait(Bucket="clients-of-boto3")
    body = os.urandom(12 * 1024 * 1024)
    client.upload_fileobj(
        io.BytesIO(body),
        "clients-of-boto3",
        "big",
        Config=TransferConfig(multipart_threshold=6 * 1024 * 1024, multipart_chunksize=5 * 1024 * 1024),
    )
    back = io.BytesIO()
    client.download_fileobj("clients-of-boto3", "big", back)
    assert back.getvalue() == body
    for number in range(25):
        client.put_object(Bucket="clients-of-boto3", Key=f"some/{number:02}", Body=b"x")
    pages = list(
        client.get_paginator("list_objects_v2").paginate(
            Bucket="clients-of-boto3", Prefix="some/", PaginationConfig={"PageSize": 10}
        )
    )
    assert [len(page["Contents"]) for page in pages] == [10, 10, 5]
    url = client.generate_presigned_url(
        "get_object", {"Bucket": "clients-of-boto3", "Key": "some/00"}, ExpiresIn=60
    )
    assert urllib.request.urlopen(url).read() == b"x"
    try:
        urllib.request.urlopen(url.replace("some/00", "some/01"))
        raise AssertionError("a tampered URL was answered")
    except urllib.error.HTTPError as error:
        assert error.code == 403 and b"SignatureDoesNotMatch" in error.read()
    refused("NoSuchKey", client.get_object, Bucket="clients-of-boto3", Key="none")
    refused("AccessDenied", spoke.client("s3").get_object, Bucket="clients-of-boto3", Key="big")
    bucket = hub.resource("s3").Bucket("clients-of-boto3")
    bucket.objects.all().delete()
    bucket.delete()


def s3_in_depth():
    client = hub.client("s3")
    name = "depths-of-boto3"
    client.create_bucket(Bucket=name)
    assert "Status" not in client.get_bucket_versioning(Bucket=name)
    (grant,) = client.get_bucket_acl(Bucket=name)["Grants"]
    assert grant["Permission"] == "FULL_CONTROL"
    refused("NoSuchCORSConfiguration", client.get_bucket_cors, Bucket=name)
    refused("NotImplemented", client.put_bucket_versioning, Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    form = client.generate_presigned_post(name, "form")
    body = "".join(
        f'--b\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n' for key, value in form["fields"].items()
    )
    request = urllib.request.Request(
        form["url"], (body + "--b--\r\n").encode(), {"Content-Type": "multipart/form-data; boundary=b"}
    )
    try:
        urllib.request.urlopen(request)
        raise AssertionError("a form was taken")
    except urllib.error.HTTPError as error:
        assert error.code == 501 and b"POST policies" in error.read()

    # conditional requests
    tag = client.put_object(Bucket=name, Key="k", Body=b"hello world", StorageClass="STANDARD_IA")["ETag"]
    head = client.head_object(Bucket=name, Key="k")
    assert head["StorageClass"] == "STANDARD_IA"
    modified = head["LastModified"]
    refused("304", client.get_object, Bucket=name, Key="k", IfNoneMatch=tag)
    refused("304", client.get_object, Bucket=name, Key="k", IfModifiedSince=modified)
    refused("PreconditionFailed", client.get_object, Bucket=name, Key="k", IfMatch='"other"')
    refused("412", client.head_object, Bucket=name, Key="k", IfMatch='"other"')
    refused("PreconditionFailed", client.put_object, Bucket=name, Key="k", Body=b"", IfNoneMatch="*")
    refused("PreconditionFailed", client.copy_object, Bucket=name, Key="k2", CopySource=f"{name}/k", CopySourceIfMatch='"other"')
    assert client.get_object(Bucket=name, Key="k", Range="bytes=-5")["Body"].read() == b"world"
    refused("InvalidRange", client.get_object, Bucket=name, Key="k", Range="bytes=100-")
    refused("NoSuchVersion", client.get_object, Bucket=name, Key="k", VersionId="other")
    refused("AccessDenied", client.get_object, Bucket=name, Key="k", ExpectedBucketOwner="111122223333")
    refused("AccessControlListNotSupported", client.put_object, Bucket=name, Key="g", Body=b"", GrantRead="id=some")
    refused("NotImplemented", client.put_object, Bucket=name, Key="g", Body=b"", StorageClass="GLACIER")

    # copies, whole and by part; names that have to be encoded
    client.copy_object(Bucket=name, Key="a +ü.txt", CopySource={"Bucket": name, "Key": "k"})
    client.copy_object(Bucket=name, Key="k3", CopySource={"Bucket": name, "Key": "a +ü.txt"})
    first, last = os.urandom(5 * 1024 * 1024), os.urandom(1234)
    upload = client.create_multipart_upload(
        Bucket=name, Key="parts", ChecksumAlgorithm="CRC32", ChecksumType="FULL_OBJECT"
    )["UploadId"]
    parts = []
    for number, part in ((1, first), (3, last)):
        done = client.upload_part(
            Bucket=name, Key="parts", UploadId=upload, PartNumber=number, Body=part, ChecksumAlgorithm="CRC32"
        )
        parts.append({"PartNumber": number, "ETag": done["ETag"], "ChecksumCRC32": done["ChecksumCRC32"]})
    pages = client.get_paginator("list_parts").paginate(
        Bucket=name, Key="parts", UploadId=upload, PaginationConfig={"PageSize": 1}
    )
    assert [part["PartNumber"] for page in pages for part in page["Parts"]] == [1, 3]
    whole = client.complete_multipart_upload(
        Bucket=name, Key="parts", UploadId=upload, MultipartUpload={"Parts": parts}
    )
    piece = client.put_object(Bucket=name, Key="piece", Body=first + last, ChecksumAlgorithm="CRC32")
    assert whole["ChecksumCRC32"] == piece["ChecksumCRC32"]
    part = client.get_object(Bucket=name, Key="parts", PartNumber=2)
    assert part["Body"].read() == last and part["PartsCount"] == 2
    copied = client.copy_object(Bucket=name, Key="copied", CopySource={"Bucket": name, "Key": "parts"})
    assert copied["CopyObjectResult"]["ETag"] == piece["ETag"]
    in_parts = TransferConfig(multipart_threshold=5 * 1024 * 1024, multipart_chunksize=5 * 1024 * 1024)
    client.copy({"Bucket": name, "Key": "parts"}, name, "managed", Config=in_parts)
    assert client.get_object(Bucket=name, Key="managed")["Body"].read() == first + last

    # lists by page, and what a bucket leaves behind
    for number in range(5):
        client.create_multipart_upload(Bucket=name, Key=f"up/{number // 2}")
    pages = client.get_paginator("list_multipart_uploads").paginate(Bucket=name, PaginationConfig={"PageSize": 2})
    assert [each["Key"] for page in pages for each in page["Uploads"]] == ["up/0", "up/0", "up/1", "up/1", "up/2"]
    pages = client.get_paginator("list_object_versions").paginate(Bucket=name, PaginationConfig={"PageSize": 2})
    versions = [each for page in pages for each in page["Versions"]]
    assert len(versions) == 7 and {each["VersionId"] for each in versions} == {"null"}
    bucket = hub.resource("s3").Bucket(name)
    bucket.object_versions.delete()
    bucket.delete()
    client.create_bucket(Bucket=name)
    assert "Uploads" not in client.list_multipart_uploads(Bucket=name)
    client.delete_bucket(Bucket=name)


def iam():
    client = hub.client("iam")
    for number in range(7):
        client.create_user(UserName=f"boto-{number}")
    pages = client.get_paginator("list_users").paginate(PaginationConfig={"PageSize": 3})
    names = [user["UserName"] for page in pages for user in page["Users"]]
    assert {f"boto-{number}" for number in range(7)} <= set(names)
    client.get_waiter("user_exists").wait(UserName="boto-0")
    refused("EntityAlreadyExists", client.create_user, UserName="boto-0")
    for number in range(7):
        client.delete_user(UserName=f"boto-{number}")
    refused("NoSuchEntity", client.get_user, UserName="boto-0")


def sts():
    client = hub.client("sts")
    spoke_account = spoke.client("sts").get_caller_identity()["Account"]
    session = client.assume_role(
        RoleArn=f"arn:aws:iam::{spoke_account}:role/OrganizationAccountAccessRole",
        RoleSessionName="boto",
        Policy=json.dumps(
            {
                "Version": "2012-10-17",
                "Statement": [{"Effect": "Allow", "Action": "s3:List*", "Resource": "*"}],
            }
        ),
    )["Credentials"]
    narrowed = boto3.Session(
        session["AccessKeyId"], session["SecretAccessKey"], session["SessionToken"], "us-east-1"
    )
    endpoint = hub.client("sts").meta.endpoint_url
    narrowed.client("s3", endpoint_url=endpoint).list_buckets()
    refused("AccessDenied", narrowed.client("iam", endpoint_url=endpoint).list_users)
    refused(
        "AccessDenied",
        client.assume_role,
        RoleArn=f"arn:aws:iam::{spoke_account}:role/OrganizationAccountAccessRole",
        RoleSessionName="boto",
        SerialNumber=f"arn:aws:iam::{spoke_account}:mfa/me",
        TokenCode="123456",
    )


def organizations():
    pages = hub.client("organizations").get_paginator("list_accounts").paginate()
    assert len([account for page in pages for account in page["Accounts"]]) >= 3
    refused("AccessDeniedException", spoke.client("organizations").list_accounts)


def ec2():
    resource = hub.resource("ec2")
    client = hub.client("ec2")
    image = client.describe_images(Owners=["amazon"])["Images"][0]["ImageId"]
    (instance,) = resource.create_instances(ImageId=image, MinCount=1, MaxCount=1, InstanceType="t3.micro")
    instance.wait_until_running()
    instance.reload()
    assert instance.state["Name"] == "running" and instance.private_ip_address
    instance.terminate()
    instance.wait_until_terminated()
    refused("InvalidInstanceID.NotFound", client.describe_instances, InstanceIds=["i-0123456789abcdef0"])


def ssm():
    client = hub.client("ssm")
    for number in range(12):
        client.put_parameter(Name=f"/boto/{number}", Value="v", Type="String")
    pages = client.get_paginator("get_parameters_by_path").paginate(Path="/boto")
    assert len([each for page in pages for each in page["Parameters"]]) == 12
    assert client.get_parameter(Name="/boto/0:1")["Parameter"]["Selector"] == ":1"
    refused("ParameterVersionNotFound", client.get_parameter, Name="/boto/0:2")
    client.delete_parameters(Names=[f"/boto/{number}" for number in range(10)])
    client.delete_parameters(Names=["/boto/10", "/boto/11"])


def cloudformation():
    client = hub.client("cloudformation")
    template = json.dumps(
        {"Resources": {"G": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"GroupDescription": "g"}}}}
    )
    client.create_stack(StackName="boto", TemplateBody=template)
    client.get_waiter("stack_create_complete").wait(StackName="boto", WaiterConfig={"Delay": 1})
    stack = hub.resource("cloudformation").Stack("boto")
    assert [each.resource_type for each in stack.resource_summaries.all()] == ["AWS::EC2::SecurityGroup"]
    refused("ValidationError", client.update_stack, StackName="boto", TemplateBody=template)
    client.delete_stack(StackName="boto")
    client.get_waiter("stack_delete_complete").wait(StackName="boto", WaiterConfig={"Delay": 1})


def servicecatalog():
    client = hub.client("servicecatalog")
    before = len(client.list_portfolios()["PortfolioDetails"])
    made = [
        client.create_portfolio(DisplayName=f"boto {number}", ProviderName="p")["PortfolioDetail"]["Id"]
        for number in range(5)
    ]
    pages = client.get_paginator("list_portfolios").paginate(PaginationConfig={"PageSize": 2})
    assert len([each for page in pages for each in page["PortfolioDetails"]]) == before + 5
    refused("ResourceNotFoundException", spoke.client("servicecatalog").describe_portfolio, Id=made[0])
    for portfolio in made:
        client.delete_portfolio(Id=portfolio)


for check in (s3, s3_in_depth, iam, sts, organizations, ec2, ssm, cloudformation, servicecatalog):
    check()
    print(check.__name__)
print("every client holds")
