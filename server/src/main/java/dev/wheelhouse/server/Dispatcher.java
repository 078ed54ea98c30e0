package dev.wheelhouse.server;

import dev.wheelhouse.identity.AccessDeniedException;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.identity.Caller;
import dev.wheelhouse.identity.Region;
import dev.wheelhouse.identity.RequestFacts;
import dev.wheelhouse.identity.access.AccessKeySecrets;
import dev.wheelhouse.identity.access.Callers;
import dev.wheelhouse.identity.access.CredentialUses;
import dev.wheelhouse.identity.access.PresentedKey;
import dev.wheelhouse.stacks.api.WaitConditionSignals;
import dev.wheelhouse.store.Database;
import dev.wheelhouse.store.sql.DatabaseException;
import dev.wheelhouse.wire.Payload;
import dev.wheelhouse.wire.ServiceApi;
import dev.wheelhouse.wire.ServiceException;
import dev.wheelhouse.wire.WireRequest;
import dev.wheelhouse.wire.WireResponse;
import dev.wheelhouse.wire.codec.Codec;
import dev.wheelhouse.wire.error.WireFault;
import dev.wheelhouse.wire.route.Route;
import dev.wheelhouse.wire.route.Router;
import dev.wheelhouse.wire.route.Routing;
import dev.wheelhouse.wire.route.Unrouted;
import dev.wheelhouse.wire.signature.Signatures;
import dev.wheelhouse.wire.signature.VerifiedSignature;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Walks one request through the house: find service and action, verify the signature, decode and
 * check, find out who calls, let the action answer, encode. Every request ends in an answer that
 * its protocol's clients understand. Thread-safe.
 */
final class Dispatcher {
    private final InstantSource clock;
    private final Database database;
    private final AccessKeySecrets keys;
    private final Callers callers;
    private final CredentialUses uses;
    private final Router router;
    private final Map<String, ServiceApi<Call>> services;
    private final WaitConditionSignals signals;
    private final RequestLog log;
    private final Metrics metrics;

    Dispatcher(
            InstantSource clock,
            Database database,
            AccessKeySecrets keys,
            Callers callers,
            CredentialUses uses,
            Collection<ServiceApi<Call>> services,
            WaitConditionSignals signals,
            RequestLog log,
            Metrics metrics) {
        this.clock = clock;
        this.database = database;
        this.keys = keys;
        this.callers = callers;
        this.uses = uses;
        this.signals = signals;
        this.services =
                services.stream().collect(Collectors.toMap(ServiceApi::name, Function.identity()));
        this.router = new Router(this.services.keySet());
        this.log = log;
        this.metrics = metrics;
    }

    /** The names of the actions that are built, by service. */
    Map<String, Set<String>> actions() {
        return services.values().stream()
                .collect(Collectors.toMap(ServiceApi::name, ServiceApi::actions));
    }

    /** What is known of a request so far: for its log line, whichever way it ends. */
    private static final class Trail {
        private final String requestId = requestId();
        private String service = "-";
        private String action = "-";
        private Optional<Caller> caller = Optional.empty();
        private String decision = "unauthenticated";
    }

    /** A version 4 UUID; it names a request and protects nothing, so any random bits will do. */
    private static String requestId() {
        var random = ThreadLocalRandom.current();
        var high = (random.nextLong() & 0xffff_ffff_ffff_0fffL) | 0x4000L;
        var low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }

    WireResponse dispatch(WireRequest request, Origin origin) {
        var began = System.nanoTime();
        var trail = new Trail();
        WireResponse response;
        try {
            response = answered(request, origin, trail);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError defect) {
            response = defect(defect, router.route(request), request, trail);
        }
        record(trail, response, began);
        return response;
    }

    private WireResponse answered(WireRequest request, Origin origin, Trail trail) {
        if (signals.takes(request)) {
            return signalled(request, trail);
        }
        return switch (router.route(request)) {
            case Unrouted unrouted -> unrouted(unrouted, request, trail);
            case Route route -> routed(route, request, origin, trail);
        };
    }

    /** What a wait condition's handle is sent: its URL carries a signature of its own. */
    private WireResponse signalled(WireRequest request, Trail trail) {
        trail.service = "cloudformation";
        trail.action = "WaitConditionSignal";
        try {
            var response = signals.receive(request, trail.requestId);
            trail.decision =
                    response.status() == 403
                            ? "denied: the handle's signature"
                            : "allowed: the handle's signature";
            return response;
        } catch (RuntimeException defect) {
            log.failure(clock.instant(), trail.requestId, "cloudformation:" + trail.action, defect);
            return new WireResponse(500, Map.of(), Payload.of(new byte[0]));
        }
    }

    /** Answers a request whose body was not taken. */
    WireResponse refuse(WireRequest head, WireFault fault, String message) {
        var began = System.nanoTime();
        var trail = new Trail();
        var routing = router.route(head);
        if (routing instanceof Route route) {
            trail.service = route.service();
            trail.action = route.action();
        }
        var protocol = routing.protocol();
        var response =
                error(Codec.ofErrors(protocol), fault.because(protocol, message), head, trail);
        record(trail, response, began);
        return response;
    }

    /**
     * Answers a request that went wrong before or after {@link #dispatch}: its body could not be
     * kept, or the answer could not be read.
     */
    WireResponse failed(WireRequest head, Throwable failure) {
        var began = System.nanoTime();
        var trail = new Trail();
        var response = defect(failure, router.route(head), head, trail);
        record(trail, response, began);
        return response;
    }

    private void record(Trail trail, WireResponse response, long began) {
        var seconds = (System.nanoTime() - began) / 1e9;
        metrics.request(trail.service, trail.action, response.status(), seconds);
        log.request(
                new RequestLog.Line(
                        clock.instant(),
                        trail.requestId,
                        trail.caller.map(caller -> caller.account().value()).orElse("-"),
                        trail.caller.map(Caller::arn).orElse("-"),
                        trail.service,
                        trail.action,
                        trail.decision,
                        response.status(),
                        seconds * 1000));
    }

    private static WireResponse unrouted(Unrouted unrouted, WireRequest request, Trail trail) {
        unrouted.model().ifPresent(model -> trail.service = model.name());
        trail.decision = "unknown action";
        var codec =
                unrouted.model()
                        .map(Codec::of)
                        .orElseGet(() -> Codec.ofErrors(unrouted.protocol()));
        return error(codec, unrouted.error(), request, trail);
    }

    private WireResponse routed(Route route, WireRequest request, Origin origin, Trail trail) {
        trail.service = route.service();
        trail.action = route.action();
        var codec = Codec.of(route.model());
        try {
            var key = new PresentedKey(database, keys, callers);
            var verified = Signatures.verify(route, request, key, clock.instant());
            var caller = caller(route, verified, key, origin);
            trail.caller = Optional.of(caller);
            trail.decision = "undecided";
            return answer(route, codec, verified, caller, origin, trail);
        } catch (ServiceException refused) {
            return error(codec, refused, request, trail);
        } catch (AccessDeniedException denied) {
            trail.decision = "denied: " + denied.decision().reason();
            return error(
                    codec,
                    WireFault.ACCESS_DENIED.because(
                            route.protocol(), String.valueOf(denied.getMessage())),
                    request,
                    trail);
        } catch (DatabaseException unavailable) {
            if (!unavailable.unavailable()) {
                throw unavailable; // a defect, or a full disk
            }
            trail.decision = "no database";
            return error(
                    codec,
                    WireFault.UNAVAILABLE.because(
                            route.protocol(), "The database does not answer; try again."),
                    request,
                    trail);
        }
    }

    /**
     * The one place where a stray exception ends: it is logged with the request's id, and the
     * client gets that.
     */
    private WireResponse defect(
            Throwable defect, Routing routing, WireRequest request, Trail trail) {
        if (routing instanceof Route route) {
            trail.service = route.service();
            trail.action = route.action();
        }
        log.failure(clock.instant(), trail.requestId, trail.service + ":" + trail.action, defect);
        var what =
                defect instanceof DatabaseException refused && refused.diskRefused()
                        ? "The disk of the database is full or takes no changes."
                                + " The server's log has it under request "
                        : "An internal error has occurred; the server's log has it under request ";
        var codec =
                routing instanceof Route route
                        ? Codec.of(route.model())
                        : Codec.ofErrors(routing.protocol());
        return error(
                codec,
                WireFault.INTERNAL.because(routing.protocol(), what + trail.requestId + "."),
                request,
                trail);
    }

    private Caller caller(
            Route route, VerifiedSignature verified, PresentedKey key, Origin origin) {
        var facts =
                new RequestFacts(
                        clock.instant(),
                        Optional.of(region(route, verified)),
                        Optional.of(origin.sourceIp()),
                        origin.secure(),
                        origin.userAgent());
        var caller =
                key.caller(facts)
                        .orElseThrow(() ->
                                WireFault.UNKNOWN_KEY.because(
                                        route.protocol(),
                                        "The security token included in the request is"
                                                + " invalid."));
        uses.note(
                verified.accessKeyId(),
                caller.reference(),
                route.service(),
                region(route, verified),
                facts.time());
        return caller;
    }

    private WireResponse answer(
            Route route,
            Codec codec,
            VerifiedSignature verified,
            Caller caller,
            Origin origin,
            Trail trail) {
        var api = services.get(route.service());
        var action =
                api == null
                        ? Optional.<ServiceApi.Action<Call>>empty()
                        : api.action(route.action());
        if (action.isEmpty()) {
            trail.decision = "not built";
            throw WireFault.NOT_BUILT.because(
                    route.protocol(),
                    "Wheelhouse has not built " + route.service() + ":" + route.action() + " yet.");
        }
        var decoded = decode(route, codec, action.get(), verified);
        var now = clock.instant();
        var keys = RequestTags.keys(decoded);
        keys.putAll(SignatureKeys.of(verified, now));
        var call =
                new Call(
                        caller,
                        region(route, verified),
                        trail.requestId,
                        now,
                        origin.endpoint(),
                        keys);
        var answer = action.get().handler().handle(call, decoded, verified.request().body());
        if (call.asked().isEmpty()) {
            throw new IllegalStateException(
                    route.action() + " answered without asking whether it may");
        }
        trail.decision = "allowed: " + String.join(", ", call.asked());
        return codec.encode(route.operation(), answer.response(), answer.body(), trail.requestId);
    }

    private static software.amazon.awssdk.core.SdkPojo decode(
            Route route, Codec codec, ServiceApi.Action<Call> action, VerifiedSignature verified) {
        try {
            return codec.decode(route.operation(), action.request(), verified.request());
        } catch (IllegalArgumentException malformed) {
            throw WireFault.VALIDATION.because(
                    route.protocol(), String.valueOf(malformed.getMessage()));
        }
    }

    private static Region region(Route route, VerifiedSignature verified) {
        try {
            return new Region(verified.region());
        } catch (IllegalArgumentException malformed) {
            throw WireFault.INCOMPLETE_SIGNATURE.because(
                    route.protocol(), "The credential scope names no region: " + verified.region());
        }
    }

    private static WireResponse error(
            Codec codec, ServiceException error, WireRequest request, Trail trail) {
        return codec.error(error, trail.requestId, request.rawPath());
    }
}
