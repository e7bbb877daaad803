package io.tidings.memory;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/// What an array of bytes takes of the heap, in bytes. References have 8 bytes and headers 16, as in a native binary or
/// on a large heap; elsewhere it is somewhat less. Any thread may call it.
public final class ArrayFootprint {
    private static final int UNIT = 8;
    private static final int HEADER = 24;

    private final long region;

    /// With a garbage collector that gives whole regions of this many bytes to an object larger than half a region;
    /// 0 if it does not.
    public ArrayFootprint(long region) {
        this.region = region;
    }

    /// For the heap of this process. Ask when it runs: the heap of a native binary is not the one it was built in.
    public static ArrayFootprint ofThisHeap() {
        return new ArrayFootprint(regionOfG1());
    }

    private static long regionOfG1() {
        try {
            var options = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
            return Long.parseLong(options.getVMOption("G1HeapRegionSize").getValue());
        } catch (RuntimeException _) {
            // Not HotSpot, such as a native binary.
            return 0;
        }
    }

    /// For an array of this length.
    public long of(long length) {
        long bytes = roundUp(HEADER + length, UNIT);
        return region > 0 && bytes > region / 2 ? roundUp(bytes, region) : bytes;
    }

    private static long roundUp(long bytes, long unit) {
        return (bytes + unit - 1) / unit * unit;
    }
}
