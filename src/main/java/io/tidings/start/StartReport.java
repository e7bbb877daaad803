package io.tidings.start;

import io.tidings.auth.setup.AccessSummary;
import io.tidings.log.setup.LogSummary;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/// Tells the log once, when the hub listens, what an operator wants to know of it first: where events
/// are kept, where it listens, what its limits are, and who may do what. No password is in it, and no
/// token but one that was made for this start.
@ApplicationScoped
class StartReport {
    private static final Logger LOG = Logger.getLogger(StartReport.class);

    private final Config config;
    private final LogSummary log;
    private final AccessSummary access;

    StartReport(Config config, LogSummary log, AccessSummary access) {
        this.config = config;
        this.log = log;
        this.access = access;
    }

    void tell(String addresses) {
        LOG.info("""
                Tidings %s
                  log        %s
                  retention  %s
                  address    %s
                  streams    %s at most, %s of one address, %s of one subject
                  memory     %s for clients, of a heap of %d MB; events up to %s, batches up to %s
                  publish    %s
                  subscribe  %s
                  operate    %s""".formatted(
                        value("quarkus.application.version"),
                        log.place(),
                        log.rules(),
                        addresses,
                        value("tidings.subscribe.max-streams"),
                        value("tidings.subscribe.max-streams-per-address"),
                        value("tidings.subscribe.max-streams-per-subject"),
                        value("tidings.memory.budget"),
                        Runtime.getRuntime().maxMemory() >> 20,
                        value("tidings.publish.max-event-size"),
                        value("tidings.publish.max-batch-size"),
                        access.publishers(),
                        access.subscribers(),
                        access.operators()));
        access.tokenMade()
                .ifPresent(token -> LOG.infof(
                        "No tidings.auth.publish-tokens are set. Publish with this token, made for this start: %s",
                        token));
    }

    private String value(String key) {
        return String.valueOf(config.getConfigValue(key).getValue());
    }
}
