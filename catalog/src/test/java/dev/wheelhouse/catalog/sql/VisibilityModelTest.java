package dev.wheelhouse.catalog.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.catalog.CatalogIds;
import dev.wheelhouse.catalog.Constraint;
import dev.wheelhouse.catalog.ConstraintParameters;
import dev.wheelhouse.catalog.Portfolio;
import dev.wheelhouse.catalog.PortfolioId;
import dev.wheelhouse.catalog.PortfolioShare;
import dev.wheelhouse.catalog.ProductAssociation;
import dev.wheelhouse.catalog.ProductId;
import dev.wheelhouse.catalog.Tags;
import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.store.TestDatabase;
import dev.wheelhouse.store.TestDatabases;
import dev.wheelhouse.store.sql.Handle;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Random histories of a hub and two spokes: the database sees what a naive model sees. */
class VisibilityModelTest {
    private static final AccountId HUB = new AccountId("111111111111");
    private static final List<AccountId> SPOKES =
            List.of(new AccountId("222222222222"), new AccountId("333333333333"));
    private static final Region REGION = new Region("us-east-1");
    private static final TestDatabase GIVEN = TestDatabases.sqlite();

    private final PortfolioStore portfolios = new PortfolioStore();
    private final ProductAssociationStore associations = new ProductAssociationStore();
    private final PortfolioShareStore shares = new PortfolioShareStore();
    private final ConstraintStore constraints = new ConstraintStore(false);

    @AfterAll
    static void close() {
        GIVEN.close();
    }

    @Test
    void whatASpokeHoldsAndWhatBindsItFollowFromTheFactsOfTheMoment() {
        for (var seed = 0; seed < 150; seed++) {
            var history = new History(new Random(seed));
            GIVEN.database()
                    .write(db -> {
                        history.begin(db);
                        for (var step = 0; step < 25; step++) {
                            history.step(db);
                        }
                        history.check(db);
                        return db;
                    });
        }
    }

    /** One history, told to the database and to sets alike. */
    private final class History {
        private final Random random;
        private final CatalogIds ids;
        private final List<PortfolioId> hubs;
        private final Map<AccountId, PortfolioId> locals = new LinkedHashMap<>();
        private final List<ProductId> products;
        private final Set<Share> offered = new HashSet<>();
        private final Set<Share> accepted = new HashSet<>();
        private final Set<In> inHub = new HashSet<>();
        private final Map<Copy, PortfolioId> copies = new LinkedHashMap<>();
        private final Map<In, Set<String>> made = new LinkedHashMap<>();

        History(Random random) {
            this.random = random;
            this.ids = new CatalogIds(random::nextLong);
            this.hubs = List.of(ids.portfolio(), ids.portfolio());
            this.products = List.of(ids.product(), ids.product());
            SPOKES.forEach(spoke -> locals.put(spoke, ids.portfolio()));
        }

        void begin(Handle db) {
            hubs.forEach(id -> portfolios.insert(db, portfolio(HUB, id)));
            locals.forEach((spoke, id) -> portfolios.insert(db, portfolio(spoke, id)));
        }

        void step(Handle db) {
            var hub = hubs.get(random.nextInt(2));
            var spoke = SPOKES.get(random.nextInt(2));
            var product = products.get(random.nextInt(2));
            var local = Optional.ofNullable(locals.get(spoke)).orElseThrow();
            var share = new Share(hub, spoke);
            switch (random.nextInt(8)) {
                case 0 -> {
                    if (offered.add(share)) {
                        shares.insert(db, share(share, false));
                    }
                }
                case 1 -> accept(db, share, true);
                case 2 -> accept(db, share, false);
                case 3 -> {
                    if (offered.remove(share)) {
                        accepted.remove(share);
                        shares.delete(db, share(share, false));
                    }
                }
                case 4 -> {
                    if (inHub.add(new In(hub, product))) {
                        associations.insert(db, association(HUB, hub, product, Optional.empty()));
                    }
                }
                case 5 -> {
                    if (inHub.remove(new In(hub, product))) {
                        associations.delete(db, association(HUB, hub, product, Optional.empty()));
                    }
                }
                case 6 -> {
                    if (copies.putIfAbsent(new Copy(spoke, product), hub) == null) {
                        associations.insert(
                                db, association(spoke, local, product, Optional.of(hub)));
                    }
                }
                default ->
                        constrain(
                                db,
                                random.nextBoolean() ? HUB : spoke,
                                hub,
                                local,
                                product,
                                random.nextBoolean());
            }
        }

        private void accept(Handle db, Share share, boolean yes) {
            if (offered.contains(share)) {
                shares.update(db, share(share, yes));
                if (yes) {
                    accepted.add(share);
                } else {
                    accepted.remove(share);
                }
            }
        }

        private void constrain(
                Handle db,
                AccountId account,
                PortfolioId hub,
                PortfolioId local,
                ProductId product,
                boolean rules) {
            var portfolio = account.equals(HUB) ? hub : local;
            var id = ids.constraint();
            var type = rules ? "TEMPLATE" : "NOTIFICATION";
            var parameters =
                    rules
                            ? "{\"A\":{\"Assertions\":[{\"Assert\":{\"Fn::Equals\":[\"a\",\"a\"]}}]}}"
                            : "{\"NotificationArns\":[\"arn:aws:sns:us-east-1:111111111111:t\"]}";
            constraints.insert(
                    db,
                    new Constraint(
                            account,
                            REGION,
                            id,
                            portfolio,
                            product,
                            Optional.empty(),
                            ConstraintParameters.read(type, parameters),
                            parameters,
                            Instant.EPOCH));
            made.computeIfAbsent(new In(portfolio, product), _ -> new HashSet<>())
                    .add(type + " " + id);
        }

        /** What each spoke holds, where, and what binds it there. */
        void check(Handle db) {
            for (var spoke : SPOKES) {
                for (var product : products) {
                    assertThat(actual(db, spoke, product)).isEqualTo(expected(spoke, product));
                }
                assertThat(portfolios.importedBy(db, spoke, REGION))
                        .extracting(Portfolio::id)
                        .filteredOn(hubs::contains)
                        .containsExactlyInAnyOrderElementsOf(
                                accepted.stream()
                                        .filter(share -> share.spoke().equals(spoke))
                                        .map(Share::hub)
                                        .toList());
            }
        }

        private Map<PortfolioId, Set<String>> actual(
                Handle db, AccountId spoke, ProductId product) {
            var actual = new LinkedHashMap<PortfolioId, Set<String>>();
            for (var holding : associations.holdings(db, spoke, REGION, product)) {
                actual.put(
                        holding.association().portfolio(),
                        constraints.inForce(db, holding).constraints().stream()
                                .map(one -> one.definition().type() + " " + one.id())
                                .collect(Collectors.toSet()));
            }
            return actual;
        }

        private Map<PortfolioId, Set<String>> expected(AccountId spoke, ProductId product) {
            var expected = new LinkedHashMap<PortfolioId, Set<String>>();
            for (var hub : hubs) {
                if (reaches(hub, spoke, product)) {
                    expected.put(hub, constraints(hub, product));
                }
            }
            Optional.ofNullable(copies.get(new Copy(spoke, product)))
                    .filter(source -> reaches(source, spoke, product))
                    .ifPresent(source -> {
                        var local = Optional.ofNullable(locals.get(spoke)).orElseThrow();
                        var binding = constraints(local, product);
                        constraints(source, product).stream()
                                .filter(one -> one.startsWith("TEMPLATE"))
                                .forEach(binding::add);
                        expected.put(local, binding);
                    });
            return expected;
        }

        private boolean reaches(PortfolioId hub, AccountId spoke, ProductId product) {
            return accepted.contains(new Share(hub, spoke)) && inHub.contains(new In(hub, product));
        }

        private Set<String> constraints(PortfolioId portfolio, ProductId product) {
            return new HashSet<>(made.getOrDefault(new In(portfolio, product), Set.of()));
        }
    }

    private record Share(PortfolioId hub, AccountId spoke) {}

    private record In(PortfolioId portfolio, ProductId product) {}

    private record Copy(AccountId spoke, ProductId product) {}

    private static Portfolio portfolio(AccountId account, PortfolioId id) {
        return new Portfolio(
                account, REGION, id, "Linux", Optional.empty(), "IT", Tags.none(), Instant.EPOCH);
    }

    private static PortfolioShare share(Share share, boolean accepted) {
        return new PortfolioShare(
                HUB, REGION, share.hub(), share.spoke(), false, false, accepted, Instant.EPOCH);
    }

    private static ProductAssociation association(
            AccountId account,
            PortfolioId portfolio,
            ProductId product,
            Optional<PortfolioId> from) {
        return new ProductAssociation(
                account, REGION, portfolio, HUB, product, from, Instant.EPOCH);
    }
}
