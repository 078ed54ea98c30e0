package dev.wheelhouse.stacks.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wheelhouse.cloud.resource.ResourceProviders;
import dev.wheelhouse.document.Json;
import dev.wheelhouse.identity.AccessDeniedException;
import dev.wheelhouse.stacks.FailurePolicy;
import dev.wheelhouse.stacks.StackEngine.Outcome;
import dev.wheelhouse.stacks.StackEngine.StackOutput;
import dev.wheelhouse.stacks.StackId;
import dev.wheelhouse.stacks.StackRefusal;
import dev.wheelhouse.stacks.StackSubmission;
import dev.wheelhouse.stacks.sql.ExportStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurableStackEngineTest {
    private static final String ONE =
            """
            Parameters:
              Size: {Type: Number, Default: 1, MaxValue: 9}
              Key: {Type: 'AWS::EC2::KeyPair::KeyName', Default: ann-key}
            Resources:
              A: {Type: 'Test::Thing::Widget', Properties: {Size: !Ref Size}}
            Outputs:
              It: {Value: !GetAtt A.Arn, Description: what it is, Export: {Name: the-arn}}
            """;

    private final TestStacks stacks = new TestStacks();

    @AfterEach
    void close() {
        stacks.close();
    }

    @Test
    void aCreatedStackHasItsOutputs() {
        var id = stacks.create(TestStacks.request(ONE));

        assertThat(stacks.finish(id))
                .isEqualTo(
                        new Outcome.Succeeded(
                                "CREATE_COMPLETE",
                                List.of(
                                        new StackOutput(
                                                "It",
                                                "arn:test:widget-A-1",
                                                Optional.of("what it is"),
                                                Optional.of("the-arn")))));
    }

    @Test
    void aLaunchOfTwoResourcesTakesFourChanges() {
        var id =
                stacks.create(
                        TestStacks.request(
                                """
                                Resources:
                                  A: {Type: 'Test::Thing::Widget', Properties: {Size: 1}}
                                  B: {Type: 'Test::Thing::Widget', Properties: {Size: !GetAtt A.Size}}
                                """));
        stacks.writes.set(0);

        stacks.finish(id);

        // recorded before; two resources; the end
        assertThat(stacks.writes).hasValue(3);
    }

    @Test
    void theCompletionIsCalledOnceInTheLastTransaction() {
        var id = stacks.create(TestStacks.request(ONE));
        var ends = new ArrayList<Outcome>();
        var engine = stacks.engine();

        var outcome = engine.work(id, stacks.caller, (db, end) -> ends.add(end));
        var again = engine.work(id, stacks.caller, (db, end) -> ends.add(end));

        assertThat(ends).containsExactly(outcome);
        assertThat(again).isEqualTo(outcome);
    }

    @Test
    void whatTheSessionMayNotDoIsNamedInTheReason() {
        var id = stacks.create(TestStacks.request(ONE));
        stacks.caller = new TestCaller(TestStacks.ACCOUNT, Set.of("thing:CreateWidget"));

        var outcome = stacks.finish(id);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed ->
                                assertThat(failed.reason())
                                        .contains(
                                                "not authorized to perform: thing:CreateWidget on",
                                                "HandlerErrorCode: AccessDenied")
                                        .startsWith(
                                                "The following resource(s) failed to create: [A]."
                                                        + " Rollback requested by user. A: "));
        assertThat(stacks.widgets()).isEmpty();
    }

    @Test
    void aCallerWithoutCreateStackRecordsNothing() {
        stacks.caller = new TestCaller(TestStacks.ACCOUNT, Set.of("cloudformation:CreateStack"));

        assertThatThrownBy(() -> stacks.create(TestStacks.request(ONE)))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("cloudformation:CreateStack")
                .hasMessageContaining("stack/web/*");
    }

    @Test
    void anAbsentKeyPairIsFoundOnlyWhenTheStackRuns() {
        var id = stacks.create(TestStacks.request(ONE, Map.of("Key", "no-key")));

        assertThat(stacks.finish(id)).isInstanceOf(Outcome.Failed.class);

        assertThat(stacks.events(id))
                .containsExactly(
                        "stack CREATE_IN_PROGRESS \"User Initiated\"",
                        "stack ROLLBACK_IN_PROGRESS \"Parameter validation failed: parameter value"
                                + " no-key for parameter name Key does not exist. Rollback"
                                + " requested by user.\"",
                        "stack ROLLBACK_COMPLETE");
    }

    @Test
    void rulesOfTheCallerHoldBesideTheTemplates() {
        var rules =
                Json.readObject(
                                """
                                {"Small": {"Assertions": [{
                                  "Assert": {"Fn::Contains": [["1", "2"], {"Ref": "Size"}]},
                                  "AssertDescription": "Take a small one"}]}}
                                """)
                        .values();

        assertThatThrownBy(() ->
                        stacks.create(
                                TestStacks.withRules(
                                        TestStacks.request(ONE, Map.of("Size", "3")), rules)))
                .isInstanceOf(StackRefusal.class)
                .hasMessageContaining("Small")
                .hasMessageContaining("Take a small one")
                .hasMessageContaining("'3'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Resources: {A: {Type: 'Test::No::Such'}}"
                        + " | Template format error: Unrecognized resource types: [Test::No::Such]",
                "Resources: {A: {Type: 'AWS::RDS::DBInstance'}}"
                        + " | Template format error: Resource types that Wheelhouse does not provide yet: [AWS::RDS::DBInstance]",
                "Resources: {} | Template format error: At least one Resources member must be defined.",
                "Resources: {A: {Type: 'Test::Thing::Widget', DeletionPolicy: Snapshot}}"
                        + " | Template error: resource type Test::Thing::Widget does not support deletion policy Snapshot",
                "Resources: {A: {Type: 'Test::Thing::Widget', Properties: {Size: !GetAtt A2.Size}}, A2: {Type: 'Test::Thing::Widget', Properties: {Size: !GetAtt A.No}}}"
                        + " | Template error: resource A does not support attribute type No in Fn::GetAtt",
            })
    void aBadTemplateIsRefusedAtOnce(String template, String message) {
        assertThatThrownBy(() -> stacks.create(TestStacks.request(template)))
                .isInstanceOf(StackRefusal.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}         | Property validation failure: [The property {/Size} is required]",
                "{Size: 1, Sise: 2} | Encountered unsupported property Sise",
                "{Size: many} | Value of property Size must be of type Number",
                "{Size: [1]}  | Value of property Size must be of type Number",
            })
    void badPropertiesFailTheResourceWhenItStarts(String properties, String reason) {
        var id =
                stacks.create(
                        TestStacks.request(
                                "Resources: {A: {Type: 'Test::Thing::Widget', Properties: "
                                        + properties
                                        + "}}"));
        stacks.finish(id);

        assertThat(stacks.events(id)).contains("A CREATE_FAILED - \"" + reason + "\"");
    }

    @Test
    void aNameBelongsToOneStackAtATime() {
        var id = stacks.create(TestStacks.request(ONE));

        assertThatThrownBy(() -> stacks.create(TestStacks.request(ONE)))
                .isInstanceOfSatisfying(
                        StackRefusal.class,
                        refusal -> assertThat(refusal.code()).isEqualTo("AlreadyExistsException"))
                .hasMessage("Stack [web] already exists");

        stacks.finish(id);
        stacks.delete(id);
        stacks.finish(id);
        assertThat(stacks.create(TestStacks.request(ONE))).isNotEqualTo(id);
    }

    @Test
    void anUpdateWithoutChangeIsRefused() {
        var id = stacks.create(TestStacks.request(ONE));

        assertThatThrownBy(() -> stacks.update(id, TestStacks.request(ONE)))
                .hasMessage(
                        "Stack:" + id + " is in CREATE_IN_PROGRESS state and can not be updated.");

        stacks.finish(id);
        assertThatThrownBy(() -> stacks.update(id, TestStacks.request(ONE)))
                .isInstanceOf(StackRefusal.class)
                .hasMessage("No updates are to be performed.");

        stacks.update(id, TestStacks.request(ONE, Map.of("Size", "2")));
        assertThat(stacks.finish(id)).isInstanceOf(Outcome.Succeeded.class);
        assertThat(stacks.widgets()).containsExactly("widget-A-1 size 2 changes 1");
    }

    @Test
    void secretsAreNeitherShownInEventsNorRestInTheClear() {
        var id =
                stacks.create(
                        TestStacks.request(
                                """
                                Parameters: {Password: {Type: String, NoEcho: true}}
                                Resources:
                                  A:
                                    Type: Test::Thing::Widget
                                    Properties: {Size: 1, Uses: !Base64 {"Fn::Sub": "-p ${Password}"}}
                                Outputs: {Hint: {Value: !Sub "${A}-${Password}"}}
                                """,
                                Map.of("Password", "correct-horse")));
        stacks.finish(id);

        assertThat(stacks.stackEvents(id))
                .filteredOn(event -> event.logicalId().equals("A"))
                .allSatisfy(event ->
                        assertThat(event.properties().orElseThrow())
                                .contains("LXAgKioqKg==")); // -p ****
        assertThat(stacks.everythingStored())
                .doesNotContain("correct-horse", "LXAgY29ycmVjdC1ob3JzZQ");
    }

    @Test
    void anExportIsTakenOnceAndStaysWhileItIsImported() {
        var exporter = stacks.create(TestStacks.request(ONE));
        stacks.finish(exporter);
        var importer =
                stacks.create(
                        TestStacks.named(
                                "importer",
                                TestStacks.request(
                                        """
                                        Resources:
                                          B:
                                            Type: Test::Thing::Widget
                                            Properties: {Size: 1, Uses: !ImportValue the-arn}
                                        """)));
        assertThat(stacks.finish(importer)).isInstanceOf(Outcome.Succeeded.class);

        assertThatThrownBy(() -> stacks.delete(exporter))
                .isInstanceOf(StackRefusal.class)
                .hasMessage(
                        "Delete canceled. Cannot delete export the-arn as it is in use by"
                                + " importer.");

        var second = stacks.create(TestStacks.named("second", TestStacks.request(ONE)));
        stacks.finish(second);
        assertThat(stacks.events(second))
                .contains(
                        "stack ROLLBACK_IN_PROGRESS \"Export with name the-arn is already exported"
                                + " by stack web. Rollback requested by user.\"");

        stacks.delete(importer);
        stacks.finish(importer);
        stacks.delete(exporter);
        assertThat(stacks.finish(exporter)).isInstanceOf(Outcome.Succeeded.class);
    }

    @Test
    void aMissingImportRollsTheStackBack() {
        var id =
                stacks.create(
                        TestStacks.request(
                                """
                                Resources:
                                  B: {Type: 'Test::Thing::Widget', Properties: {Size: 1, Uses: !ImportValue none}}
                                """));
        stacks.finish(id);

        assertThat(stacks.events(id))
                .containsExactly(
                        "stack CREATE_IN_PROGRESS \"User Initiated\"",
                        "stack ROLLBACK_IN_PROGRESS \"No export named none found. Rollback"
                                + " requested by user.\"",
                        "stack ROLLBACK_COMPLETE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Uses: !GetAZs {Ref: Place} | none",
                "Name: one | !Select [0, !GetAZs {Ref: Place}]"
            })
    void aRegionThatIsNoneFailsTheStackWithAReason(String property, String output) {
        var id =
                stacks.create(
                        TestStacks.request(
                                """
                                Parameters: {Place: {Type: String, Default: moon-1}}
                                Resources:
                                  A: {Type: 'Test::Thing::Widget', Properties: {Size: 1, PROPERTY}}
                                Outputs: {It: {Value: OUTPUT}}
                                """
                                        .replace("PROPERTY", property)
                                        .replace("OUTPUT", output)));

        assertThat(stacks.finish(id))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> {
                            assertThat(failed.status()).isEqualTo("ROLLBACK_COMPLETE");
                            assertThat(failed.reason())
                                    .contains(
                                            "Template error: Fn::GetAZs requires the name of a"
                                                    + " region, but was given moon-1");
                        });
        assertThat(stacks.widgets()).isEmpty();
    }

    @Test
    void whatFailedWithoutARollbackImportsOnlyWhatThereIs() {
        var exporter = stacks.create(TestStacks.request(ONE));
        stacks.finish(exporter);
        var importer =
                stacks.create(
                        TestStacks.named(
                                "importer",
                                TestStacks.withoutRollback(
                                        TestStacks.request(
                                                """
                                                Resources:
                                                  B: {Type: 'Test::Thing::Widget', Properties: {Size: 1, Uses: !ImportValue the-arn}}
                                                  C: {Type: 'Test::Thing::Widget', Properties: {Size: 1, Uses: !ImportValue none}}
                                                """))));
        assertThat(stacks.finish(importer)).isInstanceOf(Outcome.Failed.class);

        assertThat(importersOf("none")).isEmpty();
        assertThat(importersOf("the-arn")).containsExactly(StackId.of(importer));
    }

    private List<StackId> importersOf(String export) {
        return stacks.read(db ->
                new ExportStore(stacks.sealer())
                        .importers(db, TestStacks.ACCOUNT, TestStacks.REGION, export));
    }

    @Test
    void whatWaitsIsCancelledWhenAnotherFails() {
        var id =
                stacks.create(
                        TestStacks.request(
                                """
                                Resources:
                                  Slow: {Type: 'Test::Thing::Widget', Properties: {Size: 1, Seconds: 600}}
                                  Wrong: {Type: 'Test::Thing::Widget', Properties: {Size: 1, Seconds: 5, Fails: stabilize}}
                                """));
        stacks.finish(id);

        assertThat(stacks.events(id))
                .containsSubsequence(
                        "Slow CREATE_FAILED widget-Slow-1 \"Resource creation cancelled\"",
                        "stack ROLLBACK_IN_PROGRESS \"The following resource(s) failed to create:"
                                + " [Slow, Wrong]. Rollback requested by user.\"",
                        "Slow DELETE_COMPLETE widget-Slow-1");
    }

    @Test
    void aHalfUpdatedStackWhoseResourcesNeedEachOtherCanBeDeleted() {
        var id =
                stacks.create(
                        TestStacks.request(
                                """
                                Resources:
                                  A: {Type: 'Test::Thing::Widget', Properties: {Size: 1}}
                                  B: {Type: 'Test::Thing::Widget', DependsOn: A, Properties: {Size: 1}}
                                """));
        stacks.finish(id);
        stacks.update(
                id,
                TestStacks.withoutRollback(
                        TestStacks.request(
                                """
                                Resources:
                                  B: {Type: 'Test::Thing::Widget', Properties: {Size: 1}}
                                  A: {Type: 'Test::Thing::Widget', DependsOn: B, Properties: {Size: 2}}
                                  C: {Type: 'Test::Thing::Widget', DependsOn: A, Properties: {Size: 1, Fails: create}}
                                """)));
        assertThat(stacks.finish(id))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.status()).isEqualTo("UPDATE_FAILED"));

        stacks.delete(id);

        assertThat(stacks.finish(id)).isInstanceOf(Outcome.Succeeded.class);
        assertThat(stacks.widgets()).isEmpty();
    }

    @Test
    void aResourceKeepsItsType() {
        var id = stacks.create(TestStacks.request(ONE));
        stacks.finish(id);
        stacks.provide(
                new ResourceProviders(
                        List.of(
                                new WidgetProvider(stacks.clock()),
                                new WidgetProvider(stacks.clock(), "Test::Thing::Gadget"))),
                new TestInventory());

        assertThatThrownBy(() ->
                        stacks.update(
                                id,
                                TestStacks.request(ONE.replace("Thing::Widget", "Thing::Gadget"))))
                .isInstanceOf(StackRefusal.class)
                .hasMessage(
                        "Update of resource type is not permitted. The new template modifies"
                                + " resource type of the following resources: [A]");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRollbackKeepsWhatPoliciesRetainUnlessToldOtherwise(boolean retainExceptOnCreate) {
        var submission =
                new StackSubmission(
                        FailurePolicy.ROLLBACK,
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        retainExceptOnCreate);
        var id =
                stacks.recorded((db, recorder) ->
                        recorder.create(
                                        db,
                                        stacks.caller,
                                        TestStacks.ACCOUNT,
                                        TestStacks.REGION,
                                        TestStacks.request(
                                                """
                                                Resources:
                                                  A: {Type: 'Test::Thing::Widget', DeletionPolicy: Retain, Properties: {Size: 1}}
                                                  B: {Type: 'Test::Thing::Widget', DeletionPolicy: RetainExceptOnCreate, Properties: {Size: 1}}
                                                  C: {Type: 'Test::Thing::Widget', DependsOn: [A, B], Properties: {Size: 1, Fails: create}}
                                                """),
                                        submission)
                                .id()
                                .arn());

        assertThat(stacks.finish(id))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.status()).isEqualTo("ROLLBACK_COMPLETE"));

        assertThat(stacks.widgets())
                .isEqualTo(
                        retainExceptOnCreate ? List.of() : List.of("widget-A-1 size 1 changes 0"));
    }

    private void giveUp(String id) {
        assertThat(stacks.engine().work(id, stacks.caller, (_, _) -> {}))
                .isInstanceOf(Outcome.Waiting.class);
        stacks.engine().giveUp(id, stacks.caller, (_, _) -> {});
    }

    @Test
    void aCreationThatIsGivenUpIsRolledBack() {
        var id =
                stacks.create(
                        TestStacks.request(
                                """
                                Resources:
                                  Slow: {Type: 'Test::Thing::Widget', Properties: {Size: 1, Seconds: 600}}
                                """));

        giveUp(id);

        assertThat(stacks.finish(id))
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.status()).isEqualTo("ROLLBACK_COMPLETE"));
        assertThat(stacks.events(id))
                .containsSubsequence(
                        "Slow CREATE_FAILED widget-Slow-1 \"Resource creation cancelled\"",
                        "stack ROLLBACK_IN_PROGRESS \"Internal Failure. Rollback requested by"
                                + " user.\"",
                        "Slow DELETE_COMPLETE widget-Slow-1",
                        "stack ROLLBACK_COMPLETE");
        assertThat(stacks.widgets()).isEmpty();
    }

    @Test
    void aRollbackThatIsGivenUpCanBeGoneOnWith() {
        var before =
                """
                Resources:
                  A: {Type: 'Test::Thing::Widget', Properties: {Size: 1, Seconds: 5}}
                """;
        var id = stacks.create(TestStacks.request(before));
        stacks.finish(id);
        stacks.update(
                id,
                TestStacks.request(
                        """
                        Resources:
                          A: {Type: 'Test::Thing::Widget', Properties: {Size: 2}}
                          B: {Type: 'Test::Thing::Widget', DependsOn: A, Properties: {Size: 1, Fails: create}}
                        """));

        giveUp(id);

        assertThat(stacks.events(id).getLast())
                .isEqualTo("stack UPDATE_ROLLBACK_FAILED \"Internal Failure\"");
        var failed = stacks.stack(id);
        stacks.record((db, recorder) ->
                recorder.continueRollback(
                        db, stacks.caller, failed, Set.of(), Optional.empty(), Optional.empty()));
        stacks.finish(id);
        assertThat(stacks.stack(id).state().status()).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        assertThat(stacks.widgets()).containsExactly("widget-A-1 size 1 changes 2");
    }

    @Test
    void aDeletionThatIsGivenUpCanBeAskedForAgain() {
        var id =
                stacks.create(
                        TestStacks.request(
                                "Resources: {A: {Type: 'Test::Thing::Widget', Properties: {Size: 1,"
                                        + " DeleteSeconds: 600}}}"));
        stacks.finish(id);
        stacks.delete(id);

        giveUp(id);

        assertThat(stacks.events(id).getLast())
                .isEqualTo("stack DELETE_FAILED \"Internal Failure\"");
        stacks.delete(id);
        assertThat(stacks.finish(id)).isInstanceOf(Outcome.Succeeded.class);
        assertThat(stacks.widgets()).isEmpty();
    }

    @Test
    void aDeletionDuringTheCreationTakesOver() {
        var id =
                stacks.create(
                        TestStacks.request(
                                "Resources: {Slow: {Type: 'Test::Thing::Widget', Properties:"
                                        + " {Size: 1, Seconds: 600}}}"));
        assertThat(stacks.engine().work(id, stacks.caller, (_, _) -> {}))
                .isInstanceOf(Outcome.Waiting.class);

        stacks.delete(id);

        assertThat(stacks.finish(id))
                .isEqualTo(new Outcome.Succeeded("DELETE_COMPLETE", List.of()));
        assertThat(stacks.widgets()).isEmpty();
    }
}
