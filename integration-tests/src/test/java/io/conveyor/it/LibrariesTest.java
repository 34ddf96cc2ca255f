package io.conveyor.it;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.Serializable;
import org.junit.jupiter.api.Test;

/** Which libraries which room may use. */
class LibrariesTest {

  private static final JavaClasses CONVEYOR =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.conveyor");

  private static final String[] API = {
    "io.conveyor",
    "io.conveyor.face",
    "io.conveyor.problem",
    "io.conveyor.spi",
    "io.conveyor.topology",
  };

  private static final String QUEUE_LIBRARY = "net.openhft..";

  private static final String[] WORKER = {
    "io.conveyor.bell",
    "io.conveyor.codec..",
    "io.conveyor.control",
    "io.conveyor.log",
    "io.conveyor.mapped",
    "io.conveyor.memory",
    "io.conveyor.pipe..",
    "io.conveyor.stage..",
    "io.conveyor.worker..",
  };

  private static final String[] JAVA_BASE = {
    "java.io",
    "java.lang..",
    "java.math",
    "java.net..",
    "java.nio..",
    "java.security..",
    "java.text..",
    "java.time..",
    "java.util",
    "java.util.concurrent..",
    "java.util.function",
    "java.util.jar",
    "java.util.regex",
    "java.util.stream",
    "java.util.zip",
  };

  @Test
  void theApiUsesNothingButJavaBase() {
    classes()
        .that()
        .resideInAnyPackage(API)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(API)
                .or(resideInAnyPackage(JAVA_BASE))
                .or(resideInAPackage("org.jspecify.annotations")))
        .check(CONVEYOR);
  }

  @Test
  void topologyIsPure() {
    noClasses()
        .that()
        .resideInAPackage("io.conveyor.topology")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("java.io", "java.net..", "java.nio..", "java.util.concurrent..")
                .and(not(type(Serializable.class))))
        .check(CONVEYOR);
  }

  /** A third carrier has neither our pipes nor our files. */
  @Test
  void whatAStageDoesUsesNothingButJavaBase() {
    classes()
        .that()
        .resideInAPackage("io.conveyor.stage..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(API)
                .or(resideInAPackage("io.conveyor.stage.."))
                .or(resideInAnyPackage(JAVA_BASE))
                .or(resideInAPackage("org.jspecify.annotations")))
        .check(CONVEYOR);
  }

  /** Workers do not have it: see {@code docs/dependencies.md}. */
  @Test
  void onlyWhatMakesPipesKnowsTheQueueLibrary() {
    classes()
        .that(
            describe(
                "use the queue library",
                type ->
                    type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(
                            use -> resideInAPackage(QUEUE_LIBRARY).test(use.getTargetClass()))))
        .should()
        .haveFullyQualifiedName("io.conveyor.log.QueueMaker")
        .check(CONVEYOR);
  }

  @Test
  void workersDoWithoutTheLibrariesOfTheLauncher() {
    classes()
        .that()
        .resideInAnyPackage(WORKER)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(API)
                .or(resideInAnyPackage(WORKER))
                .or(workerLibraries())
                .or(resideInAPackage(QUEUE_LIBRARY)))
        .check(CONVEYOR);
  }

  @Test
  void onlyTheCommandReadsItsLine() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.conveyor.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("picocli..")
        .check(CONVEYOR);
  }

  /** No other command, and no table of this one, loads it. */
  @Test
  void onlyTheScreenKnowsTheTerminalLibrary() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("io.conveyor.cli.top.TopScreen")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.jline..")
        .check(CONVEYOR);
  }

  private static DescribedPredicate<JavaClass> workerLibraries() {
    return resideInAnyPackage(
        "java..",
        "sun.misc",
        "com.esotericsoftware..",
        "org.jspecify.annotations",
        "org.objenesis..",
        "org.slf4j..");
  }
}
