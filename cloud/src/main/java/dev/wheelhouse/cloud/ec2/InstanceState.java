package dev.wheelhouse.cloud.ec2;

/** An instance's state, with EC2's code for it. Changes of state take no time here. */
public enum InstanceState {
    RUNNING("running", 16),
    STOPPED("stopped", 80),
    TERMINATED("terminated", 48);

    private final String text;
    private final int code;

    InstanceState(String text, int code) {
        this.text = text;
        this.code = code;
    }

    public String text() {
        return text;
    }

    public int code() {
        return code;
    }

    /**
     * @throws IllegalArgumentException if there is no such state
     */
    public static InstanceState of(String text) {
        for (var state : values()) {
            if (state.text.equals(text)) {
                return state;
            }
        }
        throw new IllegalArgumentException("No instance state: " + text);
    }
}
