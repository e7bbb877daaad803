package io.tidings.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Apache as Debian has it, with a site of ours and no modules but those that the site asks for: the part of its
/// configuration that is not the site's is on the command line.
final class Apache {
    private static final Pattern MODULES = Pattern.compile("# a2enmod (.*)");

    private Apache() {}

    static List<String> command(String program, Path site) {
        var before = Stream.concat(modules(site), server(site)).flatMap(line -> Stream.of("-C", line));
        var start = Stream.of(program, "-DFOREGROUND", "-f", "/dev/null", "-c", "Include " + site);
        return Stream.concat(start, before).toList();
    }

    /// What Debian has enabled anyway, and what the site says that it needs.
    private static Stream<String> modules(Path site) {
        var needed = MODULES.matcher(read(site))
                .results()
                .flatMap(line -> Stream.of(line.group(1).split(" ")));
        return Stream.concat(Stream.of("mpm_event", "authz_core"), needed)
                .map(module -> "Include /etc/apache2/mods-available/" + module + ".load");
    }

    private static Stream<String> server(Path site) {
        return Stream.of(
                "ServerName localhost",
                "User www-data",
                "Group www-data",
                "ErrorLog /dev/stderr",
                "PidFile " + site.resolveSibling("apache.pid"),
                "DefaultRuntimeDir " + site.getParent());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
