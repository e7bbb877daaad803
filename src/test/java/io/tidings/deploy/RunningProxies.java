package io.tidings.deploy;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.tidings.Certificate;
import io.tidings.PackagedServer;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// All proxies that are installed, side by side in front of the same replicas, and what listens through them.
final class RunningProxies implements AutoCloseable {
    private final Certificate certificate;
    private final Map<Proxy, RunningProxy> running = new EnumMap<>(Proxy.class);
    private final List<HttpClient> clients = new ArrayList<>();
    private final Map<Proxy, List<Listener>> listeners = new EnumMap<>(Proxy.class);

    private RunningProxies(Certificate certificate) {
        this.certificate = certificate;
    }

    /// Names on standard error what is missing.
    static RunningProxies start(Path folder, Certificate certificate, PackagedServer... replicas) throws Exception {
        var proxies = new RunningProxies(certificate);
        for (var proxy : Proxy.values()) {
            if (proxy.isInstalled()) {
                proxies.running.put(proxy, RunningProxy.start(proxy, folder, certificate, List.of(replicas)));
            } else {
                System.err.println(proxy.advice());
            }
        }
        assumeFalse(proxies.running.isEmpty(), "NOT TESTED: no proxy is installed");
        return proxies;
    }

    /// Opens so many streams in every way through each of them.
    void listen(String path, int streams) throws Exception {
        for (var way : Way.all().filter(way -> running.containsKey(way.proxy())).toList()) {
            var client = way.client(certificate);
            clients.add(client);
            for (int i = 0; i < streams; i++) {
                var listener = Listener.open(client, running.get(way.proxy()).at(path, way));
                listeners.computeIfAbsent(way.proxy(), _ -> new ArrayList<>()).add(listener);
            }
        }
    }

    List<RunningProxy> all() {
        return List.copyOf(running.values());
    }

    List<Listener> listeners() {
        return listeners.values().stream().flatMap(List::stream).toList();
    }

    /// Of each proxy, how many streams the client of it had that came back most often.
    Map<Proxy, Integer> mostStreams() {
        var most = new EnumMap<Proxy, Integer>(Proxy.class);
        listeners.forEach((proxy, some) ->
                most.put(proxy, some.stream().mapToInt(Listener::streams).max().orElseThrow()));
        return most;
    }

    @Override
    public void close() {
        listeners().forEach(Listener::close);
        running.values().forEach(RunningProxy::close);
        clients.forEach(HttpClient::shutdownNow);
    }
}
