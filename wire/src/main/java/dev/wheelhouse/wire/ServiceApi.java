package dev.wheelhouse.wire;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * What one AWS service offers here: its name, its protocol and its actions. A service module builds
 * one of these from its {@code api} classes; {@code server} serves it.
 *
 * @param <C> what an action is told about the call it answers
 */
public final class ServiceApi<C> {
    private final String name;
    private final Protocol protocol;
    private final Map<String, Action<C>> actions;

    private ServiceApi(String name, Protocol protocol, Map<String, Action<C>> actions) {
        this.name = name;
        this.protocol = protocol;
        this.actions = Map.copyOf(actions);
    }

    /**
     * One action of a service.
     *
     * @param name the API's name for it, for example {@code CreatePortfolio}
     * @param request makes an empty builder of the SDK's request class
     * @param handler answers a decoded request; the payload is the request's streamed body (S3's
     *     PutObject), empty elsewhere
     */
    public record Action<C>(String name, Supplier<? extends SdkPojo> request, Handler<C> handler) {}

    /** Answers one decoded request. */
    @FunctionalInterface
    public interface Handler<C> {
        Answer handle(C call, SdkPojo request, Payload body);
    }

    /**
     * What an action answers.
     *
     * @param response the SDK's response object
     * @param body the streamed body (S3's GetObject), or empty
     */
    public record Answer(SdkPojo response, Optional<Payload> body) {}

    /** An action that takes a streamed body. */
    @FunctionalInterface
    public interface Upload<C, Q, R> {
        R handle(C call, Q request, Payload body);
    }

    /**
     * Starts the description of a service.
     *
     * @param name the name that signatures carry in their scope, for example {@code
     *     servicecatalog}; it also names the service's table of constraints
     */
    public static <C> Builder<C> of(String name, Protocol protocol) {
        return new Builder<>(name, protocol);
    }

    public String name() {
        return name;
    }

    public Protocol protocol() {
        return protocol;
    }

    public Optional<Action<C>> action(String action) {
        return Optional.ofNullable(actions.get(action));
    }

    /** The names of all actions that are built. */
    public Set<String> actions() {
        return actions.keySet();
    }

    /** Collects the actions of a service. */
    public static final class Builder<C> {
        private final String name;
        private final Protocol protocol;
        private final Map<String, Action<C>> actions = new LinkedHashMap<>();
        private Consumer<SdkPojo> check = _ -> {};

        private Builder(String name, Protocol protocol) {
            this.name = name;
            this.protocol = protocol;
        }

        /**
         * Has the requests of the actions that are added from now on looked at first.
         *
         * @param check refuses what no action of the service takes
         */
        public Builder<C> checking(Consumer<SdkPojo> check) {
            this.check = check;
            return this;
        }

        /**
         * Adds an action: {@code .action("CreatePortfolio", CreatePortfolioRequest::builder,
         * portfolios::create)}.
         */
        @SuppressWarnings(
                "unchecked") // the codec fills the builder that the action's own supplier made
        public <Q, B extends SdkBuilder<B, Q> & SdkPojo, R extends SdkPojo> Builder<C> action(
                String action, Supplier<B> request, BiFunction<C, Q, R> handler) {
            return add(
                    action,
                    request,
                    (call, asked, body) ->
                            new Answer(handler.apply(call, (Q) asked), Optional.empty()));
        }

        /** Adds an action that takes a streamed body. */
        @SuppressWarnings(
                "unchecked") // the codec fills the builder that the action's own supplier made
        public <Q, B extends SdkBuilder<B, Q> & SdkPojo, R extends SdkPojo> Builder<C> upload(
                String action, Supplier<B> request, Upload<C, Q, R> handler) {
            return add(
                    action,
                    request,
                    (call, asked, body) ->
                            new Answer(handler.handle(call, (Q) asked, body), Optional.empty()));
        }

        /** Adds an action that may answer with a streamed body. */
        @SuppressWarnings(
                "unchecked") // the codec fills the builder that the action's own supplier made
        public <Q, B extends SdkBuilder<B, Q> & SdkPojo> Builder<C> download(
                String action, Supplier<B> request, BiFunction<C, Q, Answer> handler) {
            return add(action, request, (call, asked, body) -> handler.apply(call, (Q) asked));
        }

        /**
         * @param handler takes the built request
         */
        private Builder<C> add(
                String action, Supplier<? extends SdkPojo> request, Handler<C> handler) {
            var first = check;
            Handler<C> checked =
                    (call, decoded, body) -> {
                        var asked = (SdkPojo) ((SdkBuilder<?, ?>) decoded).build();
                        first.accept(asked);
                        return handler.handle(call, asked, body);
                    };
            if (actions.put(action, new Action<>(action, request, checked)) != null) {
                throw new IllegalArgumentException(name + " has two actions named " + action);
            }
            return this;
        }

        public ServiceApi<C> build() {
            return new ServiceApi<>(name, protocol, actions);
        }
    }
}
