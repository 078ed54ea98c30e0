package dev.wheelhouse.cloud;

import static dev.wheelhouse.cloud.Cloud.SPOKE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wheelhouse.store.OnEachDatabase;
import dev.wheelhouse.store.TestDatabase;
import dev.wheelhouse.wire.ServiceException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.services.ssm.model.AddTagsToResourceRequest;
import software.amazon.awssdk.services.ssm.model.DescribeParametersRequest;
import software.amazon.awssdk.services.ssm.model.DescribeParametersResponse;
import software.amazon.awssdk.services.ssm.model.GetParametersByPathRequest;
import software.amazon.awssdk.services.ssm.model.GetParametersByPathResponse;
import software.amazon.awssdk.services.ssm.model.ParameterMetadata;
import software.amazon.awssdk.services.ssm.model.ParameterStringFilter;
import software.amazon.awssdk.services.ssm.model.ParametersFilter;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;
import software.amazon.awssdk.services.ssm.model.Tag;

/** What Systems Manager takes as names, values and filters of parameters. */
final class ParameterRulesTest {
    private static final Principal ADMIN = Principal.admin(SPOKE);

    @OnEachDatabase
    void aListByPathHoldsWhatItsFiltersLetThrough(TestDatabase given) {
        var cloud = new Cloud(given);
        some(cloud);

        assertThat(byPath(cloud, "/web", filter("Type", "Equals", "SecureString")))
                .containsExactly("/web/secret");
        assertThat(byPath(cloud, "/web", filter("Type", "BeginsWith", "String")))
                .containsExactly("/web/list", "/web/size");
        assertThat(byPath(cloud, "/web", filter("KeyId", "Equals", "alias/aws/ssm")))
                .containsExactly("/web/secret");
        assertThat(byPath(cloud, "/web", filter("Label", "Equals", "prod"))).isEmpty();
        refused("InvalidFilterKey", () -> byPath(cloud, "/web", filter("Name", "Equals", "/web")));
        refused("InvalidFilterKey", () -> byPath(cloud, "/web", filter("tag:a", "Equals", "b")));
        refused(
                "InvalidFilterOption",
                () -> byPath(cloud, "/web", filter("Label", "BeginsWith", "prod")));
        refused("ValidationException", () -> byPath(cloud, "web"));
        refused("ValidationException", () -> byPath(cloud, "/web//size"));
        assertThat(byPath(cloud, "/web/")).hasSize(3);
    }

    @OnEachDatabase
    void parametersAreDescribedThroughFiltersOldAndNew(TestDatabase given) {
        var cloud = new Cloud(given);
        some(cloud);

        assertThat(described(cloud, old("Name", "/web/s")))
                .containsExactly("/web/secret", "/web/size");
        assertThat(described(cloud, old("Type", "StringList"))).containsExactly("/web/list");
        assertThat(described(cloud, old("KeyId", "alias/aws/ssm"))).containsExactly("/web/secret");
        assertThat(described(cloud, fresh(filter("Name", "Contains", "eb/l"))))
                .containsExactly("/web/list");
        assertThat(described(cloud, fresh(filter("Path", "OneLevel", "/")))).isEmpty();
        assertThat(described(cloud, fresh(filter("Path", "Recursive", "/")))).hasSize(3);
        assertThat(described(cloud, fresh(filter("tag:team", "Equals", "web"))))
                .containsExactly("/web/size");
        refused(
                "ValidationException",
                () ->
                        described(
                                cloud,
                                old("Name", "/web/s")
                                        .parameterFilters(filter("Type", "Equals", "String"))));
        refused(
                "InvalidFilterOption",
                () -> described(cloud, fresh(filter("Type", "Contains", "String"))));
        refused(
                "InvalidFilterOption",
                () -> described(cloud, fresh(filter("Path", "Equals", "/web"))));
        refused("InvalidFilterKey", () -> described(cloud, fresh(filter("Label", "Equals", "x"))));
        refused(
                "InvalidNextToken",
                () -> described(cloud, DescribeParametersRequest.builder().nextToken("other")));
    }

    @OnEachDatabase
    void whatCannotBeAParameterIsRefusedByName(TestDatabase given) {
        var cloud = new Cloud(given);
        some(cloud);

        refused(
                "HierarchyTypeMismatchException",
                () -> put(cloud, parameter("/web/size", "SecureString").overwrite(true)));
        put(cloud, parameter("/web/size", "String").overwrite(true));
        put(cloud, parameter("/web/secret", "String").overwrite(true));
        put(cloud, parameter("/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15", "String"));
        refused(
                "HierarchyLevelLimitExceededException",
                () -> put(cloud, parameter("/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16", "String")));
        refused("ValidationException", () -> put(cloud, parameter("/a//b", "String")));
        refused("ValidationException", () -> put(cloud, parameter("/a/", "String")));
        refused("ValidationException", () -> put(cloud, parameter("/a", "String").value("")));
        refused(
                "InvalidKeyId",
                () -> put(cloud, parameter("/a", "SecureString").keyId("alias/own")));
        refused(
                "ValidationException",
                () -> put(cloud, parameter("/a", "String").keyId("alias/aws/ssm")));
        put(cloud, parameter("/a", "SecureString").keyId("alias/aws/ssm"));
        var reserved = Tag.builder().key("aws:team").value("web").build();
        refused("ValidationException", () -> put(cloud, parameter("/b", "String").tags(reserved)));
        refused(
                "ValidationException",
                () ->
                        cloud.ssm(
                                ADMIN,
                                "AddTagsToResource",
                                AddTagsToResourceRequest.builder()
                                        .resourceType("Parameter")
                                        .resourceId("/a")
                                        .tags(reserved),
                                Object.class));
        assertThat(described(cloud, fresh(filter("Name", "Equals", "/b")))).isEmpty();
    }

    private static void some(Cloud cloud) {
        put(
                cloud,
                parameter("/web/size", "String")
                        .tags(Tag.builder().key("team").value("web").build()));
        put(cloud, parameter("/web/list", "StringList"));
        put(cloud, parameter("/web/secret", "SecureString"));
    }

    private static PutParameterRequest.Builder parameter(String name, String type) {
        return PutParameterRequest.builder().name(name).type(type).value("some");
    }

    private static void put(Cloud cloud, PutParameterRequest.Builder request) {
        cloud.ssm(ADMIN, "PutParameter", request, Object.class);
    }

    private static List<String> byPath(Cloud cloud, String path, ParameterStringFilter... filters) {
        return cloud
                .ssm(
                        ADMIN,
                        "GetParametersByPath",
                        GetParametersByPathRequest.builder().path(path).parameterFilters(filters),
                        GetParametersByPathResponse.class)
                .parameters()
                .stream()
                .map(each -> each.name())
                .toList();
    }

    private static List<String> described(Cloud cloud, DescribeParametersRequest.Builder request) {
        return cloud
                .ssm(ADMIN, "DescribeParameters", request, DescribeParametersResponse.class)
                .parameters()
                .stream()
                .map(ParameterMetadata::name)
                .toList();
    }

    private static DescribeParametersRequest.Builder fresh(ParameterStringFilter filter) {
        return DescribeParametersRequest.builder().parameterFilters(filter);
    }

    private static DescribeParametersRequest.Builder old(String key, String value) {
        return DescribeParametersRequest.builder()
                .filters(ParametersFilter.builder().key(key).values(value).build());
    }

    private static ParameterStringFilter filter(String key, String option, String value) {
        return ParameterStringFilter.builder().key(key).option(option).values(value).build();
    }

    private static void refused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        error -> assertThat(error.kind().code()).isEqualTo(code));
    }
}
