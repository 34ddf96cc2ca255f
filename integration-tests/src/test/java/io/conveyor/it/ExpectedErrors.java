package io.conveyor.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a test makes Conveyor log as an error: any other error fails it, and so does none. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface ExpectedErrors {

  /** Found in each line that is logged as an error. */
  String value();
}
