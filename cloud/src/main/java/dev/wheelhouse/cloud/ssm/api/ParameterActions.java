package dev.wheelhouse.cloud.ssm.api;

import static dev.wheelhouse.cloud.ssm.SsmRefusal.Reason.INVALID_NEXT_TOKEN;
import static dev.wheelhouse.cloud.ssm.SsmRefusal.Reason.VERSION_NOT_FOUND;

import dev.wheelhouse.cloud.resource.Acting;
import dev.wheelhouse.cloud.ssm.Parameter;
import dev.wheelhouse.cloud.ssm.operation.Parameters;
import dev.wheelhouse.identity.AccessRequest;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.Database;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.model.DeleteParameterRequest;
import software.amazon.awssdk.services.ssm.model.DeleteParameterResponse;
import software.amazon.awssdk.services.ssm.model.DeleteParametersRequest;
import software.amazon.awssdk.services.ssm.model.DeleteParametersResponse;
import software.amazon.awssdk.services.ssm.model.DescribeParametersRequest;
import software.amazon.awssdk.services.ssm.model.DescribeParametersResponse;
import software.amazon.awssdk.services.ssm.model.GetParameterRequest;
import software.amazon.awssdk.services.ssm.model.GetParameterResponse;
import software.amazon.awssdk.services.ssm.model.GetParametersByPathRequest;
import software.amazon.awssdk.services.ssm.model.GetParametersByPathResponse;
import software.amazon.awssdk.services.ssm.model.GetParametersRequest;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;
import software.amazon.awssdk.services.ssm.model.ParameterMetadata;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;
import software.amazon.awssdk.services.ssm.model.PutParameterResponse;

/** The parameter actions of Systems Manager. */
final class ParameterActions {
    private static final int PAGE = 10;
    private static final int DESCRIBE_PAGE = 50;

    private final Database database;
    private final Parameters parameters;

    ParameterActions(Database database, Parameters parameters) {
        this.database = database;
        this.parameters = parameters;
    }

    PutParameterResponse put(Call call, PutParameterRequest request) {
        var tags = new LinkedHashMap<String, String>();
        request.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
        return database.write(db -> {
            var stored =
                    parameters.put(
                            Acting.of(db, call),
                            new Parameters.Change(
                                    request.name(),
                                    Optional.ofNullable(request.typeAsString()),
                                    request.value(),
                                    Optional.ofNullable(request.description()),
                                    Optional.ofNullable(request.allowedPattern())
                                            .filter(pattern -> !pattern.isEmpty()),
                                    Optional.ofNullable(request.dataType()),
                                    Optional.ofNullable(request.tierAsString()),
                                    Optional.ofNullable(request.keyId()),
                                    Optional.ofNullable(request.policies())
                                            .filter(policies -> !policies.isEmpty()),
                                    Boolean.TRUE.equals(request.overwrite()),
                                    tags));
            ParameterTags.refuseReserved(tags.keySet());
            return PutParameterResponse.builder()
                    .version(stored.version())
                    .tier(stored.tier())
                    .build();
        });
    }

    /**
     * A name with or without a version or label behind a colon. Of a parameter its last version is
     * kept, and no labels.
     *
     * @param version empty for the last one
     */
    private record Selected(String name, String version) {
        static Selected of(String text) {
            int colon = text.lastIndexOf(':');
            return colon < 0 || text.indexOf('/', colon) >= 0
                    ? new Selected(text, "")
                    : new Selected(text.substring(0, colon), text.substring(colon + 1));
        }

        boolean means(Parameter found) {
            return version.isEmpty() || version.equals(String.valueOf(found.version()));
        }

        @Nullable String selector() {
            return version.isEmpty() ? null : ":" + version;
        }
    }

    GetParameterResponse get(Call call, GetParameterRequest request) {
        return database.read(db -> {
            var by = Acting.of(db, call);
            var selected = Selected.of(request.name());
            var found =
                    parameters
                            .get(by, "ssm:GetParameter", selected.name())
                            .orElseThrow(() -> Parameters.noSuchParameter(request.name()));
            if (!selected.means(found)) {
                throw VERSION_NOT_FOUND.because(
                        "Systems Manager could not find version "
                                + selected.version()
                                + " of "
                                + selected.name()
                                + ". Verify the version and try again.");
            }
            return GetParameterResponse.builder()
                    .parameter(
                            describe(by, found, request.withDecryption()).toBuilder()
                                    .selector(selected.selector())
                                    .build())
                    .build();
        });
    }

    GetParametersResponse getMany(Call call, GetParametersRequest request) {
        return database.read(db -> {
            var by = Acting.of(db, call);
            var found = new ArrayList<software.amazon.awssdk.services.ssm.model.Parameter>();
            var invalid = new ArrayList<String>();
            for (var name : request.names()) {
                var selected = Selected.of(name);
                parameters
                        .get(by, "ssm:GetParameters", selected.name())
                        .filter(selected::means)
                        .ifPresentOrElse(
                                there ->
                                        found.add(
                                                describe(by, there, request.withDecryption())
                                                        .toBuilder()
                                                        .selector(selected.selector())
                                                        .build()),
                                () -> invalid.add(name));
            }
            return GetParametersResponse.builder()
                    .parameters(found)
                    .invalidParameters(invalid)
                    .build();
        });
    }

    GetParametersByPathResponse getByPath(Call call, GetParametersByPathRequest request) {
        return database.read(db -> {
            var by = Acting.of(db, call);
            var all =
                    parameters
                            .byPath(by, request.path(), Boolean.TRUE.equals(request.recursive()))
                            .stream()
                            .filter(ParameterFilters.byPath(request.parameterFilters()))
                            .toList();
            int start = start(request.nextToken());
            int end =
                    Math.min(
                            all.size(),
                            start + Optional.ofNullable(request.maxResults()).orElse(PAGE));
            return GetParametersByPathResponse.builder()
                    .parameters(
                            all.subList(Math.min(start, end), end).stream()
                                    .map(parameter ->
                                            describe(by, parameter, request.withDecryption()))
                                    .toList())
                    .nextToken(end < all.size() ? String.valueOf(end) : null)
                    .build();
        });
    }

    DeleteParameterResponse delete(Call call, DeleteParameterRequest request) {
        return database.write(db -> {
            if (!parameters.delete(Acting.of(db, call), "ssm:DeleteParameter", request.name())) {
                throw Parameters.noSuchParameter(request.name());
            }
            return DeleteParameterResponse.builder().build();
        });
    }

    DeleteParametersResponse deleteMany(Call call, DeleteParametersRequest request) {
        return database.write(db -> {
            var deleted = new ArrayList<String>();
            var invalid = new ArrayList<String>();
            for (var name : request.names()) {
                boolean was = parameters.delete(Acting.of(db, call), "ssm:DeleteParameters", name);
                (was ? deleted : invalid).add(name);
            }
            return DeleteParametersResponse.builder()
                    .deletedParameters(deleted)
                    .invalidParameters(invalid)
                    .build();
        });
    }

    DescribeParametersResponse describeMany(Call call, DescribeParametersRequest request) {
        call.require(AccessRequest.to("ssm:DescribeParameters", "*"));
        return database.read(db -> {
            var by = Acting.of(db, call);
            var all =
                    parameters.all(by).stream().filter(ParameterFilters.describe(request)).toList();
            int start = start(request.nextToken());
            int end =
                    Math.min(
                            all.size(),
                            start
                                    + Optional.ofNullable(request.maxResults())
                                            .orElse(DESCRIBE_PAGE));
            return DescribeParametersResponse.builder()
                    .parameters(
                            all.subList(Math.min(start, end), end).stream()
                                    .map(parameter -> metadata(by, parameter))
                                    .toList())
                    .nextToken(end < all.size() ? String.valueOf(end) : null)
                    .build();
        });
    }

    private static int start(@Nullable String token) {
        try {
            return token == null ? 0 : Math.max(0, Integer.parseInt(token));
        } catch (NumberFormatException _) {
            throw INVALID_NEXT_TOKEN.because("The specified token is not valid.");
        }
    }

    private software.amazon.awssdk.services.ssm.model.Parameter describe(
            Acting by, Parameter parameter, @Nullable Boolean decrypt) {
        return software.amazon.awssdk.services.ssm.model.Parameter.builder()
                .name(parameter.name())
                .type(parameter.type())
                .value(parameters.value(by, parameter, Boolean.TRUE.equals(decrypt)))
                .version(parameter.version())
                .lastModifiedDate(parameter.modifiedAt())
                .arn(
                        parameter.dataType().equals("aws:ec2:image")
                                        && parameter.name().startsWith("/aws/")
                                ? "arn:aws:ssm:"
                                        + by.region()
                                        + "::"
                                        + Parameter.resource(parameter.name())
                                : parameters.arn(by, parameter.name()))
                .dataType(parameter.dataType())
                .build();
    }

    private ParameterMetadata metadata(Acting by, Parameter parameter) {
        return ParameterMetadata.builder()
                .name(parameter.name())
                .arn(parameters.arn(by, parameter.name()))
                .type(parameter.type())
                .keyId(parameter.keyId().orElse(null))
                .description(parameter.description().orElse(null))
                .allowedPattern(parameter.allowedPattern().orElse(null))
                .version(parameter.version())
                .tier(parameter.tier())
                .dataType(parameter.dataType())
                .lastModifiedDate(parameter.modifiedAt())
                .lastModifiedUser(parameter.modifiedBy())
                .build();
    }
}
