package io.tidings.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.tidings.HubFixture;
import io.tidings.RawResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How a browser gets the page and its files. [PageIT] runs the same against the package.
@QuarkusTest
class PageTest extends HubFixture {
    @ParameterizedTest
    @CsvSource(textBlock = """
        /,                        index.html,            text/html;charset=UTF-8
        /index.html,              index.html,            text/html;charset=UTF-8
        /page/app.js,             page/app.js,           text/javascript;charset=UTF-8
        /page/console/console.js, page/console/console.js, text/javascript;charset=UTF-8
        /page/page.css,           page/page.css,         text/css;charset=UTF-8
        /page/icon.svg,           page/icon.svg,         image/svg+xml
        """)
    void everyFileIsAnsweredAsItIsInTheSources(String path, String file, String contentType) throws IOException {
        try (var response = get(path)) {
            assertThat(response.statusLine(), is("HTTP/1.1 200 OK"));
            assertThat(response.headers().get("content-type"), is(contentType));
            assertThat(response.headers().get("cache-control"), is("no-cache"));
            assertThat(response.headers().get("content-security-policy"), startsWith("default-src 'none'"));
            assertThat(response.body(), is(source(file)));
        }
    }

    @Test
    void aBrowserThatHasAFileGetsItNoSecondTime() throws IOException {
        var tag = tag("/page/app.js");
        for (var known : new String[] {tag, "\"other\", W/" + tag, "*"}) {
            try (var again = get("/page/app.js", "If-None-Match: " + known)) {
                assertThat(again.statusLine(), is("HTTP/1.1 304 Not Modified"));
                assertThat(again.headers().get("etag"), is(tag));
            }
        }
        try (var changed = get("/page/app.js", "If-None-Match: " + tag("/page/page.css"))) {
            assertThat(changed.statusLine(), is("HTTP/1.1 200 OK"));
        }
    }

    @Test
    void headTellsTheSameWithoutABody() throws IOException {
        try (var response = RawResponse.of("HEAD", root.resolve("/page/app.js"))) {
            assertThat(response.statusLine(), is("HTTP/1.1 200 OK"));
            assertThat(
                    response.headers().get("content-length"),
                    is(Integer.toString(source("page/app.js").getBytes(UTF_8).length)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/page/nothing.js",
                "/page/",
                "/page/console",
                "/page/app.JS",
                "/page/%2e%2e/%2e%2e/openapi.yaml",
                "/page/..%2f..%2fopenapi.yaml",
                "/page/app.js%00.css",
                "/page//app.js/"
            })
    void whatIsNoFileOfThePageIsNotFound(String path) throws IOException {
        try (var response = get(path)) {
            assertThat(path + ": " + response.statusLine(), response.statusLine(), containsString(" 404 "));
        }
    }

    /// A file that the page asks for and that is not served would show as a blank page.
    @Test
    void everyFileThatAnotherImportsIsServed() throws IOException {
        var imported = new HashMap<String, String>();
        follow("/page/app.js", imported);

        assertThat(imported, is(not(anEmptyMap())));
    }

    private void follow(String path, Map<String, String> seen) throws IOException {
        String script;
        try (var response = get(path)) {
            assertThat(path, response.statusLine(), is("HTTP/1.1 200 OK"));
            script = response.body();
        }
        seen.put(path, script);
        var imports = Pattern.compile("from '([^']+)'").matcher(script);
        while (imports.find()) {
            var next = root.resolve(path).resolve(imports.group(1)).getPath();
            if (!seen.containsKey(next)) {
                follow(next, seen);
            }
        }
    }

    private String tag(String path) throws IOException {
        try (var response = get(path)) {
            return Objects.requireNonNull(response.headers().get("etag"));
        }
    }

    private RawResponse get(String path, String... headers) throws IOException {
        return RawResponse.of("GET", root.resolve(path), headers);
    }

    private static String source(String file) throws IOException {
        try (var source = Objects.requireNonNull(
                PageTest.class.getClassLoader().getResourceAsStream("META-INF/resources/" + file))) {
            return new String(source.readAllBytes(), UTF_8);
        }
    }
}
