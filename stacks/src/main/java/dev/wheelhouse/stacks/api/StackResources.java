package dev.wheelhouse.stacks.api;

import static dev.wheelhouse.stacks.api.CloudFormationError.VALIDATION_ERROR;

import dev.wheelhouse.identity.Call;
import dev.wheelhouse.stacks.Stack;
import dev.wheelhouse.stacks.StackId;
import dev.wheelhouse.stacks.StackQuestions;
import dev.wheelhouse.stacks.StackResource;
import dev.wheelhouse.stacks.StackResource.Standing;
import dev.wheelhouse.stacks.api.PageToken.Page;
import dev.wheelhouse.stacks.sql.ResourceStore;
import dev.wheelhouse.stacks.sql.StackStore;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.sql.Handle;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackResourceRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackResourceResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackResourcesRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackResourcesResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStackResourcesRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStackResourcesResponse;

/** The resource actions of the CloudFormation API. */
final class StackResources {
    private static final int PAGE = 100;

    private final Database database;
    private final StackStore stacks;
    private final ResourceStore resources;
    private final StackLookup lookup;

    StackResources(
            Database database, StackStore stacks, ResourceStore resources, StackLookup lookup) {
        this.database = database;
        this.stacks = stacks;
        this.resources = resources;
        this.lookup = lookup;
    }

    DescribeStackResourceResponse describeOne(Call call, DescribeStackResourceRequest request) {
        return database.read(db -> {
            var stack =
                    lookup.find(db, call, "DescribeStackResource", request.stackName())
                            .orElseThrow(() ->
                                    VALIDATION_ERROR.because(
                                            "Stack '" + request.stackName() + "' does not exist"));
            var resource =
                    current(db, stack).stream()
                            .filter(found -> found.logicalId().equals(request.logicalResourceId()))
                            .findFirst()
                            .orElseThrow(() ->
                                    VALIDATION_ERROR.because(
                                            "Resource "
                                                    + request.logicalResourceId()
                                                    + " does not exist for stack "
                                                    + request.stackName()));
            return DescribeStackResourceResponse.builder()
                    .stackResourceDetail(StackShapes.detail(stack, resource))
                    .build();
        });
    }

    DescribeStackResourcesResponse describe(Call call, DescribeStackResourcesRequest request) {
        if ((request.stackName() == null) == (request.physicalResourceId() == null)) {
            throw VALIDATION_ERROR.because(
                    "You must specify either StackName or PhysicalResourceId, but not both.");
        }
        return database.read(db -> {
            var stack =
                    request.stackName() == null
                            ? ofPhysical(db, call, request.physicalResourceId())
                            : named(db, call, request.stackName());
            return DescribeStackResourcesResponse.builder()
                    .stackResources(
                            current(db, stack).stream()
                                    .filter(resource ->
                                            request.logicalResourceId() == null
                                                    || resource.logicalId()
                                                            .equals(request.logicalResourceId()))
                                    .limit(PAGE)
                                    .map(resource -> StackShapes.resource(stack, resource))
                                    .toList())
                    .build();
        });
    }

    private Stack named(Handle db, Call call, String name) {
        return lookup.find(db, call, "DescribeStackResources", name)
                .orElseThrow(() ->
                        VALIDATION_ERROR.because("Stack with id " + name + " does not exist"));
    }

    private Stack ofPhysical(Handle db, Call call, String physicalId) {
        var id = resources.stackOf(db, call.account(), call.region(), physicalId);
        var found = id.flatMap(stack -> stacks.find(db, stack));
        call.require(
                StackQuestions.about(
                        "DescribeStackResources",
                        id.map(StackId::arn)
                                .orElse(StackId.anyNamed(call.account(), call.region(), "*")),
                        found));
        return found.orElseThrow(
                () -> VALIDATION_ERROR.because("Stack for " + physicalId + " does not exist"));
    }

    ListStackResourcesResponse list(Call call, ListStackResourcesRequest request) {
        Optional<String> after = PageToken.position(request.nextToken());
        return database.read(db -> {
            var stack =
                    lookup.find(db, call, "ListStackResources", request.stackName())
                            .orElseThrow(() ->
                                    VALIDATION_ERROR.because(
                                            "Stack with id "
                                                    + request.stackName()
                                                    + " does not exist"));
            var rest =
                    current(db, stack).stream()
                            .filter(resource ->
                                    after.isEmpty()
                                            || resource.logicalId().compareTo(after.get()) > 0)
                            .toList();
            var page = Page.<StackResource>of(rest, PAGE, StackResource::logicalId);
            return ListStackResourcesResponse.builder()
                    .stackResourceSummaries(
                            page.items().stream().map(StackShapes::summary).toList())
                    .nextToken(page.next().orElse(null))
                    .build();
        });
    }

    /** The resources by logical id; replaced ones are not shown. */
    private List<StackResource> current(Handle db, Stack stack) {
        return resources.of(db, stack.id()).stream()
                .filter(resource -> resource.standing() == Standing.CURRENT)
                .toList();
    }
}
