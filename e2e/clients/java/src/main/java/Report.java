/// What each adapter says: one line of JSON for each event that its client hands to the application.
final class Report {
    private Report() {}

    /// Refuses empty data as an application's JSON parser does; the error passes to the client, as it would there.
    static void event(String type, String id, String data) {
        var name = type == null || type.isEmpty() ? "message" : type;
        System.out.println("{\"type\":%s,\"id\":%s,\"data\":%s}".formatted(quoted(name), quoted(id), quoted(data)));
        if (!name.equals("content") && (data == null || data.isBlank())) {
            throw new IllegalArgumentException("no JSON: " + data);
        }
    }

    private static String quoted(String text) {
        var json = new StringBuilder("\"");
        for (char c : (text == null ? "" : text).toCharArray()) {
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                json.append("\\u%04x".formatted((int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
