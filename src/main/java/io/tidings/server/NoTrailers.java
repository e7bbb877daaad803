package io.tidings.server;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;

/// Trailers of which nothing is kept: the decoder adds each, and it is gone.
final class NoTrailers extends DefaultHttpHeaders {
    static final HttpHeadersFactory FACTORY = new HttpHeadersFactory() {
        @Override
        public HttpHeaders newHeaders() {
            return new NoTrailers();
        }

        @Override
        public HttpHeaders newEmptyHeaders() {
            return new NoTrailers();
        }
    };

    private NoTrailers() {}

    @Override
    public HttpHeaders add(CharSequence name, Object value) {
        return this;
    }

    @Override
    public HttpHeaders add(String name, Object value) {
        return this;
    }
}
