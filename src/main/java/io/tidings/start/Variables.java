package io.tidings.start;

import java.util.Locale;
import java.util.regex.Pattern;

/// Names of variables of the environment.
final class Variables {
    private static final Pattern OURS = Pattern.compile("TIDINGS_\\w+", Pattern.CASE_INSENSITIVE);

    /// What Kubernetes and Docker tell each container of a service named `tidings`, or `tidings-…`.
    private static final Pattern OF_A_SERVICE =
            Pattern.compile("\\w+_(?:SERVICE_HOST|SERVICE_PORT(?:_\\w+)?|PORT_\\d+_(?:TCP|UDP|SCTP)(?:_\\w+)?)");

    /// What Docker tells a container that is linked to one with the alias `tidings`: the variables of that one.
    private static final String OF_A_LINK = "TIDINGS_ENV_";

    private Variables() {}

    static boolean isOurs(String name) {
        return OURS.matcher(name).matches();
    }

    /// The variable that sets a key.
    static String of(String key) {
        return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    /// True for one that the platform sets to tell where a service is, and not the operator.
    static boolean tellsOfService(String name, String value) {
        return OF_A_SERVICE.matcher(name).matches()
                || (name.endsWith("_PORT") && value.contains("://"))
                || (name.endsWith("_NAME") && value.startsWith("/"))
                || name.startsWith(OF_A_LINK);
    }
}
