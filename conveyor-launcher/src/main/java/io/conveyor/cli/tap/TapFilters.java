package io.conveyor.cli.tap;

import io.conveyor.ConveyorException;
import io.conveyor.ConveyorException.Category;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What {@code --filter} asks for: a class that is a predicate, or a Java expression. */
final class TapFilters {

  /** The name of a class, which no expression about a block looks like. */
  private static final Pattern CLASS =
      Pattern.compile("(?!block\\b|true$|false$)[\\w$]+(\\.[\\w$]+)*");

  private TapFilters() {}

  /**
   * Returns the filter that a user asks for.
   *
   * @param text an expression over {@code block}, or the name of a class; null to let all pass
   * @param classes where classes are
   * @param notes where it is said which blocks an expression does not fit
   * @throws ConveyorException of category USAGE if it is neither
   */
  static TapFilter of(@Nullable String text, TapClasses classes, TapNotes notes) {
    if (text == null) {
      return block -> true;
    }
    return CLASS.matcher(text).matches()
        ? predicate(text, classes)::test
        : new ExpressionFilter(text, classes, notes);
  }

  @SuppressWarnings("unchecked")
  private static Predicate<Object> predicate(String name, TapClasses classes) {
    try {
      Constructor<?> constructor = Class.forName(name, true, classes).getDeclaredConstructor();
      constructor.setAccessible(true);
      if (constructor.newInstance() instanceof Predicate<?> predicate) {
        return (Predicate<Object>) predicate;
      }
      throw wrong(name, "does not implement java.util.function.Predicate", null);
    } catch (ClassNotFoundException e) {
      throw wrong(
          name,
          "no class of the run's has this name; an expression speaks of 'block', as in 'block.length() > 3'",
          e);
    } catch (InvocationTargetException e) {
      throw wrong(name, "its constructor throws " + e.getCause(), e);
    } catch (ReflectiveOperationException | LinkageError e) {
      throw wrong(name, "cannot be made without arguments: " + e, e);
    }
  }

  private static ConveyorException wrong(String name, String what, @Nullable Throwable cause) {
    return new ConveyorException(Category.USAGE, "--filter %s: %s".formatted(name, what), cause);
  }
}
