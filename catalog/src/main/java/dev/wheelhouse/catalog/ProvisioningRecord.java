package dev.wheelhouse.catalog;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A record: what was asked of a provisioned product, and what came of it. It outlives the
 * provisioned product.
 *
 * @param target what was asked for; on termination what ran
 * @param owner whose the provisioned product is: at that level others may see the record
 * @param launchRoleArn the role that acts; empty for the requester's own rights
 * @param tags the user's tags; with the AutoTags once it succeeded
 * @param outputs the stack's ARN first, then the template's outputs in template order
 */
public record ProvisioningRecord(
        AccountId account,
        Region region,
        RecordId id,
        Type type,
        Status status,
        ProvisionedProductId provisionedProduct,
        String provisionedProductName,
        ProvisionedProduct.Running target,
        ProvisionedProduct.Owner owner,
        Optional<String> launchRoleArn,
        List<Problem> errors,
        Tags tags,
        List<Output> outputs,
        Instant createdAt,
        Instant updatedAt) {
    public ProvisioningRecord {
        errors = List.copyOf(errors);
        outputs = List.copyOf(outputs);
    }

    /** What was asked for. */
    public enum Type {
        PROVISION_PRODUCT,
        UPDATE_PROVISIONED_PRODUCT,
        TERMINATE_PROVISIONED_PRODUCT
    }

    /** How it stands. */
    public enum Status {
        CREATED,
        IN_PROGRESS,
        IN_PROGRESS_IN_ERROR,
        SUCCEEDED,
        FAILED;

        /** Whether nothing will come of it any more than did. */
        public boolean ended() {
            return switch (this) {
                case SUCCEEDED, FAILED -> true;
                case CREATED, IN_PROGRESS, IN_PROGRESS_IN_ERROR -> false;
            };
        }
    }

    /** What went wrong: CloudFormation's code, or a short name, and a text for people. */
    public record Problem(String code, String description) {}

    /** An output. */
    public record Output(String key, String value, Optional<String> description) {}

    /** This one as it is being worked on. */
    public ProvisioningRecord inProgress(Instant now) {
        return as(Status.IN_PROGRESS, List.of(), tags, List.of(), now);
    }

    /** This one as what was done for it is being undone. */
    public ProvisioningRecord inProgressInError(Instant now) {
        return as(Status.IN_PROGRESS_IN_ERROR, List.of(), tags, List.of(), now);
    }

    /** This one as it succeeded. */
    public ProvisioningRecord succeeded(Tags newTags, List<Output> newOutputs, Instant now) {
        return as(Status.SUCCEEDED, List.of(), newTags, newOutputs, now);
    }

    /** This one as it failed. */
    public ProvisioningRecord failed(Problem error, List<Output> newOutputs, Instant now) {
        return as(Status.FAILED, List.of(error), tags, newOutputs, now);
    }

    private ProvisioningRecord as(
            Status newStatus,
            List<Problem> newErrors,
            Tags newTags,
            List<Output> newOutputs,
            Instant now) {
        return new ProvisioningRecord(
                account,
                region,
                id,
                type,
                newStatus,
                provisionedProduct,
                provisionedProductName,
                target,
                owner,
                launchRoleArn,
                newErrors,
                newTags,
                newOutputs,
                createdAt,
                now);
    }
}
