package io.tidings.server;

import io.tidings.memory.Budget;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What the pages and the requests of HTTP/2 of one client address may hold of the budget at a time: a
/// quarter of each share, so that a client that asks for a thousand pages, and takes none, leaves room
/// for those of others. An address is known only while it has a page or such a connection, so there are
/// never more of them than of these. Any thread may call it.
@ApplicationScoped
class ClientShares {
    /// Of the budget.
    private static final int CLIENTS = 4;

    private final Budget budget;
    private final Map<String, Share> byAddress = new ConcurrentHashMap<>();

    private record Share(Budget budget, int users) {}

    ClientShares(Budget budget) {
        this.budget = budget;
    }

    /// The share of an address for one page or connection more, as a budget of its own. Call [#leave]
    /// when that holds nothing of it.
    Budget enter(String address) {
        var share = byAddress.compute(
                address,
                (_, known) -> known == null
                        ? new Share(new Budget(budget.limit() / CLIENTS), 1)
                        : new Share(known.budget(), known.users() + 1));
        return share.budget();
    }

    void leave(String address) {
        byAddress.computeIfPresent(
                address, (_, known) -> known.users() > 1 ? new Share(known.budget(), known.users() - 1) : null);
    }

    /// How many addresses have any.
    int addresses() {
        return byAddress.size();
    }
}
