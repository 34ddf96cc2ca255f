package io.conveyor.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.conveyor.ConveyorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvFileTest {

  @TempDir private Path scratch;

  private Path file(String text) throws Exception {
    return Files.writeString(scratch.resolve("a.env"), text);
  }

  @Test
  void hasAVariableALine() throws Exception {
    Path file =
        file(
            "# for tests\nA=1\n\n  B = two words  \nC=\"quoted # not a comment\" # one\nA=2\nD=\n");
    assertEquals(
        Map.of("A", "2", "B", "two words", "C", "quoted # not a comment", "D", ""),
        EnvFile.read(file));
  }

  @Test
  void hasValuesOfSeveralLinesInQuotes() throws Exception {
    Map<String, String> variables = EnvFile.read(file("KEY=\"first\nsecond\n# third\"\nB=2\n"));
    assertEquals("2", variables.get("B"));
    assertTrue(String.valueOf(variables.get("KEY")).contains("second"), variables::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A=1\\nnonsense hunter2\\nB=2 | :2: this line is not NAME=value, a comment, or empty",
        "A=1\\n\\nB=\"hunter2\\nC=3\\nD=4 | :3: the quote of this line is not closed",
        "A=\"hunter2 | :1: the quote of this line is not closed",
      })
  void saysWhichLineIsWrongAndNothingOfIt(String text, String problem) throws Exception {
    Path file = file(text.replace("\\n", "\n"));
    ConveyorException refusal = assertThrows(ConveyorException.class, () -> EnvFile.read(file));
    assertEquals("--env-file " + file + problem, refusal.getMessage());
  }

  @Test
  void isNeitherEndlessNorADirectory() {
    ConveyorException endless =
        assertThrows(ConveyorException.class, () -> EnvFile.read(Path.of("/dev/zero")));
    assertEquals("--env-file /dev/zero: it is larger than 1,048,576 bytes", endless.getMessage());
    ConveyorException directory =
        assertThrows(ConveyorException.class, () -> EnvFile.read(scratch));
    assertEquals("--env-file " + scratch + ": it is a directory", directory.getMessage());
  }
}
