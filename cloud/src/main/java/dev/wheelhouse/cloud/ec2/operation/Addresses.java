package dev.wheelhouse.cloud.ec2.operation;

import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.ADDRESSES_USED_UP;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.ADDRESS_IN_USE;
import static dev.wheelhouse.cloud.ec2.Ec2Refusal.Reason.INVALID_PARAMETER_VALUE;

import dev.wheelhouse.cloud.ec2.CidrBlock;
import dev.wheelhouse.cloud.ec2.Subnet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Picks the addresses of instances. */
final class Addresses {
    private static final int RANDOM_TRIES = 24;

    private final RandomGenerator random;

    Addresses(RandomGenerator random) {
        this.random = random;
    }

    /**
     * Addresses of a subnet to try in turn: the one wanted; else some at random, since two launches
     * at once then rarely meet, and at last all.
     */
    Iterable<String> candidates(Subnet subnet, Optional<String> wanted) {
        if (wanted.isPresent()) {
            var address = CidrBlock.parse(wanted.get() + "/32");
            if (address.isEmpty() || !subnet.cidr().contains(address.get())) {
                throw INVALID_PARAMETER_VALUE.because(
                        "Address "
                                + wanted.get()
                                + " does not fall within the subnet's address range");
            }
            if (isReserved(subnet, wanted.get())) {
                throw INVALID_PARAMETER_VALUE.because(
                        "Address " + wanted.get() + " is in subnet's reserved address range");
            }
            return List.of(wanted.get());
        }
        long usable = subnet.cidr().size() - Subnet.RESERVED;
        return () -> addresses(subnet, usable);
    }

    private Iterator<String> addresses(Subnet subnet, long usable) {
        return Stream.concat(
                        Stream.generate(() -> random.nextLong(usable)).limit(RANDOM_TRIES),
                        LongStream.range(0, usable).boxed())
                .map(offset -> subnet.cidr().address(offset + Subnet.RESERVED - 1))
                .iterator();
    }

    /** Any address that looks public; it belongs to nobody here and leads nowhere. */
    String publicAddress() {
        return new CidrBlock(3L << 24 | 80L << 16, 12).address(random.nextLong(1, (1 << 20) - 1));
    }

    private static boolean isReserved(Subnet subnet, String address) {
        var cidr = subnet.cidr();
        return cidr.address(cidr.size() - 1).equals(address)
                || LongStream.range(0, Subnet.RESERVED - 1)
                        .anyMatch(offset -> cidr.address(offset).equals(address));
    }

    static RuntimeException inUse(String address) {
        return ADDRESS_IN_USE.because("Address " + address + " is in use.");
    }

    RuntimeException usedUp(Subnet subnet) {
        return ADDRESSES_USED_UP.because(
                "There are not enough free addresses in subnet '"
                        + subnet.id()
                        + "' to satisfy the requested number of instances.");
    }
}
