package dev.wheelhouse.cloud.ec2;

import dev.wheelhouse.identity.AccountId;
import java.util.Locale;
import java.util.Optional;

/**
 * A rule of a security group.
 *
 * @param id {@code sgr-} and 17 hexadecimal digits
 */
public record SecurityGroupRule(
        String id,
        String groupId,
        Direction direction,
        Traffic traffic,
        Optional<String> description) {
    /** Whether a rule is about what comes in or what goes out. */
    public enum Direction {
        INGRESS,
        EGRESS
    }

    /** Who is at the other end. */
    public sealed interface Peer {
        /** An IPv4 range. */
        record Ipv4(CidrBlock range) implements Peer {
            @Override
            public String toString() {
                return range.toString();
            }
        }

        /**
         * An IPv6 range.
         *
         * @param range in canonical form
         */
        record Ipv6(String range) implements Peer {
            @Override
            public String toString() {
                return range;
            }
        }

        /** A managed list of ranges. */
        record PrefixList(String id) implements Peer {
            @Override
            public String toString() {
                return id;
            }
        }

        /** Whatever is in a security group. */
        record Group(AccountId account, String id) implements Peer {
            @Override
            public String toString() {
                return id;
            }
        }
    }

    /**
     * What a rule admits; two rules of one direction with equal traffic are duplicates.
     *
     * @param protocol {@code tcp}, {@code udp}, {@code icmp}, {@code icmpv6}, a protocol's number,
     *     or {@code -1} for all
     * @param fromPort the first port, the ICMP type, or -1
     * @param toPort the last port, the ICMP code, or -1
     */
    public record Traffic(String protocol, int fromPort, int toPort, Peer peer) {
        /** Everything, to and from everywhere. */
        public static Traffic everything() {
            return new Traffic("-1", -1, -1, new Peer.Ipv4(new CidrBlock(0, 0)));
        }

        /** In EC2's words, for error messages. */
        public String describe() {
            var name = protocol.equals("-1") ? "ALL" : protocol.toUpperCase(Locale.ROOT);
            var ports =
                    fromPort == -1 && toPort == -1
                            ? ""
                            : ", from port: " + fromPort + ", to port: " + toPort;
            return "\"peer: " + peer + ", " + name + ports + ", ALLOW\"";
        }
    }
}
