import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// One connection that publishes one message, or one batch, after the other. For one thread.
final class Publisher implements AutoCloseable {
    private final Server server;
    private final Socket socket;
    private final InputStream in;
    private final byte[] buffer = new byte[64 * 1024];

    Publisher(Server server) throws IOException {
        this.server = server;
        socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setTcpNoDelay(true);
        in = socket.getInputStream();
    }

    /// A message that a [StreamParser] knows again, sent now.
    static String message(int publisher, long number, int bytes) {
        var text = new StringBuilder(bytes).append('@').append(publisher).append(':').append(number).append(':');
        text.append(System.nanoTime()).append(' ');
        text.repeat('x', Math.max(0, bytes - text.length()));
        return text.toString();
    }

    /// Posts a body and waits for the answer. Throws if it is not a success.
    void post(String path, String body) throws IOException {
        var content = body.getBytes(StandardCharsets.UTF_8);
        var request = new ByteArrayOutputStream(content.length + 256);
        request.writeBytes(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n" + server.header()
                        + "Content-Length: " + content.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(content);
        socket.getOutputStream().write(request.toByteArray());
        awaitAnswer();
    }

    private void awaitAnswer() throws IOException {
        var answer = new StringBuilder();
        int end = -1;
        long length = Long.MAX_VALUE;
        while (end < 0 || answer.length() < end + length) {
            int got = in.read(buffer);
            if (got < 0) {
                throw new IOException(server.name() + " has closed the connection of a publisher");
            }
            answer.append(new String(buffer, 0, got, StandardCharsets.ISO_8859_1));
            if (end < 0 && answer.indexOf("\r\n\r\n") > 0) {
                end = answer.indexOf("\r\n\r\n") + 4;
                length = contentLength(answer.substring(0, end).toLowerCase());
            }
            if (length < 0 && answer.indexOf("\r\n0\r\n\r\n", end - 2) > 0) {
                length = 0;
            }
            if (length < 0) {
                length = Long.MAX_VALUE / 2;
                if (answer.indexOf("\r\n0\r\n\r\n", end - 2) > 0) {
                    break;
                }
            }
        }
        if (!answer.substring(0, 12).matches("HTTP/1.1 2..")) {
            throw new IOException(server.name() + " answers " + answer.toString().lines().findFirst().orElse(""));
        }
    }

    /// Minus one if the answer comes in chunks.
    private static long contentLength(String head) {
        int at = head.indexOf("content-length:");
        return at < 0 ? -1 : Long.parseLong(head.substring(at + 15, head.indexOf("\r\n", at)).trim());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
