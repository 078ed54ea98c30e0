package dev.wheelhouse.stacks.template;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A range of addresses, IPv4 or IPv6.
 *
 * @param first the first address as a number
 * @param prefix how many leading bits all its addresses share
 * @param width 32 or 128
 */
record CidrBlock(BigInteger first, int prefix, int width) {
    private static final Pattern IPV4 =
            Pattern.compile("([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})");
    private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");
    private static final int MAX_COUNT = 256;

    /**
     * {@code Fn::Cidr}: consecutive blocks from the start of a block.
     *
     * @param count how many, 1 to 256
     * @param bits how many bits each leaves to its hosts
     * @throws TemplateException if an argument is none, or the block is too small
     */
    static List<String> split(String block, String count, String bits) {
        var whole =
                of(block)
                        .orElseThrow(() ->
                                TemplateException.error(
                                        "Fn::Cidr: '" + block + "' is not a CIDR block"));
        var howMany = number("count", count, 1, MAX_COUNT);
        var hostBits = number("number of bits", bits, 1, whole.width);
        var prefix = whole.width - hostBits;
        var fits =
                prefix >= whole.prefix
                        && BigInteger.valueOf(howMany)
                                        .compareTo(BigInteger.ONE.shiftLeft(prefix - whole.prefix))
                                <= 0;
        if (!fits) {
            throw TemplateException.error(
                    "Fn::Cidr: %s does not hold %d blocks of %d bits"
                            .formatted(block, howMany, hostBits));
        }
        var blocks = new ArrayList<String>();
        for (int index = 0; index < howMany; index++) {
            var first = whole.first.add(BigInteger.valueOf(index).shiftLeft(hostBits));
            blocks.add(new CidrBlock(first, prefix, whole.width).toString());
        }
        return blocks;
    }

    /** Reads {@code 10.0.0.0/16} or {@code 2001:db8::/48}; what follows the prefix is cleared. */
    static Optional<CidrBlock> of(String text) {
        var slash = text.indexOf('/');
        if (slash < 0 || !text.substring(slash + 1).matches("[0-9]{1,3}")) {
            return Optional.empty();
        }
        var address = text.substring(0, slash);
        var width = address.contains(":") ? 128 : 32;
        var prefix = Integer.parseInt(text.substring(slash + 1));
        if (prefix > width) {
            return Optional.empty();
        }
        return (width == 128 ? ipv6(address) : ipv4(address))
                .map(number -> {
                    var hostBits = width - prefix;
                    return new CidrBlock(
                            number.shiftRight(hostBits).shiftLeft(hostBits), prefix, width);
                });
    }

    private static int number(String what, String text, int least, int most) {
        var number = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : -1;
        if (number < least || number > most) {
            throw TemplateException.error(
                    "Fn::Cidr: the %s must be between %d and %d, not '%s'"
                            .formatted(what, least, most, text));
        }
        return number;
    }

    private static Optional<BigInteger> ipv4(String text) {
        var matcher = IPV4.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        var number = BigInteger.ZERO;
        for (int group = 1; group <= 4; group++) {
            var part = Integer.parseInt(matcher.group(group));
            if (part > 255) {
                return Optional.empty();
            }
            number = number.shiftLeft(8).add(BigInteger.valueOf(part));
        }
        return Optional.of(number);
    }

    private static Optional<BigInteger> ipv6(String text) {
        var gap = text.indexOf("::");
        if (gap < 0) {
            return number(groups(text), 8);
        }
        if (text.indexOf("::", gap + 1) >= 0) {
            return Optional.empty();
        }
        var head = groups(text.substring(0, gap));
        var tail = groups(text.substring(gap + 2));
        if (head.size() + tail.size() > 7) {
            return Optional.empty();
        }
        var all = new ArrayList<>(head);
        while (all.size() + tail.size() < 8) {
            all.add("0");
        }
        all.addAll(tail);
        return number(all, 8);
    }

    private static List<String> groups(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(":", -1));
    }

    private static Optional<BigInteger> number(List<String> groups, int size) {
        if (groups.size() != size || !groups.stream().allMatch(g -> GROUP.matcher(g).matches())) {
            return Optional.empty();
        }
        var number = BigInteger.ZERO;
        for (var group : groups) {
            number = number.shiftLeft(16).add(new BigInteger(group, 16));
        }
        return Optional.of(number);
    }

    @Override
    public String toString() {
        return (width == 32 ? ipv4Text() : ipv6Text()) + "/" + prefix;
    }

    private String ipv4Text() {
        var number = first.longValue();
        return "%d.%d.%d.%d"
                .formatted(
                        number >> 24 & 0xff,
                        number >> 16 & 0xff,
                        number >> 8 & 0xff,
                        number & 0xff);
    }

    /** Lower case, the longest run of zero groups left out (RFC 5952). */
    private String ipv6Text() {
        var groups = new int[8];
        for (int index = 0; index < 8; index++) {
            groups[index] = first.shiftRight(16 * (7 - index)).intValue() & 0xffff;
        }
        int start = -1;
        int length = 1;
        for (int index = 0; index < 8; index++) {
            int end = index;
            while (end < 8 && groups[end] == 0) {
                end++;
            }
            if (end - index > length) {
                start = index;
                length = end - index;
            }
        }
        var text = new StringBuilder();
        for (int index = 0; index < 8; index++) {
            if (index == start) {
                text.append("::");
                index += length - 1;
                continue;
            }
            if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(groups[index]));
        }
        return text.toString();
    }
}
