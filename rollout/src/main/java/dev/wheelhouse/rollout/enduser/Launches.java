package dev.wheelhouse.rollout.enduser;

import dev.wheelhouse.rollout.RolloutException;
import dev.wheelhouse.rollout.access.AwsAccess;
import dev.wheelhouse.rollout.deploy.Patience;
import dev.wheelhouse.rollout.deploy.RunId;
import dev.wheelhouse.rollout.deploy.Token;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.servicecatalog.model.DescribeRecordResponse;
import software.amazon.awssdk.services.servicecatalog.model.ProvisioningParameter;
import software.amazon.awssdk.services.servicecatalog.model.RecordDetail;
import software.amazon.awssdk.services.servicecatalog.model.RecordOutput;
import software.amazon.awssdk.services.servicecatalog.model.ResourceNotFoundException;

/** Launches and terminates products, and follows both to their end. */
public final class Launches {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);
    private static final String STACK_ARN = "CloudformationStackARN";

    private final AwsAccess access;
    private final Patience.Sleeper sleeper;

    /**
     * @param sleeper waits between two looks
     */
    public Launches(AwsAccess access, Patience.Sleeper sleeper) {
        this.access = access;
        this.sleeper = sleeper;
    }

    /**
     * Begins a launch and does not wait for it.
     *
     * @param name how the provisioned product is named: 1 to 128 letters, digits, dots, hyphens and
     *     underscores
     * @param values by parameter; those left out take their defaults
     * @param run names this launch: the same one again begins nothing new
     * @throws RolloutException if it is refused at once; most refusals come while {@link
     *     #follow}ing
     */
    public Launched launch(LaunchForm form, String name, Map<String, String> values, RunId run) {
        refuseUnknown(form, values);
        try {
            var answer =
                    access.serviceCatalog()
                            .provisionProduct(request ->
                                    request.productId(form.product().id())
                                            .provisioningArtifactId(form.version().id())
                                            .pathId(form.path().id())
                                            .provisionedProductName(name)
                                            .provisioningParameters(parameters(values))
                                            .provisionToken(new Token(run, 1).of("launch")));
            return launched(answer.recordDetail(), List.of());
        } catch (SdkException cause) {
            throw access.failure("Launching \"" + form.product().name() + "\"", cause);
        }
    }

    /**
     * Begins to terminate a provisioned product and does not wait for it.
     *
     * @param nameOrId the provisioned product
     * @throws RolloutException if there is none of that name or id, or it is refused at once
     */
    public Launched terminate(String nameOrId, RunId run) {
        try {
            var token = new Token(run, 1).of("terminate");
            var answer =
                    access.serviceCatalog()
                            .terminateProvisionedProduct(request -> {
                                request.terminateToken(token);
                                if (nameOrId.startsWith("pp-")) {
                                    request.provisionedProductId(nameOrId);
                                } else {
                                    request.provisionedProductName(nameOrId);
                                }
                            });
            return launched(answer.recordDetail(), List.of());
        } catch (ResourceNotFoundException cause) {
            throw new RolloutException(
                    "Terminating \"" + nameOrId + "\"",
                    Optional.of(access.whereAmI()),
                    "you have launched nothing of that name or id",
                    "wheelhouse launches shows what there is",
                    cause);
        } catch (SdkException cause) {
            throw access.failure("Terminating \"" + nameOrId + "\"", cause);
        }
    }

    /**
     * Waits until a launch or a termination has ended, well or badly. Where the caller may see the
     * stack, tells what happens to each resource; else only the record's status.
     *
     * @throws RolloutException if it cannot be followed; it goes on all the same
     */
    public Launched follow(Launched begun, LaunchProgress progress) {
        var told = new HashSet<String>();
        // A stack that is there already has a history: it is told from here on only.
        var events = new StackHistory(access, begun.provisionedProductId());
        var status = "";
        var pause = FIRST_PAUSE;
        while (true) {
            var record = record(begun);
            var now = record.recordDetail().statusAsString();
            var state = state(now);
            tell(events, told, progress, record.recordDetail());
            var ended = state != Launched.RecordState.UNDER_WAY;
            // The events are later than the record that was read before them, and say more.
            if (!now.equals(status) && (ended || told.isEmpty())) {
                status = now;
                progress.status(now);
            }
            if (ended) {
                return launched(record.recordDetail(), outputs(begun, record));
            }
            pause(pause);
            var longer = pause.multipliedBy(3).dividedBy(2);
            pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
        }
    }

    private static void tell(
            StackHistory events, Set<String> told, LaunchProgress progress, RecordDetail record) {
        for (var event : events.since(record.createdTime())) {
            if (told.add(event.id())) {
                progress.event(event.event());
            }
        }
    }

    private DescribeRecordResponse record(Launched begun) {
        try {
            return access.serviceCatalog().describeRecord(request -> request.id(begun.recordId()));
        } catch (SdkException cause) {
            throw access.failure("Following \"" + begun.name() + "\"", cause);
        }
    }

    /** All outputs: a record answers with the first page of them. */
    private List<RecordOutput> outputs(Launched begun, DescribeRecordResponse first) {
        var outputs = new ArrayList<>(first.recordOutputs());
        var token = first.nextPageToken();
        try {
            while (token != null) {
                var next = token;
                var page =
                        access.serviceCatalog()
                                .describeRecord(
                                        request -> request.id(begun.recordId()).pageToken(next));
                outputs.addAll(page.recordOutputs());
                token = page.nextPageToken();
            }
        } catch (SdkException cause) {
            throw access.failure("Reading the outputs of \"" + begun.name() + "\"", cause);
        }
        return outputs;
    }

    /**
     * Checks that the form has all parameters that are given; {@link #launch} does so, too.
     *
     * @throws RolloutException if it lacks one; the message names those that there are
     */
    public void refuseUnknown(LaunchForm form, Map<String, String> values) {
        var unknown =
                values.keySet().stream().filter(key -> form.field(key).isEmpty()).sorted().toList();
        if (!unknown.isEmpty()) {
            throw new RolloutException(
                    "Launching \"" + form.product().name() + "\"",
                    Optional.of(access.whereAmI()),
                    "it has no parameter " + String.join(", ", unknown),
                    "one of "
                            + String.join(
                                    ", ",
                                    form.fields().stream().map(LaunchForm.Field::key).toList()));
        }
    }

    private static List<ProvisioningParameter> parameters(Map<String, String> values) {
        return new TreeMap<>(values)
                .entrySet().stream()
                        .map(value ->
                                ProvisioningParameter.builder()
                                        .key(value.getKey())
                                        .value(value.getValue())
                                        .build())
                        .toList();
    }

    private static Launched launched(RecordDetail record, List<RecordOutput> outputs) {
        return new Launched(
                record.recordId(),
                record.provisionedProductId(),
                Optional.ofNullable(record.provisionedProductName()).orElse(""),
                state(record.statusAsString()),
                record.recordErrors().stream()
                        .map(error -> Optional.ofNullable(error.description()).orElse(""))
                        .toList(),
                outputs.stream()
                        .filter(output -> !STACK_ARN.equals(output.outputKey()))
                        .map(output ->
                                new Launched.Output(
                                        output.outputKey(),
                                        Optional.ofNullable(output.outputValue()).orElse(""),
                                        Optional.ofNullable(output.description()).orElse("")))
                        .toList());
    }

    private static Launched.RecordState state(String status) {
        return switch (status) {
            case "SUCCEEDED" -> Launched.RecordState.SUCCEEDED;
            case "FAILED" -> Launched.RecordState.FAILED;
            default -> Launched.RecordState.UNDER_WAY;
        };
    }

    private void pause(Duration pause) {
        try {
            sleeper.sleep(pause);
        } catch (InterruptedException cause) {
            Thread.currentThread().interrupt();
            throw new RolloutException(
                    "Following a launch",
                    Optional.of(access.whereAmI()),
                    "interrupted; the launch goes on all the same",
                    "wheelhouse launches shows how it stands",
                    cause);
        }
    }
}
