package dev.wheelhouse.wire.model;

import java.util.List;
import java.util.Optional;

/**
 * One operation of a service as its API model has it.
 *
 * @param name for example {@code CreatePortfolio}
 * @param method the HTTP method
 * @param requestUri the path with its parameters and fixed query, for example {@code
 *     /{Bucket}/{Key+}?tagging}
 * @param status the HTTP status of a success
 * @param input the name of the request's shape, empty when there is nothing to check in it
 * @param resultElement the element that holds the result: for the Query protocol inside the
 *     response element, for S3 the document's root; empty when the operation answers nothing there
 * @param errors the names of the errors that it declares
 */
public record Operation(
        String name,
        String method,
        String requestUri,
        int status,
        Optional<String> input,
        Optional<String> resultElement,
        List<String> errors) {
    public Operation {
        errors = List.copyOf(errors);
    }
}
