package dev.wheelhouse.rollout.linux;

import dev.wheelhouse.document.Json;
import dev.wheelhouse.document.MalformedJsonException;
import dev.wheelhouse.document.Value;
import dev.wheelhouse.rollout.RolloutException;
import dev.wheelhouse.rollout.access.AwsAccess;
import dev.wheelhouse.rollout.deploy.Deployment;
import dev.wheelhouse.rollout.deploy.Patience;
import dev.wheelhouse.rollout.deploy.Progress;
import dev.wheelhouse.rollout.deploy.Ref;
import dev.wheelhouse.rollout.deploy.RunId;
import dev.wheelhouse.rollout.deploy.StepPlan;
import dev.wheelhouse.rollout.deploy.StepResult;
import dev.wheelhouse.rollout.thing.OwnPortfolio;
import dev.wheelhouse.rollout.thing.OwnProduct;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The hub's side: the portfolio "Master Linux Portfolio" with both products and their constraints,
 * shared with spoke accounts. Twice changes nothing; a run that was cut off is finished by the next
 * one.
 */
public final class HubDeployment {
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

    private final AwsAccess access;
    private final Request request;
    private final Patience patience;

    /**
     * What to deploy.
     *
     * @param bucket holds the four files of {@code examples/linux}
     * @param accounts the spokes' 12-digit account ids, at least one
     * @param launchRoleName the role with which imported portfolios launch, of that name in every
     *     spoke; also made in the hub, where Service Catalog asks for it
     */
    public record Request(String bucket, List<String> accounts, Optional<String> launchRoleName) {
        public Request {
            accounts = List.copyOf(accounts);
        }
    }

    /**
     * What was deployed.
     *
     * @param portfolioId what the spokes need to know
     * @param steps what was done, in order
     */
    public record Result(String portfolioId, List<StepResult> steps) {
        public Result {
            steps = List.copyOf(steps);
        }
    }

    public HubDeployment(AwsAccess access, Request request, Patience patience) {
        this.access = access;
        this.request = request;
        this.patience = patience;
    }

    /**
     * Finds and compares everything, and changes nothing.
     *
     * @throws RolloutException if the request is wrong or something cannot be read
     */
    public List<StepPlan> plan() {
        return prepare(new RunId("plan")).deployment().plan();
    }

    /**
     * Deploys, and reads everything back.
     *
     * @param run names the run; never use one twice
     * @throws RolloutException before anything is changed if the request is wrong, or at the first
     *     step that fails
     */
    public Result apply(RunId run, Progress progress) {
        var prepared = prepare(run);
        var steps = prepared.deployment().apply(progress);
        return new Result(prepared.portfolio().get().id(), steps);
    }

    private record Prepared(Deployment deployment, Ref<OwnPortfolio.State> portfolio) {}

    private Prepared prepare(RunId run) {
        checkAccounts();
        request.launchRoleName().ifPresent(LaunchRole::checkedName);
        var bucket =
                Bucket.read(
                        access,
                        request.bucket(),
                        LinuxProduct.ALL.stream()
                                .flatMap(it -> Stream.of(it.templateKey(), it.constraintKey()))
                                .toList());
        var contents = new HashMap<LinuxProduct, HubThings.Contents>();
        for (var product : LinuxProduct.ALL) {
            contents.put(
                    product,
                    new HubThings.Contents(
                            Ref.of(template(bucket, product)),
                            Ref.of(rules(bucket, product.constraintKey()))));
        }

        var deployment = new Deployment(access, run, patience);
        var portfolio =
                new HubThings(access, deployment, Optional.empty())
                        .all(
                                contents,
                                request.launchRoleName().stream().toList(),
                                new TreeSet<>(request.accounts()));
        return new Prepared(deployment, portfolio);
    }

    private OwnProduct.Template template(Bucket bucket, LinuxProduct product) {
        return new OwnProduct.Template(
                bucket.url(product.templateKey()),
                product.templateKey()
                        + HubThings.OF_BUCKET
                        + request.bucket()
                        + ", SHA-256 "
                        + bucket.digest(product.templateKey()));
    }

    private void checkAccounts() {
        if (request.accounts().isEmpty()) {
            throw wrongAccounts("no account is named", "name the spoke accounts to share with");
        }
        var wrong =
                request.accounts().stream()
                        .filter(account -> !ACCOUNT.matcher(account).matches())
                        .toList();
        if (!wrong.isEmpty()) {
            throw wrongAccounts(
                    String.join(", ", wrong) + ": an account id has 12 digits",
                    "aws sts get-caller-identity --profile SPOKE shows it");
        }
        var hub = access.whereAmI().account();
        if (request.accounts().contains(hub)) {
            throw wrongAccounts(
                    hub + " is the hub itself; a portfolio is not shared with its owner",
                    "name the spoke accounts only");
        }
    }

    private static RolloutException wrongAccounts(String why, String remedy) {
        return new RolloutException("The accounts to share with", Optional.empty(), why, remedy);
    }

    /**
     * The constraint as it goes to AWS, compact; checked so far that a typing error is named here.
     */
    private String rules(Bucket bucket, String key) {
        var problems = new ArrayList<String>();
        try {
            var document = Json.readObject(bucket.text(key));
            if (document.get("Rules").orElse(Value.object()) instanceof Value.Members rules
                    && !rules.values().isEmpty()) {
                return Json.write(document);
            }
            problems.add("it has no member \"Rules\" with rules in it");
        } catch (MalformedJsonException cause) {
            problems.add(
                    cause.getMessage() + ", line " + cause.line() + ", column " + cause.column());
        } catch (CharacterCodingException _) {
            problems.add("it is not UTF-8 text");
        }
        throw new RolloutException(
                "Reading the constraint s3://" + request.bucket() + "/" + key,
                Optional.of(access.whereAmI()),
                String.join("; ", problems),
                "see examples/linux/" + key);
    }
}
