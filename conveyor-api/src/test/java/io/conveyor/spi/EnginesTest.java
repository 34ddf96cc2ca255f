package io.conveyor.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.DurableRun;
import io.conveyor.InvalidPipelineException;
import io.conveyor.PipelineSettings;
import io.conveyor.topology.Topology;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which engines are found, and what they say by default. */
class EnginesTest {

  @TempDir private Path temp;

  /** An engine that says nothing about what it can do. */
  public static class Plain implements Engine {

    /** Creates it; for the service loader. */
    public Plain() {}

    @Override
    public String name() {
      return "plain";
    }

    @Override
    public EngineSession open(PipelineDefinition pipeline) {
      throw new UnsupportedOperationException();
    }
  }

  /** Another one of the same name. */
  public static final class Twin extends Plain {

    /** Creates it; for the service loader. */
    public Twin() {}
  }

  /** One that cannot be made. */
  public static final class Broken extends Plain {

    /** Fails; for the service loader. */
    public Broken() {
      throw new IllegalStateException("no cluster");
    }
  }

  private interface Check {
    void perform() throws Exception;
  }

  /** Does something while the context class loader provides engines, besides those there are. */
  private void providing(List<String> classes, Check check) throws Exception {
    Path services = Files.createDirectories(temp.resolve("META-INF/services"));
    Files.write(services.resolve(Engine.class.getName()), classes);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {url()}, before)) {
      thread.setContextClassLoader(loader);
      check.perform();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private URL url() throws MalformedURLException {
    return temp.toUri().toURL();
  }

  private static String problem(String engine) {
    return String.valueOf(
        assertThrows(InvalidPipelineException.class, () -> Engines.find(engine)).getMessage());
  }

  @Test
  void areFoundThroughTheContextClassLoaderAndConveyorsOwn() throws Exception {
    providing(
        List.of(Plain.class.getName()),
        () -> {
          assertInstanceOf(Plain.class, Engines.find("plain"));
          assertEquals("echo", Engines.find("echo").name());
          assertEquals(List.of("echo", "plain"), Engines.names());
        });
    assertEquals(List.of("echo"), Engines.names());
  }

  @Test
  void areFoundWithoutAContextClassLoader() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(null);
    try {
      assertEquals("echo", Engines.find("echo").name());
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void twoOfOneNameAreRefusedWithTheirPlaces() throws Exception {
    providing(
        List.of(Plain.class.getName(), Twin.class.getName()),
        () -> {
          String problem = problem("plain");
          assertTrue(
              problem.startsWith(
                  "engine 'plain': there are 2 of that name: " + Plain.class.getName()),
              problem);
          assertTrue(problem.contains(", " + Twin.class.getName() + " of file:"), problem);
        });
  }

  @Test
  void brokenOnesAreToldWhenNoneIsFoundAndHinderNoOthers() throws Exception {
    providing(
        List.of("no.such.Engine", Broken.class.getName(), Plain.class.getName()),
        () -> {
          assertInstanceOf(Plain.class, Engines.find("plain"));
          String problem = problem("flink");
          assertTrue(
              problem.startsWith(
                  "engine 'flink': not among those on the class path: [echo, plain]"),
              problem);
          assertTrue(problem.contains("cannot be loaded: "), problem);
          assertTrue(problem.contains("no.such.Engine"), problem);
          assertTrue(problem.contains("IllegalStateException: no cluster"), problem);
        });
  }

  @Test
  void refuseOptionsAndDurableRunsUnlessTheySayOtherwise() throws IOException {
    PipelineSettings settings =
        PipelineSettings.defaults().toBuilder()
            .durable(DurableRun.at(URI.create("s3://runs/1")))
            .build();
    PipelineDefinition definition =
        new PipelineDefinition("p", Topology.of(List.of()), settings, Map.of("cluster", "c"));
    assertEquals(
        List.of(
            "cluster: engine 'plain' has no such option; it has none",
            "durable(...): engine 'plain' has no durable runs; use another engine"),
        new Plain().refusals(definition).stream().map(Refusal::toString).toList());
    assertEquals(List.of(), new Plain().unused(definition));
    assertEquals(Runtime.getRuntime().availableProcessors(), new Plain().cpus(definition));
  }
}
