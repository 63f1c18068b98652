package io.tallyhouse.scenarios.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rules that keep the house, by name. Each says why. A rule that matches no class fails, and each is proven on a
 * planted violation in {@link HouseRulesTest}.
 *
 * @param root the root package, so that planted violations can live in a small house of their own
 */
record HouseRules(String root) {
    private static final List<String> SERVICES = List.of("ingest", "metrics", "catalog", "billing", "invoice");
    private static final List<String> DOORS = List.of("rest", "store", "kafka", "pdf");
    private static final String[] FRAMEWORKS = {
        "io.quarkus..",
        "com.fasterxml..",
        "org.hibernate..",
        "io.vertx..",
        "org.apache.kafka..",
        "io.agroal..",
        "java.sql.."
    };

    Map<String, ArchRule> all() {
        Map<String, ArchRule> rules = new TreeMap<>();
        rules.put("kernel imports only the JDK", kernelImportsOnlyTheJdk());
        rules.put("features know no framework", featuresKnowNoFramework());
        rules.put("pure cores import only JDK, kernel and contracts", pureCores());
        rules.put("rooms do not reach through each other's doors", doorsStayClosed());
        rules.put("services do not import each other", servicesStandAlone());
        rules.put("features have no cycles", noCycles());
        rules.put("domain types are records, enums, interfaces or final", domainTypesAreClosed());
        rules.put("no double or float in kernel and features", noFloatingPoint());
        rules.put("no double or float in signatures of kernel and features", noFloatingPointInSignatures());
        rules.put("no decimal is made of a double", noDecimalOfDouble());
        rules.put("no java.util.Date", noOldDates());
        rules.put("only wiring asks the machine for the time", noAmbientTime());
        rules.put("nothing prints to the console", noConsole());
        rules.put("no field injection", noFieldInjection());
        rules.put("paths stand only in rest", pathsOnlyInRest());
        rules.put("every path says who may call it", everyPathIsGuarded());
        rules.put("no class is named by a non-word", noEmptyNames());
        return rules;
    }

    private ArchRule kernelImportsOnlyTheJdk() {
        return classes()
                .that()
                .resideInAPackage(root + ".kernel..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", root + ".kernel..", "org.jspecify.annotations..")
                .because("the kernel is what an accountant could follow, on any framework");
    }

    private ArchRule featuresKnowNoFramework() {
        return noClasses()
                .that(areFeatures())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FRAMEWORKS)
                .orShould()
                .dependOnClassesThat(isJakartaButScope())
                .because("the domain lives in the room, adapters are its doors");
    }

    private ArchRule pureCores() {
        return classes()
                .that()
                .resideInAnyPackage(
                        root + ".metrics.meter",
                        root + ".billing.period",
                        root + ".billing.rating",
                        root + ".invoice.document")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        "javax.crypto..",
                        root + ".kernel..",
                        root + ".contracts..",
                        root + ".metrics.meter",
                        root + ".billing.period",
                        root + ".billing.rating",
                        root + ".invoice.document",
                        "org.jspecify.annotations..")
                .because("pure cores are synchronous plain Java with no I/O; they carry most of the tests");
    }

    private ArchRule doorsStayClosed() {
        return classes()
                .that(areDoors())
                .should(new OnlyEnterTheirOwnRoom(root, DOORS))
                .because("rest, store and kafka import their feature, never each other, never another feature's doors");
    }

    private ArchRule servicesStandAlone() {
        return slices().matching(root + ".(" + String.join("|", SERVICES) + ")..")
                .should()
                .notDependOnEachOther()
                .because("what passes between services is a topic record or a REST call in contracts");
    }

    private ArchRule noCycles() {
        return slices().matching(root + ".(*).(*)..").should().beFreeOfCycles().because("data flows one way");
    }

    private ArchRule domainTypesAreClosed() {
        return classes()
                .that(areFeatures())
                .and()
                .doNotHaveSimpleName("package-info")
                .and(areNotUseCases())
                .should(new BeRecordsEnumsInterfacesOrFinal())
                .because("a domain type that can be extended cannot keep its invariants");
    }

    private ArchRule noFloatingPoint() {
        return noFields()
                .that()
                .areDeclaredInClassesThat(areFeaturesOrKernel())
                .should()
                .haveRawType("double")
                .orShould()
                .haveRawType("float")
                .because("money and usage are exact decimals");
    }

    private ArchRule noFloatingPointInSignatures() {
        return noMethods()
                .that()
                .areDeclaredInClassesThat(areFeaturesOrKernel())
                .should(new UseFloatingPoint())
                .because("money and usage are exact decimals");
    }

    private ArchRule noDecimalOfDouble() {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .callConstructor(BigDecimal.class, double.class)
                .orShould()
                .callMethod(BigDecimal.class, "valueOf", double.class)
                .because("0.1 is no double");
    }

    private ArchRule noOldDates() {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(java.util.Date.class, java.util.Calendar.class)
                .because("java.time says what a date is");
    }

    private ArchRule noAmbientTime() {
        return noClasses()
                .that()
                .resideInAnyPackage(serviceAndKitPackages())
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.LocalDate.class, "now")
                .orShould()
                .callMethod(java.time.LocalDate.class, "now", java.time.ZoneId.class)
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .because("time is injected, so that a test clock rules everything");
    }

    private ArchRule noConsole() {
        return noClasses()
                .that()
                .resideInAnyPackage(serviceAndKitPackages())
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .because("services log");
    }

    private ArchRule noFieldInjection() {
        return fields().that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(serviceAndKitPackages())
                .should()
                .notBeAnnotatedWith("jakarta.inject.Inject")
                .because("constructors say what a class needs");
    }

    private ArchRule pathsOnlyInRest() {
        return classes()
                .that()
                .areAnnotatedWith("jakarta.ws.rs.Path")
                .should()
                .resideInAnyPackage("..rest..", root + ".kit..")
                .because("HTTP is a door");
    }

    private ArchRule everyPathIsGuarded() {
        return methods()
                .that()
                .areMetaAnnotatedWith("jakarta.ws.rs.HttpMethod")
                .should(new BeGuarded(root))
                .because("nothing is open by accident");
    }

    private ArchRule noEmptyNames() {
        return classes()
                .that()
                .resideInAPackage(root + "..")
                .should(new NotEndWith(List.of("Impl", "Util", "Utils", "Helper", "Manager", "Data", "Info")))
                .because("a name says what a thing is");
    }

    private String[] serviceAndKitPackages() {
        List<String> packages = new java.util.ArrayList<>(
                SERVICES.stream().map(service -> root + "." + service + "..").toList());
        packages.add(root + ".kit..");
        packages.add(root + ".gateway..");
        return packages.toArray(String[]::new);
    }

    private DescribedPredicate<JavaClass> areDoors() {
        return DescribedPredicate.describe("are doors", type -> isInService(type) && isDoor(type));
    }

    private DescribedPredicate<JavaClass> areFeatures() {
        return DescribedPredicate.describe("are features", type -> isInService(type) && !isDoor(type));
    }

    private DescribedPredicate<JavaClass> areFeaturesOrKernel() {
        return DescribedPredicate.describe(
                "are features or kernel",
                type -> areFeatures().test(type) || type.getPackageName().startsWith(root + ".kernel"));
    }

    private static boolean isDoor(JavaClass type) {
        return JavaClass.Predicates.resideInAnyPackage(
                        DOORS.stream().map(door -> ".." + door + "..").toArray(String[]::new))
                .test(type);
    }

    private boolean isInService(JavaClass type) {
        return SERVICES.stream().anyMatch(service -> type.getPackageName().startsWith(root + "." + service + "."));
    }

    private static DescribedPredicate<JavaClass> areNotUseCases() {
        return DescribedPredicate.describe(
                "are not use cases", type -> !type.isAnnotatedWith("jakarta.enterprise.context.ApplicationScoped"));
    }

    private static DescribedPredicate<JavaClass> isJakartaButScope() {
        return DescribedPredicate.describe(
                "is Jakarta's, but not @ApplicationScoped",
                type -> type.getPackageName().startsWith("jakarta.")
                        && !type.getName().equals("jakarta.enterprise.context.ApplicationScoped"));
    }

    static boolean isClosed(JavaClass type) {
        return type.isRecord()
                || type.isEnum()
                || type.isInterface()
                || type.getModifiers().contains(JavaModifier.FINAL)
                || type.isAnonymousClass();
    }
}
