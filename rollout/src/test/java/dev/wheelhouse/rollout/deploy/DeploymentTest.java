package dev.wheelhouse.rollout.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wheelhouse.rollout.Change;
import dev.wheelhouse.rollout.RolloutException;
import dev.wheelhouse.rollout.access.AwsAccess;
import dev.wheelhouse.rollout.access.Connection;
import dev.wheelhouse.rollout.access.CredentialSource;
import dev.wheelhouse.rollout.access.Endpoints;
import dev.wheelhouse.rollout.access.StsStandIn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.servicecatalog.model.ResourceNotFoundException;
import software.amazon.awssdk.services.servicecatalog.model.ServiceCatalogException;

/** The core, over things that live in a map. */
class DeploymentTest {
    private final Map<String, String> world = new TreeMap<>();
    private final Map<String, List<Use>> uses = new TreeMap<>();
    private final Map<String, List<Thing.Foreign>> foreign = new TreeMap<>();
    private final List<String> calls = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private StsStandIn sts;
    private AwsAccess access;

    @BeforeEach
    void connect() throws Exception {
        sts = new StsStandIn();
        access =
                new AwsAccess(
                        new Connection(
                                Optional.empty(),
                                "us-east-1",
                                Endpoints.all(sts.url()),
                                new CredentialSource.Keys("AKIA", "secret", Optional.empty())));
    }

    @AfterEach
    void disconnect() {
        access.close();
        sts.close();
    }

    @Test
    void whatIsMissingIsMadeAndWhatDiffersIsChanged() {
        world.put("b", "old");

        var results = deployment("run-1").apply(Progress.silent());

        assertThat(results)
                .extracting(StepResult::name, StepResult::outcome)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("a", Outcome.CREATED),
                        org.assertj.core.groups.Tuple.tuple("b", Outcome.UPDATED));
        assertThat(results.getLast().changes()).containsExactly(new Change("value", "old", "2"));
        assertThat(results.getFirst().place().account()).isEqualTo("111111111111");
        assertThat(world).containsEntry("a", "1").containsEntry("b", "2");
        assertThat(calls).containsExactly("create a run-1-1-create", "change b run-1-2-change");
    }

    @Test
    void aSecondRunChangesNothing() {
        deployment("run-1").apply(Progress.silent());
        calls.clear();

        assertThat(deployment("run-2").apply(Progress.silent()))
                .extracting(StepResult::outcome)
                .containsOnly(Outcome.UNCHANGED);
        assertThat(calls).isEmpty();
    }

    @Test
    void aPlanChangesNothingAndKnowsThatUnderAnAbsentThingAllIsAbsent() {
        world.put("b", "old");
        var deployment = new Deployment(access, new RunId("plan"), patience());
        var first = deployment.step(new Entry("a", Ref.of("1")));
        deployment.step(new Entry("b", first));

        assertThat(deployment.plan())
                .extracting(StepPlan::action)
                .containsExactly(StepPlan.Action.CREATE, StepPlan.Action.CREATE);
        assertThat(calls).isEmpty();
        assertThat(world).hasSize(1);
    }

    @Test
    void aRunThatFailedIsFinishedByTheNextOne() {
        var cut = new Deployment(access, new RunId("run-1"), patience());
        cut.step(new Entry("a", Ref.of("1")));
        cut.step(
                new Entry("b", Ref.of("2")) {
                    @Override
                    public String create(Token token) {
                        throw answer(
                                ServiceCatalogException.builder(),
                                "LimitExceededException",
                                "full");
                    }
                });
        var seen = new ArrayList<StepResult>();

        assertThatThrownBy(() -> cut.apply(seen::add))
                .isInstanceOf(RolloutException.class)
                .hasMessage(
                        "Creating entry \"b\" (account 111111111111, region us-east-1): full"
                                + " (LimitExceededException).");
        assertThat(seen).extracting(StepResult::name).containsExactly("a");

        assertThat(deployment("run-2").apply(Progress.silent()))
                .extracting(StepResult::outcome)
                .containsExactly(Outcome.UNCHANGED, Outcome.CREATED);
    }

    @Test
    void aCallThatComesTooEarlyIsRepeatedWithTheSameToken() {
        var deployment = new Deployment(access, new RunId("run-1"), patience());
        deployment.step(new Entry("a", Ref.of("1")));
        deployment.step(
                new Entry("b", Ref.of("2")) {
                    private int tries;

                    @Override
                    public String create(Token token) {
                        if (++tries < 3) {
                            calls.add("refused " + token.of("create"));
                            throw answer(
                                    ResourceNotFoundException.builder(),
                                    "ResourceNotFoundException",
                                    "not yet");
                        }
                        return super.create(token);
                    }
                });

        deployment.apply(Progress.silent());

        assertThat(calls)
                .containsExactly(
                        "create a run-1-1-create",
                        "refused run-1-2-create",
                        "refused run-1-2-create",
                        "create b run-1-2-create");
        assertThat(pauses).hasSize(2);
    }

    @Test
    void whatIsNotFoundThoughNothingWasMadeFailsAtOnce() {
        var deployment = new Deployment(access, new RunId("run-1"), patience());
        deployment.step(
                new Entry("a", Ref.of("1")) {
                    @Override
                    public String create(Token token) {
                        throw answer(
                                ResourceNotFoundException.builder(),
                                "ResourceNotFoundException",
                                "gone");
                    }

                    @Override
                    public String remedy() {
                        return "look elsewhere";
                    }
                });

        assertThatThrownBy(() -> deployment.apply(Progress.silent()))
                .hasMessageContaining("gone (ResourceNotFoundException). Try: look elsewhere.");
        assertThat(pauses).isEmpty();
    }

    @Test
    void whatDoesNotReadBackIsNotCalledDone() {
        var deployment = new Deployment(access, new RunId("run-1"), patience());
        deployment.step(
                new Entry("a", Ref.of("1")) {
                    @Override
                    public String create(Token token) {
                        return "1"; // answered, never seen
                    }
                });

        assertThatThrownBy(() -> deployment.apply(Progress.silent()))
                .hasMessageContainingAll("Reading back entry \"a\"", "it is not there");
        assertThat(pauses).hasSize(3);
    }

    @Test
    void aRemovalGoesBackwardsAndASecondOneFindsNothing() {
        deployment("run-1").apply(Progress.silent());
        calls.clear();
        var deployment = deployment("run-2");
        var removal = deployment.removal();

        assertThat(removal.goes())
                .containsExactly(
                        new Removal.Going("entry", "b", "b=2", ""),
                        new Removal.Going("entry", "a", "a=1", ""));
        assertThat(calls).isEmpty();
        assertThat(deployment.remove(removal, Progress.silent()))
                .extracting(it -> it.number() + " " + it.id() + " " + it.outcome())
                .containsExactly("1 b=2 REMOVED", "2 a=1 REMOVED");
        assertThat(calls).containsExactly("remove b", "remove a");
        assertThat(world).isEmpty();

        assertThat(deployment("run-3").removal().goes()).isEmpty();
        assertThat(deployment("run-4").apply(Progress.silent()))
                .extracting(StepResult::outcome)
                .containsOnly(Outcome.CREATED);
    }

    @Test
    void whatSomebodyElseUsesStopsARemovalBeforeItBegins() {
        deployment("run-1").apply(Progress.silent());
        uses.put(
                "a",
                List.of(new Use("c", "c needs a", "remove c"), new Use("b=2", "b needs a", "")));
        calls.clear();
        var deployment = deployment("run-2");
        var removal = deployment.removal();

        assertThat(removal.uses())
                .as("b goes itself and stops nothing")
                .extracting(Use::words)
                .containsExactly("c needs a");
        assertThatThrownBy(() -> deployment.remove(removal, Progress.silent()))
                .hasMessageContaining("c needs a");
        assertThat(calls).isEmpty();
    }

    @Test
    void onlyWhatWasShownIsRemoved() {
        deployment("run-1").apply(Progress.silent());
        world.remove("b");
        var deployment = deployment("run-2");
        var shown = deployment.removal();
        world.put("b", "2");
        calls.clear();

        assertThatThrownBy(() -> deployment.remove(shown, Progress.silent()))
                .hasMessageContaining("changed meanwhile");
        assertThat(calls).isEmpty();
    }

    @Test
    void whatSomebodyElseMadeStopsADeploymentAndIsLeftByARemoval() {
        foreign.put("a", List.of(new Thing.Foreign("a-of-others", "hand over a-of-others")));

        assertThatThrownBy(() -> deployment("run-1").apply(Progress.silent()))
                .hasMessageContainingAll(
                        "a-of-others has that name and was made by somebody else",
                        "hand over a-of-others");
        assertThat(world).isEmpty();

        world.put("b", "2");
        var removal = deployment("run-2").removal();
        assertThat(removal.goes()).extracting(Removal.Going::name).containsExactly("b");
        assertThat(removal.stays())
                .containsExactly(
                        new Removal.Staying("entry \"a\" (a-of-others)", "somebody else made it"));
    }

    @Test
    void whatIsKeptIsLeftThoughOthersGo() {
        deployment("run-1").apply(Progress.silent());
        var deployment = new Deployment(access, new RunId("run-2"), patience());
        var a = deployment.step(new Kept<>(new Entry("a", Ref.of("1")), "d needs it"));
        deployment.step(new Entry("b", a));
        var removal = deployment.removal();

        assertThat(removal.stays())
                .containsExactly(new Removal.Staying("entry \"a\" (a=1)", "d needs it"));
        deployment.remove(removal, Progress.silent());
        assertThat(world).containsOnlyKeys("a");
    }

    @Test
    void aRemovalThatFailedIsFinishedByTheNextOne() {
        deployment("run-1").apply(Progress.silent());
        var cut = new Deployment(access, new RunId("run-2"), patience());
        cut.step(
                new Entry("a", Ref.of("1")) {
                    @Override
                    public void remove(String found) {
                        throw answer(
                                ServiceCatalogException.builder(),
                                "AccessDeniedException",
                                "not authorized to perform: world:Remove");
                    }
                });
        cut.step(new Entry("b", Ref.of("2")));

        assertThatThrownBy(() -> cut.remove(cut.removal(), Progress.silent()))
                .hasMessageContainingAll(
                        "Removing entry \"a\" (account 111111111111, region us-east-1)",
                        "world:Remove");
        assertThat(world).containsOnlyKeys("a");

        var next = deployment("run-3");
        assertThat(next.remove(next.removal(), Progress.silent()))
                .extracting(StepResult::name)
                .containsExactly("a");
        assertThat(world).isEmpty();
    }

    @Test
    void aUseThatIsStillSeenAfterItWentIsWaitedFor() {
        deployment("run-1").apply(Progress.silent());
        calls.clear();
        var deployment = new Deployment(access, new RunId("run-2"), patience());
        deployment.step(
                new Entry("a", Ref.of("1")) {
                    private int tries;

                    @Override
                    public void remove(String found) {
                        if (++tries < 3) {
                            calls.add("refused a");
                            throw answer(
                                    ServiceCatalogException.builder(),
                                    "ResourceInUseException",
                                    "still has b");
                        }
                        super.remove(found);
                    }
                });
        deployment.step(new Entry("b", Ref.of("2")));

        deployment.remove(deployment.removal(), Progress.silent());

        assertThat(calls).containsExactly("remove b", "refused a", "refused a", "remove a");
        assertThat(pauses).hasSize(2);
    }

    @Test
    void whatIsStillThereIsNotCalledGone() {
        deployment("run-1").apply(Progress.silent());
        var deployment = new Deployment(access, new RunId("run-2"), patience());
        deployment.step(
                new Entry("a", Ref.of("1")) {
                    @Override
                    public void remove(String found) {
                        // answered, never seen
                    }
                });

        assertThatThrownBy(() -> deployment.remove(deployment.removal(), Progress.silent()))
                .hasMessageContainingAll("Reading back entry \"a\"", "still there");
        assertThat(pauses).hasSize(3);
    }

    private Deployment deployment(String run) {
        var deployment = new Deployment(access, new RunId(run), patience());
        deployment.step(new Entry("a", Ref.of("1")));
        deployment.step(new Entry("b", Ref.of("2")));
        return deployment;
    }

    private Patience patience() {
        return new Patience(
                List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4)),
                pauses::add);
    }

    private static RuntimeException answer(
            ServiceCatalogException.Builder builder, String code, String message) {
        return (RuntimeException)
                builder.awsErrorDetails(
                                AwsErrorDetails.builder()
                                        .errorCode(code)
                                        .errorMessage(message)
                                        .build())
                        .statusCode(400)
                        .build();
    }

    /** A key of the map with the value that it shall have. */
    private class Entry implements Thing<String> {
        private final String key;
        private final Ref<String> value;

        Entry(String key, Ref<String> value) {
            this.key = key;
            this.value = value;
        }

        @Override
        public String kind() {
            return "entry";
        }

        @Override
        public String name() {
            return key;
        }

        @Override
        public String id(String state) {
            return key + "=" + state;
        }

        @Override
        public Optional<String> find() {
            return value.known().flatMap(_ -> Optional.ofNullable(world.get(key)));
        }

        @Override
        public List<Change> compare(String found) {
            return found.equals(value.get())
                    ? List.of()
                    : List.of(new Change("value", found, value.get()));
        }

        @Override
        public List<Foreign> foreign() {
            return foreign.getOrDefault(key, List.of());
        }

        @Override
        public Undoing undoing(String found) {
            return new Undoing.Goes(uses.getOrDefault(key, List.of()));
        }

        @Override
        public void remove(String found) {
            calls.add("remove " + key);
            world.remove(key);
        }

        @Override
        public String create(Token token) {
            calls.add("create " + key + " " + token.of("create"));
            world.put(key, value.get());
            return value.get();
        }

        @Override
        public String change(String found, List<Change> changes, Token token) {
            calls.add("change " + key + " " + token.of("change"));
            world.put(key, value.get());
            return value.get();
        }
    }
}
