package io.tidings.ops.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.oneOf;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.tidings.HubFixture;
import io.tidings.RawResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The description has every route of the hub, and none that is not there.
@QuarkusTest
class ApiRoutesTest extends HubFixture {
    /// Paths that are routes and no part of the API.
    private static final Set<String> OTHERS = Set.of(
            // Where Quarkus has its own routes, which follow below it.
            "/q/",
            // Refused as a whole, each of them: see `NotFound`.
            "/q/health/group.*",
            "/q/metrics/.+",
            // Routes of tests.
            "/test/takeover");

    @Inject
    Router router;

    @Test
    void everyRouteIsDescribed() {
        var described = ApiDocument.ofHub().operations().stream()
                .map(ApiOperation::toString)
                .collect(Collectors.toSet());
        var missing = new TreeSet<String>();
        for (var route : routes()) {
            for (var method : methods(route)) {
                if (described.stream().noneMatch(operation -> covers(operation, method, route))) {
                    missing.add(method + " " + route.getName());
                }
            }
        }
        assertThat(missing, is(empty()));
    }

    @Test
    void theDescriptionBeginsWithoutWordsForDevelopers() {
        given().when().get("/q/openapi").then().statusCode(200).body(startsWith("openapi: "));
    }

    /// A method that a path does not have is a 405, and a path that is not there a 404.
    @Test
    void everyOperationThatIsDescribedIsThere() throws IOException {
        for (var operation : ApiDocument.ofHub().operations()) {
            try (var response = RawResponse.of(
                    operation.method(), root.resolve(ApiRequest.target(operation, List.of())), "Content-Length: 0")) {
                assertThat(operation.toString(), status(response), is(not(oneOf("404", "405"))));
            }
        }
    }

    /// Of what is there, something may be missing, such as the stream that a path names.
    private static String status(RawResponse response) throws IOException {
        var status = response.statusLine().split(" ")[1];
        var length = response.headers().getOrDefault("content-length", "0");
        return status.equals("404") && !length.equals("0") && !response.body().contains("\"not-found\"")
                ? "404 of something"
                : status;
    }

    @Test
    void namesOfOperationsAreUnique() {
        var names = ApiDocument.ofHub().operations().stream()
                .map(operation -> operation.description().getString("operationId"))
                .toList();
        assertThat(Set.copyOf(names).size(), is(names.size()));
    }

    private List<Route> routes() {
        var routes = new ArrayList<>(router.getRoutes());
        routes.removeIf(route -> route.getName() == null || OTHERS.contains(route.getName()) || isOfAllPaths(route));
        return routes;
    }

    private static boolean isOfAllPaths(Route route) {
        return route.getName().equals("/") && !route.isExactPath();
    }

    /// A route of all methods, such as one that says which there are, needs a path that is described.
    private static List<String> methods(Route route) {
        return route.methods() == null
                ? List.of("")
                : route.methods().stream().map(HttpMethod::name).toList();
    }

    private static boolean covers(String operation, String method, Route route) {
        var parts = operation.split(" ");
        return (method.isEmpty() || parts[0].equals(method)) && matches(route, parts[1]);
    }

    private static boolean matches(Route route, String template) {
        var path = template.replaceAll("\\{[^}]+}", "x");
        var name = route.getName();
        if (name.contains("/:")) {
            return Pattern.matches(name.replaceAll(":\\w+", "[^/]+"), path);
        }
        if (route.isRegexPath()) {
            return Pattern.matches(name, path);
        }
        return route.isExactPath() ? name.equals(path) : path.startsWith(name);
    }
}
