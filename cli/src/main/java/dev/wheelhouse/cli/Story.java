package dev.wheelhouse.cli;

import dev.wheelhouse.rollout.access.AwsAccess;
import dev.wheelhouse.rollout.access.Profiles;
import dev.wheelhouse.rollout.deploy.Patience;
import dev.wheelhouse.rollout.deploy.RunId;
import dev.wheelhouse.rollout.linux.HubDeployment;
import dev.wheelhouse.rollout.linux.LaunchRole;
import dev.wheelhouse.rollout.linux.LinuxProduct;
import dev.wheelhouse.rollout.linux.SpokeDeployment;
import dev.wheelhouse.rollout.status.Status;
import dev.wheelhouse.server.DataFolder;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

/**
 * The story that {@code quickstart} tells: publish in the hub, deploy to two spokes in the two ways
 * there are, be refused by a constraint, launch. Each part finds what is there first, so telling it
 * twice changes nothing.
 */
final class Story {
    static final String LAMP_LAUNCH = "quickstart-lamp";
    static final String LINUX_LAUNCH = "quickstart-linux";
    static final String REFUSED_LAUNCH = "quickstart-refused";
    private static final String KEY_PAIR = "quickstart";
    private static final String TOO_LARGE = "r5.large";

    private final DataFolder folder;
    private final Profiles profiles;
    private final PrintWriter out;
    private final SecureRandom random = new SecureRandom();
    private boolean changed;

    Story(DataFolder folder, PrintWriter out) {
        this.folder = folder;
        this.profiles = Profiles.in(folder.awsConfig(), folder.awsCredentials());
        this.out = out;
    }

    /** Tells it; whether anything was changed by that. */
    boolean tell() throws InterruptedException {
        String portfolio;
        try (var hub = as("hub");
                var spoke1 = as("spoke1");
                var spoke2 = as("spoke2")) {
            var bucket = publish(hub);
            portfolio =
                    deployHub(
                            hub,
                            bucket,
                            List.of(spoke1.whereAmI().account(), spoke2.whereAmI().account()));
            deploySpoke(
                    "4. spoke1 builds a local portfolio from the hub's products",
                    spoke1,
                    portfolio,
                    false);
            deploySpoke("5. spoke2 imports the hub's portfolio as it is", spoke2, portfolio, true);
            ensureKeyPair(spoke1);
            ensureKeyPair(spoke2);
        }
        launchInSpoke1();
        launchInSpoke2();
        table();
        return changed;
    }

    private AwsAccess as(String profile) {
        return new AwsAccess(profiles.connection(Optional.of(profile)));
    }

    private void heading(String text) {
        out.println();
        out.println(text);
        out.flush();
    }

    private String publish(AwsAccess hub) {
        var bucket = "linux-products-" + hub.whereAmI().account();
        heading("2. The hub's bucket " + bucket + ": two templates, two constraint files");
        var uploaded =
                new ExampleFiles(hub, bucket)
                        .upload(
                                List.of(
                                        LinuxProduct.LAMP.templateKey(),
                                        LinuxProduct.INSTANCE.templateKey(),
                                        LinuxProduct.LAMP.constraintKey(),
                                        LinuxProduct.INSTANCE.constraintKey()));
        uploaded.forEach((key, change) -> out.println("   " + key + ": " + change));
        out.flush();
        changed |=
                uploaded.values().stream()
                        .anyMatch(change -> !change.equals(ExampleFiles.UNCHANGED));
        return bucket;
    }

    private String deployHub(AwsAccess hub, String bucket, List<String> accounts) {
        heading(
                "3. The hub publishes \""
                        + LinuxProduct.HUB_PORTFOLIO
                        + "\" and shares it with both spokes");
        var request =
                new HubDeployment.Request(bucket, accounts, Optional.of(LaunchRole.DEFAULT_NAME));
        var result =
                new HubDeployment(hub, request, Patience.upTo(HubCommand.PATIENCE))
                        .apply(RunId.random(random), new StepLines(out, "   "));
        changed |= !StepLines.nothingChanged(result.steps());
        out.println("   Your Linux Portfolio ID is: " + result.portfolioId());
        out.flush();
        return result.portfolioId();
    }

    private void deploySpoke(String heading, AwsAccess spoke, String portfolio, boolean imported) {
        heading(heading);
        var request =
                new SpokeDeployment.Request(
                        portfolio,
                        imported ? SpokeDeployment.Model.IMPORTED : SpokeDeployment.Model.LOCAL,
                        List.of(),
                        LaunchRole.DEFAULT_NAME);
        var result =
                new SpokeDeployment(spoke, request, Patience.upTo(HubCommand.PATIENCE))
                        .apply(RunId.random(random), new StepLines(out, "   "));
        changed |= !StepLines.nothingChanged(result.steps());
        out.println("   What it inherits, and from where:");
        StatusTables.portfolio(out, result.portfolio(), "   ");
        result.notes().forEach(note -> out.println("   " + note));
        out.flush();
    }

    /**
     * The LAMP product asks for a key pair of the account; its private half is kept for whoever
     * wants to log in.
     */
    private void ensureKeyPair(AwsAccess spoke) {
        try {
            spoke.ec2().describeKeyPairs(request -> request.keyNames(KEY_PAIR));
        } catch (Ec2Exception missing) {
            if (!missing.awsErrorDetails().errorCode().equals("InvalidKeyPair.NotFound")) {
                throw missing;
            }
            var made = spoke.ec2().createKeyPair(request -> request.keyName(KEY_PAIR));
            DataFolder.writeAtomically(
                    folder.path().resolve(spoke.whereAmI().account() + "-" + KEY_PAIR + ".pem"),
                    made.keyMaterial(),
                    true);
            changed = true;
        }
    }

    private void launchInSpoke1() throws InterruptedException {
        try (var access = as("spoke1-enduser")) {
            var launches = new StoryLaunches(access, out);
            heading(
                    "6. An end user of spoke1 asks for more than the hub's template constraint allows: InstanceType="
                            + TOO_LARGE);
            changed |=
                    launches.refused(
                            REFUSED_LAUNCH,
                            LinuxProduct.LAMP.name(),
                            withSecrets(Map.of("InstanceType", TOO_LARGE)));
            heading(
                    "7. The same user launches \""
                            + LinuxProduct.LAMP.name()
                            + "\" within the limits");
            var lamp =
                    launches.launched(LAMP_LAUNCH, LinuxProduct.LAMP.name(), withSecrets(Map.of()));
            changed |= lamp.changed();
            var group = lamp.outputs().get("SecurityGroupId");
            if (group == null) {
                throw new CommandException(
                        LAMP_LAUNCH
                                + " has no output SecurityGroupId; has its template been changed?");
            }
            heading(
                    "8. ... and \""
                            + LinuxProduct.INSTANCE.name()
                            + "\" into the security group of that stack, "
                            + group);
            changed |=
                    launches.launched(
                                    LINUX_LAUNCH,
                                    LinuxProduct.INSTANCE.name(),
                                    Map.of("KeyName", KEY_PAIR, "SecurityGroup", group))
                            .changed();
        }
    }

    private void launchInSpoke2() throws InterruptedException {
        try (var access = as("spoke2-enduser")) {
            heading(
                    "9. An end user of spoke2 launches \""
                            + LinuxProduct.LAMP.name()
                            + "\" from the imported portfolio");
            changed |=
                    new StoryLaunches(access, out)
                            .launched(LAMP_LAUNCH, LinuxProduct.LAMP.name(), withSecrets(Map.of()))
                            .changed();
        }
    }

    /** Values for a LAMP stack; the passwords are invented here and shown nowhere. */
    private Map<String, String> withSecrets(Map<String, String> more) {
        var values = new java.util.LinkedHashMap<String, String>();
        values.put("KeyName", KEY_PAIR);
        values.put("DBPassword", password());
        values.put("DBRootPassword", password());
        values.putAll(more);
        return values;
    }

    private String password() {
        var alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";
        var text = new StringBuilder();
        for (var length = 0; length < 24; length++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private void table() {
        heading("10. What there is now");
        for (var profile : List.of("hub", "spoke1", "spoke2")) {
            try (var access = as(profile)) {
                StatusTables.account(out, profile, new Status(access).account());
            }
        }
    }

    /** What a person may try once it has been told. */
    void whatNext() {
        var data = folder.path().toString();
        var option =
                data.equals(
                                java.nio.file.Path.of(".wheelhouse")
                                        .toAbsolutePath()
                                        .normalize()
                                        .toString())
                        ? ""
                        : " --data " + data;
        out.println();
        out.println("The cloud goes on running. Point your own tools at it, in this shell:");
        out.println("  eval \"$(./wheelhouse env" + option + ")\"");
        out.println("  AWS_PROFILE=hub            aws servicecatalog list-portfolios");
        out.println("  AWS_PROFILE=spoke1         aws cloudformation describe-stacks");
        out.println("  AWS_PROFILE=spoke1         aws ec2 describe-instances");
        out.println("and be an end user:");
        out.println("  AWS_PROFILE=spoke1-enduser ./wheelhouse products");
        out.println(
                "  AWS_PROFILE=spoke1-enduser ./wheelhouse launch \""
                        + LinuxProduct.LAMP.name()
                        + "\"");
        out.println(
                "Stop it with ./wheelhouse down" + option + "; everything stays in " + data + ".");
    }
}
