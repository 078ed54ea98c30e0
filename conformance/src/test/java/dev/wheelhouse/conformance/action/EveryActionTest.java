package dev.wheelhouse.conformance.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.store.OnEachDatabase;
import dev.wheelhouse.store.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every action that the server has succeeds through the AWS SDK, on each database. An action that
 * is added without a step in its service's scenario fails here by name.
 */
class EveryActionTest {
    private static final List<Scenario> SCENARIOS =
            List.of(
                    new IamScenario(),
                    new StsScenario(),
                    new OrganizationsScenario(),
                    new S3Scenario(),
                    new Ec2Scenario(),
                    new SsmScenario(),
                    new CloudFormationScenario(),
                    new ServiceCatalogScenario());

    @OnEachDatabase
    void everyActionSucceedsThroughTheSdk(TestDatabase given, @TempDir Path folder) {
        try (var cloud = RunningCloud.on(given, folder)) {
            assertThat(SCENARIOS)
                    .extracting(Scenario::service)
                    .containsExactlyInAnyOrderElementsOf(cloud.built().keySet());
            var checks = new SoftAssertions();
            for (var scenario : SCENARIOS) {
                checks.assertThatCode(() -> scenario.play(cloud))
                        .as(scenario.service())
                        .doesNotThrowAnyException();
            }
            for (var scenario : SCENARIOS) {
                var missing = new TreeSet<>(cloud.built().get(scenario.service()));
                missing.removeAll(cloud.succeeded(scenario.service()));
                missing.removeAll(scenario.refused());
                checks.assertThat(missing)
                        .as("actions of %s that no scenario calls", scenario.service())
                        .isEmpty();
            }
            checks.assertAll();
        }
    }
}
