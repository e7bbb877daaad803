import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Collects the tables of all scenarios, prints them as Markdown, and writes them as JSON.
final class Report {
    private final Map<String, List<Map<String, Object>>> tables = new LinkedHashMap<>();

    /// Adds a row to the table of a scenario. All rows of a table have the same columns; figures are numbers.
    void add(String table, Map<String, Object> row) {
        tables.computeIfAbsent(table, _ -> new ArrayList<>()).add(row);
    }

    /// Adds a target and whether it is met.
    void target(String what, String target, String figure, boolean met) {
        target(what, target, figure, met ? "yes" : "**no**");
    }

    /// Adds a target beside a figure that is not judged by it, because the server was started in another way.
    void informative(String what, String target, String figure) {
        target(what, target, figure, "not judged");
    }

    private void target(String what, String target, String figure, String met) {
        add("targets", row("what", what, "target", target, "figure", figure, "met", met));
    }

    /// A row of alternating column names and cells, in that order.
    static Map<String, Object> row(Object... cells) {
        var row = new LinkedHashMap<String, Object>();
        for (int i = 0; i < cells.length; i += 2) {
            row.put((String) cells[i], cells[i + 1]);
        }
        return row;
    }

    /// Prints the table of a scenario, or those whose names begin with it, as in `scenario: more`.
    void print(String scenario) {
        tables.keySet().stream()
                .filter(table -> table.equals(scenario) || table.startsWith(scenario + ": "))
                .forEach(this::printTable);
    }

    private void printTable(String table) {
        var rows = tables.get(table);
        var columns = rows.getFirst().keySet();
        System.out.println("\n### " + table + "\n");
        System.out.println("| " + String.join(" | ", columns) + " |");
        System.out.println("|" + " --- |".repeat(columns.size()));
        for (var row : rows) {
            System.out.println(row.values().stream().map(Report::shown).collect(Collectors.joining(" | ", "| ", " |")));
        }
    }

    static String shown(Object cell) {
        return switch (cell) {
            case Double figure when figure.isNaN() -> "–";
            case Double figure when figure >= 100 -> String.format(Locale.ROOT, "%,.0f", figure);
            case Double figure -> String.format(Locale.ROOT, figure >= 10 ? "%.1f" : "%.2f", figure);
            case Number count -> String.format(Locale.ROOT, "%,d", count.longValue());
            default -> cell.toString();
        };
    }

    void write(Path file) throws IOException {
        if (file.getParent() != null) {
            Files.createDirectories(file.getParent());
        }
        Files.writeString(file, tables.entrySet().stream()
                .map(table -> "  " + quoted(table.getKey()) + ": [\n" + table.getValue().stream()
                        .map(Report::object)
                        .collect(Collectors.joining(",\n")) + "\n  ]")
                .collect(Collectors.joining(",\n", "{\n", "\n}\n")));
    }

    private static String object(Map<String, Object> row) {
        return row.entrySet().stream()
                .map(cell -> quoted(cell.getKey()) + ": " + json(cell.getValue()))
                .collect(Collectors.joining(", ", "    {", "}"));
    }

    private static String json(Object cell) {
        return switch (cell) {
            case Double figure when figure.isNaN() -> "null";
            case Number number -> number.toString();
            default -> quoted(cell.toString());
        };
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
