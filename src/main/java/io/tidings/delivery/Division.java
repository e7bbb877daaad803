package io.tidings.delivery;

import io.tidings.sse.Frame;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// How the batch of a cohort is divided if not all of its audiences may read all of it. Those from whom the
/// same frames are withheld have one part, so that they are sent the same bytes. Owned by the lane's event
/// loop.
final class Division {
    /// The part that has all frames, of every batch.
    static final int WHOLE = 0;

    private final List<Part> parts = new ArrayList<>();

    Division() {
        parts.add(new Part(null, null));
    }

    /// What a larger part has, without one more frame, and the subscribers that are sent it.
    private static final class Part {
        private final @Nullable Part larger;
        private final @Nullable Frame withheld;
        private final List<Subscriber> takers = new ArrayList<>();
        private final int count;
        private int smaller;

        Part(@Nullable Part larger, @Nullable Frame withheld) {
            this.larger = larger;
            this.withheld = withheld;
            this.count = larger == null ? 0 : larger.count + 1;
        }

        Set<Frame> withheld() {
            var frames = new HashSet<Frame>();
            for (var part = this; part.larger != null; part = part.larger) {
                frames.add(part.withheld);
            }
            return frames;
        }
    }

    /// The parts of these audiences are without the frame from now on.
    void withhold(Frame frame, List<Audience> denied) {
        denied.forEach(audience -> audience.give(without(frame, audience.part())));
    }

    /// The same for all that had one part before.
    private int without(Frame frame, int index) {
        var part = parts.get(index);
        if (part.smaller == WHOLE || parts.get(part.smaller).withheld != frame) {
            part.smaller = parts.size();
            parts.add(new Part(part, frame));
        }
        return part.smaller;
    }

    /// Passes on each part of the batch that has frames, with all members that get it: one after the other
    /// they share its chunk.
    void forEachPart(WriteBatch batch, List<Subscriber> members, BiConsumer<WriteBatch, List<Subscriber>> action) {
        for (int i = 0; i < members.size(); i++) {
            var member = members.get(i);
            var part = parts.get(member.part());
            if (part.count < batch.count()) {
                part.takers.add(member);
            }
        }
        for (var part : parts) {
            if (!part.takers.isEmpty()) {
                action.accept(batch.without(part.withheld()), part.takers);
            }
        }
    }
}
