package dev.wheelhouse.cloud.ec2.api;

import dev.wheelhouse.cloud.ec2.operation.Ec2Operations;
import dev.wheelhouse.cloud.ec2.operation.Tagging;
import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.Database;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.CreateTagsResponse;
import software.amazon.awssdk.services.ec2.model.DeleteTagsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTagsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTagsResponse;
import software.amazon.awssdk.services.ec2.model.TagDescription;

/** The tag actions of EC2. */
final class TagActions {
    static final Filters<TagDescription> FILTERS =
            new Filters<TagDescription>(tag -> tag)
                    .at(List.of("key", "resource-id", "resource-type", "value"))
                    .at("tag-key", "Key")
                    .at("tag-value", "Value");

    private final Database database;
    private final Ec2Operations ec2;

    TagActions(Database database, Ec2Operations ec2) {
        this.database = database;
        this.ec2 = ec2;
    }

    CreateTagsResponse create(Call call, CreateTagsRequest request) {
        return database.write(db -> {
            ec2.tagging()
                    .put(Acting.of(db, call), request.resources(), Tagged.read(request.tags()));
            DryRun.end(request.dryRun());
            return CreateTagsResponse.builder().build();
        });
    }

    DeleteTagsResponse delete(Call call, DeleteTagsRequest request) {
        return database.write(db -> {
            var by = Acting.of(db, call);
            if (request.tags().isEmpty()) {
                ec2.tagging().removeAll(by, request.resources());
            } else {
                var unwanted = new HashMap<String, Optional<String>>();
                request.tags()
                        .forEach(tag -> unwanted.put(tag.key(), Optional.ofNullable(tag.value())));
                ec2.tagging().remove(by, request.resources(), unwanted);
            }
            DryRun.end(request.dryRun());
            return DeleteTagsResponse.builder().build();
        });
    }

    DescribeTagsResponse describe(Call call, DescribeTagsRequest request) {
        call.require(
                AccessRequest.to("ec2:DescribeTags", "*")
                        .with("ec2:Region", call.region().value()));
        var all = database.read(db -> ec2.tagging().all(Acting.of(db, call)));
        var tags = new ArrayList<TagDescription>();
        all.forEach((id, ofResource) ->
                ofResource.forEach((key, value) ->
                        tags.add(
                                TagDescription.builder()
                                        .resourceId(id)
                                        .resourceType(Tagging.type(id).orElse(null))
                                        .key(key)
                                        .value(value)
                                        .build())));
        var page =
                Page.of(
                        FILTERS.select(tags, request.filters()),
                        request.maxResults(),
                        request.nextToken());
        return DescribeTagsResponse.builder().tags(page.items()).nextToken(page.next()).build();
    }
}
