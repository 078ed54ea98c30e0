package dev.wheelhouse.identity.api;

import dev.wheelhouse.identity.AwsManagedPolicies;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.identity.Caller;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.identity.founding.AccessKeyIssuer;
import dev.wheelhouse.store.sql.Handle;
import dev.wheelhouse.wire.Payload;
import dev.wheelhouse.wire.model.Constraints;
import dev.wheelhouse.wire.model.ServiceModel;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * IAM for those who are in a transaction already and act for somebody: the resource providers of
 * stacks, which are clients of IAM as CloudFormation's real handlers are. An action asked for here
 * is the one that answers the API, with its constraints, its questions to the policies, its rules
 * and its journal entry, so a template can make nothing that its session could not make by request.
 * Thread-safe.
 */
public final class IamActions {
    /** Where IAM is: it has one endpoint for all regions. */
    private static final Region REGION = new Region("us-east-1");

    private final Desk desk;
    private final AwsManagedPolicies managed;
    private final AccessKeyIssuer issuer;

    IamActions(Desk desk, AwsManagedPolicies managed, AccessKeyIssuer issuer) {
        this.desk = desk;
        this.managed = managed;
        this.issuer = issuer;
    }

    /**
     * Does an action as part of a transaction.
     *
     * @param db the transaction
     * @param caller who acts
     * @param action its name, for example {@code CreateRole}
     * @param request the filled builder of the SDK's request class
     * @param response the SDK's response class
     * @throws dev.wheelhouse.wire.ServiceException as the API answers errors
     * @throws dev.wheelhouse.identity.AccessDeniedException if the caller may not do this
     */
    public <R> R act(
            Handle db,
            Caller caller,
            String action,
            SdkBuilder<?, ? extends SdkPojo> request,
            Class<R> response) {
        var model = ServiceModel.load("iam");
        Constraints.check(model, model.operation(action).orElseThrow(), request.build());
        var call = Call.onBehalfOf(caller, REGION, desk.clock().instant());
        var answer =
                new IamService(desk.within(db), managed, issuer)
                        .api()
                        .action(action)
                        .orElseThrow()
                        .handler()
                        .handle(call, (SdkPojo) request, Payload.of(new byte[0]));
        if (call.asked().isEmpty()) {
            throw new IllegalStateException(action + " acted without asking whether it may");
        }
        return response.cast(answer.response());
    }
}
