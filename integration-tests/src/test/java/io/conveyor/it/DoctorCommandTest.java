package io.conveyor.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(LeavesNothingBehind.class)
class DoctorCommandTest {

  @TempDir private Path scratch;

  @Test
  void saysWhatThisMachineHas() throws Exception {
    Command.Outcome outcome = Command.conveyor("doctor", "--json").run();
    assertEquals(0, outcome.exitCode(), outcome.output() + outcome.errors());
    List<String> about = new ArrayList<>();
    for (String line : outcome.output().lines().toList()) {
      JsonNode finding = new ObjectMapper().readTree(line);
      about.add(finding.get("about").asText());
      boolean isFine = finding.get("level").asText().equals("ok");
      assertEquals(isFine, finding.get("remedy").asText().isEmpty(), line);
    }
    assertTrue(
        about.containsAll(
            List.of("java", "archive", "locale", "processors", "memory", "pipes", "sockets")),
        outcome.output());
    assertEquals("trial", about.get(about.size() - 1));
  }

  @Test
  void saysWhatToDoAboutLimitsAndPlaces() throws Exception {
    Command.Outcome outcome =
        Command.shell(
                "ulimit -n 300; ulimit -f 200000; LC_ALL=C exec '%s' doctor"
                    .formatted(Command.installed()))
            .with("CONVEYOR_OPTS", "-Djava.io.tmpdir=" + scratch.resolve("missing"))
            .run();
    String said = outcome.output();
    assertTrue(said.contains("raise it with 'ulimit -n'"), said);
    assertTrue(said.contains("raise it with 'ulimit -f unlimited'"), said);
    assertTrue(said.contains("missing cannot be written to"), said);
    assertTrue(said.contains("CONVEYOR_OPTS=-Djava.io.tmpdir=DIR"), said);
    assertTrue(said.contains("a pipeline of one stage was started"), said);
    assertEquals(0, outcome.exitCode(), said);
  }
}
