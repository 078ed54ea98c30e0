package dev.wheelhouse.rollout.thing;

import dev.wheelhouse.rollout.access.AwsAccess;
import dev.wheelhouse.rollout.deploy.Use;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.servicecatalog.model.AccessLevelFilterKey;
import software.amazon.awssdk.services.servicecatalog.model.ProvisionedProductAttribute;
import software.amazon.awssdk.services.servicecatalog.model.ProvisionedProductViewFilterBy;

/** Provisioned products of the whole account: whose launches still need something. */
final class LaunchUses {
    private LaunchUses() {}

    /** What is launched of a product, whatever became of it. */
    static List<Use> of(AwsAccess access, String product) {
        return search(access, Optional.of("productId:" + product))
                .filter(launch -> product.equals(launch.productId()))
                .map(LaunchUses::use)
                .toList();
    }

    /** What was launched with a role, which terminating it needs again. */
    static List<Use> with(AwsAccess access, String roleArn) {
        return search(access, Optional.empty())
                .filter(launch -> roleArn.equals(role(access, launch)))
                .map(LaunchUses::use)
                .toList();
    }

    private static Stream<ProvisionedProductAttribute> search(
            AwsAccess access, Optional<String> query) {
        return access
                .serviceCatalog()
                .searchProvisionedProductsPaginator(request -> {
                    request.accessLevelFilter(
                            level -> level.key(AccessLevelFilterKey.ACCOUNT).value("self"));
                    query.ifPresent(text ->
                            request.filters(
                                    java.util.Map.of(
                                            ProvisionedProductViewFilterBy.SEARCH_QUERY,
                                            List.of(text))));
                })
                .stream()
                .flatMap(page -> page.provisionedProducts().stream());
    }

    private static @Nullable String role(AwsAccess access, ProvisionedProductAttribute launch) {
        var record = launch.lastProvisioningRecordId();
        return record == null
                ? null
                : access.serviceCatalog()
                        .describeRecord(request -> request.id(record))
                        .recordDetail()
                        .launchRoleArn();
    }

    private static Use use(ProvisionedProductAttribute launch) {
        return new Use(
                launch.id(),
                "launch \""
                        + launch.name()
                        + "\" ("
                        + launch.id()
                        + ") of "
                        + Objects.requireNonNullElse(launch.productName(), launch.productId())
                        + ", "
                        + launch.statusAsString()
                        + ", launched by "
                        + Objects.requireNonNullElse(
                                launch.userArnSession(),
                                Objects.requireNonNullElse(launch.userArn(), "somebody")),
                "wheelhouse terminate " + launch.id());
    }
}
