package io.tidings.auth;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the claims of JWTs grant by the rules of their issuers, and by the claim with grants of their own.
abstract class ClaimContract extends AccessFixture {
    ClaimContract(Supplier<Hub> hub) {
        super(hub);
    }

    @ParameterizedTest
    @CsvSource({"openid news:write, true", "news:write, true", "news:writer, false", "NEWS:WRITE, false"})
    void aRuleGrantsToAStringOfWords(String scope, boolean isGranted) throws IOException {
        var token = provider().token(own).with("scope", scope).bearer();

        assertThat(post("/topics/news/1", "x", token).status(), is(isGranted ? 200 : 403));
    }

    @Test
    void aRuleGrantsToAListAndToAClaimWithinAnother() throws IOException {
        var listed = caller(provider().token(own).with("scope", List.of("a", "news:write")));
        var within = caller(provider().token(own).with("realm", Map.of("roles", List.of("guard"))));

        assertThat(listed.<String>getList("publish"), hasItem("news/**"));
        assertThat(within.<String>getList("subscribe"), hasItem("doors/*"));
        assertThat(within.getBoolean("operate"), is(true));
    }

    @Test
    void aClaimOfExactlyThatNameComesBeforeThePath() throws IOException {
        var token =
                provider().token(own).with("realm", Map.of("roles", "guard")).with("realm/roles", "guest");

        assertThat(caller(token).getBoolean("operate"), is(false));
    }

    @Test
    void aTokenSaysWhatItGrantsIfTheOperatorHasItsKey() throws IOException {
        var grants = Map.of("publish", List.of("orders/*"), "subscribe", List.of("orders/**"), "operate", true);

        var main = caller(TestIssuer.MAIN.token().with("tidings", grants));
        assertThat(main.getList("publish"), contains("orders/*", "open/*"));
        assertThat(main.getList("subscribe"), contains("orders/**", "public/**"));
        assertThat(main.getBoolean("operate"), is(true));
        var id = caller(provider().token().with("tidings", grants));
        assertThat(id.getList("publish"), contains("open/*"));
        assertThat(id.getList("subscribe"), contains("public/**"));
        assertThat(id.getBoolean("operate"), is(false));
    }

    @Test
    void theClaimWithTheGrantsMayBeAnother() throws IOException {
        var grants = Map.of("subscribe", List.of("orders/**"));
        var token = TestIssuer.LASTING
                .token()
                .with("hub", Map.of("grants", grants))
                .with("tidings", Map.of("operate", true));

        assertThat(caller(token).getList("subscribe"), contains("orders/**", "public/**"));
        assertThat(caller(token).getBoolean("operate"), is(false));
    }

    @Test
    void whatATokenHasAddsUp() throws IOException {
        var token = TestIssuer.MAIN
                .token("alice")
                .with("tidings", Map.of("publish", List.of("orders/*")))
                .with("groups", "red")
                .with("scope", "news:write");

        assertThat(
                caller(token).getList("publish"),
                containsInAnyOrder("orders/*", "users/main/alice/inbox", "news/**", "open/*"));
    }

    @Test
    void aGrantOfEverythingIsNoneOfTheHub() throws IOException {
        var token = TestIssuer.MAIN
                .token()
                .with("tidings", Map.of("subscribe", List.of("**", "*/*")))
                .bearer();

        assertThat(read("/topics/**", token).status(), is(200));
        assertThat(read("/topics/tidings/a", token).status(), is(403));
    }

    @Test
    void moreThanAThousandPatternsAreTooMany() throws IOException {
        var groups = IntStream.range(0, 1_001).boxed().toList();
        var tooMany = provider().token().with("groups", groups).bearer();
        var most = provider().token().with("groups", groups.subList(0, 1_000)).bearer();

        assertThat(read("/caller", tooMany).verdict(), is("401 Bearer error=\"invalid_token\""));
        assertThat(read("/caller", most).status(), is(200));
    }
}
