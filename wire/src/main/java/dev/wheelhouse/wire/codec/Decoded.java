package dev.wheelhouse.wire.codec;

import dev.wheelhouse.wire.model.Constraints;
import dev.wheelhouse.wire.model.Operation;
import dev.wheelhouse.wire.model.ServiceModel;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/** What all codecs do with SDK builders. */
final class Decoded {
    private Decoded() {}

    /** Checks what a filled builder will build; answers the builder. */
    static SdkPojo checked(ServiceModel model, Operation operation, SdkPojo builder) {
        Constraints.check(model, operation, build(builder));
        return builder;
    }

    static SdkPojo build(SdkPojo builder) {
        return (SdkPojo) ((SdkBuilder<?, ?>) builder).build();
    }
}
