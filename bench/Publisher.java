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

    static byte[] request(Server server, String path, String body) {
        var endpoints = server.endpoints();
        var content = endpoints.body().apply(body).getBytes(StandardCharsets.UTF_8);
        var request = new ByteArrayOutputStream(content.length + 256);
        request.writeBytes(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n" + endpoints.publishHeaders()
                        + "Content-Length: " + content.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(content);
        return request.toByteArray();
    }

    /// Posts a body and waits for the answer. Throws if it is not a success.
    void post(String path, String body) throws IOException {
        socket.getOutputStream().write(request(server, path, body));
        awaitAnswer();
    }

    private void awaitAnswer() throws IOException {
        var answer = new StringBuilder();
        while (!Answer.isComplete(answer)) {
            int got = in.read(buffer);
            if (got < 0) {
                throw new IOException(server.name() + " has closed the connection of a publisher");
            }
            answer.append(new String(buffer, 0, got, StandardCharsets.ISO_8859_1));
        }
        Answer.check(answer, server);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
