package dev.wheelhouse.catalog.api;

import static dev.wheelhouse.catalog.api.CatalogError.INVALID_PARAMETERS;

import dev.wheelhouse.catalog.Product;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The filters of SearchProducts and SearchProductsAsAdmin: the values of one key are alternatives,
 * all keys must hold. Full text finds the beginnings of words, in any case.
 */
final class ProductFilter {
    private static final Set<String> KEYS =
            Set.of("FullTextSearch", "Owner", "ProductType", "SourceProductId");

    private final Predicate<Product> predicate;

    private ProductFilter(Predicate<Product> predicate) {
        this.predicate = predicate;
    }

    /** The filters of an administrator's or end user's search. */
    static ProductFilter admin(Map<String, List<String>> filters) {
        Predicate<Product> all = _ -> true;
        for (var filter : filters.entrySet()) {
            if (!KEYS.contains(filter.getKey())) {
                throw INVALID_PARAMETERS.because(
                        "Invalid filter key: "
                                + filter.getKey()
                                + ". Valid keys are FullTextSearch, Owner, ProductType and"
                                + " SourceProductId.");
            }
            if (!filter.getValue().isEmpty()) {
                all =
                        all.and(product ->
                                filter.getValue().stream()
                                        .anyMatch(
                                                value -> matches(product, filter.getKey(), value)));
            }
        }
        return new ProductFilter(all);
    }

    boolean admits(Product product) {
        return predicate.test(product);
    }

    /**
     * The order that a search asks for; by creation when it asks for none.
     *
     * @param versions counts a product's versions
     */
    static Comparator<Product> order(
            @Nullable String sortBy, @Nullable String sortOrder, ToIntFunction<Product> versions) {
        Comparator<Product> order =
                switch (sortBy == null ? "CreationDate" : sortBy) {
                    case "Title" ->
                            Comparator.comparing(
                                    product -> product.name().toLowerCase(Locale.ROOT));
                    case "VersionCount" -> Comparator.comparingInt(versions);
                    default -> Comparator.comparing(Product::createdAt);
                };
        var stable = order.thenComparing(Product::createdAt).thenComparing(p -> p.id().value());
        return "DESCENDING".equals(sortOrder) ? stable.reversed() : stable;
    }

    private static boolean matches(Product product, String key, String value) {
        return switch (key) {
            case "Owner" -> product.owner().equals(value);
            case "ProductType" -> product.type().name().equals(value);
            case "SourceProductId" -> false; // no product is a copy: CopyProduct is not built yet
            default -> fullText(product, value);
        };
    }

    private static boolean fullText(Product product, String text) {
        var words =
                Stream.of(
                                product.name(),
                                product.owner(),
                                product.description().orElse(""),
                                product.distributor().orElse(""),
                                product.id().value())
                        .flatMap(field -> words(field).stream())
                        .toList();
        return words(text).stream()
                .allMatch(wanted -> words.stream().anyMatch(word -> word.startsWith(wanted)));
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
