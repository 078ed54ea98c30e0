package dev.wheelhouse.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** The measurements of one database engine, each with what it is compared with, in turns. */
final class Measurements {
    private static final int CONNECTIONS = 32;

    /** How many requests of a kind are captured for each turn. */
    private static final int CAPTURED = 2000;

    private static final Duration WARM = Duration.ofSeconds(40);

    /** A region's quota of portfolios; a write measurement goes through many regions. */
    private static final int A_REGION = 90;

    /** Launches are measured after so many others, or after {@link #WARMEST} of them. */
    private static final int WARM_LAUNCHES = 12_000;

    private static final Duration WARMEST = Duration.ofSeconds(75);

    /** How many launches are waited for at a time. */
    private static final int LAUNCHES = 1500;

    /** How many launches go to one region, before the next has its turn. */
    private static final int LAUNCHES_A_REGION = 250;

    private final Installation installation;
    private final Engine engine;
    private final Ground ground;
    private final Duration measured;
    private final int turns;
    private final Report report;
    private final AtomicInteger names = new AtomicInteger();

    Measurements(
            Installation installation,
            Engine engine,
            Ground ground,
            Duration measured,
            int turns,
            Report report) {
        this.installation = installation;
        this.engine = engine;
        this.ground = ground;
        this.measured = measured;
        this.turns = turns;
        this.report = report;
    }

    void run(Set<String> only) throws InterruptedException, IOException {
        engine.count();
        engine.keep(ground.folder());
        List<Captured.Transaction> describe;
        List<Captured.Transaction> list;
        var writes = new ArrayList<List<Captured.Transaction>>();
        long changes;
        var describeBody = "{\"Id\":\"" + ground.portfolioId() + "\"}";
        var listBody = "{\"PageSize\":20}";
        int describeBytes;
        int listBytes;
        int createBytes;
        try (var seen = ground.observe()) {
            describe = seen.taken("us-east-1", "DescribePortfolio", describeBody);
            list = seen.taken("us-east-1", "ListPortfolios", listBody);
            describeBytes = seen.send("us-east-1", "DescribePortfolio", describeBody).length();
            listBytes = seen.send("us-east-1", "ListPortfolios", listBody).length();
            createBytes =
                    seen.send("us-east-1", "CreatePortfolio", Ground.create(nextName())).length();
            if (only.contains("writes")) {
                for (var each = 0; each < (CAPTURED + CAPTURED / 4) * turns; each++) {
                    var name = nextName();
                    writes.add(
                            seen.taken(
                                    region("seen", each), "CreatePortfolio", Ground.create(name)));
                }
            }
            changes =
                    only.contains("launches")
                            ? seen.launch().stream().filter(Captured.Transaction::change).count()
                            : 0;
        }
        var probe = ground.signer("us-east-1").request("DescribePortfolio", describeBody);
        try (var server =
                ServerProcess.starting(
                                installation,
                                installation.usualOptions(),
                                ground.folder(),
                                ground.environment())
                        .awaitAnswer(probe)) {
            if (only.contains("reads")) {
                read(server, "DescribePortfolio", describeBody, describe, describeBytes);
                read(server, "ListPortfolios of 20", listBody, list, listBytes);
            }
            var rate = 0.0;
            if (only.contains("writes")) {
                rate = write(server, writes, createBytes);
            }
            if (only.contains("launches")) {
                launches(server, changes, rate);
            }
        }
    }

    /** The first turn waits until the JVM has compiled what is hot. */
    private Duration settle(int turn) {
        return turn == 0 ? WARM : measured.dividedBy(4);
    }

    private String nextName() {
        return "p" + names.incrementAndGet();
    }

    /** A region of its own for some portfolios each: their number in a region is limited. */
    private static String region(String part, int number) {
        var region = number / A_REGION;
        return "us-" + part + letters(region / A_REGION) + "-" + (1 + region % A_REGION);
    }

    private void read(
            ServerProcess server,
            String what,
            String body,
            List<Captured.Transaction> sql,
            int bytes)
            throws InterruptedException, IOException {
        var action = what.split(" ", -1)[0];
        var rates = new ArrayList<double[]>();
        try (var echo = ServerProcess.echo(installation, bytes)) {
            for (var turn = 0; turn < turns; turn++) {
                var settle = settle(turn);
                var bare = Load.run(CONNECTIONS, settle, measured, _ -> signed(echo, action, body));
                var alone =
                        Load.run(
                                Math.max(4, 2 * Runtime.getRuntime().availableProcessors()),
                                settle,
                                measured,
                                _ -> replaying(sql));
                var whole =
                        Load.run(CONNECTIONS, settle, measured, _ -> signed(server, action, body));
                rates.add(new double[] {bare.perSecond(), alone.perSecond(), whole.perSecond()});
            }
        }
        var bare = middle(rates, 0);
        var alone = middle(rates, 1);
        var whole = middle(rates, 2);
        report.atLeast(
                action(what, CONNECTIONS),
                "%s/s; bare echo %s/s, its SQL alone %s/s"
                        .formatted(Report.number(whole), Report.number(bare), Report.number(alone)),
                whole * (1 / bare + 1 / alone),
                0.6,
                "");
    }

    private String action(String what, int connections) {
        return what
                + ", "
                + engine.name()
                + ", "
                + connections
                + (connections == 1 ? " connection" : " connections");
    }

    private Load.Step signed(ServerProcess server, String action, String body) {
        var request = ground.signer("us-east-1").request(action, body);
        return Load.requests(server.port(), () -> request);
    }

    private Load.Step replaying(List<Captured.Transaction> sql) {
        var replay = engine.replay(ground.folder());
        return new Load.Step() {
            @Override
            public void run() {
                sql.forEach(replay::run);
            }

            @Override
            public void close() {
                replay.close();
            }
        };
    }

    /** Measures CreatePortfolio; returns how many a second with all connections. */
    private double write(ServerProcess server, List<List<Captured.Transaction>> captured, int bytes)
            throws InterruptedException, IOException {
        engine.count();
        var rates = new ArrayList<double[]>();
        var left = new ConcurrentLinkedDeque<>(captured);
        try (var echo = ServerProcess.echo(installation, bytes)) {
            for (var turn = 0; turn < turns; turn++) {
                var settle = settle(turn);
                var alone = loop(left);
                var bare = Load.run(1, settle, measured, creating(echo));
                var many = Load.run(CONNECTIONS, settle, measured, creating(server));
                var one = Load.run(1, settle, measured, creating(server));
                rates.add(
                        new double[] {alone, one.perSecond(), many.perSecond(), bare.perSecond()});
            }
        }
        var alone = middle(rates, 0);
        var one = middle(rates, 1);
        var many = middle(rates, 2);
        var bare = middle(rates, 3);
        report.atLeast(
                action("CreatePortfolio", 1),
                "%s/s; the same statements in a loop %s/s; bare echo %s/s, so no server exceeds %.2f"
                        .formatted(
                                Report.number(one),
                                Report.number(alone),
                                Report.number(bare),
                                1 / (1 + alone / bare)),
                one / alone,
                0.8,
                "");
        report.atLeast(
                action("CreatePortfolio", CONNECTIONS),
                "%s/s; the same statements in a loop %s/s"
                        .formatted(Report.number(many), Report.number(alone)),
                many / alone,
                3,
                "");
        return many;
    }

    /** How many of the captured requests a loop does in a second. */
    private double loop(Queue<List<Captured.Transaction>> left) {
        try (var replay = engine.replay(ground.folder())) {
            for (var each = 0; each < CAPTURED / 4; each++) {
                left.remove().forEach(replay::run);
            }
            var began = System.nanoTime();
            for (var each = 0; each < CAPTURED; each++) {
                left.remove().forEach(replay::run);
            }
            return CAPTURED / ((System.nanoTime() - began) / 1e9);
        }
    }

    /**
     * Creates portfolios where the loop does: in one region until that is full and then in the
     * next, all connections in the same one.
     */
    private IntFunction<Load.Step> creating(ServerProcess server) {
        var part = "a" + letters(names.incrementAndGet());
        var portfolios = new AtomicInteger();
        var signers = new ConcurrentHashMap<String, Signer>();
        return _ ->
                Load.requests(
                        server.port(),
                        () -> {
                            var region = region(part, portfolios.getAndIncrement());
                            return signers.computeIfAbsent(region, ground::signer)
                                    .request("CreatePortfolio", Ground.create(nextName()));
                        });
    }

    private static String letters(int number) {
        return Integer.toString(number, 26)
                .chars()
                .map(digit -> Character.digit(digit, 26) + 'a')
                .collect(
                        StringBuilder::new,
                        (text, letter) -> text.append((char) letter),
                        StringBuilder::append)
                .toString();
    }

    private void launches(ServerProcess server, long changes, double writes)
            throws InterruptedException {
        report.atMost(
                "changes of a launch, " + engine.name(),
                "security group and instance, request to SUCCEEDED",
                (double) changes,
                6,
                "");
        var began = System.nanoTime();
        for (var made = 0;
                made < WARM_LAUNCHES && System.nanoTime() - began < WARMEST.toNanos();
                made += LAUNCHES) {
            launch(server, LAUNCHES);
            engine.count();
        }
        var rates = new ArrayList<Double>();
        for (var turn = 0; turn < turns; turn++) {
            rates.add(launch(server, LAUNCHES));
        }
        var rate = rates.stream().sorted().toList().get(rates.size() / 2);
        if (writes > 0) {
            report.atLeast(
                    action("launches", CONNECTIONS),
                    "%s/s; changes %s/s ÷ %d"
                            .formatted(Report.number(rate), Report.number(writes), changes),
                    rate / (writes / changes),
                    0.7,
                    "");
        }
        report.atLeast(action("launches", CONNECTIONS), "", rate, 400, "/s");
        var idle = idle(server);
        report.atMost(
                action("one launch on an idle server", 1),
                "request to SUCCEEDED, in the middle",
                idle,
                25,
                " ms");
    }

    /** Launches that many and waits for all; returns how many a second. */
    private double launch(ServerProcess server, int count) throws InterruptedException {
        var records = new ConcurrentLinkedDeque<String[]>();
        var begun = new AtomicInteger();
        var began = System.nanoTime();
        try (var pool = Executors.newFixedThreadPool(CONNECTIONS)) {
            var work = new ArrayList<Future<?>>();
            for (var thread = 0; thread < CONNECTIONS; thread++) {
                work.add(
                        pool.submit(() -> {
                            try (var connection = new Connection(server.port())) {
                                for (var number = begun.getAndIncrement();
                                        number < count;
                                        number = begun.getAndIncrement()) {
                                    var product =
                                            ground.products()
                                                    .get(
                                                            number
                                                                    / LAUNCHES_A_REGION
                                                                    % ground.products().size());
                                    var answer =
                                            connection.send(
                                                    ground.signer(product.region())
                                                            .request(
                                                                    "ProvisionProduct",
                                                                    Ground.launch(
                                                                            product, nextName())));
                                    records.add(
                                            new String[] {product.region(), Ground.record(answer)});
                                }
                            }
                        }));
            }
            for (var each : work) {
                each.get();
            }
        } catch (ExecutionException failure) {
            throw new IllegalStateException("A launch was not taken", failure.getCause());
        }
        try (var connection = new Connection(server.port())) {
            for (var record : records) {
                awaitSuccess(connection, record[0], record[1]);
            }
        }
        return count / ((System.nanoTime() - began) / 1e9);
    }

    private void awaitSuccess(Connection connection, String region, String record)
            throws InterruptedException {
        var signer = ground.signer(region);
        while (true) {
            var status =
                    Ground.text(
                            connection.send(
                                    signer.request(
                                            "DescribeRecord", "{\"Id\":\"" + record + "\"}")),
                            "RecordDetail",
                            "Status");
            if (status.equals("SUCCEEDED")) {
                return;
            }
            if (status.equals("FAILED")) {
                throw new IllegalStateException("The launch " + record + " failed");
            }
            Thread.sleep(1);
        }
    }

    private double idle(ServerProcess server) throws InterruptedException {
        var times = new long[101];
        try (var connection = new Connection(server.port())) {
            var product = ground.products().getFirst();
            for (var each = 0; each < times.length; each++) {
                var began = System.nanoTime();
                var answer =
                        connection.send(
                                ground.signer(product.region())
                                        .request(
                                                "ProvisionProduct",
                                                Ground.launch(product, nextName())));
                awaitSuccess(connection, product.region(), Ground.record(answer));
                times[each] = System.nanoTime() - began;
            }
        }
        Arrays.sort(times);
        return times[times.length / 2] / 1e6;
    }

    private static double middle(List<double[]> rates, int column) {
        return rates.stream()
                .mapToDouble(rate -> rate[column])
                .sorted()
                .toArray()[rates.size() / 2];
    }
}
