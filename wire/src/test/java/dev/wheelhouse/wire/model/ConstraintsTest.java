package dev.wheelhouse.wire.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wheelhouse.document.BoundedMatch;
import dev.wheelhouse.wire.ServiceException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStacksRequest;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.iam.model.CreateLoginProfileRequest;
import software.amazon.awssdk.services.iam.model.ListUsersRequest;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.servicecatalog.model.CreatePortfolioRequest;
import software.amazon.awssdk.services.servicecatalog.model.CreateProductRequest;
import software.amazon.awssdk.services.servicecatalog.model.GetProvisionedProductOutputsRequest;
import software.amazon.awssdk.services.servicecatalog.model.Tag;

class ConstraintsTest {
    private static void accepted(String service, String operation, SdkPojo request) {
        var model = ServiceModel.load(service);
        Constraints.check(model, model.operation(operation).orElseThrow(), request);
    }

    private static void refused(
            String service, String operation, SdkPojo request, String code, String message) {
        assertThatThrownBy(() -> accepted(service, operation, request))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        refusal -> {
                            assertThat(refusal.kind().code()).isEqualTo(code);
                            assertThat(refusal.getMessage()).isEqualTo(message);
                        });
    }

    private static CreatePortfolioRequest.Builder portfolio() {
        return CreatePortfolioRequest.builder()
                .displayName("Linux")
                .providerName("IT")
                .idempotencyToken("token-1");
    }

    @Test
    void aRequestWithinItsLimitsIsAccepted() {
        accepted(
                "servicecatalog",
                "CreatePortfolio",
                portfolio().displayName("🎡".repeat(100)).build());
        accepted("iam", "ListUsers", ListUsersRequest.builder().build());
    }

    @Test
    void aTextThatIsTooLongIsNamed() {
        var name = "x".repeat(101);
        refused(
                "servicecatalog",
                "CreatePortfolio",
                portfolio().displayName(name).build(),
                "ValidationException",
                "1 validation error detected: Value '"
                        + name
                        + "' at 'displayName' failed to satisfy constraint: Member must have length"
                        + " less than or equal to 100");
    }

    @Test
    void severalViolationsAreCountedAndJoined() {
        refused(
                "servicecatalog",
                "CreatePortfolio",
                portfolio().displayName("").providerName(null).build(),
                "ValidationException",
                "2 validation errors detected: Value '' at 'displayName' failed to satisfy"
                        + " constraint: Member must have length greater than or equal to 1; Value null"
                        + " at 'providerName' failed to satisfy constraint: Member must not be null");
    }

    @Test
    void theTokenThatAnSdkWouldInventIsMissing() {
        refused(
                "servicecatalog",
                "CreatePortfolio",
                portfolio().idempotencyToken(null).build(),
                "ValidationException",
                "1 validation error detected: Value null at 'idempotencyToken' failed to satisfy"
                        + " constraint: Member must not be null");
    }

    @Test
    void aListOfStructuresIsNamedByMember() {
        refused(
                "servicecatalog",
                "CreatePortfolio",
                portfolio()
                        .tags(
                                Tag.builder().key("a").value("b").build(),
                                Tag.builder().key("").value("b").build())
                        .build(),
                "ValidationException",
                "1 validation error detected: Value '' at 'tags.2.member.key' failed to satisfy"
                        + " constraint: Member must have length greater than or equal to 1");
    }

    @Test
    void aValueThatIsNotAllowedListsThoseThatAre() {
        refused(
                "servicecatalog",
                "CreateProduct",
                CreateProductRequest.builder()
                        .name("n")
                        .owner("o")
                        .productType("HELM")
                        .idempotencyToken("t")
                        .build(),
                "ValidationException",
                "1 validation error detected: Value 'HELM' at 'productType' failed to satisfy"
                        + " constraint: Member must satisfy enum value set:"
                        + " [CLOUD_FORMATION_TEMPLATE, MARKETPLACE, TERRAFORM_OPEN_SOURCE,"
                        + " TERRAFORM_CLOUD, EXTERNAL]");
    }

    @Test
    void aListOfTextsIsShownWhole() {
        refused(
                "cloudformation",
                "CreateStack",
                CreateStackRequest.builder()
                        .stackName("web")
                        .capabilitiesWithStrings("CAPABILITY_IAM", "ROOT")
                        .build(),
                "ValidationError",
                "1 validation error detected: Value '[CAPABILITY_IAM, ROOT]' at 'capabilities'"
                        + " failed to satisfy constraint: Member must satisfy constraint: [Member"
                        + " must satisfy enum value set: [CAPABILITY_IAM, CAPABILITY_NAMED_IAM,"
                        + " CAPABILITY_AUTO_EXPAND]]");
    }

    @Test
    void aMemberThatTheSdkCallsOtherwiseIsCheckedToo() {
        assertThatThrownBy(() ->
                        accepted(
                                "cloudformation",
                                "ListStacks",
                                ListStacksRequest.builder()
                                        .stackStatusFiltersWithStrings("CREATE_COMPLETE", "ASLEEP")
                                        .build()))
                .hasMessageStartingWith(
                        "1 validation error detected: Value '[CREATE_COMPLETE, ASLEEP]' at"
                                + " 'stackStatusFilter' failed to satisfy constraint: Member must"
                                + " satisfy constraint: [Member must satisfy enum value set:"
                                + " [CREATE_IN_PROGRESS, CREATE_FAILED, CREATE_COMPLETE,");
    }

    @Test
    void numbersHaveARange() {
        refused(
                "iam",
                "ListUsers",
                ListUsersRequest.builder().maxItems(1001).build(),
                "ValidationError",
                "1 validation error detected: Value '1001' at 'maxItems' failed to satisfy"
                        + " constraint: Member must have value less than or equal to 1000");
    }

    @Test
    void aListHasALength() {
        refused(
                "servicecatalog",
                "GetProvisionedProductOutputs",
                GetProvisionedProductOutputsRequest.builder()
                        .outputKeys(java.util.Collections.nCopies(61, "k"))
                        .build(),
                "ValidationException",
                "1 validation error detected: Value '"
                        + java.util.Collections.nCopies(61, "k")
                        + "' at 'outputKeys' failed to satisfy constraint: Member must have length"
                        + " less than or equal to 60");
    }

    @Test
    void aPasswordIsNotShown() {
        assertThatThrownBy(() ->
                        accepted(
                                "iam",
                                "CreateLoginProfile",
                                CreateLoginProfileRequest.builder()
                                        .userName("ann")
                                        .password("secret".repeat(30))
                                        .build()))
                .hasMessage(
                        "1 validation error detected: Value at 'password' failed to satisfy"
                                + " constraint: Member must have length less than or equal to 128")
                .hasMessageNotContaining("secret");
    }

    @Test
    void ec2SaysItInItsOwnWords() {
        refused(
                "ec2",
                "CreateSecurityGroup",
                CreateSecurityGroupRequest.builder().description("d").build(),
                "MissingParameter",
                "The request must contain the parameter groupName");
        refused(
                "ec2",
                "RunInstances",
                RunInstancesRequest.builder()
                        .minCount(1)
                        .maxCount(1)
                        .instanceInitiatedShutdownBehavior("explode")
                        .build(),
                "InvalidParameterValue",
                "Value (explode) for parameter instanceInitiatedShutdownBehavior is invalid. Member"
                        + " must satisfy enum value set: [stop, terminate]");
    }

    @Test
    void s3FindsItsDocumentMalformed() {
        refused(
                "s3",
                "DeleteObjects",
                DeleteObjectsRequest.builder()
                        .bucket("b")
                        .delete(
                                Delete.builder()
                                        .objects(ObjectIdentifier.builder().build())
                                        .build())
                        .build(),
                "MalformedXML",
                "The XML you provided was not well-formed or did not validate against our published"
                        + " schema");
    }

    @Test
    void aPatternTakesBoundedTime() {
        var pattern = java.util.regex.Pattern.compile("(a*)*b");
        assertThat(BoundedMatch.matches(pattern, "a".repeat(5000))).isFalse();
        assertThat(BoundedMatch.matches(pattern, "aaab")).isTrue();
    }

    @Test
    void everyLineOfEveryTableIsUnderstood() {
        for (var service :
                new String[] {
                    "servicecatalog",
                    "cloudformation",
                    "iam",
                    "sts",
                    "ec2",
                    "s3",
                    "organizations",
                    "ssm"
                }) {
            var model = ServiceModel.load(service);
            assertThat(model.operations()).isNotEmpty();
            for (var name : model.operations()) {
                var operation = model.operation(name).orElseThrow();
                operation.errors().forEach(error -> assertThat(model.errors()).containsKey(error));
                operation
                        .input()
                        .ifPresent(shape -> visit(model, shape, new java.util.HashSet<>()));
            }
        }
    }

    private static void visit(ServiceModel model, String name, java.util.Set<String> seen) {
        if (!seen.add(name)) {
            return;
        }
        switch (model.shape(name)) {
            case Shape.Structure structure ->
                    structure
                            .members()
                            .forEach(
                                    member -> member.shape().ifPresent(s -> visit(model, s, seen)));
            case Shape.Items items -> items.member().ifPresent(s -> visit(model, s, seen));
            case Shape.Entries entries -> {
                entries.key().ifPresent(s -> visit(model, s, seen));
                entries.value().ifPresent(s -> visit(model, s, seen));
            }
            case Shape.Text _, Shape.Amount _, Shape.Binary _ -> {}
        }
    }
}
