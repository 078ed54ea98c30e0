package dev.wheelhouse.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How long it takes from the start of a process to its first authenticated answer. */
final class StartUp {
    private final Installation installation;
    private final Engine engine;
    private final Ground ground;
    private final Report report;

    StartUp(Installation installation, Engine engine, Ground ground, Report report) {
        this.installation = installation;
        this.engine = engine;
        this.ground = ground;
        this.report = report;
    }

    private record Start(double milliseconds, double mebibytes) {}

    void run(int turns) throws InterruptedException, IOException {
        if (installation.cache().isEmpty()) {
            throw new IllegalStateException("There is no ahead-of-time cache to start with");
        }
        var with = new ArrayList<Start>();
        var without = new ArrayList<Start>();
        for (var turn = 0; turn < turns; turn++) {
            with.add(start(installation.usualOptions()));
            without.add(start(installation.options()));
        }
        report.atMost(
                "first answer after `up`, " + engine.name() + ", with the cache",
                "%s ms; without %s ms"
                        .formatted(
                                Report.number(middle(with).milliseconds()),
                                Report.number(middle(without).milliseconds())),
                middle(with).milliseconds() / middle(without).milliseconds(),
                0.6,
                "");
        report.atMost(
                "resident then, " + engine.name(),
                "without the cache %s MB".formatted(Report.number(middle(without).mebibytes())),
                middle(with).mebibytes(),
                180,
                " MB");
    }

    private Start start(List<String> options) throws InterruptedException, IOException {
        var request =
                ground.signer("us-east-1")
                        .request("DescribePortfolio", "{\"Id\":\"" + ground.portfolioId() + "\"}");
        var began = System.nanoTime();
        try (var server =
                ServerProcess.starting(
                        installation, options, ground.folder(), ground.environment())) {
            server.awaitAnswer(request);
            return new Start((System.nanoTime() - began) / 1e6, server.residentMebibytes());
        }
    }

    private static Start middle(List<Start> starts) {
        return starts.stream()
                .sorted(java.util.Comparator.comparingDouble(Start::milliseconds))
                .toList()
                .get(starts.size() / 2);
    }
}
