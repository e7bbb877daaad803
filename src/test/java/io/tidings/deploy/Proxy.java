package io.tidings.deploy;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The proxies for which `deploy/` has a configuration, and how each is started with it in the foreground.
enum Proxy {
    HAPROXY("haproxy", "haproxy", "haproxy.cfg") {
        @Override
        List<String> command(Path file, int port) {
            return List.of(program(), "-f", file.toString());
        }
    },
    NGINX("nginx", "nginx", "nginx.conf") {
        @Override
        List<String> command(Path file, int port) {
            var main = "daemon off; error_log stderr; pid " + file.resolveSibling("nginx.pid") + ";";
            return List.of(program(), "-e", "stderr", "-c", file.toString(), "-g", main);
        }

        @Override
        Map<String, String> edits() {
            return Map.of("/var/log/nginx/access.log", "/dev/null");
        }
    },
    APACHE("apache2", "apache2", "apache.conf") {
        @Override
        List<String> command(Path file, int port) {
            return Apache.command(program(), file);
        }

        @Override
        boolean hasHttp2() {
            return false;
        }

        @Override
        boolean noticesThatAClientLeaves() {
            return false;
        }
    },
    CADDY("caddy", "caddy", "Caddyfile") {
        @Override
        List<String> command(Path file, int port) {
            return List.of(program(), "run", "--adapter", "caddyfile", "--config", file.toString());
        }

        @Override
        Map<String, String> edits() {
            return Map.of("admin localhost:2019", "admin off\n\tdefault_bind 127.0.0.1");
        }
    },
    VARNISH("varnishd", "varnish", "varnish.vcl") {
        @Override
        List<String> command(Path file, int port) {
            var working = file.resolveSibling("varnish").toString();
            var address = "127.0.0.1:" + port;
            return Stream.concat(
                            Stream.of(program(), "-F", "-j", "none", "-n", working, "-f", file.toString()),
                            Stream.of("-a", address, "-p", "http_req_hdr_len=20k"))
                    .toList();
        }

        @Override
        boolean hasTls() {
            return false;
        }

        @Override
        boolean noticesThatAClientLeaves() {
            return false;
        }
    };

    private final String program;
    private final String debianPackage;
    private final String file;

    Proxy(String program, String debianPackage, String file) {
        this.program = program;
        this.debianPackage = debianPackage;
        this.file = file;
    }

    /// The program and its arguments, for an edited configuration. The port is for a proxy whose
    /// configuration does not name it.
    abstract List<String> command(Path file, int port);

    /// What this proxy's configuration says, and what it says in a test, beside ports and certificates.
    Map<String, String> edits() {
        return Map.of();
    }

    /// Whether it speaks TLS itself.
    boolean hasTls() {
        return true;
    }

    /// Whether it speaks HTTP/2 over TLS.
    boolean hasHttp2() {
        return hasTls();
    }

    /// Whether it ends a stream as soon as the client does, and not when it next writes to it.
    boolean noticesThatAClientLeaves() {
        return true;
    }

    /// What a user copies.
    Path configuration() {
        return Path.of("deploy", file);
    }

    boolean isInstalled() {
        return paths().anyMatch(Files::isExecutable);
    }

    /// What to do to have it.
    String advice() {
        return "NOT TESTED: there is no %s; Debian: apt-get install %s".formatted(program, debianPackage);
    }

    String program() {
        return paths().filter(Files::isExecutable).findFirst().orElseThrow().toString();
    }

    /// Debian keeps servers where the path of most users does not lead.
    private Stream<Path> paths() {
        var path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
        return Arrays.stream(path.split(File.pathSeparator)).map(folder -> Path.of(folder, program));
    }
}
