package io.tidings;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Holds the code to the table of packages in docs/architecture.md. To add an arrow is to change the architecture.
class ArchitectureTest {
    /// A row: the package, what it is, and the packages that it may use.
    private static final Pattern ROW = Pattern.compile("\\| `([a-z]+)` \\| .* \\| ?((?:`[a-z]+` ?)*)\\|");

    private static final Map<String, List<String>> MAY_USE = table(Path.of("docs/architecture.md"));

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.tidings");

    static Stream<String> packages() {
        return MAY_USE.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void aPackageUsesOnlyWhatItsArrowsPointTo(String name) {
        var allowed = Stream.concat(Stream.of(name), MAY_USE.get(name).stream())
                .map(ArchitectureTest::tree)
                .toArray(String[]::new);
        classes()
                .that()
                .resideInAPackage(tree(name))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed).or(not(resideInAPackage("io.tidings.."))))
                .check(PRODUCT);
    }

    @Test
    void everyPackageIsInTheTable() {
        var known = packages().map(ArchitectureTest::tree).toArray(String[]::new);
        classes().should().resideInAnyPackage(known).check(PRODUCT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"refusal", "event", "telemetry", "sse", "delivery"})
    void theCoreNeedsTheJdkAlone(String name) {
        classes()
                .that()
                .resideInAPackage(tree(name))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("io.tidings..", "java..", "org.jspecify.."))
                .check(PRODUCT);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.tidings.(*)..").should().beFreeOfCycles().check(PRODUCT);
    }

    private static Map<String, List<String>> table(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.map(ROW::matcher)
                    .filter(Matcher::matches)
                    .collect(Collectors.toMap(row -> row.group(1), row -> names(row.group(2))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> names(String cell) {
        return Pattern.compile("[a-z]+")
                .matcher(cell)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private static String tree(String name) {
        return "io.tidings." + name + "..";
    }
}
