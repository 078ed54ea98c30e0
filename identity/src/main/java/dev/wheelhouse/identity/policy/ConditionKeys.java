package dev.wheelhouse.identity.policy;

import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The condition keys that requests carry whenever they apply, so that a missing one is truly
 * missing. A condition on any other key that the request does not have is not understood: it never
 * allows and always denies.
 *
 * <p>Global keys after the IAM User Guide's "AWS global condition context keys", those of a service
 * after its page in the Service Authorization Reference. A service that supplies more keys adds
 * them here. Among them are keys of what nobody can have here, access points for example, and of
 * headers that are refused: no request has these.
 */
public final class ConditionKeys {
    private static final Set<String> KEYS =
            Set.of(
                    "aws:assumedroot",
                    "aws:calledvia",
                    "aws:calledviafirst",
                    "aws:calledvialast",
                    "aws:currenttime",
                    "aws:ec2instancesourceprivateipv4",
                    "aws:ec2instancesourcevpc",
                    "aws:epochtime",
                    "aws:federatedprovider",
                    "aws:multifactorauthage",
                    "aws:multifactorauthpresent",
                    "aws:principalaccount",
                    "aws:principalarn",
                    "aws:principalisawsservice",
                    "aws:principalorgid",
                    "aws:principalservicename",
                    "aws:principalservicenameslist",
                    "aws:principaltype",
                    "aws:referer",
                    "aws:requestedregion",
                    "aws:resourceaccount",
                    "aws:securetransport",
                    "aws:sourceaccount",
                    "aws:sourcearn",
                    "aws:sourceidentity",
                    "aws:sourceip",
                    "aws:sourceorgid",
                    "aws:sourceorgpaths",
                    "aws:sourcevpc",
                    "aws:sourcevpcarn",
                    "aws:sourcevpce",
                    "aws:tokenissuetime",
                    "aws:useragent",
                    "aws:userid",
                    "aws:username",
                    "aws:viaawsservice",
                    "aws:vpceaccount",
                    "aws:vpceorgid",
                    "aws:vpceorgpaths",
                    "aws:vpcsourceip",
                    "cloudformation:changesetname",
                    "cloudformation:createaction",
                    "cloudformation:importresourcetypes",
                    "cloudformation:resourcetypes",
                    "cloudformation:rolearn",
                    "cloudformation:stackpolicyurl",
                    "cloudformation:templateurl",
                    "ec2:associatepublicipaddress",
                    "ec2:attribute",
                    "ec2:authorizedservice",
                    "ec2:availabilityzone",
                    "ec2:availabilityzoneid",
                    "ec2:cpuoptionsamdsevsnp",
                    "ec2:createaction",
                    "ec2:ebsoptimized",
                    "ec2:encrypted",
                    "ec2:imageid",
                    "ec2:imagetype",
                    "ec2:instancebandwidthweighting",
                    "ec2:instanceid",
                    "ec2:instancemarkettype",
                    "ec2:instancemetadatatags",
                    "ec2:instanceprofile",
                    "ec2:instancetype",
                    "ec2:internetgatewayid",
                    "ec2:ipv4ipampoolid",
                    "ec2:ipv6ipampoolid",
                    "ec2:islaunchtemplateresource",
                    "ec2:keypairname",
                    "ec2:keypairtype",
                    "ec2:launchtemplate",
                    "ec2:managedresourceoperator",
                    "ec2:metadatahttpendpoint",
                    "ec2:metadatahttpputresponsehoplimit",
                    "ec2:metadatahttptokens",
                    "ec2:networkinterfaceid",
                    "ec2:newinstanceprofile",
                    "ec2:owner",
                    "ec2:placementgroup",
                    "ec2:productcode",
                    "ec2:public",
                    "ec2:region",
                    "ec2:rootdevicetype",
                    "ec2:routetableid",
                    "ec2:securitygroupid",
                    "ec2:sourceinstancearn",
                    "ec2:subnet",
                    "ec2:subnetid",
                    "ec2:tenancy",
                    "ec2:volumeid",
                    "ec2:volumeinitializationrate",
                    "ec2:volumeiops",
                    "ec2:volumesize",
                    "ec2:volumethroughput",
                    "ec2:volumetype",
                    "ec2:vpc",
                    "ec2:vpcid",
                    "iam:awsservicename",
                    "iam:passedtoservice",
                    "iam:permissionsboundary",
                    "iam:policyarn",
                    "iam:roletemplatearn",
                    "organizations:policytype",
                    "organizations:serviceprincipal",
                    "s3:accessgrantsinstancearn",
                    "s3:accesspointnetworkorigin",
                    "s3:authtype",
                    "s3:dataaccesspointaccount",
                    "s3:dataaccesspointarn",
                    "s3:delimiter",
                    "s3:if-match",
                    "s3:if-none-match",
                    "s3:locationconstraint",
                    "s3:max-keys",
                    "s3:object-lock-legal-hold",
                    "s3:object-lock-mode",
                    "s3:object-lock-remaining-retention-days",
                    "s3:object-lock-retain-until-date",
                    "s3:objectcreationoperation",
                    "s3:prefix",
                    "s3:requestobjecttagkeys",
                    "s3:resourceaccount",
                    "s3:signatureage",
                    "s3:signatureversion",
                    "s3:x-amz-acl",
                    "s3:x-amz-content-sha256",
                    "s3:x-amz-copy-source",
                    "s3:x-amz-grant-full-control",
                    "s3:x-amz-grant-read",
                    "s3:x-amz-grant-read-acp",
                    "s3:x-amz-grant-write",
                    "s3:x-amz-grant-write-acp",
                    "s3:x-amz-metadata-directive",
                    "s3:x-amz-server-side-encryption",
                    "s3:x-amz-server-side-encryption-aws-kms-key-id",
                    "s3:x-amz-server-side-encryption-customer-algorithm",
                    "s3:x-amz-storage-class",
                    "s3:x-amz-website-redirect-location",
                    "ssm:overwrite",
                    "ssm:policies",
                    "ssm:recursive",
                    "sts:externalid",
                    "sts:rolesessionname",
                    "sts:sourceidentity",
                    "sts:transitivetagkeys",
                    "servicecatalog:accountlevel",
                    "servicecatalog:rolelevel",
                    "servicecatalog:userlevel");

    private static final Set<String> FAMILIES =
            Set.of(
                    "aws:principaltag/",
                    "aws:resourcetag/",
                    "ec2:attribute/",
                    "ec2:resourcetag/",
                    "iam:resourcetag/",
                    "s3:existingobjecttag/",
                    "s3:requestobjecttag/",
                    "ssm:resourcetag/");

    private ConditionKeys() {}

    /** All of them, in lower case; those with any name after a slash end with {@code /KEY}. */
    public static SortedSet<String> all() {
        var all = new TreeSet<>(KEYS);
        FAMILIES.forEach(family -> all.add(family + "KEY"));
        return all;
    }

    static boolean isKnown(String key) {
        var name = key.toLowerCase(Locale.ROOT);
        var slash = name.indexOf('/');
        return slash < 0 ? KEYS.contains(name) : FAMILIES.contains(name.substring(0, slash + 1));
    }
}
