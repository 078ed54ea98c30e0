package dev.wheelhouse.catalog;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is looked for among an account's provisioned products.
 *
 * @param terms all must hold
 * @param order how the hits are sorted
 * @param descending whether from the last to the first
 */
public record ProvisionedProductSearch(
        Whose whose, List<Term> terms, Order order, boolean descending) {
    public ProvisionedProductSearch {
        terms = List.copyOf(terms);
    }

    /** All of somebody's, by creation. */
    public static ProvisionedProductSearch all(Whose whose) {
        return new ProvisionedProductSearch(whose, List.of(), Order.CREATED_TIME, false);
    }

    /** One condition. Texts are in lower case and are compared so. */
    public sealed interface Term {}

    /** Some word of some field begins so. */
    public record Word(String beginning) implements Term {}

    /**
     * A field has this value.
     *
     * @param beginning whether the value may go on
     */
    public record Value(Field field, String text, boolean beginning) implements Term {}

    /** It was launched at or after the one and before the other moment. */
    public record Created(Instant from, Instant until) implements Term {}

    /** What can be asked for by name. */
    public enum Field {
        ARN("arn"),
        ID("id"),
        IDEMPOTENCY_TOKEN("idempotencyToken"),
        LAST_PROVISIONING_RECORD_ID("lastProvisioningRecordId"),
        LAST_RECORD_ID("lastRecordId"),
        LAST_SUCCESSFUL_RECORD_ID("lastSuccessfulProvisioningRecordId"),
        NAME("name"),
        PHYSICAL_ID("physicalId"),
        PRODUCT_ID("productId"),
        PRODUCT_NAME("productName"),
        ARTIFACT_ID("provisioningArtifactId"),
        ARTIFACT_NAME("provisioningArtifactName"),
        STATUS("status"),
        TAGS("tags"),
        TYPE("type"),
        USER_ARN("userArn"),
        USER_ARN_SESSION("userArnSession");

        private final String key;

        Field(String key) {
            this.key = key;
        }

        /** The field of this name, in any case of letters. */
        public static Optional<Field> named(String name) {
            return Arrays.stream(values())
                    .filter(field -> field.key.equalsIgnoreCase(name))
                    .findFirst();
        }

        /** The names of all fields. */
        public static List<String> names() {
            return Arrays.stream(values()).map(field -> field.key).toList();
        }

        /** The field's name in lower case. */
        public String key() {
            return key.toLowerCase(Locale.ROOT);
        }
    }

    /** How hits are sorted. */
    public enum Order {
        /** As it is fastest: the same from page to page. */
        ANY,
        ARN,
        CREATED_TIME,
        ID,
        LAST_RECORD_ID,
        NAME
    }
}
