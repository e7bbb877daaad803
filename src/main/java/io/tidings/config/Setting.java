package io.tidings.config;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A key of the configuration, and what its value may be. The key of a [#named] setting holds `"NAME"` where
/// a name is chosen by the operator, and `[0]` where an index is. A list may be written as several keys, each with an
/// index at its end.
public record Setting(String key, Allowed allowed, Allowed names, boolean isSecret, Pattern form) {
    private static final String INDEX = "\\[\\d+]";
    private static final Allowed NO_NAMES = new Allowed("", _ -> true);

    /// One key with one value.
    public static Setting of(String key, Allowed allowed) {
        return new Setting(key, allowed, NO_NAMES, false, Pattern.compile(withAnyIndex(key)));
    }

    /// A key for each of the names: `PREFIX."NAME".LEAF`. The placeholder stands for the name in [#key].
    public static Setting named(String prefix, String placeholder, Allowed names, String leaf, Allowed allowed) {
        var form = Pattern.compile(Pattern.quote(prefix + ".")
                + "(?:\"(?<quoted>(?:[^\"\\\\]|\\\\.)*)\"|(?<plain>[^\".\\[\\]]+))"
                + withAnyIndex("." + leaf));
        return new Setting(prefix + ".\"" + placeholder + "\"." + leaf, allowed, names, false, form);
    }

    private static String withAnyIndex(String key) {
        return Pattern.quote(key).replace("[0]", "\\E" + INDEX + "\\Q");
    }

    /// The same, of which each value is a list.
    public Setting list() {
        return new Setting(key, allowed, names, isSecret, Pattern.compile(form.pattern() + "(?:" + INDEX + ")?"));
    }

    /// The same, whose values nobody but the operator may read.
    public Setting secret() {
        return new Setting(key, allowed, names, true, form);
    }

    /// True if this key of a configuration is one of this setting.
    public boolean has(String name) {
        return form.matcher(name).matches();
    }

    /// What is wrong with a value, in lines; none if nothing is. The key is one of this setting.
    public List<String> problems(String name, String value) {
        var match = form.matcher(name);
        if (match.matches() && !names.allows(nameIn(match))) {
            return List.of(name + ": the name must be " + names.words());
        }
        if (allowed.allows(value)) {
            return List.of();
        }
        return List.of(name + "=" + shown(value) + ": must be " + allowed.words());
    }

    private static String nameIn(Matcher match) {
        if (!match.namedGroups().containsKey("quoted")) {
            return "";
        }
        var quoted = match.group("quoted");
        return quoted != null ? quoted : match.group("plain");
    }

    private String shown(String value) {
        return isSecret ? value.replaceAll("[^,\\s]+", "***") : value;
    }
}
