package io.tidings.auth.jwt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tidings.event.InvalidEventException;
import io.tidings.event.Patterns;
import io.tidings.event.Topic;
import io.tidings.event.TopicMatcher;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a claim's value can make of a template: never more than topics of its shape.
class GrantTemplateTest {
    private static final List<String> LETTERS = List.of(
            "", "a", "/", "*", "**", "{", "}", "{a}", ",", " ", ".", "..", "\\", "$1", "%2F", "\n", "\0", "tidings",
            "∗");

    /// All texts of up to three of them.
    private static final List<String> EVIL = LETTERS.stream()
            .flatMap(one -> LETTERS.stream().flatMap(two -> LETTERS.stream().map(three -> one + two + three)))
            .distinct()
            .toList();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{a}",
                "{a}/**",
                "users/{a}/**",
                "users/{a}",
                "users/x{a}y/*",
                "*/{a}",
                "{a}/{b}",
                "u/{a}{b}/**",
                "*{a}*",
                "tid{a}/**",
                "{iss}/{a}"
            })
    void noValueMakesAPatternOfAnotherShape(String text) {
        var template = GrantTemplate.parse(text);
        int granted = 0;
        for (var value : EVIL) {
            for (var pattern : template.fill(Map.of("a", value, "b", List.of("x", value)), "main")) {
                granted++;
                assertHasShape(text, pattern);
                assertFalse(pattern.matches(new Topic("tidings/presence/x")), pattern::toString);
            }
        }
        assertTrue(granted > 100, "too few patterns to tell anything: " + granted);
    }

    private static void assertHasShape(String template, TopicMatcher pattern) {
        var expected = template.split("/", -1);
        var actual = pattern.toString().split("/", -1);
        assertEquals(expected.length, actual.length, pattern::toString);
        for (int i = 0; i < expected.length; i++) {
            if (!expected[i].contains("{")) {
                assertEquals(expected[i], actual[i], pattern::toString);
            } else {
                assertFalse(actual[i].equals("*") || actual[i].equals("**"), pattern::toString);
                assertTrue(actual[i].startsWith(expected[i].substring(0, expected[i].indexOf('{'))), pattern::toString);
                assertTrue(
                        actual[i].endsWith(expected[i].substring(expected[i].lastIndexOf('}') + 1)), pattern::toString);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        users/{sub}/**        | users/ann/**
        {sub}                 | ann
        u-{sub}.{n}/x         | u-ann.7/x
        teams/{groups}/*      | teams/a/* teams/b/*
        {groups}/{groups}     | a/a a/b b/a b/b
        {iss}/{sub}           | main/ann
        {big}                 | 99999999999999999999
        public/**             | public/**
        {https:} {sub}        | web ann
        """)
    void valuesFillPlaceholders(String text, String expected) {
        var claims = Map.<String, Object>of(
                "sub",
                "ann",
                "n",
                7L,
                "groups",
                List.of("a", "b", "a"),
                "big",
                new BigInteger("9".repeat(20)),
                "https:",
                "web");

        var filled = new Patterns(GrantTemplate.parse(text).fill(claims, "main"));

        assertEquals(text.equals("{https:} {sub}") ? Patterns.of(expected) : Patterns.of(expected.split(" ")), filled);
    }

    @Test
    void aValueThatIsNoTextOrIntegerGrantsNothing() {
        for (var value :
                List.of(1.5, true, Map.of("a", "b"), List.of(List.of("a")), List.of(Map.of("a", "b")), List.of())) {
            assertEquals(List.of(), GrantTemplate.parse("users/{a}").fill(Map.of("a", value), "main"));
        }
        assertEquals(List.of(), GrantTemplate.parse("users/{a}").fill(Map.of(), "main"));
    }

    @Test
    void theIssuerIsNotAClaim() {
        assertEquals(
                Patterns.of("main/x"),
                new Patterns(GrantTemplate.parse("{iss}/x").fill(Map.of("iss", "https://evil.example"), "main")));
    }

    @Test
    void onlyTheOperatorNamesTopicsOfTheHub() {
        var claims = Map.<String, Object>of("a", "tidings");

        assertEquals(List.of(), GrantTemplate.parse("{a}/**").fill(claims, "main"));
        assertEquals(List.of(), GrantTemplate.parse("{iss}/**").fill(claims, "tidings"));
        assertEquals(
                Patterns.of("users/tidings/**"),
                new Patterns(GrantTemplate.parse("users/{a}/**").fill(claims, "main")));
        assertEquals(
                Patterns.of("tidings/tidings"),
                new Patterns(GrantTemplate.parse("tidings/{a}").fill(claims, "main")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "}",
                "{}",
                "a{",
                "{a",
                "a}",
                "{{a}}",
                "{a}}",
                "users/{a/b}/**",
                "**/{a}",
                "{a}/\n",
                " {a}"
            })
    void aTemplateThatCannotBeMeantIsRefused(String text) {
        assertThrows(InvalidEventException.class, () -> GrantTemplate.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "{iss}/{sub}, true",
        "users/{iss}/{sub}, true",
        "{iss}-{sub}, false",
        "users/{sub}, false",
        "iss/{sub}, false"
    })
    void theIssuerKeepsUsersApartInASegmentOfItsOwn(String text, boolean isApart) {
        assertEquals(isApart, GrantTemplate.parse(text).namesIssuer());
    }

    @Test
    void theNamesOfTheAlphabetAreEvilEnough() {
        assertTrue(Stream.of("../..", "**", "a/**", "{a}{a}", "tidings/**").allMatch(EVIL::contains));
    }
}
