package io.github.apiauth.keycloak;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The walls between the rooms (docs/architecture.md). */
@Tag("once")
class ArchitectureTest {

    private static final String BASE = "io.github.apiauth.keycloak";
    private static final JavaClasses PACK = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(BASE);

    @Test
    void roomsKnowOnlyTheRoomsBelowThem() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage(BASE + "..")
                .layer("request")
                .definedBy(BASE + ".request..")
                .layer("intake")
                .definedBy(BASE + ".intake..")
                .layer("address")
                .definedBy(BASE + ".address..")
                .layer("legacyapi")
                .definedBy(BASE + ".legacyapi..")
                .layer("contractfile")
                .definedBy(BASE + ".contractfile..")
                .layer("oidc")
                .definedBy(BASE + ".oidc..")
                .layer("api")
                .definedBy(BASE + ".api..")
                .layer("answer")
                .definedBy(BASE + ".answer..")
                .layer("credentials")
                .definedBy(BASE + ".credentials..")
                .layer("check")
                .definedBy(BASE + ".check..")
                .layer("lane")
                .definedBy(BASE + ".lane..")
                .layer("plugins")
                .definedBy(BASE + ".plugins..")
                .layer("legacypath")
                .definedBy(BASE + ".legacypath..")
                .layer("password")
                .definedBy(BASE + ".password..")
                .layer("passwordhash")
                .definedBy(BASE + ".passwordhash..")
                .layer("clientdefaults")
                .definedBy(BASE + ".clientdefaults..")
                .layer("refresh")
                .definedBy(BASE + ".refresh..")
                .layer("realm")
                .definedBy(BASE + ".realm..")
                .layer("serverinfo")
                .definedBy(BASE + ".serverinfo..")
                .layer("ratelimit")
                .definedBy(BASE + ".ratelimit..")
                .layer("startup")
                .definedBy(BASE + ".startup..")
                .layer("oldtoken")
                .definedBy(BASE + ".oldtoken..")
                .layer("oldtokenstore")
                .definedBy(BASE + ".oldtokenstore..")
                .layer("legacyusers")
                .definedBy(BASE + ".legacyusers..")
                .layer("policy")
                .definedBy(BASE + ".policy..")
                .layer("session")
                .definedBy(BASE + ".session..")
                .layer("signature")
                .definedBy(BASE + ".signature..")
                .layer("usage")
                .definedBy(BASE + ".usage..")
                .whereLayer("request")
                .mayNotAccessAnyLayer()
                .whereLayer("intake")
                .mayOnlyAccessLayers("address", "legacyapi", "serverinfo")
                .whereLayer("lane")
                .mayOnlyAccessLayers("legacyapi", "request", "intake", "policy", "serverinfo")
                .whereLayer("check")
                .mayOnlyAccessLayers("contractfile", "legacyapi", "lane", "request")
                .whereLayer("check")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("answer")
                .mayOnlyAccessLayers("lane", "legacyapi", "plugins", "oidc", "request", "intake", "serverinfo")
                .whereLayer("answer")
                .mayOnlyBeAccessedByLayers("api", "startup")
                .whereLayer("usage")
                .mayOnlyAccessLayers("lane", "intake")
                .whereLayer("usage")
                .mayOnlyBeAccessedByLayers("api")
                .whereLayer("credentials")
                .mayOnlyAccessLayers("lane", "request", "intake", "serverinfo")
                .whereLayer("credentials")
                .mayOnlyBeAccessedByLayers("api", "startup")
                .whereLayer("address")
                .mayOnlyBeAccessedByLayers("ratelimit", "intake")
                .whereLayer("legacyapi")
                .mayNotAccessAnyLayer()
                .whereLayer("contractfile")
                .mayOnlyAccessLayers("legacyapi", "serverinfo")
                .whereLayer("contractfile")
                .mayOnlyBeAccessedByLayers("check")
                .whereLayer("ratelimit")
                .mayOnlyBeAccessedByLayers("oidc", "api", "startup")
                .whereLayer("policy")
                .mayOnlyBeAccessedByLayers("ratelimit", "refresh", "clientdefaults", "lane", "startup")
                .whereLayer("policy")
                .mayOnlyAccessLayers("serverinfo")
                .whereLayer("oldtoken")
                .mayOnlyAccessLayers("lane", "request", "serverinfo")
                .whereLayer("oldtoken")
                .mayOnlyBeAccessedByLayers("oldtokenstore", "api", "oidc", "startup")
                .whereLayer("oldtokenstore")
                .mayOnlyAccessLayers("oldtoken", "serverinfo")
                .whereLayer("oldtokenstore")
                .mayOnlyBeAccessedByLayers("startup")
                .whereLayer("legacyusers")
                .mayOnlyAccessLayers("serverinfo")
                .whereLayer("legacyusers")
                .mayOnlyBeAccessedByLayers("startup")
                .whereLayer("plugins")
                .mayOnlyAccessLayers("legacyapi", "request")
                .whereLayer("plugins")
                .mayOnlyBeAccessedByLayers("api", "answer")
                .whereLayer("oidc")
                .mayOnlyBeAccessedByLayers("answer")
                .whereLayer("api")
                .mayOnlyBeAccessedByLayers("startup")
                .whereLayer("legacypath")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("password")
                .mayOnlyBeAccessedByLayers("realm", "startup")
                .whereLayer("passwordhash")
                .mayOnlyAccessLayers("serverinfo")
                .whereLayer("passwordhash")
                .mayOnlyBeAccessedByLayers("startup")
                .whereLayer("clientdefaults")
                .mayOnlyAccessLayers("policy", "serverinfo")
                .whereLayer("clientdefaults")
                .mayOnlyBeAccessedByLayers("startup")
                .whereLayer("refresh")
                .mayOnlyBeAccessedByLayers("startup")
                .whereLayer("realm")
                .mayOnlyBeAccessedByLayers("startup")
                .whereLayer("session")
                .mayOnlyBeAccessedByLayers("startup")
                .whereLayer("startup")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("session")
                .mayOnlyAccessLayers("serverinfo")
                .whereLayer("signature")
                .mayOnlyBeAccessedByLayers("startup")
                .whereLayer("signature")
                .mayOnlyAccessLayers("serverinfo")
                .ensureAllClassesAreContainedInArchitecture()
                .check(PACK);
    }

    /** Who asks, counting and telling: see the package's description. */
    @Test
    void theRateLimitIsInThreeParts() {
        layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage(BASE + ".ratelimit..")
                .layer("asking")
                .definedBy(BASE + ".ratelimit.asking..")
                .layer("counting")
                .definedBy(BASE + ".ratelimit.counting..")
                .layer("telling")
                .definedBy(BASE + ".ratelimit.telling..")
                .layer("request")
                .definedBy(BASE + ".ratelimit")
                .whereLayer("request")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("asking")
                .mayOnlyBeAccessedByLayers("request")
                .whereLayer("telling")
                .mayOnlyBeAccessedByLayers("request")
                .check(PACK);
    }

    /** Whoever writes a contract in Java needs the SPI and nothing else. */
    @Test
    void theSpiKnowsNothingOfKeycloaksServices() {
        classes()
                .that()
                .resideInAPackage(BASE + ".legacyapi..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        BASE + ".legacyapi..",
                        "java..",
                        "org.jspecify..",
                        "org.keycloak",
                        "org.keycloak.provider",
                        "org.keycloak.models")
                .check(PACK);
    }

    @Test
    void onlyFactoriesAndWhatKeycloakCreatesIsPublic() {
        classes()
                .that()
                .arePublic()
                .and(areNotHiddenByTheirEnclosingClass())
                .and()
                .resideOutsideOfPackages(
                        BASE + ".request..",
                        BASE + ".intake..",
                        BASE + ".address..",
                        BASE + ".legacyapi..",
                        BASE + ".lane..",
                        BASE + ".answer..",
                        BASE + ".credentials..",
                        BASE + ".oldtoken..",
                        BASE + ".plugins..",
                        BASE + ".serverinfo..",
                        BASE + ".ratelimit..",
                        BASE + ".policy..",
                        BASE + ".usage..")
                .should()
                .haveSimpleNameEndingWith("Factory")
                .orShould()
                .haveSimpleNameEndingWith("Spi")
                .orShould()
                .haveSimpleNameEndingWith("Guard")
                .orShould()
                .haveSimpleNameEndingWith("Check")
                .orShould()
                .haveSimpleNameEndingWith("Config")
                .orShould()
                .haveSimpleNameEndingWith("Filter")
                .orShould()
                .haveSimpleNameEndingWith("Resource")
                // The provider of contracts, and its reader, which a command without a server uses too.
                .orShould()
                .haveSimpleNameEndingWith("Files")
                .orShould()
                .haveSimpleNameEndingWith("File")
                .check(PACK);
    }

    @Test
    void staticsHoldNoState() {
        fields().that().areStatic().should().beFinal().check(PACK);
    }

    /** But the program. */
    @Test
    void nothingPrints() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + ".check..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(PACK);
    }

    /** What stands in an interface is public, but nobody sees it where the interface is not. */
    private static DescribedPredicate<JavaClass> areNotHiddenByTheirEnclosingClass() {
        return DescribedPredicate.describe("are not hidden by their enclosing class", type -> type.getEnclosingClass()
                .map(enclosing -> enclosing.getModifiers().contains(JavaModifier.PUBLIC))
                .orElse(true));
    }
}
