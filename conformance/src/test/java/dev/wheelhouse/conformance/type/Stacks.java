package dev.wheelhouse.conformance.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wheelhouse.conformance.Eventually;
import dev.wheelhouse.conformance.SdkClients;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/** Makes stacks and waits for what becomes of them. */
final class Stacks {
    private static final String ROLE = "stack-role";
    private static final String TRUST =
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",
            "Principal":{"Service":"cloudformation.amazonaws.com"}}]}
            """;

    private final SdkClients admin;
    private final CloudFormationClient client;
    private final String role;
    private final Rights rights;

    /** Whether it is seen which rights a type takes. */
    enum Rights {
        SEEN,
        TAKEN_FOR_GRANTED
    }

    /**
     * @param rights whether {@link #needs} is seen: what a provider asks for is the same on every
     *     database, so it is enough to see it on one
     */
    Stacks(SdkClients admin, Rights rights) {
        this.admin = admin;
        this.rights = rights;
        this.client = admin.cloudFormation();
        this.role =
                admin.iam()
                        .createRole(r -> r.roleName(ROLE).assumeRolePolicyDocument(TRUST))
                        .role()
                        .arn();
    }

    /** Whether this is where it is seen which rights things take. */
    boolean seesRights() {
        return rights == Rights.SEEN;
    }

    /** Makes a stack; gives its outputs. */
    Map<String, String> create(String name, String template) {
        return outputs(settled(begin(name, template, null), StackStatus.CREATE_COMPLETE));
    }

    /** Changes a stack; gives its outputs. */
    Map<String, String> update(String name, String template) {
        var id =
                client.updateStack(r ->
                                r.stackName(name)
                                        .templateBody(template)
                                        .capabilities(Capability.CAPABILITY_NAMED_IAM))
                        .stackId();
        return outputs(settled(id, StackStatus.UPDATE_COMPLETE));
    }

    /** Deletes a stack. */
    void delete(String name) {
        delete(name, StackStatus.DELETE_COMPLETE);
    }

    /** Makes a stack that is to fail, and sees it rolled back; gives the reasons. */
    String failsToCreate(String name, String template) {
        return failsToCreate(name, template, null);
    }

    /** Changes a stack, which is to fail, and sees it rolled back; gives the reasons. */
    String failsToUpdate(String name, String template) {
        var before = events(name).size();
        var id =
                client.updateStack(r ->
                                r.stackName(name)
                                        .templateBody(template)
                                        .capabilities(Capability.CAPABILITY_NAMED_IAM))
                        .stackId();
        settled(id, StackStatus.UPDATE_ROLLBACK_COMPLETE);
        var events = events(id);
        return reasons(events.subList(0, events.size() - before));
    }

    /** Deletes a stack, which is to fail; gives the reasons. */
    String failsToDelete(String name) {
        var id = delete(name, StackStatus.DELETE_FAILED);
        return reasons(events(id));
    }

    /** What the events of a stack show of the properties of a resource. */
    String shownProperties(String stack, String logicalId) {
        return events(stack).stream()
                .filter(event -> event.logicalResourceId().equals(logicalId))
                .map(StackEvent::resourceProperties)
                .collect(Collectors.joining("\n"));
    }

    String physicalId(String stack, String logicalId) {
        return client.describeStackResource(r -> r.stackName(stack).logicalResourceId(logicalId))
                .stackResourceDetail()
                .physicalResourceId();
    }

    /**
     * Sees that these rights are enough to make a stack and to delete it, and that each is needed:
     * without it creation (or deletion) fails naming it.
     *
     * @param left what is there of what the template makes
     */
    void needs(
            String template,
            Collection<String> toCreate,
            Collection<String> toDelete,
            Supplier<? extends Collection<?>> left) {
        if (!seesRights()) {
            return;
        }
        var all = new TreeSet<>(toCreate);
        all.addAll(toDelete);
        allow(all);
        settled(begin("allowed", template, role), StackStatus.CREATE_COMPLETE);
        assertThat(left.get()).isNotEmpty();
        for (var action : toDelete) {
            allow(without(all, action));
            assertThat(failsToDelete("allowed"))
                    .contains("is not authorized to perform: " + action);
            assertThat(left.get()).isNotEmpty();
        }
        allow(all);
        delete("allowed");
        assertThat(left.get()).isEmpty();
        for (var action : toCreate) {
            allow(without(all, action));
            assertThat(failsToCreate("refused", template, role))
                    .contains("is not authorized to perform: " + action);
            assertThat(left.get()).as("left without " + action).isEmpty();
            delete("refused");
        }
    }

    private String failsToCreate(String name, String template, @Nullable String as) {
        var id = begin(name, template, as);
        settled(id, StackStatus.ROLLBACK_COMPLETE);
        return reasons(events(id));
    }

    private String begin(String name, String template, @Nullable String as) {
        return client.createStack(r ->
                        r.stackName(name)
                                .templateBody(template)
                                .roleARN(as)
                                .capabilities(Capability.CAPABILITY_NAMED_IAM))
                .stackId();
    }

    private String delete(String name, StackStatus end) {
        var id = client.describeStacks(r -> r.stackName(name)).stacks().getFirst().stackId();
        client.deleteStack(r -> r.stackName(name));
        settled(id, end);
        return id;
    }

    private void allow(Collection<String> actions) {
        var list = actions.stream().map(each -> '"' + each + '"').collect(Collectors.joining(","));
        admin.iam()
                .putRolePolicy(r ->
                        r.roleName(ROLE)
                                .policyName("rights")
                                .policyDocument(
                                        """
                                        {"Version":"2012-10-17","Statement":[
                                        {"Effect":"Allow","Action":[%s],"Resource":"*"}]}
                                        """
                                                .formatted(list)));
    }

    private Stack settled(String id, StackStatus wanted) {
        Eventually.holds(
                () -> assertThat(stack(id).stackStatusAsString()).doesNotEndWith("_IN_PROGRESS"));
        var stack = stack(id);
        assertThat(stack.stackStatus())
                .as("%s: %s", stack.stackName(), reasons(events(id)))
                .isEqualTo(wanted);
        return stack;
    }

    private Stack stack(String id) {
        return client.describeStacks(r -> r.stackName(id)).stacks().getFirst();
    }

    private List<StackEvent> events(String id) {
        return client.describeStackEventsPaginator(r -> r.stackName(id)).stackEvents().stream()
                .toList();
    }

    private static String reasons(List<StackEvent> events) {
        return events.stream()
                .filter(event -> event.resourceStatusAsString().endsWith("_FAILED"))
                .flatMap(event -> Optional.ofNullable(event.resourceStatusReason()).stream())
                .collect(Collectors.joining("\n"));
    }

    private static Collection<String> without(Collection<String> actions, String action) {
        var others = new TreeSet<>(actions);
        others.remove(action);
        return others;
    }

    private static Map<String, String> outputs(Stack stack) {
        return stack.outputs().stream()
                .collect(Collectors.toMap(Output::outputKey, Output::outputValue));
    }
}
