package io.tidings.memory;

import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What each client address may hold of the budget at a time: a quarter of each share, so that a client that
/// asks for a thousand pages, and takes none, leaves room for those of others. An address is known only while
/// somebody uses or holds some of its share, so there are never more of them than of pages and connections.
/// Any thread may call it. Connections still end after the container has stopped, so there is no proxy in front of it.
@Singleton
public class ClientShares {
    /// Of the budget.
    private static final int CLIENTS = 4;

    private final Budget budget;
    private final Map<String, Share> byAddress = new ConcurrentHashMap<>();

    private record Share(Budget budget, int users) {
        boolean isForgotten() {
            return users == 0 && budget.isIdle();
        }
    }

    public ClientShares(Budget budget) {
        this.budget = budget;
    }

    /// The share of an address. It takes no room while nothing is held.
    public ClientShare of(String address) {
        return new ClientShare(this, address);
    }

    /// The share of an address for one more user, as a budget of its own. Call [#leave] when that asks for no
    /// more of it.
    public Budget enter(String address) {
        var share = byAddress.compute(
                address,
                (_, known) -> known == null
                        ? new Share(new Budget(budget.limit() / CLIENTS), 1)
                        : new Share(known.budget(), known.users() + 1));
        return share.budget();
    }

    /// Holds the bytes, and as much of the share of an address, until the hold is released; none if there is no room in
    /// one of them. The address is known until then.
    public @Nullable Hold tryHold(String address, Use use, long bytes) {
        var ofClient = enter(address).tryHold(use, bytes);
        if (ofClient == null) {
            leave(address);
            return null;
        }
        var ofAll = budget.tryHold(use, bytes);
        if (ofAll == null) {
            ofClient.release();
            leave(address);
            return null;
        }
        return ofAll.with(ofClient).whenReleased(() -> leave(address));
    }

    /// If the user still holds something, the address is known until [#forget].
    public void leave(String address) {
        remember(address, -1);
    }

    /// Forgets the addresses that nobody uses and that hold nothing any more.
    public void forget() {
        byAddress.keySet().forEach(address -> remember(address, 0));
    }

    /// Changes the number of users of an address, and forgets it if nobody uses it and it holds nothing. This is one
    /// step, because another thread may be about to use it.
    private void remember(String address, int users) {
        byAddress.computeIfPresent(address, (_, known) -> {
            var share = new Share(known.budget(), known.users() + users);
            return share.isForgotten() ? null : share;
        });
    }

    /// The addresses of which somebody waits for room in their share.
    public Set<String> waiting() {
        return byAddress.entrySet().stream()
                .filter(entry -> entry.getValue().budget().isWaitedFor())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// How many addresses have any.
    public int addresses() {
        return byAddress.size();
    }
}
