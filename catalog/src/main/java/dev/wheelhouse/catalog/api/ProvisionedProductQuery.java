package dev.wheelhouse.catalog.api;

import static dev.wheelhouse.catalog.api.CatalogError.INVALID_PARAMETERS;

import dev.wheelhouse.catalog.ProvisionedProductSearch;
import dev.wheelhouse.catalog.ProvisionedProductSearch.Created;
import dev.wheelhouse.catalog.ProvisionedProductSearch.Field;
import dev.wheelhouse.catalog.ProvisionedProductSearch.Order;
import dev.wheelhouse.catalog.ProvisionedProductSearch.Term;
import dev.wheelhouse.catalog.ProvisionedProductSearch.Value;
import dev.wheelhouse.catalog.ProvisionedProductSearch.Word;
import dev.wheelhouse.catalog.SearchWords;
import dev.wheelhouse.catalog.Whose;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a query of SearchProvisionedProducts. All terms must hold, in any case of letters: {@code
 * field:value} is the whole value of a field, with {@code *} at its end its beginning; an ARN is
 * looked for where ARNs of its service are; anything else is beginnings of words. A {@code
 * createdTime} may be a year, a month, a day or a time of day, which stands for all that is in it.
 */
final class ProvisionedProductQuery {
    private static final String CREATED = "createdtime";
    private static final String FIELDS =
            Stream.concat(Stream.of("createdTime"), Field.names().stream())
                    .sorted()
                    .collect(Collectors.joining(", "));

    /** Operators, and a parenthesis before everything else. */
    private static final Pattern EXPRESSION =
            Pattern.compile("^\\(|(?:^|\\s)(?:AND|OR|NOT)(?:\\s|$)");

    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
    private static final String EARLIEST = "0000-01-01T00:00:00.000Z";

    private ProvisionedProductQuery() {}

    static ProvisionedProductSearch of(
            Whose whose,
            Map<String, List<String>> filters,
            @Nullable String sortBy,
            @Nullable String sortOrder) {
        var terms = new ArrayList<Term>();
        for (var filter : filters.entrySet()) {
            if (!filter.getKey().equals("SearchQuery")) {
                throw INVALID_PARAMETERS.because(
                        "Invalid filter key: "
                                + filter.getKey()
                                + ". The valid key is SearchQuery.");
            }
            for (var query : filter.getValue()) {
                requireNoExpression(query.strip());
                terms.addAll(terms(query.strip().toLowerCase(Locale.ROOT)));
            }
        }
        var order = order(sortBy);
        return new ProvisionedProductSearch(
                whose, terms, order, order != Order.ANY && "DESCENDING".equals(sortOrder));
    }

    /** What other search engines take for an expression would be looked for as it stands. */
    private static void requireNoExpression(String query) {
        if (EXPRESSION.matcher(QUOTED.matcher(query).replaceAll("\"\"")).find()) {
            throw INVALID_PARAMETERS.because(
                    "Invalid SearchQuery: "
                            + query
                            + ". A query is field:value or some words; of several queries all must"
                            + " hold. AND, OR, NOT and parentheses are not supported; put a value"
                            + " that has them in quotes. The fields are "
                            + FIELDS
                            + ".");
        }
    }

    private static Order order(@Nullable String sortBy) {
        return switch (sortBy == null ? "" : sortBy) {
            case "" -> Order.ANY;
            case "arn" -> Order.ARN;
            case "id" -> Order.ID;
            case "name" -> Order.NAME;
            case "lastRecordId" -> Order.LAST_RECORD_ID;
            case "createdTime" -> Order.CREATED_TIME;
            default -> throw INVALID_PARAMETERS.because("Invalid SortBy: " + sortBy + ".");
        };
    }

    private static List<? extends Term> terms(String query) {
        if (query.startsWith("arn:aws")) {
            return List.of(value(fieldOfArn(query), query));
        }
        var colon = query.indexOf(':');
        if (colon > 0 && query.substring(0, colon).matches("[a-z]+")) {
            var name = query.substring(0, colon);
            var text = query.substring(colon + 1).strip();
            return List.of(
                    name.equals(CREATED)
                            ? created(text)
                            : value(
                                    Field.named(name)
                                            .orElseThrow(() ->
                                                    INVALID_PARAMETERS.because(
                                                            "Invalid search field: "
                                                                    + name
                                                                    + ". The fields are "
                                                                    + FIELDS
                                                                    + ".")),
                                    text));
        }
        return SearchWords.in(query).stream().map(Word::new).toList();
    }

    private static Field fieldOfArn(String arn) {
        if (arn.contains(":cloudformation:")) {
            return Field.PHYSICAL_ID;
        }
        if (arn.contains(":iam:")) {
            return Field.USER_ARN;
        }
        return arn.contains(":sts:") ? Field.USER_ARN_SESSION : Field.ARN;
    }

    private static Term value(Field field, String text) {
        var plain = unquoted(text);
        return plain.endsWith("*")
                ? new Value(field, plain.substring(0, plain.length() - 1), true)
                : new Value(field, plain, false);
    }

    private static String unquoted(String text) {
        return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1)
                : text;
    }

    private static Term created(String text) {
        var plain = unquoted(text);
        var time =
                (plain.endsWith("*") ? plain.substring(0, plain.length() - 1) : plain)
                        .toUpperCase(Locale.ROOT);
        try {
            if (time.isEmpty()) {
                return new Created(Instant.EPOCH, Instant.ofEpochMilli(Long.MAX_VALUE));
            }
            var unit = unit(time.length());
            if (unit == ChronoUnit.MILLIS) {
                var exactly = Instant.parse(time);
                return new Created(exactly, exactly.plusMillis(1));
            }
            var from = LocalDateTime.ofInstant(begin(time), ZoneOffset.UTC);
            return new Created(
                    from.toInstant(ZoneOffset.UTC), from.plus(1, unit).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException notATime) {
            throw INVALID_PARAMETERS.because(
                    "Invalid createdTime: "
                            + plain
                            + ". It takes a time such as 2026-11-28T10:15:30Z, or the beginning of"
                            + " one.");
        }
    }

    private static Instant begin(String time) {
        return Instant.parse(time + EARLIEST.substring(Math.min(time.length(), EARLIEST.length())));
    }

    private static ChronoUnit unit(int length) {
        return switch (length) {
            case 4 -> ChronoUnit.YEARS;
            case 7 -> ChronoUnit.MONTHS;
            case 10 -> ChronoUnit.DAYS;
            case 13 -> ChronoUnit.HOURS;
            case 16 -> ChronoUnit.MINUTES;
            case 19 -> ChronoUnit.SECONDS;
            default -> ChronoUnit.MILLIS;
        };
    }
}
