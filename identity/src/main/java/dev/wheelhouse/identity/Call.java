package dev.wheelhouse.identity;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One request to an action: who asks, where, when. Lives as long as the request; used by one
 * thread.
 *
 * <p>An action must ask {@link #require} (or {@link #allowed}) before it reveals or changes
 * anything; the dispatcher turns the answer of one that never asked into an internal error.
 */
public final class Call {
    private static final URI NOWHERE = URI.create("urn:wheelhouse:within");

    private final Caller caller;
    private final Region region;
    private final String requestId;
    private final Instant time;
    private final URI endpoint;
    private final Map<String, List<String>> keys;
    private final List<String> decisions = new ArrayList<>();

    /**
     * @param caller who asks
     * @param region the region that the signature names
     * @param requestId the id that the answer carries
     * @param time when the request came in, by the server's clock
     * @param endpoint the server's own base URL as the client reached it, for example {@code
     *     http://127.0.0.1:4566}
     * @param keys condition keys of the request, whatever action it is: each question has them that
     *     does not say them itself
     */
    public Call(
            Caller caller,
            Region region,
            String requestId,
            Instant time,
            URI endpoint,
            Map<String, List<String>> keys) {
        this.caller = caller;
        this.region = region;
        this.requestId = requestId;
        this.time = time;
        this.endpoint = endpoint;
        this.keys = Map.copyOf(keys);
    }

    /**
     * A call that a service makes on somebody's behalf, as part of work of its own: no client
     * reached the server for it, so its endpoint is no URL, and no answer carries its id.
     */
    public static Call onBehalfOf(Caller caller, Region region, Instant time) {
        return new Call(caller, region, "-", time, NOWHERE, Map.of());
    }

    public Caller caller() {
        return caller;
    }

    /** The caller's account: whose resources the action is about, unless its API says otherwise. */
    public AccountId account() {
        return caller.account();
    }

    public Region region() {
        return region;
    }

    public String requestId() {
        return requestId;
    }

    public Instant time() {
        return time;
    }

    public URI endpoint() {
        return endpoint;
    }

    /**
     * Returns when the caller may do this.
     *
     * @throws AccessDeniedException otherwise
     */
    public void require(AccessRequest request) {
        decisions.add(request.action());
        caller.require(request.withMissing(keys));
    }

    /** Whether the caller may do this: for answers that leave out what the caller may not see. */
    public boolean allowed(AccessRequest request) {
        decisions.add(request.action());
        return caller.decide(request.withMissing(keys)) instanceof Decision.Allowed;
    }

    /**
     * Says that this action is open to whoever can sign, as AWS defines it ({@code
     * sts:GetCallerIdentity}).
     *
     * @param action the action's name, for the log
     */
    public void openToAll(String action) {
        decisions.add(action);
    }

    /** The actions that were asked about, for the log and for the dispatcher's check. */
    public List<String> asked() {
        return List.copyOf(decisions);
    }
}
