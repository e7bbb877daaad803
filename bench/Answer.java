import java.io.IOException;

/// What a server answers to a publisher, as far as it has come.
final class Answer {
    private Answer() {}

    static boolean isComplete(StringBuilder answer) {
        int end = answer.indexOf("\r\n\r\n") + 4;
        if (end < 4) {
            return false;
        }
        var head = answer.substring(0, end).toLowerCase();
        int length = head.indexOf("content-length:");
        if (length >= 0) {
            int bytes = Integer.parseInt(head.substring(length + 15, head.indexOf("\r\n", length)).trim());
            return answer.length() >= end + bytes;
        }
        return !head.contains("transfer-encoding: chunked") || answer.indexOf("0\r\n\r\n", end) >= 0;
    }

    static void check(StringBuilder answer, Server server) throws IOException {
        if (!answer.substring(0, 12).matches("HTTP/1\\.1 2..")) {
            throw new IOException(server.name() + " answers " + answer.substring(0, Math.min(600, answer.length())));
        }
    }
}
