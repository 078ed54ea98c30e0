package dev.wheelhouse.stacks.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wheelhouse.identity.Account;
import dev.wheelhouse.identity.AwsManagedPolicies;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.identity.Caller;
import dev.wheelhouse.identity.CallerReference;
import dev.wheelhouse.identity.access.Callers;
import dev.wheelhouse.identity.sql.AccountStore;
import dev.wheelhouse.stacks.StackEvent;
import dev.wheelhouse.stacks.StackId;
import dev.wheelhouse.stacks.StackRefusal;
import dev.wheelhouse.stacks.engine.TestStacks;
import dev.wheelhouse.stacks.sql.EventStore;
import dev.wheelhouse.store.Jobs;
import dev.wheelhouse.wire.Payload;
import dev.wheelhouse.wire.ServiceApi;
import dev.wheelhouse.wire.ServiceException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateStackResponse;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackResourceRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackResourceResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.ExecuteChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateRequest;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateResponse;
import software.amazon.awssdk.services.cloudformation.model.ListExportsRequest;
import software.amazon.awssdk.services.cloudformation.model.ListExportsResponse;
import software.amazon.awssdk.services.cloudformation.model.ListImportsRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStackResourcesRequest;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.Tag;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.ValidateTemplateRequest;

class CloudFormationServiceTest {
    private static final String TEMPLATE =
            """
            Description: One widget
            Parameters:
              Size: {Type: Number, Default: 1}
              Password: {Type: String, NoEcho: true, Default: secret-word}
            Resources:
              A:
                Type: Test::Thing::Widget
                Metadata: {Why: because}
                Properties: {Size: !Ref Size}
            Outputs:
              It: {Value: !Ref A, Export: {Name: it}}
            """;

    private final TestStacks stacks = new TestStacks();
    private final Jobs jobs = new Jobs(stacks.database(), stacks.clock());
    private final ServiceApi<Call> api =
            new CloudFormationService(
                            stacks.database(),
                            stacks.engine(),
                            jobs,
                            new Callers(stacks.clock(), AwsManagedPolicies.load()),
                            (_, _, url, _) -> {
                                if (url.equals("https://s3.amazonaws.com/b/one.yaml")) {
                                    return TEMPLATE;
                                }
                                throw StackRefusal.validation(
                                        "TemplateURL must be a supported URL.");
                            },
                            stacks.sealer())
                    .api();

    @BeforeEach
    void start() {
        stacks.write(db ->
                new AccountStore()
                        .insert(
                                db,
                                new Account(
                                        TestStacks.ACCOUNT,
                                        Optional.empty(),
                                        "hub",
                                        "hub@example.com",
                                        false,
                                        Instant.EPOCH)));
        jobs.start();
    }

    @AfterEach
    void close() {
        jobs.stop();
        stacks.close();
    }

    private Call call() {
        Caller caller =
                stacks.read(db ->
                        new Callers(stacks.clock(), AwsManagedPolicies.load())
                                .restore(
                                        db,
                                        new CallerReference(
                                                TestStacks.ACCOUNT,
                                                "arn:aws:iam::" + TestStacks.ACCOUNT + ":root",
                                                TestStacks.ACCOUNT.value(),
                                                Optional.empty())));
        return new Call(
                caller,
                TestStacks.REGION,
                "request",
                stacks.clock().instant(),
                URI.create("http://127.0.0.1:4566"),
                Map.of());
    }

    private <R> R ask(Class<R> type, SdkPojo request) {
        var name = request.getClass().getSimpleName().replaceAll("Request$", "");
        var answer =
                api.action(name)
                        .orElseThrow()
                        .handler()
                        .handle(call(), (SdkPojo) builder(request), Payload.of(new byte[0]));
        return type.cast(answer.response());
    }

    private static Object builder(SdkPojo request) {
        return ((software.amazon.awssdk.utils.builder.ToCopyableBuilder<?, ?>) request).toBuilder();
    }

    private Stack described(String name) {
        return ask(
                        DescribeStacksResponse.class,
                        DescribeStacksRequest.builder().stackName(name).build())
                .stacks()
                .getFirst();
    }

    /** Waits for the worker, for as long as a slow machine needs. */
    private Stack settled(String name) throws InterruptedException {
        stacks.awaitProgress(
                () -> !described(name).stackStatusAsString().endsWith("IN_PROGRESS"),
                Duration.ofSeconds(60));
        return described(name);
    }

    private String create() {
        return ask(
                        CreateStackResponse.class,
                        CreateStackRequest.builder()
                                .stackName("web")
                                .templateURL("https://s3.amazonaws.com/b/one.yaml")
                                .parameters(
                                        Parameter.builder()
                                                .parameterKey("Size")
                                                .parameterValue("3")
                                                .build())
                                .tags(Tag.builder().key("team").value("a").build())
                                .clientRequestToken("token-1")
                                .build())
                .stackId();
    }

    @Test
    void aStackIsCreatedUpdatedShownAndDeleted() throws InterruptedException {
        var id = create();
        assertThat(create()).as("the same token again").isEqualTo(id);
        var stack = settled("web");

        assertThat(stack.stackStatusAsString()).isEqualTo("CREATE_COMPLETE");
        assertThat(stack.description()).isEqualTo("One widget");
        assertThat(stack.tags()).containsExactly(Tag.builder().key("team").value("a").build());
        assertThat(stack.parameters())
                .extracting(Parameter::parameterKey, Parameter::parameterValue)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("Size", "3"),
                        org.assertj.core.groups.Tuple.tuple("Password", "****"));
        assertThat(stack.outputs())
                .singleElement()
                .satisfies(output -> assertThat(output.exportName()).isEqualTo("it"));
        assertThat(stack.lastUpdatedTime()).isNull();
        assertThat(ask(ListExportsResponse.class, ListExportsRequest.builder().build()).exports())
                .singleElement()
                .satisfies(export -> assertThat(export.value()).isEqualTo("widget-A-1"));
        assertThat(
                        ask(
                                        GetTemplateResponse.class,
                                        GetTemplateRequest.builder().stackName("web").build())
                                .templateBody())
                .isEqualTo(TEMPLATE);
        assertThat(
                        ask(
                                        DescribeStackResourceResponse.class,
                                        DescribeStackResourceRequest.builder()
                                                .stackName("web")
                                                .logicalResourceId("A")
                                                .build())
                                .stackResourceDetail()
                                .metadata())
                .isEqualTo("{\"Why\":\"because\"}");

        ask(
                Object.class,
                UpdateStackRequest.builder()
                        .stackName("web")
                        .usePreviousTemplate(true)
                        .parameters(
                                Parameter.builder()
                                        .parameterKey("Size")
                                        .parameterValue("4")
                                        .build(),
                                Parameter.builder()
                                        .parameterKey("Password")
                                        .usePreviousValue(true)
                                        .build())
                        .build());
        assertThat(settled("web").stackStatusAsString()).isEqualTo("UPDATE_COMPLETE");
        assertThat(described("web").tags()).hasSize(1);

        ask(Object.class, DeleteStackRequest.builder().stackName("web").build());
        assertThat(settled(id).stackStatusAsString()).isEqualTo("DELETE_COMPLETE");
        assertThat(
                        ask(
                                        DescribeStackEventsResponse.class,
                                        DescribeStackEventsRequest.builder().stackName(id).build())
                                .stackEvents()
                                .getFirst()
                                .resourceStatusAsString())
                .isEqualTo("DELETE_COMPLETE");
        ask(Object.class, DeleteStackRequest.builder().stackName("web").build());
        assertThat(
                        ask(DescribeStacksResponse.class, DescribeStacksRequest.builder().build())
                                .stacks())
                .isEmpty();
    }

    static List<SdkPojo> aboutAnAbsentStack() {
        return List.of(
                DescribeStacksRequest.builder().stackName("gone").build(),
                GetTemplateRequest.builder().stackName("gone").build(),
                ListStackResourcesRequest.builder().stackName("gone").build(),
                DescribeStackEventsRequest.builder().stackName("gone").build(),
                DescribeStackResourceRequest.builder()
                        .stackName("gone")
                        .logicalResourceId("A")
                        .build(),
                UpdateStackRequest.builder().stackName("gone").templateBody(TEMPLATE).build());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | Stack with id gone does not exist",
                "1 | Stack with id gone does not exist",
                "2 | Stack with id gone does not exist",
                "3 | Stack [gone] does not exist",
                "4 | Stack 'gone' does not exist",
                "5 | Stack [gone] does not exist",
            })
    void eachActionHasItsOwnWordsForAnAbsentStack(int request, String message) {
        assertThatThrownBy(() -> ask(Object.class, aboutAnAbsentStack().get(request)))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        error -> assertThat(error.kind().code()).isEqualTo("ValidationError"))
                .hasMessage(message);
    }

    @Test
    void whatTheEngineRefusesIsTheApisError() {
        assertThatThrownBy(() ->
                        ask(
                                Object.class,
                                ValidateTemplateRequest.builder()
                                        .templateBody("Resources: {}")
                                        .build()))
                .isInstanceOf(ServiceException.class)
                .hasMessage(
                        "Template format error: At least one Resources member must be defined.");
        assertThatThrownBy(() ->
                        ask(Object.class, CreateStackRequest.builder().stackName("web").build()))
                .hasMessage("Either Template URL or Template Body must be specified.");
        assertThatThrownBy(() ->
                        ask(
                                Object.class,
                                CreateStackRequest.builder()
                                        .stackName("web")
                                        .templateURL("https://example.com/x")
                                        .build()))
                .hasMessage("TemplateURL must be a supported URL.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "!GetAZs moon-1 | Fn::GetAZs requires the name of a region, but was given moon-1",
                "!GetAZs us east | Fn::GetAZs requires the name of a region, but was given us east",
                "!FindInMap [M, a, b] | Unable to get mapping for M::a::b",
                "!FindInMap [M, us, arm] | Unable to get mapping for M::us::arm",
                "!Select [2, [x, y]] | Fn::Select cannot select nonexistent value at index 2",
            })
    void literalsThatNameNothingAreRefusedAtOnce(String function, String error) {
        var template =
                """
                Conditions: {Never: !Equals [a, b]}
                Mappings: {M: {us: {intel: i-1}}}
                Resources:
                  A: {Type: 'Test::Thing::Widget', Properties: {Size: 1, Uses: PROPERTY}}
                Outputs: {It: {Value: !If [Never, OUTPUT, none]}}
                """;
        for (var place : List.of("PROPERTY", "OUTPUT")) {
            // Of the zones the first, where one text is wanted.
            var value = function.startsWith("!GetAZs") ? "!Select [0, " + function + "]" : function;
            var body =
                    template.replace(place, value)
                            .replace("PROPERTY", "none")
                            .replace("OUTPUT", "none");

            assertThatThrownBy(() ->
                            ask(
                                    Object.class,
                                    ValidateTemplateRequest.builder().templateBody(body).build()))
                    .isInstanceOf(ServiceException.class)
                    .hasMessage("Template error: " + error);
            assertThatThrownBy(() ->
                            ask(
                                    Object.class,
                                    CreateStackRequest.builder()
                                            .stackName("web")
                                            .templateBody(body)
                                            .build()))
                    .isInstanceOf(ServiceException.class)
                    .hasMessage("Template error: " + error);
        }
    }

    @Test
    void anUpdateTakesTheOldTemplateOrANewOne() throws InterruptedException {
        create();
        settled("web");
        var update = UpdateStackRequest.builder().stackName("web").usePreviousTemplate(true);
        var set =
                CreateChangeSetRequest.builder()
                        .stackName("web")
                        .changeSetName("set")
                        .usePreviousTemplate(true);

        for (var request :
                List.<SdkPojo>of(
                        update.templateBody(TEMPLATE).build(),
                        update.templateBody(null).templateURL("https://b/one.yaml").build(),
                        set.templateBody(TEMPLATE).build())) {
            assertThatThrownBy(() -> ask(Object.class, request))
                    .isInstanceOfSatisfying(
                            ServiceException.class,
                            error -> assertThat(error.kind().code()).isEqualTo("ValidationError"))
                    .hasMessage(
                            "You cannot specify both usePreviousTemplate and Template Body/Template"
                                    + " URL");
        }
    }

    @Test
    void whatIsToBeRetainedBelongsToTheStack() throws InterruptedException {
        ask(
                Object.class,
                CreateStackRequest.builder()
                        .stackName("web")
                        .templateBody(
                                "Resources: {A: {Type: 'Test::Thing::Widget', Properties: {Size: 1,"
                                        + " Fails: delete}}}")
                        .build());
        settled("web");
        var delete = DeleteStackRequest.builder().stackName("web");
        ask(Object.class, delete.build());
        assertThat(settled("web").stackStatusAsString()).isEqualTo("DELETE_FAILED");

        assertThatThrownBy(() -> ask(Object.class, delete.retainResources("A", "B").build()))
                .hasMessage(
                        "The specified resources to retain do not belong to the specified stack");
        var id = described("web").stackId();
        ask(Object.class, delete.retainResources("A").build());
        assertThat(settled(id).stackStatusAsString()).isEqualTo("DELETE_COMPLETE");
    }

    @Test
    void nobodyImportsForAStackThatIsRolledBack() throws InterruptedException {
        var exporter = create();
        settled("web");
        for (var name : List.of("it", "nope")) {
            ask(
                    Object.class,
                    CreateStackRequest.builder()
                            .stackName("importer-of-" + name)
                            .templateBody(
                                    "Resources: {A: {Type: 'Test::Thing::Widget', Properties: {Size:"
                                            + " 1, Uses: !ImportValue "
                                            + name
                                            + ", Fails: create}}}")
                            .build());
            assertThat(settled("importer-of-" + name).stackStatusAsString())
                    .isEqualTo("ROLLBACK_COMPLETE");

            assertThatThrownBy(() ->
                            ask(
                                    Object.class,
                                    ListImportsRequest.builder().exportName(name).build()))
                    .isInstanceOfSatisfying(
                            ServiceException.class,
                            error -> assertThat(error.kind().code()).isEqualTo("ValidationError"))
                    .hasMessage("Export '" + name + "' is not imported by any stack.");
        }

        ask(Object.class, DeleteStackRequest.builder().stackName("web").build());
        assertThat(settled(exporter).stackStatusAsString()).isEqualTo("DELETE_COMPLETE");
    }

    /** All events of a stack as they are stored, newest first. */
    private List<StackEvent> events(String name) {
        var id = StackId.of(described(name).stackId());
        return stacks.write(db -> new EventStore().list(db, id, Long.MAX_VALUE, 100));
    }

    @Test
    void aStackIsDeployedByChangeSets() throws InterruptedException {
        var template =
                """
                Parameters: {Size: {Type: Number, Default: 1}}
                Resources:
                  A: {Type: 'Test::Thing::Widget', Properties: {Size: !Ref Size, Name: one}}
                  B: {Type: 'Test::Thing::Widget', Properties: {Size: 1, Uses: !GetAtt A.Arn}}
                """;
        changeSet("first", ChangeSetType.CREATE, template);
        assertThat(described("web").stackStatusAsString()).isEqualTo("REVIEW_IN_PROGRESS");
        assertThat(describedChangeSet("first").changes())
                .extracting(change -> change.resourceChange().actionAsString())
                .containsExactly("Add", "Add");
        ask(
                Object.class,
                ExecuteChangeSetRequest.builder().stackName("web").changeSetName("first").build());
        assertThat(settled("web").stackStatusAsString()).isEqualTo("CREATE_COMPLETE");
        assertThat(events("web"))
                .extracting(StackEvent::sequence)
                .containsExactly(9L, 8L, 7L, 6L, 5L, 4L, 3L, 2L, 1L);
        assertThat(events("web"))
                .filteredOn(event -> event.logicalId().equals("web"))
                .extracting(StackEvent::status)
                .containsExactly("CREATE_COMPLETE", "CREATE_IN_PROGRESS", "REVIEW_IN_PROGRESS");
        assertThat(describedChangeSet("first").executionStatusAsString())
                .isEqualTo("EXECUTE_COMPLETE");
        assertThatThrownBy(() -> changeSet("again", ChangeSetType.CREATE, template))
                .hasMessage(
                        "Stack [web] already exists and cannot be created again with the"
                                + " changeSet [again].");

        changeSet("none", ChangeSetType.UPDATE, template);
        assertThat(describedChangeSet("none"))
                .satisfies(set -> {
                    assertThat(set.statusAsString()).isEqualTo("FAILED");
                    assertThat(set.executionStatusAsString()).isEqualTo("UNAVAILABLE");
                    assertThat(set.statusReason())
                            .startsWith("The submitted information didn't contain changes.");
                });
        assertThatThrownBy(() ->
                        ask(
                                Object.class,
                                ExecuteChangeSetRequest.builder()
                                        .stackName("web")
                                        .changeSetName("none")
                                        .build()))
                .hasMessageEndingWith("cannot be executed in its current status of [FAILED]");

        changeSet("second", ChangeSetType.UPDATE, template.replace("Name: one", "Name: two"));
        var changes = describedChangeSet("second").changes();
        assertThat(changes)
                .extracting(
                        change -> change.resourceChange().logicalResourceId(),
                        change -> change.resourceChange().replacementAsString())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("A", "True"),
                        org.assertj.core.groups.Tuple.tuple("B", "False"));
        assertThat(changes.get(1).resourceChange().details())
                .singleElement()
                .satisfies(detail -> {
                    assertThat(detail.changeSourceAsString()).isEqualTo("ResourceAttribute");
                    assertThat(detail.causingEntity()).isEqualTo("A.Arn");
                    assertThat(detail.evaluationAsString()).isEqualTo("Static");
                });
        ask(
                Object.class,
                ExecuteChangeSetRequest.builder().stackName("web").changeSetName("second").build());
        assertThat(settled("web").stackStatusAsString()).isEqualTo("UPDATE_COMPLETE");
        assertThatThrownBy(() -> describedChangeSet("none"))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        error -> assertThat(error.kind().status()).isEqualTo(404))
                .hasMessage("ChangeSet [none] does not exist");
    }

    @Test
    void aTokenIsForOneRequestOnly() throws InterruptedException {
        var id = create();
        settled("web");
        var update =
                UpdateStackRequest.builder()
                        .stackName("web")
                        .usePreviousTemplate(true)
                        .clientRequestToken("token-2");
        ask(Object.class, update.build());
        settled("web");

        ask(Object.class, update.build());
        assertThat(described("web").stackStatusAsString())
                .as("the same update again")
                .isEqualTo("UPDATE_COMPLETE");
        var delete = DeleteStackRequest.builder().stackName("web");
        assertThatThrownBy(() -> ask(Object.class, delete.clientRequestToken("token-2").build()))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        error ->
                                assertThat(error.kind().code())
                                        .isEqualTo("TokenAlreadyExistsException"));
        ask(Object.class, delete.clientRequestToken("token-3").build());
        assertThat(settled(id).stackStatusAsString()).isEqualTo("DELETE_COMPLETE");
        assertThat(
                        ask(
                                        DescribeStackEventsResponse.class,
                                        DescribeStackEventsRequest.builder().stackName(id).build())
                                .stackEvents())
                .extracting(
                        software.amazon.awssdk.services.cloudformation.model.StackEvent
                                ::clientRequestToken)
                .contains("token-1", "token-2", "token-3");
    }

    @Test
    void aChangeSetShowsItsTemplateAndBecomesObsoleteWhenTheStackIsMadeOtherwise()
            throws InterruptedException {
        changeSet("first", ChangeSetType.CREATE, TEMPLATE);
        assertThat(template(GetTemplateRequest.builder().stackName("web").changeSetName("first")))
                .isEqualTo(TEMPLATE);
        assertThatThrownBy(() -> template(GetTemplateRequest.builder().changeSetName("first")))
                .hasMessage("StackName is a required parameter.");
        assertThatThrownBy(() -> template(GetTemplateRequest.builder()))
                .hasMessage("StackName is required if ChangeSetName is not specified.");

        create();
        assertThat(settled("web").stackStatusAsString()).isEqualTo("CREATE_COMPLETE");

        assertThat(describedChangeSet("first").executionStatusAsString()).isEqualTo("OBSOLETE");
        assertThatThrownBy(() ->
                        ask(
                                Object.class,
                                ExecuteChangeSetRequest.builder()
                                        .stackName("web")
                                        .changeSetName("first")
                                        .build()))
                .hasMessageEndingWith(
                        "cannot be executed in its current execution status of [OBSOLETE]");
    }

    private String template(GetTemplateRequest.Builder request) {
        return ask(GetTemplateResponse.class, request.build()).templateBody();
    }

    static List<SdkPojo> whatIsNotBuilt() {
        var topics = List.of("arn:aws:sns:us-east-1:111122223333:topic");
        return List.of(
                CreateStackRequest.builder()
                        .stackName("web")
                        .templateBody(TEMPLATE)
                        .notificationARNs(topics)
                        .build(),
                UpdateStackRequest.builder()
                        .stackName("web")
                        .templateBody(TEMPLATE)
                        .notificationARNs(topics)
                        .build(),
                CreateChangeSetRequest.builder()
                        .stackName("web")
                        .changeSetName("set")
                        .templateBody(TEMPLATE)
                        .notificationARNs(topics)
                        .build(),
                CreateChangeSetRequest.builder()
                        .stackName("web")
                        .changeSetName("set")
                        .templateBody(TEMPLATE)
                        .importExistingResources(true)
                        .build(),
                CreateStackRequest.builder()
                        .stackName("web")
                        .templateBody(TEMPLATE)
                        .rollbackConfiguration(r -> r.monitoringTimeInMinutes(5))
                        .build());
    }

    @ParameterizedTest
    @MethodSource("whatIsNotBuilt")
    void whatIsNotBuiltIsRefusedByName(SdkPojo request) {
        assertThatThrownBy(() -> ask(Object.class, request))
                .isInstanceOf(ServiceException.class)
                .hasMessageMatching("Wheelhouse has not built [A-Za-z]+ yet; leave it out\\.");
    }

    private void changeSet(String name, ChangeSetType type, String template) {
        ask(
                Object.class,
                CreateChangeSetRequest.builder()
                        .stackName("web")
                        .changeSetName(name)
                        .changeSetType(type)
                        .templateBody(template)
                        .build());
    }

    private DescribeChangeSetResponse describedChangeSet(String name) {
        return ask(
                DescribeChangeSetResponse.class,
                DescribeChangeSetRequest.builder().stackName("web").changeSetName(name).build());
    }
}
