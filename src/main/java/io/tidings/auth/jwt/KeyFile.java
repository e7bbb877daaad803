package io.tidings.auth.jwt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A file with keys. If it is not there, the issuer has no keys: an operator removes the file to withdraw them.
record KeyFile(Path path, KeyFormat format) implements KeySource {
    @Override
    public KeySet read() throws UnavailableKeysException {
        try {
            return format.parse(Files.readString(path), path);
        } catch (NoSuchFileException _) {
            return KeySet.EMPTY;
        } catch (IOException e) {
            throw new UnavailableKeysException(path + ": it cannot be read (" + e.getMessage() + ")", e);
        }
    }

    @Override
    public String whyEmpty() {
        return "there is no file " + path + ", or no key in it";
    }
}
