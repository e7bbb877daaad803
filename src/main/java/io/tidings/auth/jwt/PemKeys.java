package io.tidings.auth.jwt;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/// The public keys in a text of PEM (RFC 7468): those that are there as such, and those of certificates.
final class PemKeys {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN (PUBLIC KEY|CERTIFICATE)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");

    private PemKeys() {}

    static List<PublicKey> in(String text) throws UnavailableKeysException {
        var keys = new ArrayList<PublicKey>();
        var blocks = BLOCK.matcher(text);
        while (blocks.find()) {
            try {
                var bytes = Base64.getMimeDecoder().decode(blocks.group(2));
                keys.add(blocks.group(1).equals("CERTIFICATE") ? ofCertificate(bytes) : key(bytes));
            } catch (GeneralSecurityException | IllegalArgumentException e) {
                throw new UnavailableKeysException(
                        "it holds a " + blocks.group(1) + " that is no RSA, EC or Ed25519 key", e);
            }
        }
        if (keys.isEmpty()) {
            throw new UnavailableKeysException("it holds no '-----BEGIN PUBLIC KEY-----' and no certificate");
        }
        return keys;
    }

    private static PublicKey ofCertificate(byte[] bytes) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(bytes))
                .getPublicKey();
    }

    /// The encoding names the algorithm, but Java wants to know it before.
    private static PublicKey key(byte[] bytes) throws GeneralSecurityException {
        var failure = new GeneralSecurityException("a key of an unknown kind");
        for (var algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(bytes));
            } catch (GeneralSecurityException e) {
                failure.addSuppressed(e);
            }
        }
        throw failure;
    }
}
