package dev.wheelhouse.catalog;

import dev.wheelhouse.catalog.ProvisionedProductSearch.Field;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The words by which a provisioned product is found, all in lower case: those of its name, of its
 * product's and version's names, of ids, status, type, owner and the user's tags. Beside them stand
 * entries {@code field:value} for the fields whose whole value is looked up here. The AutoTags have
 * none: they are long, and say what columns say.
 */
public final class SearchWords {
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final int LONGEST_WORD = 64;
    private static final int LONGEST_ENTRY = 400;

    private SearchWords() {}

    /** The words of a text, each cut to 64 characters. */
    public static List<String> in(String text) {
        return BETWEEN.splitAsStream(text.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .map(word -> cut(word, LONGEST_WORD))
                .distinct()
                .toList();
    }

    /** The entry of a field's value, cut to 400 characters. */
    public static String entry(Field field, String value) {
        return cut(field.key() + ":" + value.toLowerCase(Locale.ROOT), LONGEST_ENTRY);
    }

    /** All words and entries of a provisioned product. */
    public static SortedSet<String> of(ProvisionedProduct product) {
        var words = words(texts(product));
        words.addAll(entries(product));
        return words;
    }

    /**
     * What a change makes of the words of a provisioned product.
     *
     * @param gone none of them is among those of after
     * @param come all of those of after that before lacks, and perhaps others of after
     */
    public record Difference(Set<String> gone, Set<String> come) {}

    /** What changes from one state of a provisioned product to the next. */
    public static Difference between(ProvisionedProduct before, ProvisionedProduct after) {
        var gone = lacking(before, after);
        if (!gone.isEmpty()) {
            gone.removeAll(of(after));
        }
        return new Difference(gone, lacking(after, before));
    }

    /** The words of those texts, and those entries, that the other does not have. */
    private static SortedSet<String> lacking(ProvisionedProduct one, ProvisionedProduct other) {
        var texts = texts(one);
        texts.removeAll(texts(other));
        var entries = entries(one);
        entries.removeAll(entries(other));
        var words = words(texts);
        words.addAll(entries);
        return words;
    }

    private static SortedSet<String> words(Set<String> texts) {
        var words = new TreeSet<String>();
        texts.forEach(text -> words.addAll(in(text)));
        return words;
    }

    private static Set<String> texts(ProvisionedProduct product) {
        var running = product.running();
        var texts =
                new HashSet<>(
                        List.of(
                                product.name(),
                                product.id().value(),
                                running.product().value(),
                                running.productName(),
                                running.artifact().value(),
                                running.artifactName(),
                                product.state().status(),
                                ProvisionedProduct.TYPE,
                                afterAccount(product.owner().arn()),
                                afterAccount(product.owner().sessionArn()),
                                product.history().last().value()));
        product.ownTags()
                .byKey()
                .forEach((key, value) -> {
                    texts.add(key);
                    texts.add(value);
                });
        return texts;
    }

    private static Set<String> entries(ProvisionedProduct product) {
        var entries = new HashSet<String>();
        entries.add(entry(Field.PRODUCT_NAME, product.running().productName()));
        entries.add(entry(Field.ARTIFACT_NAME, product.running().artifactName()));
        product.ownTags()
                .byKey()
                .forEach((key, value) -> {
                    entries.add(entry(Field.TAGS, key + ":" + value));
                    entries.add(entry(Field.TAGS, key));
                    entries.add(entry(Field.TAGS, value));
                });
        return entries;
    }

    /** What of a principal's ARN tells it from others of its account. */
    private static String afterAccount(String arn) {
        return arn.substring(arn.lastIndexOf(':') + 1);
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }
}
