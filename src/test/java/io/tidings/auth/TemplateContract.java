package io.tidings.auth;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the claims of JWTs grant by the templates of their issuers, whatever the claims are.
abstract class TemplateContract extends AccessFixture {
    TemplateContract(Supplier<Hub> hub) {
        super(hub);
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
    @ValueSource(strings = {"", "**", "*", "a*", "a/b", "a/**", "/", "a\u0000", "a\nb", "\u2028", "\u202e"})
    void aSubjectThatIsNoSegmentOfATopicGrantsNothing(String subject) throws IOException {
        var caller = caller(provider().token(subject));

        assertThat(caller.getList("subscribe"), contains("public/**"));
    }

    /// No topic begins with a space, or with what is the hub's own. Between other segments both are like any other.
    @ParameterizedTest
    @ValueSource(strings = {" a", "tidings"})
    void aSubjectThatIsNoBeginningOfATopicGrantsNoneThatBeginsWithIt(String subject) throws IOException {
        var caller = caller(provider().token(subject));

        assertThat(caller.getList("subscribe"), contains("users/id/" + subject + "/**", "public/**"));
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

    @Test
    void aSubjectThatIsTooLongForATopicGrantsNothing() throws IOException {
        assertThat(caller(provider().token("a".repeat(1_020))).getList("subscribe"), contains("public/**"));
    }

    @Test
    void aSubjectOfTenThousandCharactersIsNone() throws IOException {
        var answer = read("/caller", provider().token("a".repeat(10_000)).bearer());

        assertThat(answer.verdict(), is("401 Bearer error=\"invalid_token\""));
    }

    @Test
    void aTokenWithoutASubjectHasTheRest() throws IOException {
        var caller = caller(provider().token().with("groups", "red"));

        assertThat(caller.getList("subscribe"), contains("teams/id/red/*", "public/**"));
    }
}
