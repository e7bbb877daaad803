import java.util.function.UnaryOperator;

/// Where a server takes subscribers and messages: two paths, the headers of a publisher's request (each ends with
/// CRLF), and how that request's body carries a message.
record Endpoints(String subscribePath, String publishPath, String publishHeaders, UnaryOperator<String> body) {

    /// The body is the message.
    static Endpoints plain(String subscribePath, String publishPath, String publishHeaders) {
        return new Endpoints(
                subscribePath, publishPath, "Content-Type: text/plain\r\n" + publishHeaders, UnaryOperator.identity());
    }
}
