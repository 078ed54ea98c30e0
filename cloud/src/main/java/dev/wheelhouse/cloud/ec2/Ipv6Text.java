package dev.wheelhouse.cloud.ec2;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** IPv6 addresses as RFC 5952 writes them. */
final class Ipv6Text {
    private Ipv6Text() {}

    static String of(BigInteger bits) {
        List<Integer> groups = new ArrayList<>();
        for (int group = 7; group >= 0; group--) {
            groups.add(bits.shiftRight(group * 16).intValue() & 0xFFFF);
        }
        int longestStart = -1;
        int longest = 1; // a single zero group is not shortened
        for (int start = 0; start < 8; start++) {
            int length = 0;
            while (start + length < 8 && groups.get(start + length) == 0) {
                length++;
            }
            if (length > longest) {
                longest = length;
                longestStart = start;
            }
        }
        if (longestStart < 0) {
            return join(groups);
        }
        return join(groups.subList(0, longestStart))
                + "::"
                + join(groups.subList(longestStart + longest, 8));
    }

    private static String join(List<Integer> groups) {
        return String.join(":", groups.stream().map(Integer::toHexString).toList());
    }
}
