package dev.wheelhouse.cloud.ssm.api;

import static dev.wheelhouse.cloud.ssm.SsmRefusal.Reason.VALIDATION;
import static dev.wheelhouse.cloud.ssm.api.SsmError.INVALID_RESOURCE_TYPE;

import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.cloud.ssm.operation.Parameters;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.Database;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Set;
import software.amazon.awssdk.services.ssm.model.AddTagsToResourceRequest;
import software.amazon.awssdk.services.ssm.model.AddTagsToResourceResponse;
import software.amazon.awssdk.services.ssm.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.ssm.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.ssm.model.RemoveTagsFromResourceRequest;
import software.amazon.awssdk.services.ssm.model.RemoveTagsFromResourceResponse;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;
import software.amazon.awssdk.services.ssm.model.Tag;

/** The tag actions of the Systems Manager API; parameters are the one kind here that has tags. */
final class ParameterTags {
    private final Database database;
    private final Parameters parameters;

    ParameterTags(Database database, Parameters parameters) {
        this.database = database;
        this.parameters = parameters;
    }

    ListTagsForResourceResponse list(Call call, ListTagsForResourceRequest request) {
        requireParameter(call, "ssm:ListTagsForResource", request.resourceTypeAsString());
        var tags = database.read(db -> parameters.tags(Acting.of(db, call), request.resourceId()));
        return ListTagsForResourceResponse.builder()
                .tagList(
                        tags.entrySet().stream()
                                .map(tag ->
                                        Tag.builder()
                                                .key(tag.getKey())
                                                .value(tag.getValue())
                                                .build())
                                .toList())
                .build();
    }

    AddTagsToResourceResponse add(Call call, AddTagsToResourceRequest request) {
        requireParameter(call, "ssm:AddTagsToResource", request.resourceTypeAsString());
        var tags = new LinkedHashMap<String, String>();
        request.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
        return database.write(db -> {
            parameters.tag(Acting.of(db, call), request.resourceId(), tags);
            refuseReserved(tags.keySet());
            return AddTagsToResourceResponse.builder().build();
        });
    }

    RemoveTagsFromResourceResponse remove(Call call, RemoveTagsFromResourceRequest request) {
        requireParameter(call, "ssm:RemoveTagsFromResource", request.resourceTypeAsString());
        return database.write(db -> {
            parameters.untag(
                    Acting.of(db, call), request.resourceId(), Set.copyOf(request.tagKeys()));
            return RemoveTagsFromResourceResponse.builder().build();
        });
    }

    /** Refuses keys that only AWS may set; asked in the transaction that this then undoes. */
    static void refuseReserved(Set<String> keys) {
        if (keys.stream().anyMatch(key -> key.toLowerCase(Locale.ROOT).startsWith("aws:"))) {
            throw VALIDATION.because(
                    "aws: prefixed tag key names are not allowed for external use.");
        }
    }

    private static void requireParameter(Call call, String action, String type) {
        if (!type.equals(ResourceTypeForTagging.PARAMETER.toString())) {
            call.require(AccessRequest.to(action, "*"));
            throw INVALID_RESOURCE_TYPE.because(
                    "Wheelhouse has built no " + type + " yet; Parameter can have tags.");
        }
    }
}
