package dev.wheelhouse.conformance;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The arrows of docs/decisions/0001-the-house.md. */
class ArchitectureTest {
    private static final String ROOT = "dev.wheelhouse.";

    /**
     * Each module may see the modules after it, but for rollout, which is a client like anybody's
     * program.
     */
    private static final List<String> MODULES =
            List.of(
                    "cli",
                    "server",
                    "catalog",
                    "stacks",
                    "cloud",
                    "identity",
                    "store",
                    "wire",
                    "document");

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .withImportOption(location -> !location.contains("-tests.jar"))
                    .importPackages("dev.wheelhouse");

    /** Pure domains: package by package, with no SQL, no wire types, no AWS SDK, no library. */
    private static final Set<String> DOMAINS =
            Set.of(
                    ROOT + "document",
                    ROOT + "identity",
                    ROOT + "identity.policy",
                    ROOT + "cloud.ec2",
                    ROOT + "cloud.s3",
                    ROOT + "cloud.ssm",
                    ROOT + "stacks.template",
                    ROOT + "catalog");

    @TestFactory
    Stream<DynamicTest> importsGoDownTheListOnly() {
        return MODULES.stream()
                .map(module ->
                        DynamicTest.dynamicTest(
                                module,
                                () -> {
                                    var forbidden = new ArrayList<String>();
                                    MODULES.subList(0, MODULES.indexOf(module))
                                            .forEach(above -> forbidden.add(ROOT + above + ".."));
                                    if (!module.equals("cli")) {
                                        forbidden.add(ROOT + "rollout..");
                                    }
                                    noClasses()
                                            .that()
                                            .resideInAPackage(ROOT + module + "..")
                                            .should()
                                            .dependOnClassesThat()
                                            .resideInAnyPackage(forbidden.toArray(String[]::new))
                                            .check(CLASSES);
                                }));
    }

    @Test
    void rolloutIsAClientOfThePublicApiLikeAnybodysProgram() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "rollout..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("dev.wheelhouse..")
                                .and(
                                        DescribedPredicate.not(
                                                resideInAnyPackage(
                                                        ROOT + "rollout..",
                                                        ROOT + "store..",
                                                        ROOT + "document.."))))
                .check(CLASSES);
    }

    @Test
    void storeAndWireKnowNothingOfEachOther() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + "wire..", "software.amazon.awssdk..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(ROOT + "wire..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + "store..", "software.amazon.awssdk.services..")
                .check(CLASSES);
    }

    @Test
    void onlySqlKnowsTables() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        ROOT + "catalog.api..",
                        ROOT + "stacks.api..",
                        ROOT + "cloud..api..",
                        ROOT + "identity.api..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.sql\\..*|.*\\.store\\.sql\\.(?!Handle$).*")
                .check(CLASSES);
    }

    @Test
    void nothingBelowTheServerKnowsHttp() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "server..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.helidon..")
                .check(CLASSES);
    }

    @TestFactory
    Stream<DynamicTest> aDomainSeesOnlyTheJdkAndTheDomainsBelowIt() {
        return DOMAINS.stream()
                .sorted()
                .map(domain ->
                        DynamicTest.dynamicTest(
                                domain,
                                () ->
                                        noClasses()
                                                .that()
                                                .resideInAPackage(domain)
                                                .should()
                                                .dependOnClassesThat(outsideOfTheDomainsOf(domain))
                                                .allowEmptyShould(true)
                                                .check(CLASSES)));
    }

    private static DescribedPredicate<JavaClass> outsideOfTheDomainsOf(String domain) {
        return DescribedPredicate.describe(
                "are neither the JDK's nor a domain's",
                type -> {
                    var name = type.getPackageName();
                    var jdk = name.startsWith("java.") && !name.startsWith("java.sql");
                    var annotation =
                            name.startsWith("org.jspecify")
                                    || name.startsWith("com.google.errorprone.annotations");
                    var json =
                            domain.equals(ROOT + "document")
                                    && name.startsWith("tools.jackson.core");
                    var yaml =
                            domain.equals(ROOT + "stacks.template")
                                    && name.startsWith("org.yaml.snakeyaml");
                    var primitive = name.isEmpty();
                    return !(jdk
                            || annotation
                            || json
                            || yaml
                            || primitive
                            || DOMAINS.contains(name));
                });
    }

    @Test
    void noPackageIsPartOfACycle() {
        slices().matching("dev.wheelhouse.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void nobodyAsksTheWallClockBehindTheInjectedOne() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        ROOT + "catalog..",
                        ROOT + "stacks..",
                        ROOT + "cloud..",
                        ROOT + "identity..",
                        ROOT + "store..",
                        ROOT + "wire..")
                .should()
                .callMethod(java.time.Instant.class, "now")
                .check(CLASSES);
    }

    @Test
    void everyPackageSaysWhatItIs() {
        classes()
                .that()
                .haveSimpleName("package-info")
                .should()
                .beAnnotatedWith(org.jspecify.annotations.NullMarked.class)
                .check(CLASSES);
    }
}
