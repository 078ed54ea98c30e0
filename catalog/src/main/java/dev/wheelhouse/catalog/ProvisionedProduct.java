package dev.wheelhouse.catalog;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.Caller;
import dev.wheelhouse.identity.Region;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * A provisioned product: what a launch made. It belongs to the account that launched it, wherever
 * its resources are.
 *
 * @param name unique in account and region
 * @param running what runs, or was asked for first: product, artifact and path
 * @param owner who launched it
 * @param launchRoleArn the role that acted last and will take it down; empty for the user's rights
 * @param stackArn the stack; empty as long as there is none
 * @param token the ProvisionToken of its launch
 * @param tags the user's tags and the AutoTags
 */
public record ProvisionedProduct(
        AccountId account,
        Region region,
        ProvisionedProductId id,
        String name,
        Running running,
        Owner owner,
        Optional<String> launchRoleArn,
        ProvisionedProductState state,
        Optional<String> stackArn,
        Optional<String> token,
        Tags tags,
        History history,
        Instant createdAt) {
    /** The type of all that is launched from a CloudFormation template. */
    public static final String TYPE = "CFN_STACK";

    /** Which version of which product, by which portfolio. Names are those at the launch. */
    public record Running(
            AccountId productAccount,
            ProductId product,
            String productName,
            ProvisioningArtifactId artifact,
            String artifactName,
            AccountId portfolioAccount,
            PortfolioId portfolio) {}

    /**
     * Who launched it.
     *
     * @param arn the user, or the role of the session
     * @param sessionArn the user, or the session itself
     */
    public record Owner(String arn, String sessionArn) {
        public static Owner of(Caller caller) {
            return new Owner(caller.principalArn(), caller.arn());
        }
    }

    /**
     * Its records.
     *
     * @param last of any kind
     * @param lastProvisioning of the last launch, update or termination
     * @param lastSuccessful the last of those that succeeded
     */
    public record History(
            RecordId last, RecordId lastProvisioning, Optional<RecordId> lastSuccessful) {}

    /** {@code arn:aws:servicecatalog:REGION:ACCOUNT:stack/NAME/ID}. */
    public String arn() {
        return "arn:aws:servicecatalog:" + region + ":" + account + ":stack/" + name + "/" + id;
    }

    /** The name in a text that is a name or an ARN. */
    public static String nameIn(String nameOrArn) {
        var parts = List.of(nameOrArn.split("/", -1));
        return parts.size() == 3 ? parts.get(1) : nameOrArn;
    }

    /** The name of its stack: {@code SC-ACCOUNT-ID}. */
    public String stackName() {
        return "SC-" + account + "-" + id;
    }

    /** The user's tags, without the AutoTags. */
    public Tags ownTags() {
        var own = new LinkedHashMap<>(tags.byKey());
        own.keySet().removeIf(key -> key.startsWith("aws:"));
        return new Tags(own);
    }

    /** This one in another state. */
    public ProvisionedProduct in(ProvisionedProductState newState) {
        return new ProvisionedProduct(
                account,
                region,
                id,
                name,
                running,
                owner,
                launchRoleArn,
                newState,
                stackArn,
                token,
                tags,
                history,
                createdAt);
    }

    /** This one with a change under way. */
    public ProvisionedProduct changing(ProvisionedProductState change, RecordId record) {
        return new ProvisionedProduct(
                account,
                region,
                id,
                name,
                running,
                owner,
                launchRoleArn,
                change,
                stackArn,
                token,
                tags,
                new History(record, record, history.lastSuccessful()),
                createdAt);
    }

    /** This one with its stack. */
    public ProvisionedProduct with(String newStackArn, Optional<String> newLaunchRoleArn) {
        return new ProvisionedProduct(
                account,
                region,
                id,
                name,
                running,
                owner,
                newLaunchRoleArn,
                state,
                Optional.of(newStackArn),
                token,
                tags,
                history,
                createdAt);
    }

    /** This one without its stack, which is left to itself. */
    public ProvisionedProduct withoutStack() {
        return new ProvisionedProduct(
                account,
                region,
                id,
                name,
                running,
                owner,
                launchRoleArn,
                state,
                Optional.empty(),
                token,
                tags,
                history,
                createdAt);
    }

    /** This one as a change that succeeded leaves it. */
    public ProvisionedProduct changed(Running newRunning, Tags newTags, RecordId record) {
        return new ProvisionedProduct(
                account,
                region,
                id,
                name,
                newRunning,
                owner,
                launchRoleArn,
                new ProvisionedProductState.Available(),
                stackArn,
                token,
                newTags,
                new History(history.last(), history.lastProvisioning(), Optional.of(record)),
                createdAt);
    }

    /**
     * The tags that Service Catalog puts on the stack by itself.
     *
     * @param target what is to run; the version's tag keeps naming the one that was launched first
     */
    public Tags autoTags(Running target) {
        var tags = new LinkedHashMap<String, String>();
        var prefix = "aws:servicecatalog:";
        var version = prefix + "provisioningArtifactIdentifier";
        tags.put(
                prefix + "portfolioArn",
                Portfolio.arn(region, target.portfolioAccount(), target.portfolio()));
        tags.put(
                prefix + "productArn",
                Product.arn(region, target.productAccount(), target.product()));
        tags.put(prefix + "provisioningPrincipalArn", owner.sessionArn());
        tags.put(prefix + "provisionedProductArn", arn());
        tags.put(version, this.tags.byKey().getOrDefault(version, running.artifact().value()));
        return new Tags(tags);
    }
}
