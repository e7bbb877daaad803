package io.tidings.log;

/// How many streams that are counted together are open at one replica.
public record PresenceCount(PresenceKey key, long streams) {}
