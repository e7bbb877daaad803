package io.tidings.config;

import java.util.List;
import java.util.stream.Stream;

/// The settings of a part of the hub, and how they depend on each other. The part keeps them beside its
/// `@ConfigMapping`s, and a test compares the two.
public record Settings(List<Setting> all, List<Relation> relations) {
    public Settings {
        all = List.copyOf(all);
        relations = List.copyOf(relations);
    }

    public static Settings of(Setting... all) {
        return new Settings(List.of(all), List.of());
    }

    /// These, and what they demand of each other.
    public Settings with(Relation relation) {
        return new Settings(
                all, Stream.concat(relations.stream(), Stream.of(relation)).toList());
    }
}
