package dev.wheelhouse.stacks.engine;

import dev.wheelhouse.stacks.template.Template;
import java.util.LinkedHashMap;
import java.util.Map;

/** The templates parsed last: the same few are launched again and again. Thread-safe. */
public final class TemplateCache {
    private static final int MOST = 64;

    private final Map<String, Template> byBody =
            new LinkedHashMap<>(MOST, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Template> eldest) {
                    return size() > MOST;
                }
            };

    /**
     * The template that a text is.
     *
     * @throws dev.wheelhouse.stacks.template.TemplateException with CloudFormation's text
     */
    public Template parse(String body) {
        synchronized (byBody) {
            var known = byBody.get(body);
            if (known != null) {
                return known;
            }
        }
        var parsed = Template.parse(body);
        synchronized (byBody) {
            byBody.put(body, parsed);
        }
        return parsed;
    }
}
