package io.conveyor.it;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.conveyor.spi.Engine;
import java.io.Serializable;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which module and package may know which. */
class ArchitectureTest {

  private static final JavaClasses CONVEYOR =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.conveyor");

  /** What a user types; a type joins it on purpose, not by accident. */
  private static final Set<String> PUBLIC_FACE =
      Set.of(
          "BalancingFork",
          "Bound",
          "BlockId",
          "Chain",
          "CommonMemory",
          "ConveyorException",
          "DurableRun",
          "InvalidPipelineException",
          "Job",
          "JobContext",
          "JobFailedException",
          "Join",
          "OnError",
          "Pipe",
          "Pipeline",
          "PipelineSettings",
          "ProcessSettings",
          "Processor",
          "Producer",
          "PushJob",
          "RemoteException",
          "ReplicatingFork",
          "Results",
          "RunHandle",
          "RunReport",
          "Sink",
          "Stage",
          "StageDefaults",
          "StageReport",
          "StatefulJob",
          "StreamJob",
          "Task",
          "TypedPipeline",
          "WorkerDiedException");

  private static final String[] API = {
    "io.conveyor", "io.conveyor.spi", "io.conveyor.topology",
  };

  /** What a stage does, whatever carries its blocks. */
  private static final String[] STAGE = {"io.conveyor.stage.."};

  private static final String[] MECHANISMS = {
    "io.conveyor.bell",
    "io.conveyor.codec",
    "io.conveyor.control",
    "io.conveyor.log",
    "io.conveyor.mapped",
    "io.conveyor.memory",
    "io.conveyor.pipe",
  };

  private static final String QUEUE_LIBRARY = "net.openhft..";

  private static final String[] WORKER = {"io.conveyor.worker..", "io.conveyor.stage.."};

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
  void apiKnowsNothingButItselfAndJavaBase() {
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
  void rootPackageShowsOnlyWhatAUserTypes() {
    Set<String> shown =
        CONVEYOR.stream()
            .filter(resideInAPackage("io.conveyor").and(ArchitectureTest::isPublicTopLevel))
            .map(JavaClass::getSimpleName)
            .collect(toCollection(TreeSet::new));

    assertEquals(new TreeSet<>(PUBLIC_FACE), shown);
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

  @Test
  void topologyDoesNotKnowEngines() {
    noClasses()
        .that()
        .resideInAPackage("io.conveyor.topology")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.conveyor.spi")
        .check(CONVEYOR);
  }

  @Test
  void mechanismsKnowNeitherWorkerNorLauncher() {
    classes()
        .that()
        .resideInAnyPackage(MECHANISMS)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(API)
                .or(resideInAnyPackage(STAGE))
                .or(resideInAnyPackage(MECHANISMS))
                .or(workerLibraries())
                .or(resideInAPackage(QUEUE_LIBRARY)))
        .check(CONVEYOR);
  }

  /** A third carrier has neither our pipes nor our files. */
  @Test
  void stagesKnowNothingOfWhatCarriesThem() {
    classes()
        .that()
        .resideInAnyPackage(STAGE)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(API)
                .or(resideInAnyPackage(STAGE))
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
  void workerKnowsNeitherLauncherNorItsLibraries() {
    classes()
        .that()
        .resideInAnyPackage(WORKER)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(API)
                .or(resideInAnyPackage(STAGE))
                .or(resideInAnyPackage(MECHANISMS))
                .or(resideInAnyPackage(WORKER))
                .or(workerLibraries()))
        .check(CONVEYOR);
  }

  @Test
  void enginesKnowNeitherPipelineFilesNorTheCommandLine() {
    noClasses()
        .that()
        .resideInAnyPackage("io.conveyor.processes..", "io.conveyor.sequential..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.conveyor.yaml..", "io.conveyor.cli..", "picocli..")
        .check(CONVEYOR);
  }

  @Test
  void pipelineFilesDoNotKnowTheCommandLine() {
    noClasses()
        .that()
        .resideInAPackage("io.conveyor.yaml..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.conveyor.cli..", "picocli..")
        .check(CONVEYOR);
  }

  /**
   * The root package is left out: a pipeline finds its engine in {@code spi} and its wiring in
   * {@code topology}, and both speak of its stages.
   */
  @Test
  void packagesOtherThanTheRootAreFreeOfCycles() {
    slices().matching("io.conveyor.(**)").should().beFreeOfCycles().check(CONVEYOR);
  }

  @Test
  void onlyWhatAnotherPackageUsesIsPublic() {
    classes()
        .that()
        .resideOutsideOfPackages(API)
        .and(describe("are public, top level types", ArchitectureTest::isPublicTopLevel))
        .and(not(assignableTo(Engine.class)))
        .and(
            describe(
                "have no main method", type -> type.tryGetMethod("main", String[].class).isEmpty()))
        .should(beUsedFromAnotherPackage())
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

  private static boolean isPublicTopLevel(JavaClass type) {
    return type.isTopLevelClass()
        && type.getModifiers().contains(JavaModifier.PUBLIC)
        && !type.getSimpleName().equals("package-info");
  }

  private static ArchCondition<JavaClass> beUsedFromAnotherPackage() {
    return new ArchCondition<>("be used from another package") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean used =
            withNested(type)
                .flatMap(part -> part.getDirectDependenciesToSelf().stream())
                .anyMatch(use -> !use.getOriginClass().getPackage().equals(type.getPackage()));
        events.add(
            new SimpleConditionEvent(
                type, used, type.getName() + " is used only in its own package"));
      }
    };
  }

  private static Stream<JavaClass> withNested(JavaClass type) {
    return CONVEYOR.stream()
        .filter(part -> part.equals(type) || part.getName().startsWith(type.getName() + "$"));
  }
}
