package io.tidings.delivery;

import java.time.Instant;
import java.util.Optional;

/// A client with an address, which may listen for as long as it likes.
record HolderAt(String address) implements Holder {
    @Override
    public Optional<String> client() {
        return Optional.of(address);
    }

    @Override
    public boolean isLimited() {
        return false;
    }

    @Override
    public boolean isOver(Instant now) {
        return false;
    }

    @Override
    public Optional<Instant> warning(Instant now) {
        return Optional.empty();
    }
}
