package io.conveyor.yaml;

import io.conveyor.Stage;
import io.conveyor.yaml.text.Place;
import io.conveyor.yaml.text.Problems;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of a file.
 *
 * @param place where it stands
 * @param stages its stages, or null if they cannot be told
 * @param problems where problems of its file go
 */
record ReadRow(Place place, @Nullable List<Stage> stages, Problems problems) {}
