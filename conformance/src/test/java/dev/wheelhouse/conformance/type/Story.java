package dev.wheelhouse.conformance.type;

import dev.wheelhouse.conformance.SdkClients;

/** What somebody does with the stacks of one resource type. */
interface Story {
    /** The type, for example {@code AWS::SSM::Parameter}. */
    String type();

    /** Does it, and checks what comes of it. Leaves nothing behind. */
    void play(SdkClients admin, Stacks stacks);
}
