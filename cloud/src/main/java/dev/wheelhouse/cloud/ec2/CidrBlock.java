package dev.wheelhouse.cloud.ec2;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An IPv4 address range, for example {@code 172.31.0.0/16}.
 *
 * @param first the range's first address as an unsigned number
 * @param length the number of leading bits that are the same for all addresses, 0 to 32
 */
public record CidrBlock(long first, int length) {
    private static final Pattern FORMAT =
            Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");
    private static final Pattern FORMAT_6 =
            Pattern.compile("([0-9a-fA-F:.]*:[0-9a-fA-F:.]*)/(\\d{1,3})");

    /** Reads a range; bits beyond its length are cleared, as EC2 does. Empty if it is none. */
    public static Optional<CidrBlock> parse(String text) {
        var match = FORMAT.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        long address = 0;
        for (int octet = 1; octet <= 4; octet++) {
            int value = Integer.parseInt(match.group(octet));
            if (value > 255) {
                return Optional.empty();
            }
            address = address << 8 | value;
        }
        int length = Integer.parseInt(match.group(5));
        if (length > 32) {
            return Optional.empty();
        }
        return Optional.of(new CidrBlock(address & mask(length), length));
    }

    /** An IPv6 range in its canonical form; empty if it is none. */
    public static Optional<String> canonicalIpv6(String text) {
        var match = FORMAT_6.matcher(text);
        if (!match.matches() || Integer.parseInt(match.group(2)) > 128) {
            return Optional.empty();
        }
        int length = Integer.parseInt(match.group(2));
        try {
            // The pattern admits no host names, so nothing is looked up.
            if (!(InetAddress.getByName(match.group(1)) instanceof Inet6Address address)) {
                return Optional.empty();
            }
            var mask =
                    BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE.shiftLeft(128 - length));
            var bits = new BigInteger(1, address.getAddress()).and(mask);
            return Optional.of(Ipv6Text.of(bits) + "/" + length);
        } catch (UnknownHostException _) {
            return Optional.empty();
        }
    }

    /** How many addresses the range has. */
    public long size() {
        return 1L << (32 - length);
    }

    /** Whether all addresses of the other range are in this one. */
    public boolean contains(CidrBlock other) {
        return other.length >= length && (other.first & mask(length)) == first;
    }

    public boolean overlaps(CidrBlock other) {
        return contains(other) || other.contains(this);
    }

    /**
     * The address at an offset.
     *
     * @param offset 0 up to {@link #size}
     */
    public String address(long offset) {
        long address = first + offset;
        return (address >> 24 & 255)
                + "."
                + (address >> 16 & 255)
                + "."
                + (address >> 8 & 255)
                + "."
                + (address & 255);
    }

    /** The part of this range at an index when it is cut into parts of a longer prefix. */
    public CidrBlock part(int length, int index) {
        return new CidrBlock(first + index * (1L << (32 - length)), length);
    }

    private static long mask(int length) {
        return length == 0 ? 0 : 0xFFFFFFFFL << (32 - length) & 0xFFFFFFFFL;
    }

    @Override
    public String toString() {
        return address(0) + "/" + length;
    }
}
