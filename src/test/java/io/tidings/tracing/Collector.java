package io.tidings.tracing;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Takes spans as OTLP over HTTP (opentelemetry-proto, `ExportTraceServiceRequest`), and reads of them what tests ask.
final class Collector implements AutoCloseable {
    // Where a request has the spans: resource_spans, scope_spans, spans.
    private static final List<Integer> PATH = List.of(1, 2, 2);

    private static final int TRACE_ID = 1;
    private static final int SPAN_ID = 2;
    private static final int PARENT = 4;
    private static final int NAME = 5;

    /// Ids in hexadecimal; the parent is empty if there is none.
    record Span(String name, String trace, String id, String parent) {}

    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    Collector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    List<Span> spans() {
        return List.copyOf(spans);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            read(exchange.getRequestBody().readAllBytes(), 0);
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private void read(byte[] message, int depth) throws IOException {
        if (depth == PATH.size()) {
            spans.add(span(message));
            return;
        }
        var in = CodedInputStream.newInstance(message);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == PATH.get(depth)) {
                read(in.readByteArray(), depth + 1);
            } else {
                in.skipField(tag);
            }
        }
    }

    private static Span span(byte[] message) throws IOException {
        var name = "";
        var trace = "";
        var id = "";
        var parent = "";
        var in = CodedInputStream.newInstance(message);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case TRACE_ID -> trace = hex(in);
                case SPAN_ID -> id = hex(in);
                case PARENT -> parent = hex(in);
                case NAME -> name = in.readString();
                default -> in.skipField(tag);
            }
        }
        return new Span(name, trace, id, parent);
    }

    private static String hex(CodedInputStream in) throws IOException {
        return HexFormat.of().formatHex(in.readByteArray());
    }
}
