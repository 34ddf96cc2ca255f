package io.conveyor.it;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.conveyor.spi.DeadLetterStore;
import io.conveyor.spi.Engine;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which room may know which: a package, and what of Conveyor it may use. */
class ArchitectureTest {

  private static final JavaClasses CONVEYOR =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.conveyor");

  /**
   * From the ground up: a room, and behind the colon the rooms that it may know. Every room may
   * know the root package, which holds what users type.
   */
  private static final String ROOMS =
      """
      face                 :
      problem              :
      topology             : problem face
      spi                  : problem topology face

      stage.convert        : spi
      stage.intake         : spi stage.convert
      mapped               :
      log                  : mapped face
      bell                 : mapped
      codec.cost           :
      codec.types          : codec.cost
      codec.serializers    : codec.cost codec.types
      codec.state          : codec.cost codec.types codec.serializers
      codec                : codec.cost codec.types codec.serializers codec.state mapped face stage.convert

      stage.state          : spi
      stage                : spi stage.intake stage.state
      stage.named          : stage.convert stage.intake stage.state

      memory               : mapped face
      stage.push           : topology spi stage
      pipe.ring            : mapped bell codec
      pipe                 : mapped log bell codec face pipe.ring
      control              : mapped stage
      worker.plan          : mapped pipe stage stage.intake stage.state
      worker.carrier       : spi mapped bell codec codec.state codec.types pipe control stage stage.state face worker.plan
      worker               : mapped codec memory control stage worker.plan worker.carrier face

      secret               :
      owned                : mapped
      verdict              : face
      deadletters          : secret mapped codec spi stage face
      sequential           : topology spi face stage stage.push codec codec.types memory

      processes.plan       : topology spi stage pipe worker.plan face
      processes.spawn      : topology processes.plan spi mapped log worker stage.intake face
      processes.rundir     : processes.plan topology stage stage.state owned spi mapped memory pipe control worker.plan
      processes.registry   : processes.plan owned spi mapped control
      processes.measure    : processes.plan processes.registry spi stage stage.state pipe control worker.plan verdict
      processes.child      : processes.plan processes.spawn spi mapped control face
      processes.supervise  : secret processes.child processes.plan processes.spawn processes.rundir spi stage deadletters mapped memory control worker face
      processes.postmortem : secret processes.child processes.plan processes.supervise topology spi deadletters mapped codec pipe control
      processes.flow       : processes.plan processes.rundir processes.supervise spi stage deadletters mapped bell codec pipe control worker.plan worker.carrier owned
      processes            : processes.plan processes.spawn processes.child processes.supervise processes.flow processes.rundir processes.registry processes.postmortem topology spi stage stage.state deadletters mapped log bell codec memory pipe control worker.plan face owned

      yaml.keys            :
      yaml.schema          : yaml.keys spi
      yaml.text            : yaml.keys problem spi secret
      yaml.cases           : problem yaml.keys yaml.text topology spi
      yaml.jobs            : problem yaml.text owned spi stage.named stage.convert stage.intake mapped
      yaml                 : problem yaml.keys yaml.text yaml.cases yaml.jobs topology spi stage.named mapped face owned

      junit                : spi owned yaml

      metrics              :

      cli.files            : spi
      cli.formats          : cli.files spi stage.convert mapped
      cli.terminal         : cli.files cli.formats owned spi secret
      cli.graph            : cli.formats cli.terminal topology
      cli.observe          : cli.terminal processes.measure processes.registry mapped
      cli.report           : cli.formats cli.terminal cli.graph cli.observe processes.measure processes.postmortem verdict control topology
      cli.metrics          : cli.terminal cli.observe processes.measure control metrics
      cli.watch            : cli.terminal
      cli.run              : cli.files cli.formats cli.terminal cli.report cli.metrics cli.observe cli.watch topology spi stage.convert stage.named deadletters processes.measure verdict yaml yaml.text
      cli.letters          : cli.formats cli.terminal cli.run topology spi codec deadletters yaml yaml.text
      cli.cases            : cli.formats cli.terminal cli.run cli.letters topology spi deadletters owned yaml yaml.text yaml.cases
      cli.doctor           : cli.formats cli.terminal stage.intake
      cli.templates        : cli.formats cli.terminal mapped
      cli.tap              : cli.formats cli.terminal cli.run cli.letters processes.registry worker.plan pipe codec control owned mapped yaml yaml.jobs yaml.text
      cli.top              : cli.formats cli.terminal processes.registry processes.measure verdict
      cli.man              :
      cli.completion       : cli.terminal cli.tap processes.registry yaml
      cli                  : problem cli.formats cli.terminal cli.cases cli.completion cli.doctor cli.graph cli.letters cli.man cli.report cli.run cli.tap cli.templates cli.top topology spi yaml yaml.text yaml.schema processes.rundir processes.registry mapped face
      """;

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
          "FailedBlock",
          "InvalidPipelineException",
          "Job",
          "JobContext",
          "JobFailedException",
          "Join",
          "OnError",
          "Pipe",
          "Pipeline",
          "PipelineEvent",
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

  private final Rooms rooms = Rooms.parse("io.conveyor", ROOMS);

  @Test
  void eachRoomKnowsOnlyRoomsBelowIt() {
    Map<String, String> found = new TreeMap<>();
    CONVEYOR.stream()
        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
        .forEach(use -> rooms.objection(use).ifPresent(why -> found.put(rooms.edge(use), why)));
    assertEquals("", String.join("\n", found.values()));
  }

  /** A pipeline finds its engine and its wiring, and both speak of its stages: that is the root. */
  @Test
  void noRoomsKnowEachOtherButTheRootAndTheApiAroundIt() {
    assertEquals(List.of(), Circles.in(rooms.allowed()), "by the rules themselves");
  }

  @Test
  void noFilesKnowEachOther() {
    List<Set<String>> found = Circles.in(FileUses.of(CONVEYOR));
    assertEquals(
        "",
        found.stream().map(circle -> FileUses.describe(CONVEYOR, circle)).collect(joining("\n")),
        "one of these uses has to go: move what both need to a file that knows neither");
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

  /** Users and engines need what is there, whether or not our own code does. */
  private static final String[] FOR_OTHERS = {
    "io.conveyor",
    "io.conveyor.junit",
    "io.conveyor.metrics",
    "io.conveyor.problem",
    "io.conveyor.spi",
    "io.conveyor.topology",
    "io.conveyor.stage.push"
  };

  @Test
  void onlyWhatAnotherPackageUsesIsPublic() {
    classes()
        .that()
        .resideOutsideOfPackages(FOR_OTHERS)
        .and(describe("are public, top level types", ArchitectureTest::isPublicTopLevel))
        .and(not(assignableTo(Engine.class).or(assignableTo(DeadLetterStore.class))))
        .and(
            describe(
                "have no main method", type -> type.tryGetMethod("main", String[].class).isEmpty()))
        .should(beUsedFromAnotherPackage())
        .check(CONVEYOR);
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
