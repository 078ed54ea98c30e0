package dev.wheelhouse.wire;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** An error as a service answers it: an expected outcome, so it carries no stack trace. */
public final class ServiceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ErrorKind kind;
    private final transient Map<String, String> details;

    public ServiceException(ErrorKind kind, String message) {
        this(kind, message, Map.of());
    }

    /**
     * @param details what it tells beside its message, by element name, in their order; only S3's
     *     errors show them
     */
    public ServiceException(ErrorKind kind, String message, Map<String, String> details) {
        super(message, null, false, false);
        this.kind = kind;
        this.details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    public ErrorKind kind() {
        return kind;
    }

    /** What it tells beside its message. */
    public Map<String, String> details() {
        return details;
    }
}
