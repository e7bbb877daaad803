package io.tidings.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;

/// A stream, split at its empty lines. Reads wait for what comes.
final class Blocks implements AutoCloseable {
    private final BufferedReader lines;
    private final StringBuilder block = new StringBuilder();

    Blocks(InputStream stream) {
        this.lines = new BufferedReader(new InputStreamReader(stream, UTF_8));
    }

    /// Waits for the first line, which is a part of the first block.
    void awaitBeginning() throws IOException {
        appendLine();
    }

    /// The next block, with the empty line that ends it.
    String next() throws IOException {
        while (!block.toString().endsWith("\n\n") && !block.toString().equals("\n")) {
            appendLine();
        }
        var complete = block.toString();
        block.setLength(0);
        return complete;
    }

    /// All that is left, if it is no stream.
    String rest() throws IOException {
        return lines.readAllAsString();
    }

    private void appendLine() throws IOException {
        var line = lines.readLine();
        if (line == null) {
            throw new EOFException("the stream ended");
        }
        block.append(line).append('\n');
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
