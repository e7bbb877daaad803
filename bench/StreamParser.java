import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Reads one response that is an event stream, with or without chunks, and tells of each message that a [Publisher]
/// sent: `data: @PUBLISHER:NUMBER:NANOS …`. For one thread.
final class StreamParser {
    private static final int LINE_START = 72;

    interface Listener {
        void opened();

        void refused(String head);

        void message(int publisher, long number, long sentNanos);
    }

    private enum In {
        HEAD,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        PLAIN
    }

    private final Listener listener;
    private final byte[] line = new byte[LINE_START];
    private StringBuilder head = new StringBuilder();
    private int length;
    private long left;
    private In in = In.HEAD;

    StreamParser(Listener listener) {
        this.listener = listener;
    }

    void read(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            byte b = bytes.get();
            switch (in) {
                case HEAD -> head(b);
                case CHUNK_SIZE -> chunkSize(b);
                case CHUNK -> {
                    body(b);
                    if (--left == 0) {
                        in = In.CHUNK_END;
                    }
                }
                case CHUNK_END -> {
                    if (b == '\n') {
                        in = In.CHUNK_SIZE;
                    }
                }
                case PLAIN -> body(b);
            }
        }
    }

    private void head(byte b) {
        head.append((char) b);
        if (b == '\n' && head.length() >= 4 && head.charAt(head.length() - 3) == '\n') {
            var text = head.toString();
            head = new StringBuilder(0);
            in = text.toLowerCase().contains("transfer-encoding: chunked") ? In.CHUNK_SIZE : In.PLAIN;
            if (text.startsWith("HTTP/1.1 200")) {
                listener.opened();
            } else {
                listener.refused(text);
            }
        }
    }

    private void chunkSize(byte b) {
        if (b == '\n') {
            in = left == 0 ? In.CHUNK_END : In.CHUNK;
        } else if (b != '\r') {
            left = left * 16 + Character.digit(b, 16);
        }
    }

    private void body(byte b) {
        if (b == '\n') {
            line();
            length = 0;
        } else if (length < LINE_START) {
            line[length++] = b;
        }
    }

    private void line() {
        int at = 0;
        while (at < length && line[at] != '@') {
            at++;
        }
        if (at == length || !isData(at)) {
            return;
        }
        long publisher = 0;
        long number = 0;
        long value = 0;
        int field = 0;
        for (int i = at + 1; i < length; i++) {
            byte b = line[i];
            if (b >= '0' && b <= '9') {
                value = value * 10 + (b - '0');
            } else if (field == 0) {
                publisher = value;
                value = 0;
                field++;
            } else if (field == 1) {
                number = value;
                value = 0;
                field++;
            } else {
                listener.message((int) publisher, number, value);
                return;
            }
        }
    }

    private boolean isData(int at) {
        return new String(line, 0, at, StandardCharsets.US_ASCII).startsWith("data:");
    }
}
