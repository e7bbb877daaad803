package io.tidings.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is not HTTP/1.1 gets a problem and the end of its connection, and nothing of it or after it is carried out.
/// [MalformedRequestsIT] runs the same against the package.
@QuarkusTest
class MalformedRequestsTest extends RawRequests {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        # request, as in RawRequests                                                                | status
        GET /topics HTTP/1.1~~                                                                      | 400
        GET /topics HTTP/1.1~Host: a~Host: a~~                                                      | 400
        GET /topics HTTP/1.0~Host: a~Host: b~~                                                      | 400
        GET /topics HTTP/1.1~Host: a b@/~~                                                          | 400
        GET /topics HTTP/1.1~Host: a:99999999~~                                                     | 400
        GET /topics/a b HTTP/1.1~Host: a~~                                                          | 400
        GET /topics~~                                                                               | 400
        GET /topics HTTP/1.1 ~Host: a~~                                                             | 400
        GE@T /topics HTTP/1.1~Host: a~~                                                             | 400
        nonsense~~                                                                                  | 400
        GET /topics HTTP/2.5~Host: a~~                                                              | 505
        GET /topics HTTP/1.2~Host: a~~                                                              | 505
        GET /topics http/1.1~Host: a~~                                                              | 505
        GET /topics TIDINGS/1.1~Host: a~~                                                           | 505
        GET /topics HTTP/1.1␊Host: a␊␊                                                              | 400
        GET /topics HTTP/1.1~Host: a~X: a␊Y: b~~                                                    | 400
        GET /topics HTTP/1.1~Host: a~X: a␍b~~                                                       | 400
        GET /topics HTTP/1.1~Host: a~X: a␀b~~                                                       | 400
        GET /topics HTTP/1.1~Host: a~X : a~~                                                        | 400
        GET /topics HTTP/1.1~Host: a~X a~~                                                          | 400
        GET /topics HTTP/1.1~Host: a~: a~~                                                          | 400
        GET /topics HTTP/1.1~Host: a~X(): a~~                                                       | 400
        GET /topics HTTP/1.1~ X: a~Host: a~~                                                        | 400
        GET /topics HTTP/1.1~Host: a~X: a~ b~~                                                      | 400
        GET /topics HTTP/1.1~Host: a~X: a~	b~Y: c~~                                                 | 400
        GET /topics HTTP/1.1~Host: a~X: a~ ~~                                                       | 400
        POST /topics/T HTTP/1.1~Host: a~Content-Length: 3~Content-Length: 4~~abcd                   | 400
        POST /topics/T HTTP/1.1~Host: a~Content-Length: 3, 3~~abc                                   | 400
        POST /topics/T HTTP/1.1~Host: a~Content-Length: -3~~abc                                     | 400
        POST /topics/T HTTP/1.1~Host: a~Content-Length: +3~~abc                                     | 400
        POST /topics/T HTTP/1.1~Host: a~Content-Length: 99999999999999999999~~abc                   | 400
        POST /topics/T HTTP/1.1~Host: a~Content-Length: 3~Transfer-Encoding: chunked~~0~~           | 400
        POST /topics/T HTTP/1.1~Host: a~Transfer-Encoding: chunked~Content-Length: 3~~0~~           | 400
        POST /topics/T HTTP/1.1~Host: a~Transfer-Encoding:~ chunked~Content-Length: 3~~abc          | 400
        POST /topics/T HTTP/1.0~Host: a~Transfer-Encoding: chunked~~3~abc~0~~                       | 400
        POST /topics/T HTTP/1.1~Host: a~Transfer-Encoding: gzip~~abc                                | 501
        POST /topics/T HTTP/1.1~Host: a~Transfer-Encoding: gzip, chunked~~3~abc~0~~                 | 501
        POST /topics/T HTTP/1.1~Host: a~Transfer-Encoding: chunked, gzip~~3~abc~0~~                 | 501
        POST /topics/T HTTP/1.1~Host: a~Transfer-Encoding: chunked~Transfer-Encoding: chunked~~0~~  | 501
        POST /topics/T HTTP/1.1~Host: a~Transfer-Encoding: xchunked~Content-Length: 3~~abc          | 501
        POST /topics/T HTTP/1.1~Host: a~Transfer-Encoding: identity~Content-Length: 3~~abc          | 501
        POST /topics/T HTTP/1.1~Host: a~Transfer-Encoding: chunked~~zz~abc~0~~                      | 400
        POST /topics/T HTTP/1.1~Host: a~Transfer-Encoding: chunked~~3~abcd~0~~                      | 400
        POST /topics/T HTTP/1.1~Host: a~Transfer-Encoding: chunked~~-3~abc~0~~                      | 400
        POST /topics/T HTTP/1.1~Host: a~Transfer-Encoding: chunked~~ffffffffffff~abc                | 400
        POST /topics/T HTTP/1.1~Host: a~Transfer-Encoding: chunked~~3~abc~0~nonsense~~              | 400
        """)
    void aMalformedRequestIsRefusedAndNothingAfterItIsCarriedOut(String request, int status) throws IOException {
        var next = "POST /topics/T HTTP/1.1~Host: a~Content-Length: 8~~smuggled";

        var answers = answers(request + next);

        var answer = RESPONSE.matcher(answers);
        assertThat(answers, answer.find());
        assertIsProblem(answer.group(1), answer.group(2), status);
        assertThat("one answer, but " + answers, !answer.find());
        given().accept("application/json").get("/topics/" + topic).then().body("events", empty());
    }

    @ParameterizedTest
    @CsvSource({"16500, 10, 414", "10, 21000, 431", "200000, 10, 414"})
    void aRequestThatIsTooLongIsRefusedInWords(int urlLength, int headerLength, int status) throws IOException {
        var url = "/" + "a".repeat(urlLength);
        var header = "X: " + "a".repeat(headerLength);

        var answer = RESPONSE.matcher(answers("GET " + url + " HTTP/1.1~Host: a~" + header + "~~"));

        assertThat("an answer", answer.find());
        assertIsProblem(answer.group(1), answer.group(2), status);
    }

    @ParameterizedTest
    @CsvSource({"1001, 0, 0", "0, 1001, 0", "0, 0, 257"})
    void aHeadOfMorePartsThanAnybodyNeedsIsRefusedInWords(int parameters, int cookies, int headers) throws IOException {
        var head = "GET /topics?" + "a&".repeat(parameters) + " HTTP/1.1~Host: a~Cookie: " + "a;".repeat(cookies) + "~"
                + "a: b~".repeat(headers) + "~";

        var answer = RESPONSE.matcher(answers(head));

        assertThat("an answer", answer.find());
        assertIsProblem(answer.group(1), answer.group(2), 431);
    }
}
