package dev.wheelhouse.cli;

import dev.wheelhouse.rollout.access.AwsAccess;
import dev.wheelhouse.rollout.deploy.RunId;
import dev.wheelhouse.rollout.enduser.EndUser;
import dev.wheelhouse.rollout.enduser.LaunchSummary;
import dev.wheelhouse.rollout.enduser.Launched;
import dev.wheelhouse.rollout.enduser.Launches;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The launches of the story, found by name first. */
final class StoryLaunches {
    private static final String INDENT = "   ";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final AwsAccess access;
    private final EndUser endUser;
    private final Launches launches;
    private final PrintWriter out;

    StoryLaunches(AwsAccess access, PrintWriter out) {
        this.access = access;
        this.endUser = new EndUser(access);
        this.launches = new Launches(access, Thread::sleep);
        this.out = out;
    }

    /** A launch that is there now: whether it was made just now, and its outputs. */
    record There(boolean changed, Map<String, String> outputs) {}

    /**
     * Launches what is expected to be refused, and shows why; what an earlier run was refused is
     * shown again.
     *
     * @return whether anything was launched
     */
    boolean refused(String name, String product, Map<String, String> values)
            throws InterruptedException {
        var earlier = settled(name);
        if (earlier.isPresent()) {
            out.println(INDENT + "Refused already in an earlier run:");
            out.println(INDENT + "  " + LaunchLines.reason(earlier.get().message()));
            out.flush();
            return false;
        }
        var ended = launch(name, product, values);
        if (ended.status() != Launched.RecordState.FAILED) {
            throw new CommandException(
                    name
                            + " was not refused, though a template constraint of the hub should have: "
                            + "were the constraint files changed?");
        }
        out.println(INDENT + "Refused, as it should be.");
        out.flush();
        return true;
    }

    /**
     * Launches, unless it is there; one that an earlier run left broken is terminated and launched
     * anew.
     *
     * @throws CommandException if it fails
     */
    There launched(String name, String product, Map<String, String> values)
            throws InterruptedException {
        var earlier = settled(name);
        if (earlier.isPresent() && earlier.get().status().equals("AVAILABLE")) {
            out.println(INDENT + name + " is there and AVAILABLE (" + earlier.get().id() + ").");
            out.flush();
            return new There(false, outputs(earlier.get().id()));
        }
        if (earlier.isPresent()) {
            out.println(
                    INDENT + name + " is " + earlier.get().status() + ": terminating it first.");
            launches.follow(
                    launches.terminate(earlier.get().id(), RunId.random(new SecureRandom())),
                    new LaunchLines(out, INDENT));
        }
        var ended = launch(name, product, values);
        if (ended.status() != Launched.RecordState.SUCCEEDED) {
            throw new CommandException(name + " failed; the reasons are above.");
        }
        return new There(
                true,
                ended.outputs().stream()
                        .collect(Collectors.toMap(Launched.Output::key, Launched.Output::value)));
    }

    private Launched launch(String name, String product, Map<String, String> values) {
        var form = endUser.form(endUser.product(product), Optional.empty(), Optional.empty());
        var begun = launches.launch(form, name, values, RunId.random(new SecureRandom()));
        var ended = launches.follow(begun, new LaunchLines(out, INDENT));
        LaunchLines.ended(out, ended, INDENT);
        out.flush();
        return ended;
    }

    /** What is there under a name, once nothing is under way with it. */
    private Optional<LaunchSummary> settled(String name) throws InterruptedException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var found =
                    endUser.launches().stream()
                            .filter(launch -> launch.name().equals(name))
                            .findFirst();
            if (found.isEmpty() || !found.get().status().equals("UNDER_CHANGE")) {
                return found;
            }
            if (System.nanoTime() > deadline) {
                throw new CommandException(
                        name + " is still under change after " + PATIENCE.toSeconds() + " s.");
            }
            Thread.sleep(Duration.ofMillis(100));
        }
    }

    /** An end user's managed policy allows reading records, not GetProvisionedProductOutputs. */
    private Map<String, String> outputs(String provisionedProduct) {
        var record =
                access.serviceCatalog()
                        .describeProvisionedProduct(request -> request.id(provisionedProduct))
                        .provisionedProductDetail()
                        .lastSuccessfulProvisioningRecordId();
        return access
                .serviceCatalog()
                .describeRecord(request -> request.id(record))
                .recordOutputs()
                .stream()
                .collect(
                        Collectors.toMap(
                                output -> output.outputKey(), output -> output.outputValue()));
    }
}
