package dev.wheelhouse.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Terraform's AWS provider, unchanged: apply, a second plan that is empty, a change, a plan that is
 * empty again, destroy. {@code WHEELHOUSE_TF_PLUGINS} may name the folder of its provider.
 */
class TerraformTest {
    /** Some things are changed in place; what can't be changed is made anew. */
    private static final String CHANGED =
            "Apply complete! Resources: [01] added, [1-9][0-9]? changed, [01] destr";

    private static final String EMPTY_PLAN = "No changes. Your infrastructure matches";

    @TempDir private Path folder;

    private Map<String, String> environment = Map.of();
    private Path data = Path.of("");

    @Test
    void applyPlanChangeAndDestroy() throws IOException {
        cycle("terraform/main.tf");
    }

    /**
     * S3, IAM, EC2, Systems Manager and Organizations: it waits for instances, and takes longer.
     */
    @Test
    @EnabledIfSystemProperty(named = "wheelhouse.long", matches = "true")
    void applyPlanChangeAndDestroyWhatStacksStandOn() throws IOException {
        cycle("terraform/foundation/main.tf");
    }

    private void cycle(String configuration) throws IOException {
        var plugins = plugins();
        Assumptions.assumeTrue(
                Program.installed("terraform", "version").isPresent() && plugins.isPresent(),
                "SKIPPED: terraform with the AWS provider is not installed here");
        data = folder.resolve("data");
        var up =
                Program.wheelhouse(
                        data,
                        Map.of(),
                        "up",
                        "--detach",
                        "--spokes",
                        "1",
                        "--port",
                        "" + Program.freePort());
        assertThat(up.exitCode()).as(up.all()).isZero();
        try {
            Files.copy(
                    Program.home().resolve("conformance/src/test/resources").resolve(configuration),
                    folder.resolve("main.tf"));
            environment = new HashMap<>(Program.as(data, "hub"));
            environment.remove("AWS_PROFILE"); // the providers name theirs
            environment.put("CHECKPOINT_DISABLE", "1");
            environment.put("TF_VAR_spoke", Clients.of(data, "spoke1").account());
            succeeds("init", "-plugin-dir=" + plugins.get());
            succeeds("apply", "-auto-approve");
            assertThat(succeeds("plan", "-detailed-exitcode")).contains(EMPTY_PLAN);
            assertThat(succeeds("apply", "-auto-approve", "-var", "purpose=mail"))
                    .containsPattern(CHANGED);
            assertThat(succeeds("plan", "-detailed-exitcode", "-var", "purpose=mail"))
                    .contains(EMPTY_PLAN);
            succeeds("destroy", "-auto-approve");
            var hub = Clients.of(data, "hub");
            assertThat(hub.serviceCatalog().listPortfolios().portfolioDetails()).isEmpty();
            assertThat(hub.s3().listBuckets().buckets()).isEmpty();
            assertThat(hub.cloudFormation().describeStacks().stacks()).isEmpty();
            assertThat(hub.iam().listUsers(r -> r.pathPrefix("/tf/")).users()).isEmpty();
            assertThat(hub.ec2().describeVpcs().vpcs()).allMatch(vpc -> vpc.isDefault());
        } finally {
            Program.wheelhouse(data, Map.of(), "down");
        }
    }

    private String succeeds(String verb, String... arguments) {
        var command = new ArrayList<>(List.of("terraform", verb, "-no-color"));
        if (!verb.equals("init")) {
            command.add("-input=false");
        }
        command.addAll(List.of(arguments));
        var ended = Program.run(data, environment, command);
        assertThat(ended.exitCode()).as(ended.all()).isZero();
        return ended.out();
    }

    /** A folder with the AWS provider, where Terraform and its packagers put such folders. */
    private static Optional<Path> plugins() throws IOException {
        var places = new ArrayList<Path>();
        for (var name : List.of("WHEELHOUSE_TF_PLUGINS", "TF_PLUGIN_CACHE_DIR")) {
            Optional.ofNullable(System.getenv(name)).map(Path::of).ifPresent(places::add);
        }
        places.add(Path.of(System.getProperty("user.home"), ".terraform.d", "plugins"));
        places.add(Path.of("/usr/share/terraform/plugins"));
        places.add(Path.of("/usr/local/share/terraform/plugins"));
        places.addAll(children(Path.of("/opt")));
        for (var place : places) {
            for (var registry : children(place)) {
                if (Files.isDirectory(registry.resolve("hashicorp/aws"))) {
                    return Optional.of(place);
                }
            }
        }
        return Optional.empty();
    }

    private static List<Path> children(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var children = Files.list(folder)) {
            return children.sorted().toList();
        }
    }
}
