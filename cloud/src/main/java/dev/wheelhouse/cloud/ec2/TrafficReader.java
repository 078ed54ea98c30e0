package dev.wheelhouse.cloud.ec2;

import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.GROUP_MALFORMED;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.INVALID_PARAMETER_VALUE;

import dev.wheelhouse.cloud.ec2.SecurityGroupRule.Peer;
import dev.wheelhouse.cloud.ec2.SecurityGroupRule.Traffic;
import dev.wheelhouse.identity.AccountId;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what a caller says about a rule's traffic; refuses what EC2 refuses. */
public final class TrafficReader {
    private static final Pattern DESCRIPTION =
            Pattern.compile("[a-zA-Z0-9 ._\\-:/()#,@\\[\\]+=&;{}!$*]{0,255}");

    private TrafficReader() {}

    /**
     * @param protocol a name or number
     * @param fromPort empty when left out
     * @param toPort empty when left out
     * @throws Ec2Refusal if it makes no sense
     */
    public static Traffic traffic(
            String protocol, Optional<Integer> fromPort, Optional<Integer> toPort, Peer peer) {
        var name = protocolName(protocol);
        return switch (name) {
            case "tcp", "udp" -> {
                if (fromPort.isEmpty() || toPort.isEmpty()) {
                    throw INVALID_PARAMETER_VALUE.because(
                            "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.");
                }
                // AWS takes -1 to -1 as all ports.
                int from = fromPort.get() == -1 && toPort.get() == -1 ? 0 : fromPort.get();
                int to = fromPort.get() == -1 && toPort.get() == -1 ? 65535 : toPort.get();
                if (from < 0 || from > 65535 || to < 0 || to > 65535) {
                    throw INVALID_PARAMETER_VALUE.because(
                            "Invalid value '"
                                    + from
                                    + "-"
                                    + to
                                    + "' for portRange. Ports are numbers from 0 to 65535.");
                }
                if (from > to) {
                    throw INVALID_PARAMETER_VALUE.because(
                            "Invalid TCP/UDP port range (" + from + ":" + to + ")");
                }
                yield new Traffic(name, from, to, peer);
            }
            case "icmp", "icmpv6" ->
                    new Traffic(name, fromPort.orElse(-1), toPort.orElse(-1), peer);
            default -> new Traffic(name, -1, -1, peer);
        };
    }

    /**
     * @throws Ec2Refusal if it is no IPv4 range
     */
    public static Peer ipv4(String range) {
        return new Peer.Ipv4(
                CidrBlock.parse(range)
                        .orElseThrow(() ->
                                INVALID_PARAMETER_VALUE.because(
                                        "CIDR block " + range + " is malformed")));
    }

    /**
     * @throws Ec2Refusal if it is no IPv6 range
     */
    public static Peer ipv6(String range) {
        return new Peer.Ipv6(
                CidrBlock.canonicalIpv6(range)
                        .orElseThrow(() ->
                                INVALID_PARAMETER_VALUE.because(
                                        "CIDR block " + range + " is malformed")));
    }

    /**
     * @throws Ec2Refusal if the id is malformed
     */
    public static Peer group(AccountId account, String id) {
        if (!ResourceIds.isWellFormed("sg", id)) {
            throw GROUP_MALFORMED.because("Invalid id: \"" + id + "\" (expecting \"sg-...\")");
        }
        return new Peer.Group(account, id);
    }

    /**
     * @throws Ec2Refusal if EC2 would not take it
     */
    public static Optional<String> description(Optional<String> description) {
        description.ifPresent(text -> {
            if (!DESCRIPTION.matcher(text).matches()) {
                throw INVALID_PARAMETER_VALUE.because(
                        "Invalid rule description. Valid descriptions are strings less than 256 characters from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*");
            }
        });
        return description;
    }

    private static String protocolName(String protocol) {
        var name = protocol.toLowerCase(Locale.ROOT);
        return switch (name) {
            case "tcp", "6" -> "tcp";
            case "udp", "17" -> "udp";
            case "icmp", "1" -> "icmp";
            case "icmpv6", "58" -> "icmpv6";
            case "-1", "all" -> "-1";
            default -> {
                if (name.matches("[0-9]{1,3}") && Integer.parseInt(name) <= 255) {
                    yield String.valueOf(Integer.parseInt(name));
                }
                throw INVALID_PARAMETER_VALUE.because(
                        "Invalid value '" + protocol + "' for IP protocol. Unknown protocol.");
            }
        };
    }
}
