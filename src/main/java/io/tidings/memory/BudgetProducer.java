package io.tidings.memory;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Makes the budget that the configuration asks for.
class BudgetProducer {
    @Produces
    @Singleton
    Budget budget(MemoryConfig config) {
        return new Budget(config.budget().bytes());
    }
}
