vcl 4.1;
# Two replicas behind Varnish 7. Varnish has no TLS, and caches nothing of the hub: use it if it is there anyway. Let what
# ends TLS in front of it (HAProxy, hitch) speak the PROXY protocol (-a :8443,PROXY), so that Varnish knows the clients.
#
#   varnishd -a :8080 -f varnish.vcl -p thread_pool_max=10000 -p http_req_hdr_len=20k
#
# A stream takes two threads as long as it is open, and there are two pools of them: this is enough for 10,000 streams.
# The default of thread_pool_max is 5,000. http_req_hdr_len is for a URL with a hundred topics.

import directors;

probe ready {
    .url = "/q/health/ready";
    .interval = 1s;
    .timeout = 5s;
    # Both of the last two: one failure is enough.
    .window = 2;
    .threshold = 2;
    .initial = 2;
}

backend one {
    .host = "tidings-1:8080";
    .probe = ready;
    .connect_timeout = 2s;
    # A heartbeat comes every 15 s (tidings.subscribe.heartbeat), so 60 s of silence are a replica that is gone.
    .between_bytes_timeout = 60s;
}

backend two {
    .host = "tidings-2:8080";
    .probe = ready;
    .connect_timeout = 2s;
    .between_bytes_timeout = 60s;
}

sub vcl_init {
    new replicas = directors.round_robin();
    replicas.add_backend(one);
    replicas.add_backend(two);
}

sub vcl_recv {
    set req.backend_hint = replicas.backend();
    # The hub counts streams by address. What a client says of its own address is overwritten.
    set req.http.X-Forwarded-For = client.ip;
    # Nothing is cached. A lookup would let a second subscriber wait for the response to the first.
    return (pass);
}

sub vcl_backend_response {
    # A GET that is refused by a replica that drains goes to another one.
    if (beresp.status == 503 && bereq.method == "GET" && bereq.retries == 0) {
        return (retry);
    }
}

sub vcl_backend_error {
    # A replica that is gone. A POST may have been kept, so its publisher repeats it, with an Idempotency-Key.
    if (bereq.method == "GET" && bereq.retries == 0) {
        return (retry);
    }
}
