package io.tidings.control;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one replica has for a page of streams, in the order of their numbers. If it may have more, the part is cut: it
/// has everything up to a number, and the page ends there.
@RegisterForReflection
record StreamPart(List<StreamReport> streams, @Nullable Long cut) {
    static final StreamPart NONE = new StreamPart(List.of(), null);
}
