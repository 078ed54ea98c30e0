package dev.wheelhouse.identity.access;

import dev.wheelhouse.identity.AccountId;
import dev.wheelhouse.identity.RequestFacts;
import dev.wheelhouse.identity.policy.RequestContext;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Collects the condition keys that every request of a caller has. IAM User Guide, "AWS global
 * condition context keys".
 */
final class RequestKeys {
    private final Map<String, List<String>> keys = new LinkedHashMap<>();

    RequestKeys(RequestFacts facts) {
        put("aws:CurrentTime", facts.time().toString());
        put("aws:EpochTime", Long.toString(facts.time().getEpochSecond()));
        put("aws:SecureTransport", Boolean.toString(facts.secureTransport()));
        put("aws:PrincipalIsAWSService", "false");
        put("aws:ViaAWSService", "false");
        facts.region().ifPresent(region -> put("aws:RequestedRegion", region.value()));
        facts.sourceIp().ifPresent(address -> put("aws:SourceIp", address));
        facts.userAgent().ifPresent(agent -> put("aws:UserAgent", agent));
    }

    void put(String key, String value) {
        keys.put(key, List.of(value));
    }

    void principal(AccountId account, String principalArn, String userId, String type) {
        put("aws:PrincipalAccount", account.value());
        put("aws:PrincipalArn", principalArn);
        put("aws:userid", userId);
        put("aws:PrincipalType", type);
    }

    /** What temporary credentials say beside. */
    void temporary(Optional<Instant> issued) {
        put("aws:MultiFactorAuthPresent", "false");
        issued.ifPresent(time -> put("aws:TokenIssueTime", time.toString()));
    }

    RequestContext context() {
        return new RequestContext(keys);
    }
}
