package io.tidings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What Linux tells of a process, in /proc.
public record ProcFiles(Path folder) {
    public static ProcFiles of(PackagedServer server) {
        return new ProcFiles(Path.of("/proc", String.valueOf(server.process().pid())));
    }

    /// The number of its open file descriptors.
    public int descriptors() throws IOException {
        try (var descriptors = Files.list(folder.resolve("fd"))) {
            return (int) descriptors.count();
        }
    }

    /// Its memory that is there now (RSS), in bytes.
    public long memory() throws IOException {
        return status("VmRSS");
    }

    /// The most that [#memory] was since the start, or since [#forgetPeak].
    public long peak() throws IOException {
        return status("VmHWM");
    }

    public void forgetPeak() throws IOException {
        Files.writeString(folder.resolve("clear_refs"), "5");
    }

    private long status(String figure) throws IOException {
        try (var lines = Files.lines(folder.resolve("status"))) {
            return lines.filter(line -> line.startsWith(figure + ":"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElseThrow();
        }
    }
}
