package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import io.conveyor.Job;
import io.conveyor.Pipeline;
import io.conveyor.Processor;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Classes that the launcher has, and its workers have not. */
@ExtendWith(LeavesNothingBehind.class)
class MissingClassTest {

  private static final String COURIER =
      """
      public class Courier implements io.conveyor.Job<Object, Object> {
        public static class Parcel implements java.io.Serializable {}

        @Override
        public Object run(Object block) {
          return block;
        }
      }
      """;

  @TempDir private Path directory;
  private URLClassLoader classes;

  @BeforeEach
  void compile() throws Exception {
    Path source = Files.writeString(directory.resolve("Courier.java"), COURIER);
    String own =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    String[] arguments = {"-cp", own, "-d", directory.toString(), source.toString()};
    assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments));
    classes = new URLClassLoader(new URL[] {directory.toUri().toURL()});
  }

  @AfterEach
  void close() throws Exception {
    classes.close();
  }

  private Object make(String name) throws Exception {
    return classes.loadClass(name).getDeclaredConstructor().newInstance();
  }

  private Pipeline pipeline(Job<?, ?> job) {
    return new Pipeline()
        .settings(settings -> settings.classes(List.of(), classes))
        .add(new Processor(Jobs::evenOnly).name("before"))
        .add(new Processor(job).name("courier"));
  }

  @Test
  void ofTheJobAreNamedWithTheStageAndTheClassPathToMend() throws Exception {
    Pipeline pipeline = pipeline((Job<?, ?>) make("Courier"));
    ConveyorException failure = assertThrows(ConveyorException.class, pipeline::open);
    assertEquals(Category.START_FAILED, failure.category());
    assertTrue(
        String.valueOf(failure.getMessage())
            .contains(
                "stage 'courier' needs class Courier, which is not on the class path of its process: add where it is"),
        failure.getMessage());
  }

  @Test
  void ofABlockAreNamedWithTheStageAndTheBlock() throws Exception {
    Object parcel = make("Courier$Parcel");
    Pipeline pipeline = pipeline(block -> block);
    ConveyorException failure =
        assertThrows(ConveyorException.class, () -> pipeline.run(List.of(1, 2, parcel)));
    assertEquals(Category.RUN_FAILED, failure.category());
    for (String part : List.of("stage 'before'", "Courier$Parcel", "put that class on the class")) {
      assertTrue(String.valueOf(failure.getMessage()).contains(part), failure.getMessage());
    }
  }
}
