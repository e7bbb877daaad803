package io.tidings.delivery;

import java.time.Instant;
import java.util.Optional;

/// Holds a stream until a test says that its token has ended.
final class EndingHolder implements Holder {
    private boolean over;

    void end() {
        over = true;
    }

    @Override
    public Optional<String> client() {
        return Optional.empty();
    }

    @Override
    public boolean isLimited() {
        return true;
    }

    @Override
    public boolean isOver(Instant now) {
        return over;
    }

    @Override
    public Optional<Instant> warning(Instant now) {
        return Optional.empty();
    }
}
