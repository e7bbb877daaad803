package io.tidings.start;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/// Where the process begins. This class alone is compiled for Java 17, so that an older Java than the hub needs can run
/// it: Quarkus would end without a word, since its log is not there yet when the first class cannot be loaded.
@QuarkusMain
public final class Main {
    private static final int LEAST = 25;

    private Main() {}

    /// Starts the hub, and returns when it has ended.
    public static void main(String[] arguments) {
        int version = Runtime.version().feature();
        if (version < LEAST) {
            System.err.println("Tidings cannot start: it needs Java " + LEAST + " or newer, and this is Java " + version
                    + " (" + System.getProperty("java.home") + "): start it with the java of a JDK " + LEAST);
            System.exit(1);
        }
        Quarkus.run(arguments);
    }
}
