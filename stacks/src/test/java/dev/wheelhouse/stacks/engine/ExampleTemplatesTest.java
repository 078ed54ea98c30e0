package dev.wheelhouse.stacks.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wheelhouse.cloud.ec2.KeyMaterial;
import dev.wheelhouse.cloud.ec2.operation.Ec2Operations;
import dev.wheelhouse.cloud.inventory.CloudInventory;
import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.cloud.resource.ResourceProviders;
import dev.wheelhouse.cloud.wiring.CloudProviders;
import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.identity.api.IdentityServices;
import dev.wheelhouse.stacks.StackEngine.Outcome;
import dev.wheelhouse.stacks.StackEngine.StackOutput;
import dev.wheelhouse.stacks.StackRefusal;
import dev.wheelhouse.store.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The example products, with the embedded cloud's own resource types. */
class ExampleTemplatesTest {
    private static final Path EXAMPLES = Path.of("../examples/linux");

    private final TestStacks stacks = new TestStacks();
    private final SecureRandom random = new SecureRandom();

    @BeforeEach
    void giveTheCloud() {
        var journal = new Journal(stacks.clock());
        stacks.provide(
                new ResourceProviders(
                        CloudProviders.all(
                                new IdentityServices(
                                                stacks.database(),
                                                journal,
                                                stacks.sealer(),
                                                stacks.clock(),
                                                random)
                                        .iamActions(),
                                stacks.database(),
                                journal,
                                stacks.sealer(),
                                stacks.clock(),
                                random)),
                new CloudInventory(stacks.clock()));
        var keys =
                new Ec2Operations(
                                stacks.database(), journal, stacks.sealer(), stacks.clock(), random)
                        .keys();
        stacks.write(db ->
                keys.create(
                        new Acting(
                                db,
                                TestStacks.ACCOUNT,
                                TestStacks.REGION,
                                stacks.caller.arn(),
                                stacks.caller::require),
                        "CreateKeyPair",
                        "ann-key",
                        KeyMaterial.generate("ed25519", "ann-key", random).publicHalf(),
                        Map.of()));
    }

    @AfterEach
    void close() {
        stacks.close();
    }

    @Test
    void theLampProductIsLaunchedAndTheLinuxProductIntoItsSecurityGroup() throws IOException {
        var lamp =
                stacks.create(
                        TestStacks.named(
                                "SC-111122223333-pp-lamp",
                                TestStacks.request(
                                        read("LAMP_Single_Instance_v1.template"),
                                        Map.of(
                                                "KeyName", "ann-key",
                                                "InstanceType", "t3.micro",
                                                "DBPassword", "firstSecret1",
                                                "DBRootPassword", "secondSecret2"))));
        stacks.writes.set(0);
        var launched = stacks.finish(lamp);

        assertThat(launched)
                .isInstanceOfSatisfying(
                        Outcome.Succeeded.class,
                        success ->
                                assertThat(success.outputs())
                                        .extracting(StackOutput::key)
                                        .containsExactly(
                                                "WebsiteURL", "SecurityGroupId", "InstanceId"));
        assertThat(stacks.writes).hasValueLessThanOrEqualTo(5);
        assertThat(stacks.everythingStored()).doesNotContain("firstSecret1", "secondSecret2");

        var group = ((Outcome.Succeeded) launched).outputs().get(1).value();
        var linux =
                stacks.create(
                        TestStacks.withRules(
                                TestStacks.named("linux", linuxRequest(group)), linuxRules()));
        assertThat(stacks.finish(linux)).isInstanceOf(Outcome.Succeeded.class);

        for (var id : List.of(linux, lamp)) {
            stacks.delete(id);
            assertThat(stacks.finish(id)).isInstanceOf(Outcome.Succeeded.class);
        }
    }

    @Test
    void theLinuxProductIsRefusedOutsideOfALampStacksSecurityGroup() throws IOException {
        assertThatThrownBy(() ->
                        stacks.create(
                                TestStacks.withRules(
                                        linuxRequest("sg-00000000000000000"), linuxRules())))
                .isInstanceOf(StackRefusal.class)
                .hasMessageContaining("SecurityGroupOfALampStack")
                .hasMessageContaining("sg-00000000000000000");
    }

    private static dev.wheelhouse.stacks.StackEngine.StackRequest linuxRequest(String group)
            throws IOException {
        return TestStacks.request(
                read("Linux_Single_Instance_v1.template"),
                Map.of("KeyName", "ann-key", "InstanceType", "t3.micro", "SecurityGroup", group));
    }

    private static Map<String, Value> linuxRules() throws IOException {
        var rules =
                Json.readObject(read("Linux_Instance_Launch_Constraint.json"))
                        .get("Rules")
                        .orElseThrow();
        return ((Value.Members) rules).values();
    }

    private static String read(String file) throws IOException {
        return Files.readString(EXAMPLES.resolve(file));
    }
}
