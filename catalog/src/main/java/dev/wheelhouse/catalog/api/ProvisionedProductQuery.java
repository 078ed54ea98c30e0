package dev.wheelhouse.catalog.api;

import static dev.wheelhouse.catalog.api.CatalogError.INVALID_PARAMETERS;

import dev.wheelhouse.catalog.ProvisionedProduct;
import dev.wheelhouse.catalog.RecordId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A query of SearchProvisionedProducts. All terms must hold, in any case of letters: {@code
 * field:value} is the whole value of a field, with {@code *} at its end its beginning; anything
 * else is the beginning of a word in some field.
 */
final class ProvisionedProductQuery {
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Map<String, Function<ProvisionedProduct, List<String>>> FIELDS = fields();

    private final Predicate<ProvisionedProduct> predicate;

    private ProvisionedProductQuery(Predicate<ProvisionedProduct> predicate) {
        this.predicate = predicate;
    }

    static ProvisionedProductQuery of(Map<String, List<String>> filters) {
        Predicate<ProvisionedProduct> all = _ -> true;
        for (var filter : filters.entrySet()) {
            if (!filter.getKey().equals("SearchQuery")) {
                throw INVALID_PARAMETERS.because(
                        "Invalid filter key: "
                                + filter.getKey()
                                + ". The valid key is SearchQuery.");
            }
            for (var query : filter.getValue()) {
                all = all.and(term(query.strip().toLowerCase(Locale.ROOT)));
            }
        }
        return new ProvisionedProductQuery(all);
    }

    boolean admits(ProvisionedProduct product) {
        return predicate.test(product);
    }

    /** The order that a request asks for; empty for none. */
    static Optional<Comparator<ProvisionedProduct>> order(
            @Nullable String sortBy, @Nullable String sortOrder) {
        if (sortBy == null || sortBy.isEmpty()) {
            return Optional.empty();
        }
        Comparator<ProvisionedProduct> order =
                switch (sortBy) {
                    case "arn" -> Comparator.comparing(ProvisionedProduct::arn);
                    case "id" -> Comparator.comparing(product -> product.id().value());
                    case "name" -> Comparator.comparing(ProvisionedProduct::name);
                    case "lastRecordId" ->
                            Comparator.comparing(product -> product.history().last().value());
                    case "createdTime" -> Comparator.comparing(ProvisionedProduct::createdAt);
                    default -> throw INVALID_PARAMETERS.because("Invalid SortBy: " + sortBy + ".");
                };
        var stable = order.thenComparing(product -> product.id().value());
        return Optional.of("DESCENDING".equals(sortOrder) ? stable.reversed() : stable);
    }

    private static Predicate<ProvisionedProduct> term(String term) {
        var colon = term.indexOf(':');
        if (colon > 0 && term.substring(0, colon).matches("[a-z]+")) {
            var field = FIELDS.get(term.substring(0, colon));
            if (field == null) {
                throw INVALID_PARAMETERS.because(
                        "Invalid search field: " + term.substring(0, colon) + ".");
            }
            return fieldTerm(field, term.substring(colon + 1).strip());
        }
        var words = words(term);
        return product ->
                words.stream()
                        .allMatch(wanted ->
                                FIELDS.values().stream()
                                        .flatMap(field -> field.apply(product).stream())
                                        .flatMap(value -> words(value).stream())
                                        .anyMatch(word -> word.startsWith(wanted)));
    }

    private static Predicate<ProvisionedProduct> fieldTerm(
            Function<ProvisionedProduct, List<String>> field, String quoted) {
        var value =
                quoted.length() > 1 && quoted.startsWith("\"") && quoted.endsWith("\"")
                        ? quoted.substring(1, quoted.length() - 1)
                        : quoted;
        Predicate<String> matches =
                value.endsWith("*")
                        ? text -> text.startsWith(value.substring(0, value.length() - 1))
                        : text -> text.equals(value);
        return product ->
                field.apply(product).stream()
                        .map(text -> text.toLowerCase(Locale.ROOT))
                        .anyMatch(matches);
    }

    private static List<String> words(String text) {
        return BETWEEN_WORDS
                .splitAsStream(text.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static Map<String, Function<ProvisionedProduct, List<String>>> fields() {
        var fields = new LinkedHashMap<String, Function<ProvisionedProduct, List<String>>>();
        fields.put("name", product -> List.of(product.name()));
        fields.put("id", product -> List.of(product.id().value()));
        fields.put("arn", product -> List.of(product.arn()));
        fields.put("type", _ -> List.of(ProvisionedProduct.TYPE));
        fields.put("status", product -> List.of(product.state().status()));
        fields.put("createdtime", product -> List.of(product.createdAt().toString()));
        fields.put("productid", product -> List.of(product.running().product().value()));
        fields.put("productname", product -> List.of(product.running().productName()));
        fields.put(
                "provisioningartifactid", product -> List.of(product.running().artifact().value()));
        fields.put(
                "provisioningartifactname", product -> List.of(product.running().artifactName()));
        fields.put("physicalid", product -> product.stackArn().stream().toList());
        fields.put("idempotencytoken", product -> product.token().stream().toList());
        fields.put("userarn", product -> List.of(product.owner().arn()));
        fields.put("userarnsession", product -> List.of(product.owner().sessionArn()));
        fields.put("lastrecordid", product -> List.of(product.history().last().value()));
        fields.put(
                "lastprovisioningrecordid",
                product -> List.of(product.history().lastProvisioning().value()));
        fields.put(
                "lastsuccessfulprovisioningrecordid",
                product ->
                        product.history().lastSuccessful().map(RecordId::value).stream().toList());
        fields.put("tags", ProvisionedProductQuery::tags);
        return fields;
    }

    private static List<String> tags(ProvisionedProduct product) {
        var tags = new ArrayList<String>();
        product.tags()
                .byKey()
                .forEach((key, value) -> {
                    tags.add(key);
                    tags.add(value);
                    tags.add(key + ":" + value);
                });
        return tags;
    }
}
