package dev.wheelhouse.wire.http;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.Checksum;

/**
 * CRC-64/NVME: reflected, polynomial {@code 0xad93d23594c93659}, all bits set before and inverted
 * after (NVM Express NVM Command Set Specification, section 5.2.1.3.4).
 *
 * <p>Eight bytes are taken in a step, each through a table that knows how many others follow it.
 */
final class Crc64Nvme implements Checksum {
    private static final long REFLECTED_POLYNOMIAL = 0x9a6c9329ac4bc9b5L;
    private static final int STEP = Long.BYTES;

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** What a byte contributes when none, one, two... bytes follow it in the step. */
    private static final long[][] TABLES = tables();

    private long state = ~0L;

    private static long[][] tables() {
        var tables = new long[STEP][256];
        for (int i = 0; i < 256; i++) {
            long value = i;
            for (int bit = 0; bit < 8; bit++) {
                value = (value & 1) == 0 ? value >>> 1 : (value >>> 1) ^ REFLECTED_POLYNOMIAL;
            }
            tables[0][i] = value;
        }
        for (int following = 1; following < STEP; following++) {
            for (int i = 0; i < 256; i++) {
                long before = tables[following - 1][i];
                tables[following][i] = tables[0][(int) (before & 0xff)] ^ (before >>> 8);
            }
        }
        return tables;
    }

    @Override
    public void update(int b) {
        state = TABLES[0][(int) ((state ^ b) & 0xff)] ^ (state >>> 8);
    }

    @Override
    public void update(byte[] bytes, int offset, int length) {
        int at = offset;
        int end = offset + length;
        long crc = state;
        for (; end - at >= STEP; at += STEP) {
            long mixed = crc ^ (long) LONGS.get(bytes, at);
            crc =
                    TABLES[7][(int) (mixed & 0xff)]
                            ^ TABLES[6][(int) (mixed >>> 8 & 0xff)]
                            ^ TABLES[5][(int) (mixed >>> 16 & 0xff)]
                            ^ TABLES[4][(int) (mixed >>> 24 & 0xff)]
                            ^ TABLES[3][(int) (mixed >>> 32 & 0xff)]
                            ^ TABLES[2][(int) (mixed >>> 40 & 0xff)]
                            ^ TABLES[1][(int) (mixed >>> 48 & 0xff)]
                            ^ TABLES[0][(int) (mixed >>> 56)];
        }
        state = crc;
        for (; at < end; at++) {
            update(bytes[at]);
        }
    }

    @Override
    public long getValue() {
        return ~state;
    }

    @Override
    public void reset() {
        state = ~0L;
    }
}
