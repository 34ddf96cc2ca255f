package io.conveyor.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.Pipeline;
import io.conveyor.PipelineSettings;
import io.conveyor.ProcessSettings;
import io.conveyor.processes.plan.SizeRule;
import io.conveyor.spi.Refusal;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What the engine refuses before anything is started. */
class ProcessRefusalsTest {

  private final Pipeline pipeline = new Pipeline();

  private List<String> refusals() {
    return pipeline.refusals().stream().map(Refusal::toString).toList();
  }

  @Test
  void takesTheDefaults() {
    assertEquals(List.of(), refusals());
    assertEquals(List.of(), pipeline.unused());
  }

  @Test
  void refusesBlocksThatFitNoPipe() {
    pipeline
        .processes(processes -> processes.pipeSize(4 << 20))
        .settings(settings -> settings.largestBlock(1 << 20));
    assertEquals(1, refusals().size());
    Matcher text =
        Pattern.compile(
                "pipeSize\\(...\\): blocks of up to 1048576 bytes do not fit pipes of 4194304; raise"
                    + " pipeSize\\(...\\) to at least (\\d+), or lower largestBlock\\(...\\) to at most (\\d+)")
            .matcher(refusals().get(0));
    assertTrue(text.matches(), refusals().get(0));
    long pipe = Long.parseLong(text.group(1));
    long block = Long.parseLong(text.group(2));
    pipeline.settings(settings -> settings.largestBlock(block));
    assertEquals(List.of(), refusals(), "the first remedy helps");
    pipeline.settings(settings -> settings.largestBlock(block + 8));
    assertEquals(1, refusals().size(), "it takes as little as possible");
    pipeline
        .settings(settings -> settings.largestBlock(1 << 20))
        .processes(processes -> processes.pipeSize(pipe));
    assertEquals(List.of(), refusals(), "so does the second");
  }

  @Test
  void remediesForSizesHelpWhateverTheyAre() {
    Pattern numbers = Pattern.compile(".* at least (\\d+), or .* at most (\\d+)");
    LongStream.iterate(4 << 20, pipe -> pipe < 64 << 20, pipe -> pipe + 999_983)
        .forEach(
            pipe -> {
              ProcessSettings processes = processes(pipe);
              List<Refusal> refused = SizeRule.refusals(settings(40 << 20), processes);
              Matcher found = numbers.matcher(refused.get(0).remedy());
              assertTrue(found.matches(), refused.get(0).remedy());
              long more = Long.parseLong(found.group(1));
              long less = Long.parseLong(found.group(2));
              assertEquals(List.of(), SizeRule.refusals(settings(40 << 20), processes(more)));
              assertEquals(List.of(), SizeRule.refusals(settings(less), processes));
            });
  }

  private static ProcessSettings processes(long pipe) {
    return ProcessSettings.defaults().toBuilder().pipeSize(pipe).build();
  }

  private static PipelineSettings settings(long block) {
    return PipelineSettings.defaults().toBuilder().largestBlock(block).build();
  }

  @Test
  void refusesBlocksThatNoPipeTakes() {
    pipeline
        .processes(processes -> processes.pipeSize(8L << 30))
        .settings(settings -> settings.largestBlock(256 << 20));
    assertEquals(
        List.of(
            "largestBlock(...): 268435456 is more than any pipe takes; lower largestBlock(...) to at most"
                + " 267255808"),
        refusals());
  }

  @Test
  void refusesOptionsItDoesNotKnowAndPlacesThatAreNoDirectories() {
    pipeline
        .engine(Pipeline.PROCESSES, Map.of("pipe-sice", "1GiB"))
        .durable(URI.create("s3://a/b"));
    assertEquals(
        List.of(
            "pipe-sice: engine 'processes' has no such option; did you mean 'pipe-size'?",
            "durable(...): engine 'processes' keeps runs in directories of this machine, and s3://a/b"
                + " is none; give a path, or a URI such as file:///var/runs/nightly"),
        refusals());
  }
}
