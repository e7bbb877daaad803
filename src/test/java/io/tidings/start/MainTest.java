package io.tidings.start;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// An older Java has to be able to load the class that says which one the hub needs.
class MainTest {
    private static final int MAGIC_AND_MINOR_VERSION = 6;
    private static final int OF_JAVA_17 = 61;

    @Test
    void theMainClassIsCompiledForJava17() throws IOException {
        try (var file = new DataInputStream(Objects.requireNonNull(Main.class.getResourceAsStream("Main.class")))) {
            file.skipNBytes(MAGIC_AND_MINOR_VERSION);
            assertEquals(OF_JAVA_17, file.readUnsignedShort());
        }
    }
}
