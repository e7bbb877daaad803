package io.tidings;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidings.sse.EventStreamParser.Message;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// One request on a connection of its own and the bytes that came back, with nothing forgiven: what is not HTTP/1.1
/// with `Content-Length` or chunks fails. Reads wait for a minute at most.
public final class RawResponse implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 60_000;

    private final Socket socket;
    private final InputStream in;
    private final String statusLine;
    private final Map<String, String> headers = new TreeMap<>();
    private final StreamText text;
    private int leftInChunk;
    private boolean ended;

    private RawResponse(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.text = new StreamText(this::chunkByte, socket);
        this.statusLine = line();
        for (var header = line(); !header.isEmpty(); header = line()) {
            var colon = header.indexOf(": ");
            headers.merge(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 2),
                    (one, other) -> one + ", " + other);
        }
    }

    /// Sends a request; each header is a whole line such as `Accept: text/html`.
    public static RawResponse of(String method, URI target, String... headers) throws IOException {
        return send(method, target, "", headers);
    }

    /// Posts a body.
    public static RawResponse post(URI target, String body, String... headers) throws IOException {
        return withBody("POST", target, body, headers);
    }

    /// Sends a request with a body.
    public static RawResponse withBody(String method, URI target, String body, String... headers) throws IOException {
        var length = "Content-Length: " + body.getBytes(UTF_8).length;
        return send(
                method,
                target,
                body,
                Stream.concat(Stream.of(length), Stream.of(headers)).toArray(String[]::new));
    }

    /// Sends bytes that need not be a proper request.
    public static RawResponse raw(URI server, byte[] request) throws IOException {
        var socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.getOutputStream().write(request);
        return new RawResponse(socket);
    }

    private static RawResponse send(String method, URI target, String body, String... headers) throws IOException {
        var query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
        var request = new StringBuilder(method + " " + target.getRawPath() + query + " HTTP/1.1\r\nHost: tidings\r\n");
        for (var header : headers) {
            request.append(header).append("\r\n");
        }
        request.append("\r\n").append(body);
        return raw(target, request.toString().getBytes(UTF_8));
    }

    public String statusLine() {
        return statusLine;
    }

    /// All headers, names in lower case; the values of equal ones with commas between them.
    public Map<String, String> headers() {
        return headers;
    }

    /// The whole body of a response that has a length.
    public String body() throws IOException {
        return new String(in.readNBytes(Integer.parseInt(headers.get("content-length"))), UTF_8);
    }

    /// The next event of a chunked stream: see [StreamText#event].
    public String event() throws IOException {
        return text.event();
    }

    /// The next event of a chunked stream: see [StreamText#message].
    public Message message() throws IOException {
        return text.message();
    }

    /// All of a chunked stream up to and with its next empty line. Waits for it.
    public String block() throws IOException {
        return text.block();
    }

    /// The next line of a chunked stream with its LF. Waits for it.
    public String textLine() throws IOException {
        return text.line();
    }

    /// Waits until a chunked stream is over, and returns what was left of it.
    public String rest() throws IOException {
        return text.rest();
    }

    /// Waits until the stream is over; true if it ended as HTTP says, false if the connection broke.
    public boolean endsCleanly() throws IOException {
        try {
            while (chunkByte() >= 0) {}
            return true;
        } catch (EOFException _) {
            return false;
        }
    }

    /// Goes away without a word: the kernel sends RST.
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /// The next byte inside the chunks, or -1 after the last chunk.
    private int chunkByte() throws IOException {
        if (leftInChunk == 0 && !ended) {
            leftInChunk = Integer.parseInt(line(), 16);
            if (leftInChunk == 0) {
                ended = true;
                line();
            }
        }
        if (ended) {
            return -1;
        }
        int next = octet();
        if (--leftInChunk == 0 && !line().isEmpty()) {
            throw new IOException("a chunk is longer than its header says");
        }
        return next;
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int next = octet(); next != '\r'; next = octet()) {
            line.append((char) next);
        }
        if (octet() != '\n') {
            throw new IOException("CR without LF after: " + line);
        }
        return line.toString();
    }

    private int octet() throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException("the connection closed");
        }
        return next;
    }
}
