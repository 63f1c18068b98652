package io.tallyhouse.scenarios.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.tallyhouse.scenarios.House;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The house keeps its rules, and each rule is able to fail. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HouseRulesTest {
    private static final HouseRules HOUSE = new HouseRules("io.tallyhouse");
    private static final HouseRules PLANTED = new HouseRules("io.tallyhouse.scenarios.architecture.planted");
    private static final List<String> MODULES = List.of(
            "kernel",
            "contracts",
            "service-kit",
            "ingest-service",
            "metrics-service",
            "catalog-service",
            "billing-service",
            "invoice-service",
            "gateway");
    private static final JavaClasses HOUSE_CLASSES = new ClassFileImporter()
            .importPaths(MODULES.stream().map(HouseRulesTest::classesOf).toList());
    private static final JavaClasses PLANTED_CLASSES =
            new ClassFileImporter().importPackages("io.tallyhouse.scenarios.architecture.planted");

    static Set<String> rules() {
        return HOUSE.all().keySet();
    }

    static Stream<String> features() throws java.io.IOException {
        try (Stream<Path> sources = Files.walk(home())) {
            return sources
                    .filter(path -> path.toString().contains("/src/main/java/") && Files.isDirectory(path))
                    .filter(HouseRulesTest::holdsClasses)
                    .map(path -> home().relativize(path).toString())
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void the_house_keeps_the_rule(String rule) {
        HOUSE.all().get(rule).check(HOUSE_CLASSES);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void the_rule_fails_on_a_planted_violation(String rule) {
        assertThat(PLANTED.all().get(rule).evaluate(PLANTED_CLASSES).hasViolation())
                .isTrue();
    }

    @Test
    void every_feature_says_what_it_owns() throws java.io.IOException {
        assertThat(features())
                .filteredOn(path -> !path.matches(".*/(rest|store|kafka|pdf)"))
                .allSatisfy(path -> assertThat(home().resolve(path).resolve("package-info.java"))
                        .exists());
    }

    private static boolean holdsClasses(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".java"));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Path classesOf(String module) {
        return home().resolve(module).resolve("target/classes");
    }

    private static Path home() {
        return House.built();
    }
}
