package dev.wheelhouse.catalog.sql;

import dev.wheelhouse.catalog.ProvisionedProduct;
import dev.wheelhouse.catalog.ProvisionedProductSearch;
import dev.wheelhouse.catalog.ProvisionedProductSearch.Created;
import dev.wheelhouse.catalog.ProvisionedProductSearch.Field;
import dev.wheelhouse.catalog.ProvisionedProductSearch.Order;
import dev.wheelhouse.catalog.ProvisionedProductSearch.Term;
import dev.wheelhouse.catalog.ProvisionedProductSearch.Value;
import dev.wheelhouse.catalog.ProvisionedProductSearch.Word;
import dev.wheelhouse.catalog.SearchWords;
import dev.wheelhouse.catalog.Whose;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.store.sql.Bound;
import dev.wheelhouse.store.sql.Handle;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds provisioned products, a page at a time. A page costs what is on it, not what the account
 * has: a search of the whole account for words in no particular order walks the index of words,
 * along the longest one; any other walks an index of its order, or of what one user or role has.
 */
public final class ProvisionedProductFinder {
    /** Hits are counted up to here. */
    public static final int MOST_COUNTED = 10_000;

    private static final String PRODUCTS =
            """
            FROM catalog_provisioned_product p
            WHERE p.account = :account AND p.region = :region
            """;
    private static final String WORDS =
            """
            FROM catalog_provisioned_product_word w
            WHERE w.account = :account AND w.region = :region
            """;

    // The cross join keeps SQLite from turning the order of the tables round.
    private static final String PRODUCTS_BY_WORDS =
            """
            FROM catalog_provisioned_product_word w
            CROSS JOIN catalog_provisioned_product p
            WHERE w.account = :account AND w.region = :region
              AND p.account = w.account AND p.region = w.region
              AND p.id = w.provisioned_product_id
            """;
    private static final String AUTO_TAGS = "aws:";
    private static final String BEYOND = "\uDBFF\uDFFF"; // sorts after all text

    /** A hit, and where it stands in the list. */
    public record Found(ProvisionedProduct product, Place place) {}

    /** A page of hits: what comes after a place, at most so many. */
    public List<Found> page(
            Handle db,
            AccountId account,
            Region region,
            ProvisionedProductSearch search,
            Optional<Place> after,
            int limit) {
        var statement = Statement.page(account, region, search, after);
        var query =
                db.createQuery(
                        "SELECT "
                                + ProvisionedProductStore.COLUMNS
                                + ", "
                                + statement.key
                                + " AS place_key "
                                + statement.from()
                                + statement.order()
                                + " LIMIT :limit");
        statement.bindings.forEach(query::bind);
        return query.bind("limit", limit)
                .map(row ->
                        new Found(
                                ProvisionedProductStore.read(row),
                                new Place(row.getString("place_key"), row.getString("id"))))
                .list();
    }

    /**
     * How many hits there are; {@link #MOST_COUNTED} stands for more, too. A search that walks
     * along words looks at twice as many of them at most.
     */
    public int count(Handle db, AccountId account, Region region, ProvisionedProductSearch search) {
        var statement = Statement.count(account, region, search);
        var query =
                db.createQuery(
                        "SELECT COUNT(DISTINCT c.hit) FROM (SELECT "
                                + statement.id
                                + " AS hit "
                                + statement.from()
                                + " LIMIT :limit) c");
        statement.bindings.forEach(query::bind);
        var number = query.bind("limit", 2 * MOST_COUNTED).mapTo(Integer.class).one();
        return Math.min(number, MOST_COUNTED);
    }

    /** A run of the index of words. */
    private record Run(String text, boolean beginning) {
        /** The words or entries that a term is looked up by; empty for one on columns. */
        static Optional<Run> of(Term term) {
            return switch (term) {
                case Word word -> Optional.of(new Run(word.beginning(), true));
                case Value value ->
                        switch (value.field()) {
                            case PRODUCT_NAME, ARTIFACT_NAME -> Optional.of(entry(value));
                            case TAGS ->
                                    mayBeAutoTag(value)
                                            ? Optional.empty()
                                            : Optional.of(entry(value));
                            case ARN,
                                    ID,
                                    IDEMPOTENCY_TOKEN,
                                    LAST_PROVISIONING_RECORD_ID,
                                    LAST_RECORD_ID,
                                    LAST_SUCCESSFUL_RECORD_ID,
                                    NAME,
                                    PHYSICAL_ID,
                                    PRODUCT_ID,
                                    ARTIFACT_ID,
                                    STATUS,
                                    TYPE,
                                    USER_ARN,
                                    USER_ARN_SESSION ->
                                    Optional.empty();
                        };
                case Created _ -> Optional.empty();
            };
        }

        static Run entry(Value value) {
            return new Run(SearchWords.entry(value.field(), value.text()), value.beginning());
        }

        private static boolean mayBeAutoTag(Value value) {
            return value.text().startsWith(AUTO_TAGS)
                    || (value.beginning() && AUTO_TAGS.startsWith(value.text()));
        }
    }

    /** The parts of a statement, with what is bound to it. */
    private static final class Statement {
        private final Map<String, Bound> bindings = new LinkedHashMap<>();
        private final StringBuilder conditions = new StringBuilder();
        private final ProvisionedProductSearch search;
        private final Optional<Term> lead;
        private final String key;
        private final String id;
        private final boolean wordsAlone;

        private Statement(
                AccountId account,
                Region region,
                ProvisionedProductSearch search,
                boolean wordsAlone) {
            this.search = search;
            this.wordsAlone = wordsAlone;
            this.lead = lead(search);
            this.key = lead.isPresent() ? "w.word" : key(search.order());
            this.id = lead.isPresent() ? "w.provisioned_product_id" : "p.id";
            bindings.put("account", new Bound.Text(account.value()));
            bindings.put("region", new Bound.Text(region.value()));
            restrict(search.whose());
            search.terms().stream()
                    .filter(term -> !Optional.of(term).equals(lead))
                    .forEach(this::add);
        }

        static Statement page(
                AccountId account,
                Region region,
                ProvisionedProductSearch search,
                Optional<Place> after) {
            var statement = new Statement(account, region, search, false);
            statement.lead.flatMap(Run::of).ifPresent(run -> statement.follow(run, after));
            after.ifPresent(statement::after);
            return statement;
        }

        static Statement count(AccountId account, Region region, ProvisionedProductSearch search) {
            var statement = new Statement(account, region, search, search.terms().size() == 1);
            statement.lead.flatMap(Run::of).ifPresent(run -> statement.within("w.word", run));
            return statement;
        }

        /** The term whose words the search walks along. */
        private static Optional<Term> lead(ProvisionedProductSearch search) {
            return search.order() == Order.ANY && search.whose() instanceof Whose.Anybody
                    ? search.terms().stream()
                            .filter(term -> Run.of(term).isPresent())
                            .max(
                                    Comparator.comparingInt(
                                            term -> Run.of(term).orElseThrow().text().length()))
                    : Optional.empty();
        }

        private static String key(Order order) {
            return switch (order) {
                case ANY, CREATED_TIME -> "p.created_at_ms";
                case ARN -> "p.name || '/' || p.id";
                case ID -> "p.id";
                case LAST_RECORD_ID -> "p.last_record_id";
                case NAME -> "p.name";
            };
        }

        String from() {
            if (lead.isEmpty()) {
                return PRODUCTS + conditions;
            }
            return (wordsAlone ? WORDS : PRODUCTS_BY_WORDS) + conditions;
        }

        private void after(Place place) {
            Bound from =
                    key.equals("p.created_at_ms")
                            ? new Bound.Int8(Long.parseLong(place.key()))
                            : new Bound.Text(place.key());
            conditions.append(
                    " AND (%s, %s) %s (%s, %s)"
                            .formatted(
                                    key,
                                    id,
                                    search.descending() ? "<" : ">",
                                    bound(from),
                                    bound(place.id())));
        }

        String order() {
            var way = search.descending() ? " DESC" : "";
            return " ORDER BY " + key + way + ", " + id + way;
        }

        private void restrict(Whose whose) {
            switch (whose) {
                case Whose.Anybody _ -> {}
                case Whose.OfPrincipal principal ->
                        conditions.append(" AND p.user_arn = ").append(bound(principal.arn()));
                case Whose.OfSession session ->
                        conditions.append(" AND p.session_arn = ").append(bound(session.arn()));
            }
        }

        /**
         * Takes each provisioned product at the first of its words in the run. A page that comes
         * after another begins there in the index: a second lower bound would hide that from
         * SQLite.
         */
        private void follow(Run run, Optional<Place> after) {
            if (run.beginning() && after.isPresent()) {
                conditions.append(" AND w.word < ").append(bound(run.text() + BEYOND));
            } else {
                within("w.word", run);
            }
            if (run.beginning()) {
                conditions.append(
                        """
                         AND NOT EXISTS (
                            SELECT 1 FROM catalog_provisioned_product_word d
                            WHERE d.account = :account AND d.region = :region
                              AND d.provisioned_product_id = w.provisioned_product_id
                              AND d.word < w.word
                        """);
                within("d.word", run);
                conditions.append(")");
            }
        }

        private void add(Term term) {
            switch (term) {
                case Created created ->
                        conditions
                                .append(" AND p.created_at_ms >= ")
                                .append(bound(created.from().toEpochMilli()))
                                .append(" AND p.created_at_ms < ")
                                .append(bound(created.until().toEpochMilli()));
                case Word _, Value _ ->
                        Run.of(term).ifPresentOrElse(this::has, () -> column((Value) term));
            }
        }

        private void has(Run run) {
            conditions.append(
                    """
                     AND EXISTS (
                        SELECT 1 FROM catalog_provisioned_product_word e
                        WHERE e.account = :account AND e.region = :region
                          AND e.provisioned_product_id = p.id
                    """);
            within("e.word", run);
            conditions.append(")");
        }

        private void column(Value value) {
            switch (value.field()) {
                case STATUS -> status(value);
                case TYPE -> {
                    if (!fits(ProvisionedProduct.TYPE, value)) {
                        conditions.append(" AND 1 = 0");
                    }
                }
                case ARN -> {
                    within(
                            "LOWER('arn:aws:servicecatalog:' || p.region || ':' || p.account ||"
                                    + " ':stack/' || p.name || '/' || p.id)",
                            new Run(value.text(), value.beginning()));
                    if (!value.beginning()) { // so that it is found by its key
                        conditions
                                .append(" AND p.id = ")
                                .append(
                                        bound(
                                                value.text()
                                                        .substring(
                                                                value.text().lastIndexOf('/')
                                                                        + 1)));
                    }
                }
                case TAGS -> tags(value);
                default ->
                        within(
                                "LOWER(" + column(value.field()) + ")",
                                new Run(value.text(), value.beginning()));
            }
        }

        /**
         * A tag of the user's by its entries; an AutoTag, {@code key:value}, in the JSON itself.
         */
        private void tags(Value value) {
            var text = value.text().replaceAll("[!%_]", "!$0");
            conditions.append(" AND (1 = 1");
            has(Run.entry(value));
            conditions
                    .append(" OR REPLACE(LOWER(p.tags), '\":\"', ':') LIKE ")
                    .append(bound("%\"" + text + (value.beginning() ? "%" : "\"%")))
                    .append(" ESCAPE '!')");
        }

        private static String column(Field field) {
            return switch (field) {
                case ID -> "p.id";
                case IDEMPOTENCY_TOKEN -> "p.token";
                case LAST_PROVISIONING_RECORD_ID -> "p.last_provisioning_record_id";
                case LAST_RECORD_ID -> "p.last_record_id";
                case LAST_SUCCESSFUL_RECORD_ID -> "p.last_successful_record_id";
                case NAME -> "p.name";
                case PHYSICAL_ID -> "p.stack_arn";
                case PRODUCT_ID -> "p.product_id";
                case ARTIFACT_ID -> "p.artifact_id";
                case USER_ARN -> "p.user_arn";
                case USER_ARN_SESSION -> "p.session_arn";
                case ARN, PRODUCT_NAME, ARTIFACT_NAME, STATUS, TAGS, TYPE ->
                        throw new IllegalArgumentException("No column holds " + field);
            };
        }

        private void status(Value value) {
            var states =
                    ProvisionedProductStore.STATUSES.entrySet().stream()
                            .filter(state -> fits(state.getValue(), value))
                            .map(state -> bound(state.getKey()))
                            .collect(Collectors.joining(", "));
            conditions.append(states.isEmpty() ? " AND 1 = 0" : " AND p.state IN (" + states + ")");
        }

        private static boolean fits(String shown, Value value) {
            var text = shown.toLowerCase(Locale.ROOT);
            return value.beginning() ? text.startsWith(value.text()) : text.equals(value.text());
        }

        private void within(String expression, Run run) {
            conditions.append(" AND ").append(expression);
            if (!run.beginning()) {
                conditions.append(" = ").append(bound(run.text()));
                return;
            }
            conditions
                    .append(" >= ")
                    .append(bound(run.text()))
                    .append(" AND ")
                    .append(expression)
                    .append(" < ")
                    .append(bound(run.text() + BEYOND));
        }

        private String bound(String value) {
            return bound(new Bound.Text(value));
        }

        private String bound(long value) {
            return bound(new Bound.Int8(value));
        }

        private String bound(Bound value) {
            var name = "v" + bindings.size();
            bindings.put(name, value);
            return ":" + name;
        }
    }
}
