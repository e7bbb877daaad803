package io.tidings.ops;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// An agent in the JVM of a packaged server that takes all of its heap and keeps it, once a file is there, and tells
/// nobody that there was no more.
public final class HeapFiller {
    private static final List<byte[]> TAKEN = new ArrayList<>();

    private HeapFiller() {}

    public static void premain(String file) {
        Thread.ofPlatform().daemon().start(() -> fill(Path.of(file)));
    }

    private static void fill(Path file) {
        while (!Files.exists(file)) {
            Thread.yield();
        }
        for (int size = 1 << 20; size > 16; size /= 2) {
            take(size);
        }
    }

    private static void take(int size) {
        try {
            while (true) {
                TAKEN.add(new byte[size]);
            }
        } catch (OutOfMemoryError _) {
            // Smaller ones may still fit in.
        }
    }
}
