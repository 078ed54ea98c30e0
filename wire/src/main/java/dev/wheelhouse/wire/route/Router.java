package dev.wheelhouse.wire.route;

import dev.wheelhouse.wire.Protocol;
import dev.wheelhouse.wire.ServiceException;
import dev.wheelhouse.wire.WireRequest;
import dev.wheelhouse.wire.error.WireFault;
import dev.wheelhouse.wire.http.Bodies;
import dev.wheelhouse.wire.http.Form;
import dev.wheelhouse.wire.model.Operation;
import dev.wheelhouse.wire.model.ServiceModel;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the service and operation of a request.
 *
 * <p>{@code X-Amz-Target} decides where it is present: its prefix names the service. Otherwise the
 * service is the one in the signature's credential scope (IAM and STS share an endpoint), and
 * {@code Action} of the form or the query names the operation; for S3, method, path and query do.
 * Nothing here is trusted: the signature is verified afterwards, and its scope must name the same
 * service.
 */
public final class Router {
    private static final Pattern SCOPE =
            Pattern.compile("[^/]+(?:/[^/]+)*/[0-9]{8}/[^/]+/(?<service>[^/]+)/[^/]+");
    private static final Pattern JSON_TYPE =
            Pattern.compile("application/x-amz-json-1\\.[01]\\s*(;.*)?");
    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern HEADER_CREDENTIAL = Pattern.compile("Credential=([^,\\s]+)");

    private final Map<String, ServiceModel> services = new LinkedHashMap<>();
    private final Map<String, ServiceModel> targets = new LinkedHashMap<>();
    private final Map<String, ServiceModel> versions = new LinkedHashMap<>();
    private final Optional<S3Operations> s3;

    /**
     * A router among some services.
     *
     * @param services their names, for example {@code servicecatalog}; each must have a model
     */
    public Router(Collection<String> services) {
        for (var name : services) {
            var model = ServiceModel.load(name);
            this.services.put(name, model);
            model.targetPrefix().ifPresent(prefix -> targets.put(prefix, model));
            versions.putIfAbsent(model.apiVersion(), model);
        }
        s3 = Optional.ofNullable(this.services.get("s3")).map(S3Operations::new);
    }

    /** Where a request goes. Never throws for what a client can send. */
    public Routing route(WireRequest request) {
        var target = request.header("x-amz-target");
        if (target.isPresent()) {
            return byTarget(target.get(), request);
        }
        var signed = credential(request).flatMap(Router::service);
        if (signed.isEmpty()) {
            return unsigned(request);
        }
        var model = services.get(signed.get());
        if (model == null) {
            var protocol = action(request).isPresent() ? Protocol.QUERY : Protocol.JSON_1_1;
            return refused(
                    protocol,
                    Optional.empty(),
                    WireFault.UNKNOWN_ACTION,
                    "This server has no service named " + signed.get() + ".");
        }
        return switch (model.protocol()) {
            case REST_XML -> s3(request);
            case QUERY, EC2_QUERY -> byAction(model, request);
            case JSON_1_1 ->
                    refused(
                            model.protocol(),
                            Optional.of(model),
                            WireFault.MISSING_ACTION,
                            "The request has no X-Amz-Target header.");
        };
    }

    /** The credential of the Authorization header or of a presigned URL. */
    private static Optional<String> credential(WireRequest request) {
        var header = request.header("authorization");
        if (header.isPresent()) {
            var matcher = HEADER_CREDENTIAL.matcher(header.get());
            return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
        }
        return Form.find(request.rawQuery(), "X-Amz-Credential");
    }

    private static Optional<String> service(String credential) {
        var matcher = SCOPE.matcher(credential);
        return matcher.matches() ? Optional.of(matcher.group("service")) : Optional.empty();
    }

    private Routing byTarget(String target, WireRequest request) {
        int dot = target.lastIndexOf('.');
        var model = dot < 0 ? null : targets.get(target.substring(0, dot));
        var operation =
                Optional.ofNullable(model)
                        .flatMap(known -> known.operation(target.substring(dot + 1)));
        if (model != null && operation.isPresent() && isJson(request)) {
            return new Route(model, operation.get());
        }
        return refused(
                Protocol.JSON_1_1,
                Optional.ofNullable(model),
                WireFault.UNKNOWN_ACTION,
                model != null && operation.isPresent()
                        ? "The Content-Type of a request with X-Amz-Target is"
                                + " application/x-amz-json-1.1."
                        : "There is no operation " + target + ".");
    }

    private static boolean isJson(WireRequest request) {
        return request.header("content-type")
                .map(type -> JSON_TYPE.matcher(type).matches())
                .orElse(false);
    }

    private static Routing byAction(ServiceModel model, WireRequest request) {
        var action = action(request);
        if (action.isEmpty()) {
            return refused(
                    model.protocol(),
                    Optional.of(model),
                    WireFault.MISSING_ACTION,
                    "The request must contain the parameter Action.");
        }
        var operation = model.operation(action.get());
        var version = parameter(request, "Version").filter(sent -> !isVersion(model, sent));
        if (version.isPresent()) {
            return refused(
                    model.protocol(),
                    Optional.of(model),
                    WireFault.UNKNOWN_VERSION,
                    model.protocol() == Protocol.EC2_QUERY
                            ? "The requested version (" + version.get() + ") does not exist"
                            : "Could not find operation "
                                    + action.get()
                                    + " for version "
                                    + version.get());
        }
        if (operation.isPresent()) {
            return new Route(model, operation.get());
        }
        return refused(
                model.protocol(),
                Optional.of(model),
                WireFault.UNKNOWN_ACTION,
                model.protocol() == Protocol.EC2_QUERY
                        ? "The action " + action.get() + " is not valid for this web service."
                        : "Could not find operation "
                                + action.get()
                                + " for version "
                                + model.apiVersion());
    }

    /** EC2 answers clients of its older versions too. */
    private static boolean isVersion(ServiceModel model, String sent) {
        return model.protocol() == Protocol.EC2_QUERY
                ? DAY.matcher(sent).matches() && sent.compareTo(model.apiVersion()) <= 0
                : sent.equals(model.apiVersion());
    }

    /** The Action of the query string or of a form body. */
    private static Optional<String> action(WireRequest request) {
        return parameter(request, "Action");
    }

    private static Optional<String> parameter(WireRequest request, String name) {
        var inQuery = Form.find(request.rawQuery(), name);
        if (inQuery.isPresent() || !isForm(request)) {
            return inQuery;
        }
        try {
            var bytes = Bodies.bytes(request.body(), Protocol.QUERY);
            return Form.find(new String(bytes, StandardCharsets.ISO_8859_1), name);
        } catch (ServiceException _) {
            return Optional.empty(); // too large to be a form; the codec would say the same
        }
    }

    private static boolean isForm(WireRequest request) {
        return request.method().equals("POST")
                && request.header("content-type")
                        .map(type -> type.startsWith("application/x-www-form-urlencoded"))
                        .orElse(true);
    }

    /** Where a request without a readable signature would go, so that its error is understood. */
    private Routing unsigned(WireRequest request) {
        if (action(request).isPresent()) {
            var model = parameter(request, "Version").map(versions::get);
            if (model.isPresent()) {
                return byAction(model.get(), request);
            }
            return refused(
                    Protocol.QUERY,
                    Optional.empty(),
                    WireFault.MISSING_AUTHENTICATION,
                    "Request is missing Authentication Token");
        }
        var type = request.header("content-type").orElse("");
        if (type.startsWith("application/x-amz-json") || s3.isEmpty()) {
            return refused(
                    Protocol.JSON_1_1,
                    Optional.empty(),
                    WireFault.MISSING_AUTHENTICATION,
                    "Missing Authentication Token");
        }
        return s3(request);
    }

    private Routing s3(WireRequest request) {
        var operations = s3.orElseThrow();
        Optional<Operation> operation;
        try {
            operation = operations.find(request);
        } catch (IllegalArgumentException _) {
            return refused(
                    Protocol.REST_XML,
                    Optional.of(operations.model()),
                    WireFault.MALFORMED_VALUE,
                    "Couldn't parse the specified URI.");
        }
        if (operation.isPresent()) {
            return new Route(operations.model(), operation.get());
        }
        if (isHtmlForm(request)) {
            return refused(
                    Protocol.REST_XML,
                    Optional.of(operations.model()),
                    WireFault.NOT_BUILT,
                    "Wheelhouse has not built uploads by HTML forms (POST policies) yet.");
        }
        return refused(
                Protocol.REST_XML,
                Optional.of(operations.model()),
                WireFault.UNKNOWN_ACTION,
                "The specified method is not allowed against this resource.");
    }

    private static boolean isHtmlForm(WireRequest request) {
        return request.method().equals("POST")
                && request.header("content-type")
                        .filter(type -> type.startsWith("multipart/form-data"))
                        .isPresent();
    }

    private static Unrouted refused(
            Protocol protocol, Optional<ServiceModel> model, WireFault fault, String message) {
        return new Unrouted(protocol, model, fault.because(protocol, message));
    }
}
