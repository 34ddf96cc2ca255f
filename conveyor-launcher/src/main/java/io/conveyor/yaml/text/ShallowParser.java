package io.conveyor.yaml.text;

import io.conveyor.problem.ProblemKind;
import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.parser.Parser;

/** Refuses documents that nest so deeply that building a tree of them would overflow the stack. */
final class ShallowParser implements Parser {

  static final int DEEPEST = 64;

  private final Parser parser;
  private final Function<Optional<Mark>, Place> places;
  private int depth;

  ShallowParser(Parser parser, Function<Optional<Mark>, Place> places) {
    this.parser = parser;
    this.places = places;
  }

  @Override
  public Event next() {
    Event event = parser.next();
    switch (event.getEventId()) {
      case SequenceStart, MappingStart -> {
        if (++depth > DEEPEST) {
          throw new BadValueException(
              places.apply(event.getStartMark()),
              ProblemKind.BEYOND_LIMIT,
              "nests deeper than " + DEEPEST);
        }
      }
      case SequenceEnd, MappingEnd -> depth--;
      default -> {}
    }
    return event;
  }

  @Override
  public boolean hasNext() {
    return parser.hasNext();
  }

  @Override
  public boolean checkEvent(Event.ID choice) {
    return parser.checkEvent(choice);
  }

  @Override
  public Event peekEvent() {
    return parser.peekEvent();
  }
}
