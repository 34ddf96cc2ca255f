package io.conveyor.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ControlsTest {

  @Test
  void whatTurnsTheDirectionOfTextIsShown() {
    assertEquals("a\\u202etxt.exe\\u202c", Controls.name("a\u202etxt.exe\u202c"));
    assertEquals("\\u2066x\\u2069", Controls.visible("\u2066x\u2069"));
    assertEquals("\\u202a\\u2068", Controls.visible("\u202a\u2068"));
  }

  @Test
  void otherTextsAreAsTheyAre() {
    for (String text : new String[] {"a…b", "\u2029\u2030", "\u2065\u206a", "שלום", "一\u20ac"}) {
      assertEquals(text, Controls.visible(text));
    }
  }
}
