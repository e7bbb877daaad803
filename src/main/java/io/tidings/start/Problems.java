package io.tidings.start;

import io.tidings.config.Relation;
import io.tidings.config.Setting;
import io.tidings.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Compares a configuration with the settings that the hub knows.
final class Problems {
    private static final int MAX_LINE = 500;

    private final Settings settings;
    private final Nearest nearest;
    private final Given given;

    Problems(Settings settings, Given given) {
        this.settings = settings;
        this.nearest = new Nearest(settings);
        this.given = given;
    }

    /// Each in a line of its own, the same one once.
    List<String> all() {
        var known = knownKeys();
        var found = new ArrayList<String>();
        found.addAll(unknownKeys(known));
        found.addAll(unknownVariables(known));
        found.addAll(values(known));
        if (found.isEmpty()) {
            found.addAll(relations());
        }
        return found.stream().map(Problems::line).distinct().toList();
    }

    /// Those that may have a value: with a name that was chosen, only those that have.
    private NavigableSet<String> knownKeys() {
        return Stream.concat(
                        settings.all().stream().map(Setting::key).filter(key -> !key.contains("\"")),
                        given.keys().stream().filter(key -> setting(key).isPresent()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Optional<Setting> setting(String key) {
        return settings.all().stream().filter(setting -> setting.has(key)).findFirst();
    }

    /// A variable that makes such a key is told of by its own name.
    private List<String> unknownKeys(Set<String> known) {
        var variables = upperCase(given.variables());
        return given.keys().stream()
                .filter(key -> !known.contains(key) && !variables.contains(Variables.of(key)))
                .map(this::unknown)
                .toList();
    }

    private List<String> unknownVariables(Set<String> known) {
        var meant = known.stream().map(Variables::of).collect(Collectors.toSet());
        return given.variables().stream()
                .filter(variable -> !meant.contains(variable.toUpperCase(Locale.ROOT)) && !isOfAPlatform(variable))
                .map(this::unknown)
                .toList();
    }

    private boolean isOfAPlatform(String variable) {
        return Variables.tellsOfService(
                variable.toUpperCase(Locale.ROOT), given.value(variable).orElse(""));
    }

    private String unknown(String name) {
        return name + ": there is no such setting; "
                + nearest.to(name).map(key -> "did you mean " + key + "?").orElse("see docs/configuration.md");
    }

    private List<String> values(Set<String> known) {
        return known.stream().flatMap(key -> problems(key).stream()).toList();
    }

    private List<String> problems(String key) {
        try {
            return given.value(key)
                    .flatMap(value -> setting(key).map(setting -> setting.problems(key, value)))
                    .orElse(List.of());
        } catch (IllegalArgumentException e) {
            return List.of(key + "=" + e.getMessage());
        }
    }

    private List<String> relations() {
        return settings.relations().stream()
                .flatMap(relation -> problem(relation).stream())
                .toList();
    }

    private Optional<String> problem(Relation relation) {
        try {
            return relation.problem(given::value);
        } catch (IllegalArgumentException e) {
            return Optional.ofNullable(e.getMessage());
        }
    }

    private static Set<String> upperCase(Set<String> names) {
        return names.stream().map(name -> name.toUpperCase(Locale.ROOT)).collect(Collectors.toSet());
    }

    private static String line(String problem) {
        var line = problem.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= MAX_LINE ? line : line.substring(0, MAX_LINE) + "…";
    }
}
