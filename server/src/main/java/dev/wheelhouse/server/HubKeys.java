package dev.wheelhouse.server;

/**
 * The access key of the hub's administrator, told once: when the database is new.
 *
 * @param accessKeyId {@code AKIA...}
 * @param secretAccessKey its secret
 */
public record HubKeys(String accessKeyId, String secretAccessKey) {
    @Override
    public String toString() {
        return "HubKeys[" + accessKeyId + ", ****]";
    }
}
