package dev.wheelhouse.catalog.api;

import dev.wheelhouse.cloud.s3.operation.ObjectReader;
import dev.wheelhouse.identity.Call;
import dev.wheelhouse.stacks.StackEngine;
import dev.wheelhouse.stacks.StackRefusal;
import dev.wheelhouse.store.sql.Handle;

/** Templates from the S3 of this cloud, read with the caller's rights. */
public final class StoredTemplates implements TemplateSource {
    private final ObjectReader objects;
    private final StackEngine engine;

    public StoredTemplates(ObjectReader objects, StackEngine engine) {
        this.objects = objects;
        this.engine = engine;
    }

    @Override
    public String at(Handle db, Call call, String url) {
        try {
            return objects.template(db, call.caller(), url, call.endpoint());
        } catch (ObjectReader.UnreadableException cause) {
            throw new TemplateUnreadableException(cause.text());
        }
    }

    @Override
    public String ofStack(Handle db, Call call, String stackArn) {
        try {
            return engine.template(db, call.caller(), call.account(), call.region(), stackArn);
        } catch (StackRefusal cause) {
            throw new TemplateUnreadableException(String.valueOf(cause.getMessage()));
        }
    }

    @Override
    public void check(String template) {
        try {
            engine.validate(template);
        } catch (StackRefusal cause) {
            throw new TemplateUnreadableException(String.valueOf(cause.getMessage()));
        }
    }
}
