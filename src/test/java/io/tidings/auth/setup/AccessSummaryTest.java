package io.tidings.auth.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tidings.auth.RevokedSubjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an operator is told of those who may publish and subscribe.
class AccessSummaryTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef";

    @TempDir
    Path folder;

    @Test
    void aTokenWhoseFileIsNotThereIsNotToldOfAsGood() throws IOException {
        var config = TestConfig.of(
                "tokens.ci.secret=s",
                "tokens.ci.publish=builds/**",
                "tokens.late.secret-file=" + folder.resolve("late"),
                "tokens.late.publish=news",
                "tokens.late.subscribe=**");
        var setup = new AccessSetup(config, new RevokedSubjects());
        var summary = new AccessSummary(config, setup);

        assertEquals("the named token ci; the named token late once its file is there", summary.publishers());
        assertEquals("the named token late once its file is there", summary.subscribers());

        Files.writeString(folder.resolve("late"), "late-1");
        setup.tokens().refresh();
        assertEquals("the named tokens ci, late", summary.publishers());
        assertEquals("the named token late", summary.subscribers());
    }

    @Test
    void thoseWhoMayOperateAreTold() {
        assertEquals("nobody", summary().operators());
        assertEquals(
                "the named token ops; tokens of the issuers claims, rules",
                summary(
                                "tokens.ops.secret=s",
                                "tokens.ops.operate=true",
                                "tokens.ci.secret=t",
                                "tokens.ci.publish=a",
                                "issuers.claims.issuer=c",
                                "issuers.claims.secret=" + KEY,
                                "issuers.rules.issuer=r",
                                "issuers.rules.secret=" + KEY,
                                "issuers.rules.trust-claim=false",
                                "issuers.rules.grants[0].claim=a",
                                "issuers.rules.grants[0].value=b",
                                "issuers.rules.grants[0].operate=true",
                                "issuers.no.issuer=n",
                                "issuers.no.secret=" + KEY,
                                "issuers.no.trust-claim=false")
                        .operators());
    }

    @Test
    void oneIssuerIsOne() {
        assertEquals(
                "tokens of the issuer app",
                summary("issuers.app.issuer=i", "issuers.app.secret=" + KEY).publishers());
    }

    private static AccessSummary summary(String... settings) {
        var config = TestConfig.of(settings);
        return new AccessSummary(config, new AccessSetup(config, new RevokedSubjects()));
    }

    @Test
    void aListWhoseFileIsNotThereHasNoTokens() {
        var config = TestConfig.of("subscribe-tokens-file=" + folder.resolve("out"), "anonymous.publish=chat");

        assertEquals("nobody", new AccessSummary(config, new AccessSetup(config, new RevokedSubjects())).subscribers());
    }
}
