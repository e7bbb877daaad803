package io.tidings;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A certificate of `localhost` that signs itself, made by the JDK's keytool, in the forms in which servers
/// read it.
///
/// @param keyStore PKCS #12
/// @param certificate PEM
/// @param key PEM
public record Certificate(Path keyStore, Path certificate, Path key) {
    private static final String PASSWORD = "password";

    private static final String ALIAS = "tidings";

    /// Makes one, and keeps its files in a folder.
    public static Certificate in(Path folder) throws IOException, InterruptedException, GeneralSecurityException {
        var keys = folder.resolve("tls.p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var command = List.of(
                keytool,
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                keys.toString());
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IOException("keytool failed: see above");
        }
        var store = load(keys);
        return new Certificate(
                keys,
                pem(
                        folder.resolve("tls.crt"),
                        "CERTIFICATE",
                        store.getCertificate(ALIAS).getEncoded()),
                pem(
                        folder.resolve("tls.key"),
                        "PRIVATE KEY",
                        store.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded()));
    }

    /// The setting of a hub that names the file.
    public String fileSetting() {
        return "quarkus.http.ssl.certificate.key-store-file=" + keyStore;
    }

    /// The setting of a hub that has its password.
    public String passwordSetting() {
        return "quarkus.http.ssl.certificate.key-store-password=" + PASSWORD;
    }

    /// A client that speaks this version of HTTP, and trusts this certificate alone.
    public HttpClient client(HttpClient.Version version) throws IOException, GeneralSecurityException {
        return HttpClient.newBuilder().sslContext(trusting()).version(version).build();
    }

    /// For clients that trust this certificate alone.
    public SSLContext trusting() throws IOException, GeneralSecurityException {
        var trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry(ALIAS, load(keyStore).getCertificate(ALIAS));
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trust);
        var context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static Path pem(Path file, String label, byte[] content) throws IOException {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(file, "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(label, lines));
    }
}
