package io.tidings;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The package arrows, as a table. To add an arrow is to change the architecture.
class ArchitectureTest {
    private static final Map<String, List<String>> MAY_USE = table("""
            config
            refusal
            event      refusal
            memory     config
            telemetry  event
            sse        event
            auth       config event refusal
            log        config event refusal
            server     config event memory refusal
            request    auth event
            delivery   event log memory sse telemetry
            stream     delivery memory server sse
            history    auth delivery event log request server
            publish    auth config event log memory request server telemetry
            subscribe  auth config delivery event history log memory refusal request server sse stream telemetry
            http       event refusal request server sse
            ops        config log telemetry
            demo       config event memory publish refusal request server telemetry
            start      auth config demo log memory publish server subscribe
            """);

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

    private static Map<String, List<String>> table(String text) {
        return text.lines()
                .map(line -> List.of(line.split(" +")))
                .collect(Collectors.toMap(List::getFirst, row -> row.subList(1, row.size())));
    }

    private static String tree(String name) {
        return "io.tidings." + name + "..";
    }
}
