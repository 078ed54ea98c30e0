package dev.wheelhouse.stacks;

/**
 * What somebody says about a thing that a stack waits for.
 *
 * @param uniqueId tells the senders apart; the first signal of each counts
 * @param succeeded whether it went well
 * @param data what {@code Fn::GetAtt Data} gives of a wait condition
 * @param reason why
 */
public record Signal(String uniqueId, boolean succeeded, String data, String reason) {
    /** The statuses that the API knows. */
    public static final String SUCCESS = "SUCCESS";

    /** It went wrong. */
    public static final String FAILURE = "FAILURE";

    /** The API's status. */
    public String status() {
        return succeeded ? SUCCESS : FAILURE;
    }
}
