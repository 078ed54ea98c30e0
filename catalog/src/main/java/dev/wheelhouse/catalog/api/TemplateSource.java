package dev.wheelhouse.catalog.api;

import dev.wheelhouse.identity.Call;
import dev.wheelhouse.store.sql.Handle;

/** Reads the template of a new version with the caller's rights, to be copied into the catalog. */
public interface TemplateSource {
    /**
     * The text at an S3 URL.
     *
     * @throws TemplateUnreadableException if the URL names no object, or none that the caller may
     *     read
     */
    String at(Handle db, Call call, String url);

    /**
     * The template of a stack.
     *
     * @param stackArn the stack, in the caller's account and region
     * @throws TemplateUnreadableException if there is none, or none that the caller may read
     */
    String ofStack(Handle db, Call call, String stackArn);

    /**
     * Whether the text is a template.
     *
     * @throws TemplateUnreadableException if it is not: the message says why
     */
    void check(String template);
}
