package dev.wheelhouse.catalog.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.catalog.PortfolioId;
import dev.wheelhouse.catalog.ProductId;
import dev.wheelhouse.catalog.ProvisionedProduct;
import dev.wheelhouse.catalog.ProvisionedProduct.History;
import dev.wheelhouse.catalog.ProvisionedProduct.Owner;
import dev.wheelhouse.catalog.ProvisionedProduct.Running;
import dev.wheelhouse.catalog.ProvisionedProductId;
import dev.wheelhouse.catalog.ProvisionedProductSearch;
import dev.wheelhouse.catalog.ProvisionedProductSearch.Created;
import dev.wheelhouse.catalog.ProvisionedProductSearch.Field;
import dev.wheelhouse.catalog.ProvisionedProductSearch.Order;
import dev.wheelhouse.catalog.ProvisionedProductSearch.Term;
import dev.wheelhouse.catalog.ProvisionedProductSearch.Value;
import dev.wheelhouse.catalog.ProvisionedProductSearch.Word;
import dev.wheelhouse.catalog.ProvisionedProductState;
import dev.wheelhouse.catalog.ProvisioningArtifactId;
import dev.wheelhouse.catalog.RecordId;
import dev.wheelhouse.catalog.SearchWords;
import dev.wheelhouse.catalog.Tags;
import dev.wheelhouse.catalog.Whose;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.store.OnEachDatabase;
import dev.wheelhouse.store.TestDatabase;
import dev.wheelhouse.store.sql.Handle;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;

/** Random searches over random provisioned products: the database finds what a naive loop finds. */
class ProvisionedProductFinderTest {
    private static final AccountId ACCOUNT = new AccountId("111111111111");
    private static final AccountId OTHER = new AccountId("222222222222");
    private static final Region REGION = new Region("us-east-1");
    private static final List<String> WORDS = List.of("web", "Webserver", "Mail", "db", "We", "Öl");

    private final ProvisionedProductStore products = new ProvisionedProductStore();
    private final ProvisionedProductFinder finder = new ProvisionedProductFinder();

    @OnEachDatabase
    void pagesHoldAllThatIsLookedForOnce(TestDatabase given) {
        var random = new Random(7);
        given.database()
                .write(db -> {
                    var there = new ArrayList<ProvisionedProduct>();
                    for (var i = 0; i < 60; i++) {
                        var product = product(random, ACCOUNT, i);
                        products.insert(db, product);
                        products.insert(db, product(random, OTHER, i));
                        change(db, random, product).ifPresent(there::add);
                    }
                    for (var i = 0; i < 150; i++) {
                        check(db, random, search(random, there), there);
                    }
                    return db;
                });
    }

    /** Some are changed once more, and some are gone. */
    private Optional<ProvisionedProduct> change(
            Handle db, Random random, ProvisionedProduct product) {
        return switch (random.nextInt(4)) {
            case 0 -> {
                products.delete(db, product);
                yield Optional.empty();
            }
            case 1 -> {
                var changed =
                        product.in(new ProvisionedProductState.Available())
                                .changed(running(random), tags(random), new RecordId("rec-x"));
                products.update(db, product, changed);
                yield Optional.of(changed);
            }
            default -> Optional.of(product);
        };
    }

    private void check(
            Handle db,
            Random random,
            ProvisionedProductSearch search,
            List<ProvisionedProduct> there) {
        var size = 1 + random.nextInt(9);
        var found = new ArrayList<ProvisionedProduct>();
        var after = Optional.<Place>empty();
        do {
            var page = finder.page(db, ACCOUNT, REGION, search, after, size);
            page.forEach(hit -> found.add(hit.product()));
            after = page.size() < size ? Optional.empty() : Optional.of(page.getLast().place());
        } while (after.isPresent());

        var expected = there.stream().filter(admits(search)).toList();
        assertThat(found).as(search.toString()).doesNotHaveDuplicates();
        if (search.order() == Order.ANY) {
            assertThat(found).as(search.toString()).containsExactlyInAnyOrderElementsOf(expected);
        } else {
            var sorted = expected.stream().sorted(order(search)).toList();
            assertThat(found).as(search.toString()).containsExactlyElementsOf(sorted);
        }
        assertThat(finder.count(db, ACCOUNT, REGION, search)).isEqualTo(expected.size());
    }

    private static Comparator<ProvisionedProduct> order(ProvisionedProductSearch search) {
        Function<ProvisionedProduct, String> key =
                switch (search.order()) {
                    case ARN -> product -> product.name() + "/" + product.id();
                    case CREATED_TIME, ANY ->
                            product -> "%020d".formatted(product.createdAt().toEpochMilli());
                    case ID -> product -> product.id().value();
                    case LAST_RECORD_ID -> product -> product.history().last().value();
                    case NAME -> ProvisionedProduct::name;
                };
        var order = Comparator.comparing(key).thenComparing(product -> product.id().value());
        return search.descending() ? order.reversed() : order;
    }

    private static Predicate<ProvisionedProduct> admits(ProvisionedProductSearch search) {
        return product ->
                whose(search.whose(), product)
                        && search.terms().stream().allMatch(term -> holds(term, product));
    }

    private static boolean whose(Whose whose, ProvisionedProduct product) {
        return switch (whose) {
            case Whose.Anybody _ -> true;
            case Whose.OfPrincipal principal -> product.owner().arn().equals(principal.arn());
            case Whose.OfSession session -> product.owner().sessionArn().equals(session.arn());
        };
    }

    private static boolean holds(Term term, ProvisionedProduct product) {
        return switch (term) {
            case Word word ->
                    SearchWords.of(product).stream()
                            .filter(text -> !text.contains(":"))
                            .anyMatch(text -> text.startsWith(word.beginning()));
            case Created created ->
                    !product.createdAt().isBefore(created.from())
                            && product.createdAt().isBefore(created.until());
            case Value value ->
                    values(product, value.field()).stream()
                            .map(text -> text.toLowerCase(Locale.ROOT))
                            .anyMatch(text ->
                                    value.beginning()
                                            ? text.startsWith(value.text())
                                            : text.equals(value.text()));
        };
    }

    private static List<String> values(ProvisionedProduct product, Field field) {
        return switch (field) {
            case ARN -> List.of(product.arn());
            case ID -> List.of(product.id().value());
            case IDEMPOTENCY_TOKEN -> product.token().stream().toList();
            case LAST_PROVISIONING_RECORD_ID ->
                    List.of(product.history().lastProvisioning().value());
            case LAST_RECORD_ID -> List.of(product.history().last().value());
            case LAST_SUCCESSFUL_RECORD_ID ->
                    product.history().lastSuccessful().map(RecordId::value).stream().toList();
            case NAME -> List.of(product.name());
            case PHYSICAL_ID -> product.stackArn().stream().toList();
            case PRODUCT_ID -> List.of(product.running().product().value());
            case PRODUCT_NAME -> List.of(product.running().productName());
            case ARTIFACT_ID -> List.of(product.running().artifact().value());
            case ARTIFACT_NAME -> List.of(product.running().artifactName());
            case STATUS -> List.of(product.state().status());
            case TAGS -> {
                var tags = new ArrayList<String>();
                product.tags().byKey().forEach((key, value) -> tags.add(key + ":" + value));
                product.ownTags().byKey().forEach((key, value) -> tags.addAll(List.of(key, value)));
                yield tags;
            }
            case TYPE -> List.of(ProvisionedProduct.TYPE);
            case USER_ARN -> List.of(product.owner().arn());
            case USER_ARN_SESSION -> List.of(product.owner().sessionArn());
        };
    }

    private static ProvisionedProductSearch search(Random random, List<ProvisionedProduct> there) {
        var terms = new ArrayList<Term>();
        for (var i = random.nextInt(3); i > 0; i--) {
            terms.add(term(random, there.get(random.nextInt(there.size()))));
        }
        var whose =
                switch (random.nextInt(4)) {
                    case 0 -> new Whose.OfPrincipal("arn:aws:iam::111111111111:user/ann");
                    case 1 -> new Whose.OfSession("arn:aws:iam::111111111111:user/bob");
                    default -> new Whose.Anybody();
                };
        var order = one(random, List.of(Order.values()));
        return new ProvisionedProductSearch(
                whose, terms, order, order != Order.ANY && random.nextBoolean());
    }

    private static Term term(Random random, ProvisionedProduct like) {
        return switch (random.nextInt(4)) {
            case 0 -> {
                var from = like.createdAt().minusMillis(random.nextInt(20));
                yield new Created(from, from.plusMillis(random.nextInt(40)));
            }
            case 1 -> {
                var word = one(random, WORDS).toLowerCase(Locale.ROOT);
                yield new Word(word.substring(0, 1 + random.nextInt(word.length())));
            }
            default -> {
                var field = one(random, List.of(Field.values()));
                var values = values(like, field);
                var text = values.isEmpty() ? "none" : one(random, values).toLowerCase(Locale.ROOT);
                var beginning = random.nextBoolean();
                yield new Value(
                        field,
                        beginning ? text.substring(0, random.nextInt(text.length())) : text,
                        beginning);
            }
        };
    }

    private static ProvisionedProduct product(Random random, AccountId account, int number) {
        var id = new ProvisionedProductId("pp-" + (1000 + random.nextInt(9) * 100 + number));
        var name =
                one(random, WORDS.subList(0, 5))
                        + "-"
                        + number
                        + (random.nextBoolean() ? ".x" : "");
        var user = "arn:aws:iam::" + account + ":user/" + (random.nextBoolean() ? "ann" : "bob");
        var record = new RecordId("rec-" + random.nextInt(20));
        return new ProvisionedProduct(
                account,
                REGION,
                id,
                name,
                running(random),
                new Owner(user, user),
                Optional.empty(),
                random.nextBoolean()
                        ? new ProvisionedProductState.Launching(record)
                        : new ProvisionedProductState.Tainted("why"),
                random.nextBoolean()
                        ? Optional.of(
                                "arn:aws:cloudformation:us-east-1:"
                                        + account
                                        + ":stack/SC-"
                                        + id
                                        + "/u")
                        : Optional.empty(),
                random.nextBoolean() ? Optional.of("token-" + number) : Optional.empty(),
                tags(random),
                new History(record, record, Optional.empty()),
                Instant.ofEpochMilli(1_000 + random.nextInt(30)));
    }

    private static Running running(Random random) {
        return new Running(
                ACCOUNT,
                new ProductId("prod-" + random.nextInt(4)),
                one(random, WORDS) + " " + one(random, WORDS),
                new ProvisioningArtifactId("pa-" + random.nextInt(4)),
                one(random, WORDS),
                ACCOUNT,
                new PortfolioId("port-1"));
    }

    private static Tags tags(Random random) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (var i = random.nextInt(3); i > 0; i--) {
            tags.put(one(random, WORDS), one(random, WORDS) + ":" + random.nextInt(3));
        }
        if (random.nextBoolean()) {
            tags.put("aws:servicecatalog:a_b", "arn:aws:x/" + one(random, WORDS.subList(0, 5)));
            tags.put("own", "aws:" + one(random, WORDS));
        }
        return Tags.of(tags);
    }

    private static <T> T one(Random random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
