package dev.wheelhouse.catalog;

import dev.wheelhouse.catalog.ProvisionedProductSearch.Field;
import java.util.List;
import java.util.Locale;
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
        var running = product.running();
        var words = new TreeSet<String>();
        for (var text :
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
                        product.history().last().value())) {
            words.addAll(in(text));
        }
        words.add(entry(Field.PRODUCT_NAME, running.productName()));
        words.add(entry(Field.ARTIFACT_NAME, running.artifactName()));
        product.ownTags()
                .byKey()
                .forEach((key, value) -> {
                    words.add(entry(Field.TAGS, key + ":" + value));
                    words.add(entry(Field.TAGS, key));
                    words.add(entry(Field.TAGS, value));
                    words.addAll(in(key));
                    words.addAll(in(value));
                });
        return words;
    }

    /** What of a principal's ARN tells it from others of its account. */
    private static String afterAccount(String arn) {
        return arn.substring(arn.lastIndexOf(':') + 1);
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }
}
