package io.tidings.start;

import io.quarkus.runtime.StartupEvent;
import io.tidings.auth.setup.AccessSummary;
import io.tidings.log.setup.LogSummary;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/// Tells the log once, when the hub has started, what an operator wants to know of it first: where events are kept,
/// where it listens, what its limits are, and who may do what. No token and no password is in it.
class StartReport {
    private static final Logger LOG = Logger.getLogger(StartReport.class);
    private static final int AFTER_THE_LOG = 4_000;

    private final Config config;
    private final LogSummary log;
    private final AccessSummary access;

    StartReport(Config config, LogSummary log, AccessSummary access) {
        this.config = config;
        this.log = log;
        this.access = access;
    }

    void log(@Observes @Priority(AFTER_THE_LOG) StartupEvent event) {
        LOG.info(text());
    }

    String text() {
        return """
                Tidings %s
                  log        %s
                  retention  %s
                  address    %s
                  streams    %s at most, %s of one address, %s of one subject
                  memory     %s for clients, of a heap of %d MB; events up to %s, batches up to %s
                  publish    %s
                  subscribe  %s""".formatted(
                        value("quarkus.application.version"),
                        log.place(),
                        log.rules(),
                        addresses(),
                        value("tidings.subscribe.max-streams"),
                        value("tidings.subscribe.max-streams-per-address"),
                        value("tidings.subscribe.max-streams-per-subject"),
                        value("tidings.memory.budget"),
                        Runtime.getRuntime().maxMemory() >> 20,
                        value("tidings.publish.max-event-size"),
                        value("tidings.publish.max-batch-size"),
                        access.publishers(),
                        access.subscribers());
    }

    private String addresses() {
        var host = value("quarkus.http.host");
        var https = "https://" + host + ":" + value("quarkus.http.ssl-port");
        var http = "http://" + host + ":" + value("quarkus.http.port");
        if (!hasCertificate()) {
            return http;
        }
        return value("quarkus.http.insecure-requests").equals("enabled") ? http + " and " + https : https;
    }

    private boolean hasCertificate() {
        for (var name : config.getPropertyNames()) {
            if (name.startsWith("quarkus.http.ssl.certificate.")
                    || name.equals("quarkus.http.tls-configuration-name")) {
                return config.getConfigValue(name).getValue() != null;
            }
        }
        return false;
    }

    private String value(String key) {
        var value = config.getConfigValue(key).getValue();
        return value == null ? "?" : value;
    }
}
