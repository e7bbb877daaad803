package io.tidings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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

    /// What waits in the kernel for the clients of a port, in bytes.
    public long unsent(int port) throws IOException {
        long sum = 0;
        for (var name : List.of("tcp", "tcp6")) {
            try (var lines = Files.lines(folder.resolve("net").resolve(name))) {
                sum += lines.skip(1).mapToLong(line -> unsent(line, port)).sum();
            }
        }
        return sum;
    }

    /// A line has a number, the local and the other address, the state, and `unsent:unread`, all in hexadecimal.
    private static long unsent(String line, int port) {
        var fields = line.strip().split("\\s+");
        boolean isThePort = Integer.parseInt(fields[1].substring(fields[1].indexOf(':') + 1), 16) == port;
        return isThePort ? Long.parseLong(fields[4].substring(0, fields[4].indexOf(':')), 16) : 0;
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
