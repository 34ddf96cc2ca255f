package io.conveyor.processes.spawn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JvmArgumentsTest {

  @ParameterizedTest
  @CsvSource({
    "exit 0, ''",
    "kill -9 $$, ''",
    "kill -15 $$, ''",
    "exit 1, exit code 1",
    "echo Unrecognized option; exit 1, Unrecognized option"
  })
  void onlyAJvmThatEndsByItselfRefusesArguments(String script, String why) throws Exception {
    Process asked = new ProcessBuilder("sh", "-c", script).redirectErrorStream(true).start();
    assertEquals(why, JvmArguments.answer(asked));
  }
}
