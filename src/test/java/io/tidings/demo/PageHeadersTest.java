package io.tidings.demo;

import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the page forbids its browser, and that nothing else carries it.
@QuarkusTest
class PageHeadersTest {
    private static final String POLICY = "Content-Security-Policy";

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html", "/talk", "/page/app.js", "/page/icon.svg"})
    void thePageTakesNothingFromElsewhereAndIsNotFramed(String path) {
        given().header("Accept", "text/html,*/*;q=0.8")
                .when()
                .get(path)
                .then()
                .statusCode(200)
                .header(POLICY, containsString("default-src 'none'; script-src 'self'"))
                .header(POLICY, containsString("frame-ancestors 'none'"))
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer");
    }

    @Test
    void thePageSaysTheSameWithoutItsHeaders() {
        var page = given().get("/");
        var inside = Pattern.compile("http-equiv=\"" + POLICY + "\" content=\"([^\"]*)\"")
                .matcher(page.asString());

        assertThat(inside.find(), is(true));
        // Only a header can forbid frames.
        assertThat(page.header(POLICY), is(inside.group(1) + "; frame-ancestors 'none'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/topics", "/topics/page/", "/q/health", "/page"})
    void nothingElseCarriesThem(String path) {
        given().header("Accept", "application/json").get(path).then().header(POLICY, nullValue());
    }
}
