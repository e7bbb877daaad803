package io.tidings.auth;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the claims of JWTs grant, by the templates and rules of their issuers and by their own claim.
abstract class TemplateContract extends AccessFixture {
    TemplateContract(Supplier<Hub> hub) {
        super(hub);
    }

    private JsonPath caller(Jwt token) throws IOException {
        var answer = read("/caller", token.bearer());
        assertThat(answer.body(), answer.status(), is(200));
        return answer.json();
    }

    @Test
    void theHubTellsAUserWhoItIsAndUntilWhen() throws IOException {
        var token = provider().token("alice");
        var caller = caller(token);

        assertThat(caller.getString("subject"), is("alice"));
        assertThat(caller.getString("issuer"), is("id"));
        assertThat(caller.getString("expires"), is(token.expiry().toString()));
        assertThat(caller.getList("publish"), contains("users/id/alice/inbox", "open/*"));
        assertThat(caller.getList("subscribe"), contains("users/id/alice/**", "alice/id/feed", "public/**"));
    }

    @Test
    void aListGivesAPatternOfEachOfItsTextsAndIntegers() throws IOException {
        var groups = List.of("red", 7, 1.5, true, "a/b", "*", "", "**", List.of("deep"));

        var granted = caller(provider().token("alice").with("groups", groups)).getList("subscribe");

        assertThat(
                granted.stream()
                        .filter(text -> text.toString().startsWith("teams/"))
                        .toList(),
                contains("teams/id/red/*", "teams/id/7/*"));
    }

    @Test
    void equalSubjectsOfTwoIssuersAreTwoUsers() throws IOException {
        var ofId = provider().token("alice").bearer();
        var ofMain = TestIssuer.MAIN.token("alice").bearer();

        assertThat(read("/topics/users/id/alice/a", ofId).status(), is(200));
        assertThat(read("/topics/users/main/alice/a", ofId).status(), is(403));
        assertThat(read("/topics/users/main/alice/a", ofMain).status(), is(200));
        assertThat(post("/topics/users/id/alice/inbox", "x", ofMain).status(), is(403));
        assertThat(post("/topics/users/main/alice/inbox", "x", ofMain).status(), is(200));
    }

    /// A user may choose its name at some issuers.
    @ParameterizedTest
    @ValueSource(
            strings = {"", "**", "*", "a*", "a/b", "a/**", "/", " a", "tidings", "a\u0000", "a\nb", "\u2028", "\u202e"})
    void aSubjectThatIsNoSegmentOfATopicGrantsNothing(String subject) throws IOException {
        var caller = caller(provider().token(subject));

        // As a segment between others a topic may have a space at its beginning.
        var between = subject.equals(" a") ? List.of("users/id/ a/**", "public/**") : List.of("public/**");
        assertThat(caller.getList("subscribe"), is(between));
    }

    @Test
    void aSubjectOfDotsIsASegment() throws IOException {
        var token = provider().token("..").bearer();

        assertThat(read("/topics/users/id/../a", token).status(), is(403));
        assertThat(read("/events?topic=users/a", token).status(), is(403));
        assertThat(read("/events?topic=users/id/../a", token).status(), is(200));
    }

    @Test
    void aCommaInASubjectIsAPartOfIt() throws IOException {
        var commas = provider().token("x,admin");
        assertThat(
                caller(commas).getList("subscribe"), contains("users/id/x,admin/**", "x,admin/id/feed", "public/**"));
        assertThat(read("/topics/users/id/admin/a", commas.bearer()).status(), is(403));
        assertThat(read("/topics/users/id/x/a", commas.bearer()).status(), is(403));
    }

    @ParameterizedTest
    @ValueSource(ints = {1_020, 10_000})
    void aSubjectThatIsTooLongForATopicGrantsNothing(int length) throws IOException {
        var answer = read(
                "/topics/users/id/" + "a".repeat(1_000) + "/a",
                provider().token("a".repeat(length)).bearer());

        assertThat(answer.status() == 401 || answer.status() == 403, is(true));
    }

    @Test
    void aTokenWithoutASubjectHasTheRest() throws IOException {
        var caller = caller(provider().token().with("groups", "red"));

        assertThat(caller.getList("subscribe"), contains("teams/id/red/*", "public/**"));
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
