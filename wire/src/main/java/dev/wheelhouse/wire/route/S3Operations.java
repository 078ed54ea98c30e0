package dev.wheelhouse.wire.route;

import dev.wheelhouse.wire.WireRequest;
import dev.wheelhouse.wire.http.Form;
import dev.wheelhouse.wire.http.S3Address;
import dev.wheelhouse.wire.model.Operation;
import dev.wheelhouse.wire.model.ServiceModel;
import dev.wheelhouse.wire.model.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * S3's operations by method, depth of the path, fixed query ({@code ?tagging}), and the headers and
 * query parameters that an operation requires: CopyObject is a PutObject with {@code
 * x-amz-copy-source}, UploadPart one with {@code partNumber} and {@code uploadId}. Of those that
 * fit, the one that asks for most is meant.
 */
final class S3Operations {
    /**
     * What a request must have.
     *
     * @param query parameters with the value that they must have, empty for any
     */
    private record Candidate(
            Operation operation, Map<String, Optional<String>> query, List<String> headers) {
        int weight() {
            return query.size() + headers.size();
        }

        boolean fits(Form query, WireRequest request) {
            return query().entrySet().stream()
                            .allMatch(entry -> {
                                var sent = query.first(entry.getKey());
                                return sent.isPresent()
                                        && entry.getValue().map(sent.get()::equals).orElse(true);
                            })
                    && headers.stream().allMatch(name -> request.header(name).isPresent());
        }
    }

    private record Line(String method, int depth) {}

    private final ServiceModel model;
    private final Map<Line, List<Candidate>> candidates = new HashMap<>();

    S3Operations(ServiceModel model) {
        this.model = model;
        for (var name : model.operations()) {
            var operation = model.operation(name).orElseThrow();
            var uri = operation.requestUri();
            int question = uri.indexOf('?');
            var path = question < 0 ? uri : uri.substring(0, question);
            if (!path.equals("/") && !path.startsWith("/{Bucket}")) {
                continue; // WriteGetObjectResponse has an endpoint of its own
            }
            int depth = path.equals("/") ? 0 : path.equals("/{Bucket}") ? 1 : 2;
            var query = new HashMap<String, Optional<String>>();
            if (question >= 0) {
                for (var parameter : Form.parse(uri.substring(question + 1)).parameters()) {
                    query.put(
                            parameter.name(),
                            parameter.value().isEmpty()
                                    ? Optional.empty()
                                    : Optional.of(parameter.value()));
                }
            }
            var headers = new ArrayList<String>();
            required(operation, query, headers);
            candidates
                    .computeIfAbsent(new Line(operation.method(), depth), _ -> new ArrayList<>())
                    .add(new Candidate(operation, query, headers));
        }
        candidates
                .values()
                .forEach(list -> list.sort(Comparator.comparingInt(Candidate::weight).reversed()));
    }

    private void required(
            Operation operation, Map<String, Optional<String>> query, List<String> headers) {
        if (operation.input().isEmpty()
                || !(model.shape(operation.input().get()) instanceof Shape.Structure structure)) {
            return;
        }
        for (var member : structure.members()) {
            if (member.required() && member.location().isPresent()) {
                switch (member.location().get()) {
                    case Shape.Location.Header header -> {
                        if (header.name().equals("x-amz-copy-source")) {
                            headers.add(header.name());
                        }
                    }
                    case Shape.Location.Query parameter ->
                            query.putIfAbsent(parameter.name(), Optional.empty());
                }
            }
        }
    }

    ServiceModel model() {
        return model;
    }

    /**
     * The operation of a request.
     *
     * @throws IllegalArgumentException if path or query are not percent-encoded UTF-8
     */
    Optional<Operation> find(WireRequest request) {
        var address = S3Address.of(request);
        int depth = address.key().isPresent() ? 2 : address.bucket().isPresent() ? 1 : 0;
        var query = Form.parse(request.rawQuery());
        return candidates.getOrDefault(new Line(request.method(), depth), List.of()).stream()
                .filter(candidate -> candidate.fits(query, request))
                .findFirst()
                .map(Candidate::operation);
    }
}
