package io.tidings.auth;

import io.tidings.auth.jwt.GrantRule;
import io.tidings.auth.jwt.GrantTemplate;
import io.tidings.auth.jwt.Issuer;
import io.tidings.auth.jwt.IssuerTerms;
import io.tidings.auth.jwt.Issuers;
import io.tidings.auth.jwt.KeySource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What it takes to know the caller of a token: the first time, when its signature is verified, and each time after that.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TokenBenchmark {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final long REMEMBERED_BYTES = 1 << 20;

    @Param({"RS256", "EdDSA"})
    String algorithm;

    private Issuers issuers;
    private String token;

    @Setup
    public void prepare() throws GeneralSecurityException, IOException {
        var keys = keys();
        var file = Files.createTempFile("token", ".pem");
        var pem = Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded());
        Files.writeString(file, "-----BEGIN PUBLIC KEY-----\n" + pem + "\n-----END PUBLIC KEY-----\n");
        var rules = List.of(GrantRule.ofAll(List.of(), List.of(GrantTemplate.parse("users/{sub}/**"))));
        var terms = new IssuerTerms("bench", List.of("hub"), List.of("RS256", "EdDSA"), true);
        var issuer = new Issuer("main", terms, KeySource.pemFile(file), Duration.ofMinutes(5), Optional.empty(), rules);
        issuer.refreshKeys();
        issuers = new Issuers(
                List.of(issuer), Grants.NONE, new RevokedSubjects(), InstantSource.system(), REMEMBERED_BYTES);
        token = signed(keys);
        issuers.verify(token, Fingerprint.of(token));
    }

    private KeyPair keys() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance(algorithm.equals("RS256") ? "RSA" : "Ed25519");
        if (algorithm.equals("RS256")) {
            generator.initialize(2048);
        }
        return generator.generateKeyPair();
    }

    private String signed(KeyPair keys) throws GeneralSecurityException {
        var claims = "{\"iss\":\"bench\",\"aud\":[\"hub\"],\"sub\":\"ann\",\"exp\":%d,\"iat\":%d,\"scope\":\"a b\"}"
                .formatted(Instant.now().getEpochSecond() + 3600, Instant.now().getEpochSecond());
        var text = encode("{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\",\"kid\":\"1\"}") + "." + encode(claims);
        var signature = Signature.getInstance(algorithm.equals("RS256") ? "SHA256withRSA" : "Ed25519");
        signature.initSign(keys.getPrivate());
        signature.update(text.getBytes(StandardCharsets.US_ASCII));
        return text + "." + BASE64.encodeToString(signature.sign());
    }

    private static String encode(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    @Benchmark
    public Caller first() {
        return issuers.verify(token, Fingerprint.of(token));
    }

    @Benchmark
    public Optional<Caller> again() {
        return issuers.remembered(Fingerprint.of(token));
    }
}
