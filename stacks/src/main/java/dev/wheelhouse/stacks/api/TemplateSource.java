package dev.wheelhouse.stacks.api;

import dev.wheelhouse.identity.Caller;
import dev.wheelhouse.store.sql.Handle;
import java.net.URI;

/** Reads the templates that a URL names; the embedded S3 does it, with the caller's rights. */
@FunctionalInterface
public interface TemplateSource {
    /**
     * The text at a URL.
     *
     * @param endpoint the server's own base URL
     * @throws dev.wheelhouse.stacks.StackRefusal if it can't be read, with CloudFormation's text
     */
    String read(Handle db, Caller caller, String url, URI endpoint);
}
